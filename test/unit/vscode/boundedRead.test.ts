import assert from 'node:assert/strict';
import { BoundedReader, type Files } from '../../../src/vscode/boundedRead.ts';

const file = 1;
const never = () => new Promise<never>(() => undefined);

/** One file of a file system that behaves as told. */
class ScriptedFiles implements Files<string> {
  readonly calls: string[] = [];
  type = file;
  size = 4;
  answer: () => Promise<Uint8Array> = async () => new TextEncoder().encode('text');

  async stat(): Promise<{ readonly type: number; readonly size: number }> {
    this.calls.push('stat');
    return { type: this.type, size: this.size };
  }

  readFile(): Promise<Uint8Array> {
    this.calls.push('read');
    return this.answer();
  }
}

describe('reading a file that a repository brings along', () => {
  it('gives the text of a plain file, also behind a link', async () => {
    const files = new ScriptedFiles();
    const reader = new BoundedReader(files, 100);
    const plain = await reader.text('a');
    files.type = file | 64;
    assert.deepEqual([plain, await reader.text('a')], ['text', 'text']);
  });

  it('never opens a pipe, a device or a folder: opening may block for ever', async () => {
    const opened: string[][] = [];
    for (const type of [0, 64, 2, 66]) {
      const files = new ScriptedFiles();
      files.type = type;
      assert.equal(await new BoundedReader(files, 100).text('a'), undefined);
      opened.push(files.calls);
    }
    assert.deepEqual(opened, [['stat'], ['stat'], ['stat'], ['stat']]);
  });

  it('never opens what is larger than 256 kB, and takes nothing that grew beyond it', async () => {
    const large = new ScriptedFiles();
    large.size = 256 * 1024 + 1;
    assert.equal(await new BoundedReader(large, 100).text('a'), undefined);
    assert.deepEqual(large.calls, ['stat']);
    const growing = new ScriptedFiles();
    growing.answer = async () => new Uint8Array(256 * 1024 + 1);
    assert.equal(await new BoundedReader(growing, 100).text('a'), undefined);
    const just = new ScriptedFiles();
    just.size = 256 * 1024;
    assert.equal(await new BoundedReader(just, 100).text('a'), 'text');
  });

  it('gives up on a file system that does not answer, and does not ask it again before it did', async () => {
    const files = new ScriptedFiles();
    let answer: (bytes: Uint8Array) => void = () => undefined;
    files.answer = () => new Promise((resolve) => (answer = resolve));
    const reader = new BoundedReader(files, 5);
    const late = [await reader.text('a'), await reader.text('a')];
    const asked = [...files.calls];
    answer(new Uint8Array());
    await new Promise((resolve) => setImmediate(resolve));
    files.answer = async () => new TextEncoder().encode('back');
    assert.deepEqual(
      { late, asked, afterwards: await reader.text('a') },
      { late: [undefined, undefined], asked: ['stat', 'read'], afterwards: 'back' },
    );
  });

  it('serves two who ask at the same time', async () => {
    const reader = new BoundedReader(new ScriptedFiles(), 100);
    assert.deepEqual(await Promise.all([reader.text('a'), reader.text('a')]), ['text', 'text']);
  });

  it('takes a missing file for none, and another that hangs holds up nobody else', async () => {
    const files = new ScriptedFiles();
    const reader = new BoundedReader(files, 5);
    files.answer = never;
    assert.equal(await reader.text('hangs'), undefined);
    files.answer = () => Promise.reject(new Error('FileNotFound'));
    assert.equal(await reader.text('missing'), undefined);
    files.answer = async () => new TextEncoder().encode('text');
    assert.equal(await reader.text('there'), 'text');
  });
});
