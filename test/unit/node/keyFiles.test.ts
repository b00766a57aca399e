import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyFile } from '../../../src/apps/keys/keyFile.ts';
import { keyFiles } from '../../../src/node/keyFiles.ts';

describe('the file of a key', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'key-file-'));
    path = join(folder, 'app.private-key.pem');
    writeFileSync(path, 'one text\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function theFile(at = path): Promise<KeyFile> {
    const read = await keyFiles.read(at);
    assert.ok(read.kind === 'read');
    return read.file;
  }
  const why = async (at: string) => {
    const read = await keyFiles.read(at);
    return read.kind === 'read' ? 'read' : read.why;
  };

  it('S2-26 is read as it is, also through a link', async () => {
    assert.equal((await theFile()).text.reveal(), 'one text\n');
    symlinkSync(path, join(folder, 'link.pem'));
    assert.equal((await theFile(join(folder, 'link.pem'))).text.reveal(), 'one text\n');
  });

  it('S2-26 is named and not read where it is gone, a folder, a pipe, a device or larger than any key', async () => {
    const pipe = join(folder, 'pipe.pem');
    execFileSync('mkfifo', [pipe]);
    const large = join(folder, 'large.pem');
    writeFileSync(large, '');
    truncateSync(large, 1024 ** 3);
    assert.equal(await why(join(folder, 'none.pem')), 'gone');
    assert.equal(await why(folder), 'notAFile');
    assert.equal(await why(pipe), 'notAFile');
    assert.equal(await why('/dev/zero'), 'notAFile');
    assert.equal(await why(large), 'tooBig');
  });

  it('S2-26 is named where it cannot be read', async function () {
    if (process.platform !== 'linux') this.skip();
    // Nobody can read the beginning of it, not even root.
    assert.equal(await why('/proc/self/mem'), 'unreadable');
  });

  it('is deleted when it still is the one that was read, and is seen to be gone', async () => {
    assert.equal(await keyFiles.delete(await theFile()), 'deleted');
    assert.equal(existsSync(path), false);
  });

  it('stays when another text stands in it', async () => {
    const file = await theFile();
    writeFileSync(path, 'two text\n');
    assert.equal(await keyFiles.delete(file), 'changed');
    assert.equal(readFileSync(path, 'utf8'), 'two text\n');
  });

  it('stays when another file took its name, also one with the same text', async () => {
    const file = await theFile();
    renameSync(path, join(folder, 'kept.pem'));
    writeFileSync(path, 'one text\n');
    assert.equal(await keyFiles.delete(file), 'changed');
    assert.ok(existsSync(path));
  });

  it('stays when its name is a link, and so does what the link leads to', async () => {
    const link = join(folder, 'link.pem');
    symlinkSync(path, link);
    assert.equal(await keyFiles.delete(await theFile(link)), 'link');
    assert.ok(existsSync(link) && existsSync(path));
  });

  it('stays when a link took its name meanwhile', async () => {
    const file = await theFile();
    const elsewhere = join(folder, 'elsewhere.pem');
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    assert.equal(await keyFiles.delete(file), 'link');
    assert.ok(existsSync(elsewhere));
  });

  it('stays when it has another name too: the key would live on under that', async () => {
    linkSync(path, join(folder, 'other.pem'));
    assert.equal(await keyFiles.delete(await theFile()), 'link');
    assert.ok(existsSync(path));
  });

  it('that is gone already is said to be gone', async () => {
    const file = await theFile();
    rmSync(path);
    assert.equal(await keyFiles.delete(file), 'gone');
  });

  it('that its folder does not let go is said to be kept', async function () {
    if (process.platform !== 'linux') this.skip();
    assert.equal(await keyFiles.delete(await theFile('/proc/version')), 'refused');
  });
});
