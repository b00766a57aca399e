import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { results } from './places.ts';

/** What one step of `npm test` came to. `broken` says why a step that ran no test, or no longer, has failed. */
export interface StepOutcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  readonly failures: readonly Failure[];
  readonly broken: string | undefined;
}

interface Failure {
  readonly title: string;
  readonly message: string;
}

/** The part of mocha's JSON report that we read. */
export interface MochaReport {
  readonly stats: { readonly passes: number; readonly failures: number; readonly pending: number };
  readonly failures: readonly {
    readonly fullTitle: string;
    readonly err: { readonly stack?: string; readonly message?: string };
  }[];
}

export function resultFile(name: string): string {
  return join(results, `${name}.json`);
}

/** What a mocha run left behind, and how its process ended. */
export function judgeRun(name: string, exitCode: number, seconds: number): StepOutcome {
  const judged = judgeReport(readReport(resultFile(name)), exitCode);
  if (judged.broken !== undefined) writeBroken(name, judged.broken, judged);
  return { name, seconds, ...judged };
}

/**
 * Three things fail beside a failing test: no report (the run crashed), a report without a test that ran, and
 * an exit code that the report does not explain.
 */
export function judgeReport(
  report: MochaReport | undefined,
  exitCode: number,
): Omit<StepOutcome, 'name' | 'seconds'> {
  const passed = report?.stats.passes ?? 0;
  const skipped = report?.stats.pending ?? 0;
  const failures = (report?.failures ?? []).map(({ fullTitle, err }) => ({
    title: fullTitle,
    message: err.stack ?? err.message ?? '',
  }));
  const broken = whyBroken(report, exitCode, passed + failures.length, failures.length);
  return { passed, failed: failures.length + (broken === undefined ? 0 : 1), skipped, failures, broken };
}

function whyBroken(
  report: MochaReport | undefined,
  exitCode: number,
  ran: number,
  failed: number,
): string | undefined {
  if (report === undefined) return `the run ended with code ${exitCode} and left no report`;
  if (ran === 0) return 'the run executed no test';
  if (exitCode !== 0 && failed === 0) return `the run ended with code ${exitCode} although no test failed`;
  return undefined;
}

/** The outcome of a step that is one yes or no: it adds no test to the count, but can fail it. */
export function judgeCheck(name: string, ok: boolean, seconds: number): StepOutcome {
  const broken = ok ? undefined : 'see its output above';
  if (broken === undefined) writeReport(name, { passes: 0, failures: 0, pending: 0 }, []);
  else writeBroken(name, broken, { passed: 0, failures: [] });
  return { name, passed: 0, failed: ok ? 0 : 1, skipped: 0, seconds, failures: [], broken };
}

function readReport(file: string): MochaReport | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as MochaReport;
  } catch {
    return undefined;
  }
}

/** `.ci/run` counts the report files: a broken step must be one failure more there too. */
function writeBroken(name: string, why: string, run: Pick<StepOutcome, 'passed' | 'failures'>): void {
  const failures = [...run.failures, { title: name, message: why }];
  writeReport(
    name,
    { passes: run.passed, failures: failures.length, pending: 0 },
    failures.map(({ title, message }) => ({ fullTitle: title, err: { message } })),
  );
}

function writeReport(name: string, stats: MochaReport['stats'], failures: MochaReport['failures']): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(resultFile(name), JSON.stringify({ stats, failures }, undefined, 2));
}

/** One table: a line for each step, then the sum. */
export function resultTable(outcomes: readonly StepOutcome[], totalSeconds: number): string {
  const rows = outcomes.map((step) => [
    step.name,
    String(step.passed),
    String(step.failed),
    String(step.skipped),
    `${step.seconds.toFixed(1)} s`,
    step.broken ?? '',
  ]);
  const sum = (of: (step: StepOutcome) => number) =>
    String(outcomes.reduce((total, step) => total + of(step), 0));
  const all = [
    ['step', 'passed', 'failed', 'skipped', 'time', ''],
    ...rows,
    [
      'total',
      sum((step) => step.passed),
      sum((step) => step.failed),
      sum((step) => step.skipped),
      `${totalSeconds.toFixed(1)} s`,
      '',
    ],
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, i) => (i === 0 || i === 5 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
