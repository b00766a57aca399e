// A window of its own for the tests of the marker folder: `count` adds to a shared file while it holds the turn,
// `hold` takes the turn, says so and waits to be killed.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MarkerFolder } from '../../../src/node/markerFolder.ts';

const [mode, root = '', times = '0'] = process.argv.slice(2);
const folder = new MarkerFolder(join(root, 'vaults', 'store'));

if (mode === 'hold') {
  await folder.begin();
  process.stdout.write('held\n');
  await pause(60_000);
}
for (let i = 0; i < Number(times); i++) {
  const turn = await folder.begin();
  const file = join(root, 'count');
  const count = Number(await readFile(file, 'utf8').catch(() => '0'));
  await pause(1);
  await writeFile(file, String(count + 1));
  await turn.end();
}
