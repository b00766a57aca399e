import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lfsObjectsOf } from '../../../../src/push/lfs/lfsObjects.ts';
import { minPointerBytes, readPointer } from '../../../../src/push/lfs/pointer.ts';

const oid = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';
const pointer = (bytes: number | string, of = oid) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${of}\nsize ${bytes}\n`;
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);

describe('a pointer of Git LFS', () => {
  it('is read in the one form git-lfs writes, for every content and size', () => {
    fc.assert(
      fc.property(hex, fc.maxSafeNat(), (of, bytes) => {
        const text = pointer(bytes, of);
        assert.deepEqual(readPointer(text), { kind: 'pointer', oid: of, bytes });
        assert.ok(text.length >= minPointerBytes);
      }),
    );
  });

  const refused: readonly (readonly [string, string, 'extension' | 'form'])[] = [
    ['an extension', pointer(5).replace('oid ', `ext-0-case sha256:${oid}\noid `), 'extension'],
    ['another line end', pointer(5).replaceAll('\n', '\r\n'), 'form'],
    ['no last line end', pointer(5).trimEnd(), 'form'],
    ['an empty line', pointer(5).replace('\noid', '\n\noid'), 'form'],
    ['a line more', `${pointer(5)}more yes\n`, 'form'],
    ['an older name', pointer(5).replace('git-lfs.github.com', 'hawser.github.com'), 'form'],
    [
      'the oldest name',
      pointer(5).replace('https://git-lfs.github.com/spec/v1', 'http://git-media.io/v/2'),
      'form',
    ],
    ['upper-case digits', pointer(5, oid.toUpperCase()), 'form'],
    ['a size with a nought before it', pointer('05'), 'form'],
    ['a size with a plus', pointer('+5'), 'form'],
    [
      'the shortest form',
      pointer(5).replace('https://git-lfs.github.com/spec/v1', 'http://git-media.io/v/2').trimEnd(),
      'form',
    ],
    ['a line end before it', `\n${pointer(5)}`, 'form'],
    ['a size no file has', pointer('9007199254740993'), 'form'],
    ['another order', `version https://git-lfs.github.com/spec/v1\nsize 5\noid sha256:${oid}\n`, 'form'],
  ];
  for (const [title, text, why] of refused) {
    it(`with ${title} is refused and not taken for a plain file`, () => {
      assert.deepEqual(readPointer(text), { kind: 'refused', why });
      assert.ok(text.length >= minPointerBytes);
    });
  }

  it('is nothing that only speaks of one, and nothing longer than a pointer can be', () => {
    for (const text of [
      '',
      `A pointer looks like this:\n${pointer(5)}`,
      'version https://git-lfs.github.com/spec/v1\n',
      `version https://git-lfs.github.com/spec/v10\noid sha256:${oid}\nsize 5\n`,
      `${pointer(5)}${' '.repeat(1024)}`,
      `version 1\noid sha256:${oid}\nsize 5\n`,
    ]) {
      assert.deepEqual(readPointer(text), { kind: 'none' }, text.slice(0, 60));
    }
  });

  it('never throws and never gives a name or size of its own making, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.nat(pointer(5).length), (junk, at) => {
        const text = pointer(5).slice(0, at) + junk + pointer(5).slice(at);
        const read = readPointer(text);
        if (read.kind === 'pointer') assert.equal(text, pointer(read.bytes, read.oid));
      }),
    );
  });
});

describe('the content that files point to', () => {
  it('counts once, however many files name it, and knows one of them', () => {
    const files = ['a.bin', 'b.bin'].map((path) => ({ path, text: pointer(5) }));
    assert.deepEqual(lfsObjectsOf([...files, { path: 'c.txt', text: 'plain' }]), {
      kind: 'objects',
      objects: [{ oid, bytes: 5, path: 'a.bin' }],
    });
  });

  it('cannot have two sizes', () => {
    const files = [
      { path: 'a.bin', text: pointer(5) },
      { path: 'b.bin', text: pointer(6) },
    ];
    assert.deepEqual(lfsObjectsOf(files), {
      kind: 'refused',
      problem: { kind: 'lfsPointer', path: 'b.bin', why: 'form' },
    });
  });
});
