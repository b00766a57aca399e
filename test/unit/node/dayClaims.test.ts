import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DayClaims } from '../../../src/node/dayClaims.ts';

describe('the day of a reminder', () => {
  let storage = '';

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'claims '));
  });

  afterEach(() => rm(storage, { recursive: true, force: true }));

  it('is given to one of many windows that ask at the same moment', async () => {
    const windows = Array.from({ length: 20 }, () => new DayClaims(storage));
    const given = await Promise.all(windows.map((window) => window.claim('2026-12-03')));
    assert.equal(given.filter(Boolean).length, 1);
    assert.equal(await windows[0]?.claim('2026-12-04'), true);
    assert.equal(await new DayClaims(storage).claim('2026-12-04'), false);
  });

  it('leaves only the last days behind, and nothing but days is taken away', async () => {
    const claims = new DayClaims(storage);
    await claims.claim('2026-01-01');
    await writeFile(join(storage, 'said', 'other'), '');
    for (let day = 1; day <= 28; day++) await claims.claim(`2026-02-${String(day).padStart(2, '0')}`);
    const names = (await readdir(join(storage, 'said'))).sort();
    assert.deepEqual([names.length, names[0], names.at(-1)], [9, '2026-02-21', 'other']);
  });

  it('is a day and never a path', async () => {
    await assert.rejects(new DayClaims(storage).claim('../2026-12-03'));
    assert.deepEqual(await readdir(storage), []);
  });
});
