import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readScopesHeader } from '../../../src/tokens/scopes.ts';

const listed = (...scopes: string[]) => ({ kind: 'listed', scopes });

describe('reading the scopes header', () => {
  it('G07 tells an absent header, an empty one and a list apart', () => {
    assert.deepEqual(readScopesHeader(undefined), { kind: 'notListed' });
    assert.deepEqual(readScopesHeader(''), listed());
    assert.deepEqual(readScopesHeader('repo'), listed('repo'));
  });

  it('G07 reads spaces, empty places and a header sent twice', () => {
    assert.deepEqual(readScopesHeader('repo, workflow,gist ,, repo'), listed('repo', 'workflow', 'gist'));
    assert.deepEqual(readScopesHeader('repo, , admin:org'), listed('repo', 'admin:org'));
    assert.deepEqual(readScopesHeader(' , ,'), listed());
  });

  it('G07 keeps a scope nobody knows, because without it the token would look narrower', () => {
    assert.deepEqual(readScopesHeader('repo, write:moon'), listed('repo', 'write:moon'));
  });

  it('G07 drops control, invisible and direction characters from names', () => {
    const bell = String.fromCharCode(7);
    const esc = String.fromCharCode(27);
    assert.deepEqual(readScopesHeader(`re${bell}po, ${esc}[31mgist\u202e, \u200b, a\r\nb`), {
      kind: 'listed',
      scopes: ['repo', '[31mgist', 'ab'],
    });
  });

  it('G07 keeps all of a list of ten kilobytes and bounds each name', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `scope:${i}`);
    assert.deepEqual(readScopesHeader(many.join(', ')), listed(...many));
    assert.deepEqual(readScopesHeader('x'.repeat(10_240)), listed('x'.repeat(100)));
  });

  it('gives back any list of plain names', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z:_]{1,30}$/)), (names) => {
        assert.deepEqual(readScopesHeader(names.join(', ')), listed(...names));
      }),
    );
  });
});
