import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeToken } from '../fixtures/tokens.ts';
import { makeRunFolder } from '../harness/runFolder.ts';
import { packageExtension } from '../scripts/packageExtension.ts';
import { look } from '../scripts/scanning/look.ts';
import { zipEntries } from '../scripts/zipEntries.ts';
import { root } from './sources.ts';

const files = { kind: 'files', ignoredToo: false } as const;

/** Where each finding is, and what could not be looked at: both must be empty. */
async function toldOf(folder: string): Promise<readonly string[]> {
  const { findings, missed } = await look(folder, files);
  return [...findings.map(({ file, line, kind }) => `${file}:${line} ${kind}`), ...missed];
}

describe('our own scan', function () {
  this.timeout(60_000);

  it('finds nothing in this repository: tokens of tests are made when they run', async function () {
    // An unpacked archive has no ignore rules, and holds whatever was installed into it.
    if (!existsSync(join(root, '.git'))) this.skip();
    assert.deepEqual(await toldOf(root), []);
  });

  describe('on the package, unpacked', () => {
    const folder = join(makeRunFolder(), 'package');

    before(async () => {
      for (const { path, content } of zipEntries(readFileSync((await packageExtension()).file))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    });

    it('finds nothing', async () => {
      assert.ok(existsSync(join(folder, 'extension', 'dist', 'extension.js')));
      assert.deepEqual(await toldOf(folder), []);
    });

    it('would find a token in a bundle', async () => {
      const bundle = join(folder, 'extension', 'dist', 'extension.js');
      writeFileSync(bundle, `${readFileSync(bundle, 'utf8')};"${makeToken('classic-pat', 'bundle')}"`);
      const [told = ''] = await toldOf(folder);
      assert.match(told, /^extension\/dist\/extension\.js:\d+ classic-pat$/);
    });
  });
});
