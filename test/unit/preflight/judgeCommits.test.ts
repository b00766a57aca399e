import assert from 'node:assert/strict';
import fc from 'fast-check';
import { branchNotAsked } from '../../../src/preflight/branchFacts.ts';
import type { CommitFacts } from '../../../src/preflight/commitFacts.ts';
import { readCommitHeaders } from '../../../src/preflight/commitHeaders.ts';
import { judgePreflight } from '../../../src/preflight/judgePreflight.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { anEntry } from '../policy/anEntry.ts';
import { aTarget, checkOf, known, plainCommits, rule, someFacts, unseen } from './facts.ts';

const mib = 1024 * 1024;

describe('what the commits show before they are pushed', () => {
  const judge = (commits: Partial<CommitFacts>, changes: Parameters<typeof someFacts>[0] = {}) =>
    judgePreflight(someFacts({ commits: { ...plainCommits, ...commits }, ...changes }));

  it('X-10 a branch that is behind its tracking ref cannot be pushed, and how far is said', () => {
    const drift = { trackingSha: 'b'.repeat(40), ahead: 3, behind: 2 };
    const check = checkOf(judge({ drift }), 'drift');
    assert.deepEqual(
      [check.verdict, check.evidence, check.certain, check.remedy, check.data],
      ['no', 'tracking-ref', true, { kind: 'integrate' }, drift],
    );
  });

  it('a branch without a tracking ref is unknown, and one that is overwritten on purpose is not asked', () => {
    assert.equal(checkOf(judge({ drift: undefined }), 'drift').verdict, 'unknown');
    const drift = { trackingSha: 'b'.repeat(40), ahead: 3, behind: 2 };
    assert.equal(checkOf(judge({ drift }, { overwrite: true }), 'drift').verdict, 'unknown');
  });

  it('a file above 100 MiB is a certain no, also when a later commit removes it; above 50 MiB it is only said', () => {
    const at = (bytes: number, inTip = true) => ({ path: 'a.bin', bytes, inTip });
    const sizes = [at(100 * mib + 1, false), at(100 * mib), at(50 * mib + 1)];
    const check = checkOf(judge({ large: sizes }), 'file-size');
    assert.deepEqual(
      [check.verdict, check.certain, check.remedy.kind, check.data],
      ['no', true, 'takeOutOfCommits', { tooLarge: [sizes[0]], large: [sizes[1], sizes[2]] }],
    );
    assert.equal(checkOf(judge({ large: [at(100 * mib)] }), 'file-size').verdict, 'yes');
  });

  it('the limit of a GHES is its administrator’s, so there a large file is unknown', () => {
    const host = { ...githubCom, kind: 'ghes' } as const;
    const large = [{ path: 'a.bin', bytes: 200 * mib, inTip: true }];
    const push = { target: { ...aTarget, host }, newBranch: false };
    const check = checkOf(judge({ large }, { push }), 'file-size');
    assert.deepEqual([check.verdict, check.certain], ['unknown', false]);
  });

  it('what was not read to the end is unknown, never yes', () => {
    const cut = judge({ cut: true });
    assert.deepEqual(
      [checkOf(cut, 'file-size').verdict, checkOf(cut, 'lfs').verdict, cut.verdict],
      ['unknown', 'unknown', 'unknown'],
    );
  });

  it('pointers of Git LFS are said, and whether their objects arrive is not promised', () => {
    const check = checkOf(judge({ lfsPointers: ['a.psd'] }), 'lfs');
    assert.deepEqual([check.verdict, check.data.pointers], ['unknown', ['a.psd']]);
    assert.equal(checkOf(judge({}), 'lfs').verdict, 'yes');
  });

  it('unsigned commits are a no only where a rule asks for signatures; that one is signed proves nothing', () => {
    const asked = { ...branchNotAsked, rules: known([rule('required_signatures')]) };
    const free = { ...branchNotAsked, rules: known([]), isProtected: known(false) };
    const hidden = { ...branchNotAsked, rules: known([]), isProtected: known(true), protection: unseen };
    const verdict = (commits: Partial<CommitFacts>, branch: typeof branchNotAsked) =>
      checkOf(judge(commits, { branch }), 'signatures').verdict;
    assert.deepEqual(
      [
        verdict({}, asked),
        verdict({ unsigned: [] }, asked),
        verdict({}, free),
        verdict({}, hidden),
        verdict({}, branchNotAsked),
      ],
      ['no', 'unknown', 'yes', 'unknown', 'unknown'],
    );
    const check = checkOf(judge({}, { branch: asked }), 'signatures');
    assert.deepEqual(
      [check.data.unsigned, check.certain, check.remedy.kind],
      [plainCommits.unsigned, false, 'signCommits'],
    );
  });

  it('nothing speaks against a push where nothing is known', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.nat(5), (newBranch, cut, merges) => {
        const entry = anEntry({ declared: undefined, owner: undefined });
        const commits = { ...plainCommits, drift: undefined, cut, merges };
        const { verdict, checks } = judgePreflight(
          someFacts({ entry, commits, push: { target: aTarget, newBranch } }),
        );
        assert.equal(verdict, 'unknown');
        assert.deepEqual(
          checks.filter((check) => check.verdict === 'no'),
          [],
        );
      }),
    );
  });
});

describe('the headers of commits', () => {
  const [one, two, three] = ['a', 'b', 'c'].map((letter) => letter.repeat(40));

  it('tell a signature from a message that only speaks of one, and from that of a merged tag', () => {
    const output = [
      `${one}\ntree x\nparent y\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n\n    Signed\n`,
      `${two}\ntree x\nparent y\nparent z\nmergetag object q\n gpgsig no\n\n    gpgsig -----BEGIN\n`,
      `${three}\ntree x\n\n\n`,
      '',
    ].join('\0');
    assert.deepEqual(readCommitHeaders(output), [
      { sha: one, signed: true, parents: 1 },
      { sha: two, signed: false, parents: 2 },
      { sha: three, signed: false, parents: 0 },
    ]);
  });

  it('never throw, whatever git prints', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { sha } of readCommitHeaders(text)) assert.match(sha, /^[0-9a-f]{40,64}$/);
      }),
    );
  });
});
