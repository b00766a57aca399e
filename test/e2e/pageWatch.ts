import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';

const scripts = join(dirname(fileURLToPath(import.meta.url)), 'page');

/** Collects what a person could have read on any page of this browser, from its next load on. */
export async function watchPages(context: BrowserContext): Promise<() => string> {
  const seen: string[] = [];
  await context.exposeFunction('tellSeen', (text: string) => {
    seen.push(text);
  });
  await context.addInitScript({ path: join(scripts, 'watch.js') });
  return () => seen.join('\n');
}

/** Everything the page's origin has stored in the browser, as one text. */
export async function storedInBrowser(page: Page): Promise<string> {
  return await page.evaluate(readFileSync(join(scripts, 'stored.js'), 'utf8'));
}
