import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Readiness,
  type ReadinessPart,
  sealReadiness,
  worstOf,
} from '../../../src/preflight/readiness.ts';
import { findCandidates } from '../../../src/tokens/candidates.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

const partKeys = ['actor', 'actorSource', 'mode', 'reasons', 'verdict'];
const reasonKeys = ['evidence', 'id', 'remedy', 'text', 'verdict'];

/** Everything a name, a login or a server's word could be. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .tuple(fc.constantFrom(...tokenForms.filter((form) => form !== 'legacy-hex')), fc.nat(50), fc.string())
    .map(([form, seed, text]) => `${text} ${makeToken(form, seed)} ${text}`),
);

const part: fc.Arbitrary<ReadinessPart> = fc.record({
  verdict: fc.constantFrom('yes', 'no', 'unknown'),
  mode: fc.constantFrom('vault', 'app', ''),
  actor: hostile,
  actorSource: fc.constantFrom('github', 'git', 'none'),
  reasons: fc.array(
    fc.record({
      id: hostile,
      verdict: fc.constantFrom('yes', 'no', 'unknown'),
      evidence: fc.constantFrom('declared', 'none'),
      text: hostile,
      remedy: hostile,
      // What a spread of a check or an entry would bring along.
      secret: hostile,
    }),
    { maxLength: 4 },
  ),
});

const given: fc.Arbitrary<Readiness> = fc.record({
  host: hostile,
  repository: hostile,
  push: part,
  pullRequest: part,
});

describe('what a program is told of readiness', () => {
  it('A18 has exactly these properties, is frozen, and holds no token whatever it was made of', () => {
    fc.assert(
      fc.property(given, (readiness) => {
        const sealed = sealReadiness({ ...readiness, entry: 'more' } as Readiness);
        assert.deepEqual(Object.keys(sealed).toSorted(), ['host', 'pullRequest', 'push', 'repository']);
        for (const one of [sealed.push, sealed.pullRequest]) {
          assert.deepEqual(Object.keys(one).toSorted(), partKeys);
          assert.ok(Object.isFrozen(one) && Object.isFrozen(one.reasons));
          for (const reason of one.reasons) {
            assert.deepEqual(Object.keys(reason).toSorted(), reasonKeys);
            assert.ok(Object.isFrozen(reason));
            assert.deepEqual(findCandidates(`${reason.id}\n${reason.text}\n${reason.remedy}`), []);
          }
        }
        assert.ok(Object.isFrozen(sealed));
        assert.deepEqual(findCandidates(JSON.stringify(sealed)), []);
        assert.doesNotMatch(JSON.stringify(sealed), /[\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('is no where anything says no, and yes only where something was looked at and all say yes', () => {
    const of = (...verdicts: readonly ('yes' | 'no' | 'unknown')[]) =>
      worstOf(verdicts.map((verdict) => ({ verdict })));
    assert.deepEqual(
      [of(), of('yes'), of('yes', 'unknown'), of('unknown', 'no', 'yes')],
      ['unknown', 'yes', 'unknown', 'no'],
    );
  });
});
