import { join } from 'node:path';
import { screenshots } from '../harness/places.ts';
import type { Workbench } from './workbench.ts';

/** Where the pictures of a test file go; only failures are photographed. */
export function picturesOf(file: string): string {
  return join(screenshots, 'e2e', file);
}

/** For `afterEach`: what the person saw when the test gave up, and what the log says. */
export async function pictureIfFailed(
  context: Mocha.Context,
  workbench: Workbench | undefined,
): Promise<void> {
  if (context.currentTest?.state !== 'failed') return;
  const title = context.currentTest.title.replace(/[^a-z0-9]+/gi, '-').slice(0, 60);
  await workbench?.picture(title, true).catch(() => undefined);
  // Nobody sees the picture of a machine elsewhere: what stood on the screen is told as well.
  console.error(await workbench?.shown().catch(() => undefined));
  console.error(workbench?.logText().slice(-2000));
}
