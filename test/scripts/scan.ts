import { dirname, resolve } from 'node:path';
import { withoutTokens } from '../../src/leaks/withoutTokens.ts';
import { stripControl } from '../../src/shared/text.ts';
import { root } from '../harness/places.ts';
import { Problem } from '../harness/problem.ts';
import { look } from './scanning/look.ts';
import { reports } from './scanning/reports.ts';
import { help, readScanWishes } from './scanning/scanWishes.ts';

/** What a hook or a CI job goes by; `--help` says it too. */
const exitCodes = { none: 0, found: 1, failed: 2 } as const;

async function scan(args: readonly string[]): Promise<number> {
  const wishes = readScanWishes(args);
  if (wishes.kind === 'help') {
    await print(help);
    return exitCodes.none;
  }
  if (wishes.kind === 'refused') throw new Problem(wishes.why);
  const { findings, missed, summary } = await look(resolve(whereAsked(), wishes.path), wishes.looked);
  await print(reports[wishes.format](findings));
  for (const sentence of missed) say(sentence);
  const count = findings.length === 1 ? '1 token' : `${findings.length} tokens`;
  say(`${findings.length === 0 ? 'No token' : count} in ${summary}.`);
  if (findings.length > 0) return exitCodes.found;
  return missed.length > 0 ? exitCodes.failed : exitCodes.none;
}

/** The folder that relative paths begin in. npm runs us in its package's folder and tells where it was called. */
function whereAsked(): string {
  const { npm_package_json: manifest, npm_lifecycle_event: script, INIT_CWD: asked } = process.env;
  const byNpm = script === 'scan' && manifest !== undefined && resolve(dirname(manifest)) === resolve(root);
  return byNpm && asked !== undefined ? asked : process.cwd();
}

/** Waits until it is written: ending the process would cut a pipe short on Windows. */
async function print(text: string): Promise<void> {
  if (text !== '') await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

/** No order to a runner of GitHub Actions either, whatever a path in it says. */
const say = (sentence: string): void =>
  console.error(withoutTokens(stripControl(sentence)).replaceAll('##[', '# #['));

function fail(error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  say(error instanceof Problem ? words : `The scan broke off: ${words}`);
}

// A reader that has enough closes the pipe; what was found is still the exit code.
process.stdout.on('error', () => undefined);
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit(exitCodes.failed);
});
process.exit(
  await scan(process.argv.slice(2)).catch((error: unknown) => {
    fail(error);
    return exitCodes.failed;
  }),
);
