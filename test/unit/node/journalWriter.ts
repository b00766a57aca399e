// A window of its own for the tests of the journal: appends `count` lines that begin with its name, each `size` long.
import { JournalFile } from '../../../src/node/journalFile.ts';

const [folder = '', name = '', count = '0', size = '200', fileBytes = '1000000'] = process.argv.slice(2);
const file = new JournalFile(folder, { fileBytes: Number(fileBytes), files: 1000 });
for (let i = 0; i < Number(count); i++) {
  await file.append(`${`${name}-${i} `.padEnd(Number(size), name)}\n`);
}
