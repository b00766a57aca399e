import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { figureTable, flatFigures } from '../bench/figures.ts';
import { measureScan } from '../bench/scanFigures.ts';
import { Problem, runScript } from '../harness/problem.ts';

/** `npm run bench:scan`: apart from `npm run bench`, because it fetches and reads hundreds of megabytes. */
await runScript(async (args) => {
  const [option, file] = args;
  if (option !== undefined && (option !== '--json' || file === undefined || args.length > 2))
    throw new Problem('npm run bench:scan knows one option: --json FILE.');
  const measured = [{ kind: 'measured', figures: await measureScan() }] as const;
  console.log(`\n${figureTable(measured)}`);
  if (file !== undefined)
    writeFileSync(resolve(file), `${JSON.stringify(flatFigures(measured), undefined, 2)}\n`);
  return 0;
});
