import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageVariable } from '../e2e/packaged.ts';
import { results, root } from '../harness/places.ts';
import { Problem, runScript } from '../harness/problem.ts';
import { judgeCheck, judgeRun, resultFile, resultTable, type StepOutcome } from '../harness/results.ts';
import { runNode } from '../harness/runNode.ts';
import { hostFor, runHostSuite } from './hostSuite.ts';
import { packageExtension } from './packageExtension.ts';

type Step = (name: string) => Promise<StepOutcome>;

/** Each file has a sandbox, a workbench and folders of its own, and mostly waits for them. */
const twoAtATime = ['--parallel', '--jobs=2'];

/** The steps of `npm test` in order; `npm test -- unit wire` runs only those. */
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
  wire: mocha('test/wire', twoAtATime),
  host: hostSuite('current'),
  'host-two': hostSuite('current', 'twoFolders'),
  'host-floor': hostSuite('floor'),
  e2e: async (name) => {
    process.env[packageVariable] = (await packageExtension()).file;
    return mocha('test/e2e', twoAtATime)(name);
  },
};

function check(args: readonly string[]): Step {
  return async (name) => {
    const { code, seconds } = await timed(() => runNode(args));
    return judgeCheck(name, code === 0, seconds);
  };
}

function mocha(folder: string, more: readonly string[] = []): Step {
  return async (name) => {
    const { code, seconds } = await timed(() =>
      runNode([
        'node_modules/mocha/bin/mocha.js',
        '--reporter=json',
        // Generous: a busy machine must not decide a test. What must be fast is measured by the bench.
        '--timeout=60000',
        `--reporter-option=output=${resultFile(name)}`,
        ...(process.env.CI === undefined ? [] : ['--forbid-only']),
        ...more,
        `${folder}/**/*.test.ts`,
      ]),
    );
    return judgeRun(name, code, seconds);
  };
}

function hostSuite(vscode: 'current' | 'floor', window?: 'twoFolders'): Step {
  return async (name) => {
    const { code, seconds } = await timed(async () =>
      runHostSuite({
        host: await hostFor(vscode),
        results: resultFile(name),
        ...(window === undefined ? {} : { window }),
      }),
    );
    return judgeRun(name, code, seconds);
  };
}

async function timed(
  run: () => Promise<number>,
): Promise<{ readonly code: number; readonly seconds: number }> {
  const started = performance.now();
  const code = await run().catch((error: unknown) => {
    // esbuild has already printed its errors; a problem needs no stack.
    console.error(
      error instanceof Problem || (error instanceof Error && 'errors' in error) ? error.message : error,
    );
    return 1;
  });
  return { code, seconds: (performance.now() - started) / 1000 };
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

await runScript(async (args) => {
  const started = performance.now();
  const names = chosen(args);
  // An old report must never be counted as today's.
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const outcomes: StepOutcome[] = [];
  for (const name of names) {
    const step = steps[name];
    if (step === undefined) continue;
    console.log(`\n▸ ${name}`);
    const outcome = await step(name);
    for (const { title, message } of outcome.failures)
      console.log(`\n  ✗ ${title}\n    ${message.replaceAll('\n', '\n    ')}`);
    console.log(
      `  ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.seconds.toFixed(1)} s${outcome.broken ? `: ${outcome.broken}` : ''}`,
    );
    outcomes.push(outcome);
  }
  console.log(`\n${resultTable(outcomes, (performance.now() - started) / 1000)}`);
  return outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
});
