import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { measureActivation } from '../bench/activationFigures.ts';
import { measureDashboard } from '../bench/dashboardFigures.ts';
import { measureDocument } from '../bench/documentFigures.ts';
import { type Figure, type FigureKey, figureTable, flatFigures, type Measured } from '../bench/figures.ts';
import { measureInspection } from '../bench/inspectFigures.ts';
import { measureOutgoingScan } from '../bench/outgoingScanFigures.ts';
import { measurePolicy } from '../bench/policyFigures.ts';
import { measurePreflight } from '../bench/preflightFigures.ts';
import { measurePush } from '../bench/pushFigures.ts';
import { Problem, runScript } from '../harness/problem.ts';
import { progress } from '../harness/progress.ts';
import { type PackagedExtension, packageExtension } from './packageExtension.ts';

interface Part {
  readonly keys: readonly FigureKey[];
  measure(packaged: () => Promise<PackagedExtension>): Promise<readonly Figure[]>;
}

/** What `npm run bench` measures; `npm run bench -- push inspect` measures only those parts. */
const parts: Readonly<Record<string, Part>> = {
  size: {
    keys: ['vsix.bytes'],
    measure: async (packaged) => [
      { key: 'vsix.bytes', value: (await packaged()).bytes, from: 'the package that npm run package makes' },
    ],
  },
  push: { keys: ['push.ratio', 'push.requests'], measure: measurePush },
  preflight: { keys: ['preflight.ms'], measure: measurePreflight },
  policy: { keys: ['policy.ms'], measure: measurePolicy },
  inspect: { keys: ['inspect.requests'], measure: measureInspection },
  document: { keys: ['document.msPerMb', 'document.adversarialMs'], measure: measureDocument },
  outgoingScan: { keys: ['outgoingScan.mbps'], measure: measureOutgoingScan },
  dashboard: { keys: ['dashboard.ms', 'dashboard.ms500'], measure: measureDashboard },
  activation: {
    keys: ['activation.ratio', 'activation.syncMs', 'eager.bytes'],
    measure: async (packaged) => measureActivation((await packaged()).file),
  },
};

interface Wishes {
  readonly names: readonly string[];
  readonly json: string | undefined;
}

function readWishes(args: readonly string[]): Wishes {
  const at = args.indexOf('--json');
  const json = at < 0 ? undefined : args[at + 1];
  if (at >= 0 && (json === undefined || json.startsWith('-'))) {
    throw new Problem('--json needs the name of a file.');
  }
  const names = at < 0 ? args : args.toSpliced(at, 2);
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) {
    throw new Problem(`There is no part "${unknown}". The parts are: ${Object.keys(parts).join(', ')}.`);
  }
  return { names: names.length === 0 ? Object.keys(parts) : names, json };
}

/** A missed target is a figure like any other and fails nothing; a figure that could not be had does. */
await runScript(async (args) => {
  const { names, json } = readWishes(args);
  let making: Promise<PackagedExtension> | undefined;
  const packaged = () => {
    making ??= packageExtension();
    return making;
  };
  const measured: Measured[] = [];
  for (const name of names) {
    const part = parts[name];
    if (part === undefined) continue;
    const { keys } = part;
    measured.push(
      await progress(`measuring ${name}`, () => part.measure(packaged)).then(
        (figures): Measured => ({ kind: 'measured', figures }),
        (error: unknown): Measured => ({ kind: 'failed', keys, why: wordsOf(error) }),
      ),
    );
  }
  console.log(`\n${figureTable(measured)}`);
  if (json !== undefined)
    writeFileSync(resolve(json), `${JSON.stringify(flatFigures(measured), undefined, 2)}\n`);
  return measured.some(({ kind }) => kind === 'failed') ? 1 : 0;
});

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
