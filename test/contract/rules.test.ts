import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sourcesBelow } from './sources.ts';

const id = /\b(?:S[0-4]-\d\d|X-\d\d|[A-I]\d\d)\b/g;

describe('the rules', () => {
  const rows = readFileSync(join(root, 'test', 'rules.md'), 'utf8')
    .match(/^\| (\S+) \|/gm)
    ?.map((row) => row.slice(2, -2))
    .filter((one) => one !== 'Id');
  const rules = new Set(rows);
  const tests = sourcesBelow('test').filter(
    (file) => file.path.endsWith('.ts') && !file.path.includes('/contract/rules'),
  );

  it('say what every id in a test means', () => {
    const used = new Set(tests.flatMap((file) => file.text.match(id) ?? []));
    assert.deepEqual([...used].filter((one) => !rules.has(one)).sort(), []);
  });

  it('say it once', () => {
    assert.deepEqual(
      rows?.filter((one, index) => rows.indexOf(one) !== index),
      [],
    );
  });

  it('are each named by a test', () => {
    const named = new Set(
      tests
        .filter((file) => file.path.endsWith('.test.ts') || file.path.includes('/wire/'))
        .flatMap((file) => file.text.match(id) ?? []),
    );
    assert.deepEqual([...rules].filter((one) => !named.has(one)).sort(), []);
  });
});
