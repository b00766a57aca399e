import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '../../../src/journal/journal.ts';
import { troubleOnce } from '../../../src/journal/troubleOnce.ts';
import { JournalFile } from '../../../src/node/journalFile.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { aRecord } from '../journal/aRecord.ts';

const posix = process.platform !== 'win32';

describe('JournalFile', () => {
  let root = '';
  let folder = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'journal '));
    folder = join(root, 'journal');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const names = async () => (await readdir(folder)).sort();
  const small = (files = 3) => new JournalFile(folder, { fileBytes: 100, files });

  it('reads nothing, and makes nothing, before the first record', async () => {
    assert.equal(await new JournalFile(folder).read(), '');
    await new JournalFile(folder).clear();
    assert.deepEqual(await readdir(root), []);
  });

  it('keeps lines in order, to the user alone', async function () {
    if (!posix) this.skip();
    await mkdir(folder, { mode: 0o755 });
    const file = new JournalFile(folder);
    for (const line of ['one\n', 'two\n', 'three\n']) await file.append(line);
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    assert.deepEqual(
      [
        await new JournalFile(folder).read(),
        await modeOf(folder),
        await modeOf(join(folder, 'journal-1.jsonl')),
      ],
      ['one\ntwo\nthree\n', '700', '600'],
    );
  });

  it('begins a new file when one is full, and keeps the newest', async () => {
    const file = small();
    for (let i = 1; i <= 12; i++) await file.append(`${String(i).padStart(39)}\n`);
    assert.deepEqual(await names(), ['journal-4.jsonl', 'journal-5.jsonl', 'journal-6.jsonl']);
    assert.deepEqual((await file.read()).match(/\d+/g), ['7', '8', '9', '10', '11', '12']);
  });

  it('takes a line that is longer than a file all the same', async () => {
    const file = small();
    await file.append(`${'x'.repeat(300)}\n`);
    await file.append('short\n');
    assert.deepEqual(await names(), ['journal-1.jsonl', 'journal-2.jsonl']);
    assert.match(await file.read(), /^x{300}\n\s*short\n$/);
  });

  it('does not lose a line behind one that a crash tore', async () => {
    const file = new JournalFile(folder);
    await file.append('whole\n');
    await appendFile(join(folder, 'journal-1.jsonl'), '{"torn":');
    await file.append('next\n');
    assert.equal(await file.read(), 'whole\n{"torn":\nnext\n');
  });

  it('loses nothing of 1,000 lines that two processes append at once, through many new files', async function () {
    this.timeout(60_000);
    const writers = ['a', 'b'].map((name) => {
      const script = join(import.meta.dirname, 'journalWriter.ts');
      const given = [script, folder, name, '500', '200', '5000'];
      return spawn(process.execPath, given, { stdio: ['ignore', 'ignore', 'inherit'] });
    });
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]));
    assert.deepEqual(codes, [0, 0]);
    const lines = (await new JournalFile(folder, { fileBytes: 5000, files: 1000 }).read())
      .split('\n')
      .filter(Boolean);
    const wanted = ['a', 'b'].flatMap((name) =>
      Array.from({ length: 500 }, (_, i) => `${name}-${i} `.padEnd(200, name)),
    );
    assert.deepEqual(lines.sort(), wanted.sort());
    assert.ok((await names()).length > 20);
  });

  it('clears its own files and nothing else', async () => {
    const file = small();
    for (let i = 0; i < 6; i++) await file.append(`${'x'.repeat(60)}\n`);
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await writeFile(join(folder, 'journal-9.jsonl.bak'), 'mine');
    await file.clear();
    assert.deepEqual(await names(), ['journal-9.jsonl.bak', 'notes.txt']);
    assert.equal(await file.read(), '');
    await file.append('anew\n');
    assert.deepEqual(await names(), ['journal-1.jsonl', 'journal-9.jsonl.bak', 'notes.txt']);
  });

  it('does not follow a link that lies in its place out of the folder', async function () {
    if (!posix) this.skip();
    await mkdir(folder);
    const elsewhere = join(root, 'elsewhere');
    await writeFile(elsewhere, 'untouched');
    await symlink(elsewhere, join(folder, 'journal-1.jsonl'));
    const file = new JournalFile(folder);
    await assert.rejects(file.append('line\n'));
    await assert.rejects(file.read());
    assert.equal(await readFile(elsewhere, 'utf8'), 'untouched');
  });

  it('spoils no action where it cannot write, and tells whoever listens', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const troubles: unknown[] = [];
    const onTrouble = (error: unknown) => troubles.push(error);
    const journal = new Journal({ store: new JournalFile(folder), redactor: new Redactor(), onTrouble });
    await journal.record(aRecord());
    assert.equal(troubles.length, 1);
    assert.equal(await readFile(folder, 'utf8'), 'a file where the folder should be');
  });
});

describe('Journal', () => {
  it('logs each record it could not keep, and tells the person of the first', () => {
    const logged: unknown[] = [];
    let told = 0;
    const onTrouble = troubleOnce(
      (error) => logged.push(error),
      () => told++,
    );
    for (const error of [1, 2, 3]) onTrouble(error);
    assert.deepEqual([logged, told], [[1, 2, 3], 1]);
  });

  it('spoils no action when the disk is full, and records the next one', async () => {
    const kept: string[] = [];
    const troubles: unknown[] = [];
    let full = true;
    const store = {
      append: async (line: string) => {
        if (full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        kept.push(line);
      },
      read: async () => kept.join(''),
      clear: async () => void kept.splice(0),
    };
    const journal = new Journal({
      store,
      redactor: new Redactor(),
      onTrouble: (error) => troubles.push(error),
    });
    await journal.record(aRecord());
    full = false;
    await journal.calledByProgram().record(aRecord());
    await journal.record(aRecord({ byProgram: true }));
    assert.equal(troubles.length, 1);
    assert.deepEqual((await journal.read()).records, [aRecord({ byProgram: true }), aRecord()]);
    await journal.clear();
    assert.deepEqual(await journal.read(), { records: [], damaged: 0, newer: 0 });
  });
});
