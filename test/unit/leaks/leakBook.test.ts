import assert from 'node:assert/strict';
import { LeakBook } from '../../../src/leaks/leakBook.ts';
import { aLeak } from './aLeak.ts';

const uri = 'file:///w/a.md';
const other = 'file:///w/sub/b.md';
const at = (file: string, print: string) => aLeak({ place: { kind: 'file', uri: file }, print });
const prints = (book: LeakBook) => book.all().map(({ print }) => print);

describe('the book of leaks', () => {
  it('I16 believes the editor before the disk, also where the editor holds none, and the disk once it is closed', () => {
    const book = new LeakBook();
    book.setFile(uri, [at(uri, 'disk')]);
    book.setBuffer(uri, [at(uri, 'editor')]);
    assert.deepEqual(prints(book), ['editor']);
    book.setBuffer(uri, []);
    assert.deepEqual(prints(book), []);
    book.setBuffer(uri, undefined);
    assert.deepEqual(prints(book), ['disk']);
  });

  it('tells of a token in a notebook once, by its cell, and by the file what no cell has, such as an output', () => {
    const book = new LeakBook();
    const cell = 'vscode-notebook-cell:/w/a.md#1';
    book.setFile(uri, [at(uri, 'both'), at(uri, 'output')]);
    book.setBuffer(cell, [at(cell, 'both')], { kind: 'cell', of: uri });
    assert.deepEqual(
      book.all().map(({ place, print }) => place.kind === 'file' && [place.uri, print]),
      [
        [uri, 'output'],
        [cell, 'both'],
      ],
    );
    book.setBuffer(cell, undefined);
    assert.deepEqual(prints(book), ['both', 'output']);
  });

  it('tells of a token on both sides of a comparison once, and of an older version what is gone from the file', () => {
    const book = new LeakBook();
    const version = 'git:/w/a.md?HEAD';
    book.setBuffer(version, [at(version, 'both'), at(version, 'gone')], { kind: 'version', of: uri });
    book.setBuffer(uri, [at(uri, 'both')]);
    book.setFile(other, [at(other, 'both')]);
    assert.deepEqual(
      book.all().map(({ place, print }) => place.kind === 'file' && [place.uri, print]),
      [
        [other, 'both'],
        [uri, 'both'],
        [version, 'gone'],
      ],
    );
  });

  it('forgets with a scan what the scan covered and did not find, and nothing else', () => {
    const book = new LeakBook();
    book.setFile(uri, [at(uri, 'old')]);
    book.setFile(other, [at(other, 'elsewhere')]);
    book.setScan((file) => file === uri, new Map());
    assert.deepEqual(prints(book), ['elsewhere']);
    book.setScan(() => true, new Map([[uri, [at(uri, 'new')]]]));
    assert.deepEqual(prints(book), ['new']);
  });

  it('keeps what a look found when the next one is broken off, and replaces it when that ends', () => {
    const book = new LeakBook();
    const commit = (print: string) =>
      aLeak({ place: { kind: 'commit', root: '/w', sha: 'a1', path: 'x', outgoing: true }, print });
    book.setLook('history:/w', [commit('first')]);
    book.setLook('history:/w', [commit('second')], false);
    assert.deepEqual(prints(book), ['first', 'second']);
    book.setLook('history:/w', []);
    assert.deepEqual(prints(book), []);
  });

  it('believes a file that was read again before a look that read it earlier', () => {
    const book = new LeakBook();
    book.setLook('machine', [at(uri, 'look'), at(other, 'look')]);
    assert.ok(book.knows(uri));
    book.setFile(uri, []);
    assert.deepEqual([book.knows(uri), book.files()], [false, [other]]);
  });
});
