import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { packageVariable } from '../e2e/packaged.ts';
import { results, root } from '../harness/places.ts';
import { Problem, runScript } from '../harness/problem.ts';
import { judgeCheck, judgeRun, resultFile, resultTable, type StepOutcome } from '../harness/results.ts';
import { collectNode } from '../harness/runNode.ts';
import { hostFor, runHostSuite } from './hostSuite.ts';
import { packageExtension } from './packageExtension.ts';

/** What it printed comes with the outcome, if it has not been printed yet. */
type Step = (name: string) => Promise<StepOutcome & { readonly output: string }>;

/** The steps of `npm test`; `npm test -- unit wire` runs only those. */
const steps: Readonly<Record<string, Step>> = {
  lint: check([
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    '.',
  ]),
  typecheck: check(['test/scripts/typecheck.ts']),
  unit: mocha('test/unit'),
  contract: mocha('test/contract'),
  wire: mocha('test/wire', 2),
  // The dashboard's page in a real browser, with VS Code's part played.
  webview: mocha('test/webview', 2),
  host: hostSuite('current'),
  'host-two': hostSuite('current', 'twoFolders'),
  'host-floor': hostSuite('floor'),
  e2e: mocha('test/e2e', 2),
};

/**
 * Each stage has lanes that run side by side; what stands in one lane runs in turn. Two cores have enough to do with one
 * VS Code, or two files of real git, at a time: more side by side was hardly faster and decided tests by the clock.
 */
const stages: readonly (readonly (readonly string[])[])[] = [
  [['lint'], ['typecheck'], ['unit'], ['contract']],
  [['wire', 'webview', 'host', 'host-two', 'e2e', 'host-floor']],
];

function check(args: readonly string[]): Step {
  return async (name) => {
    const { code, seconds, output } = await timed(() => collectNode(args));
    return { output, ...judgeCheck(name, code === 0, seconds) };
  };
}

/** Several files at a time, where each has a sandbox, a workbench and folders of its own. */
function mocha(folder: string, atATime = 1): Step {
  return async (name) => {
    const { code, seconds, output } = await timed(() =>
      collectNode([
        'node_modules/mocha/bin/mocha.js',
        '--reporter=json',
        // Generous: a busy machine must not decide a test. What must be fast is measured by the bench.
        '--timeout=60000',
        `--reporter-option=output=${resultFile(name)}`,
        ...(process.env.CI === undefined ? [] : ['--forbid-only']),
        ...(atATime > 1
          ? ['--parallel', `--jobs=${atATime}`, ...largestFirst(folder)]
          : [`${folder}/**/*.test.ts`]),
      ]),
    );
    return { output, ...judgeRun(name, code, seconds) };
  };
}

/** They take longest, and one that starts last would be waited for alone. */
function largestFirst(folder: string): readonly string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file))
    .map((file) => ({ file, bytes: statSync(join(root, file)).size }))
    .sort((one, other) => other.bytes - one.bytes)
    .map(({ file }) => file);
}

/** Runs in this process, and so prints while it runs: there is never more than one of it at a time. */
function hostSuite(vscode: 'current' | 'floor', window?: 'twoFolders'): Step {
  return async (name) => {
    const { code, seconds, output } = await timed(async () => {
      const host = await hostFor(vscode);
      const order = { host, results: resultFile(name), ...(window === undefined ? {} : { window }) };
      return { code: await runHostSuite(order), output: '' };
    });
    return { output, ...judgeRun(name, code, seconds) };
  };
}

interface Ended {
  readonly code: number;
  readonly output: string;
}

async function timed(run: () => Promise<Ended>): Promise<Ended & { readonly seconds: number }> {
  const started = performance.now();
  const ended = await run().catch((error: unknown) => {
    // esbuild has already printed its errors; a problem needs no stack.
    const words = error instanceof Problem || (error instanceof Error && 'errors' in error);
    return { code: 1, output: words ? `${error.message}\n` : `${inspect(error)}\n` };
  });
  return { ...ended, seconds: (performance.now() - started) / 1000 };
}

/** What runs when nobody names a step: the floor only in CI, the walk only where it exists. */
function chosen(wanted: readonly string[]): readonly string[] {
  const unknown = wanted.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    throw new Problem(`There is no step "${unknown[0]}". The steps are: ${Object.keys(steps).join(', ')}.`);
  }
  if (wanted.length > 0) return wanted;
  return Object.keys(steps).filter((name) => {
    if (name === 'host-floor') return process.env.CI === 'true';
    if (name === 'e2e') return existsSync(join(root, 'test', 'e2e'));
    return true;
  });
}

/** Prints a step when it is done, in one piece, because others run beside it. */
async function runStep(name: string): Promise<readonly StepOutcome[]> {
  const outcome = await steps[name]?.(name);
  if (outcome === undefined) return [];
  const { output, failures, passed, failed, seconds, broken } = outcome;
  console.log(`\n▸ ${name}`);
  if (output.trim() !== '') console.log(output.trimEnd());
  for (const { title, message } of failures)
    console.log(`\n  ✗ ${title}\n    ${message.replaceAll('\n', '\n    ')}`);
  console.log(`  ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s${broken ? `: ${broken}` : ''}`);
  return [outcome];
}

async function runLane(names: readonly string[]): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  for (const name of names) outcomes.push(...(await runStep(name)));
  return outcomes;
}

await runScript(async (args) => {
  const started = performance.now();
  const names = chosen(args);
  const staged = stages.flat(2);
  const forgotten = Object.keys(steps).filter((name) => !staged.includes(name));
  if (forgotten.length > 0) throw new Problem(`No stage runs "${forgotten[0]}".`);
  // An old report must never be counted as today's.
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const outcomes: StepOutcome[] = [];
  for (const stage of stages) {
    const lanes = stage.map((lane) => lane.filter((name) => names.includes(name)));
    const now = lanes.flat();
    if (now.length === 0) continue;
    console.log(`\n… ${now.join(', ')}`);
    if (now.includes('e2e')) process.env[packageVariable] = (await packageExtension()).file;
    outcomes.push(...(await Promise.all(lanes.map(runLane))).flat());
  }
  console.log(`\n${resultTable(outcomes, (performance.now() - started) / 1000)}`);
  return outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
});
