import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JudgedLeak } from '../../../src/leaks/judgeLeaks.ts';
import { maskToken } from '../../../src/tokens/mask.ts';
import type { LeakNode } from '../../../src/tree/treeNode.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { makeSecret, makeToken, tokenForms } from '../../fixtures/tokens.ts';
import { aJudged } from '../leaks/aLeak.ts';

const control = /(?!\u200b|\u2068|\u2069)[\p{Cc}\p{Cf}]/u;
const dead = { kind: 'dead', host: 'github.com', at: 1 } as const;
const alive = (login: string) => ({ kind: 'alive', host: 'github.com', at: 1, login }) as const;
const ours = (old: boolean) => ({ entryId: 'e1', old });

describe('what is said of a found token', () => {
  let words: typeof import('../../../src/vscode/messages/leaks.ts');
  let treeWords: typeof import('../../../src/vscode/messages/tree.ts').treeWords;
  let scan: typeof import('../../../src/vscode/messages/leakScan.ts');

  before(async () => {
    const giving = giveEditorWords();
    words = await import('../../../src/vscode/messages/leaks.ts');
    ({ treeWords } = await import('../../../src/vscode/messages/tree.ts'));
    scan = await import('../../../src/vscode/messages/leakScan.ts');
    giving.stop();
  });

  const said = (changes: Partial<JudgedLeak>, entryName?: string) =>
    words.leakDiagnosticText(aJudged(changes, { masked: 'ghp_…abcd' }), entryName);

  it('is what it is, whose, and one next step that fits', () => {
    const cases: readonly (readonly [string, string])[] = [
      [said({}), 'Leaked classic token: ghp_…abcd. Revoke it, then replace it here.'],
      [
        said({ weight: 'hint' }),
        'This may be a leaked classic token: ghp_…abcd. Check if it is alive, or mark it as test data.',
      ],
      [
        said({ ours: ours(false) }, 'work'),
        'Leaked classic token: ghp_…abcd. It is the token of work. Rotate it, then replace it here.',
      ],
      [
        said({ ours: ours(true) }, 'work'),
        'Leaked classic token: ghp_…abcd. It is the old token of work. Replace it here, and make sure it is revoked.',
      ],
      [
        said({ checked: alive('mona') }),
        'Leaked classic token: ghp_…abcd. GitHub accepts it, for mona. Revoke it, then replace it here.',
      ],
      [
        said({ checked: dead }),
        'Leaked classic token: ghp_…abcd. GitHub does not accept it any more. Replace it here.',
      ],
    ];
    for (const [text, expected] of cases) assert.equal(text, expected);
  });

  it('D01 D08 holds a name as one plain line, whatever the name is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const texts = [said({ ours: ours(false) }, name), said({ checked: alive(name) })];
        for (const text of texts) assert.ok(text.length < 400 && !control.test(text) && !text.includes('$('));
      }),
    );
    assert.match(
      said({ ours: ours(false) }, '{0} {1}\n$(error)'),
      /the token of \{0\} \{1\} \$\u200b\(error\)\./,
    );
  });

  it('D10 is one plain line in the view too, whatever a file, a folder or a reason is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const judged = aJudged({ weight: 'quiet', testData: { print: 'p1', reason: name, at: 1 } });
        const leak: LeakNode = { kind: 'leak', id: 'l', judged, entryName: name };
        const { place } = judged.leak;
        const nodes = [
          leak,
          { kind: 'leakPlace', id: 'p', place, name, folder: name, urgency: 'none', children: [leak] },
        ] as const;
        for (const node of nodes)
          for (const text of Object.values(treeWords(node, 0)))
            assert.ok(text.length <= 1200 && !control.test(text) && !text.includes('$('));
      }),
    );
  });

  it('is never more of a token than its prefix and its end', () => {
    for (const form of tokenForms) {
      const masked = maskToken(makeSecret(form, 'words'));
      const judged = aJudged({}, { masked });
      const texts = [
        words.leakDiagnosticText(judged, undefined),
        ...Object.values(treeWords({ kind: 'leak', id: 'l', judged, entryName: undefined }, 0)),
      ];
      const secret = makeToken(form, 'words').replace(/^[a-z_]+/, '');
      for (let at = 0; at + 5 <= secret.length; at++)
        for (const text of texts) assert.ok(!text.includes(secret.slice(at, at + 5)));
    }
  });

  it('I12 tells of a file that git ignores that it does, and names no line of a commit message', () => {
    const place = { kind: 'file', uri: 'file:///w/sub/.env' } as const;
    assert.equal(
      words.leakPlaceWords({ place, name: '.env', folder: 'sub', ignored: true }).description,
      'ignored by git · sub',
    );
    const commit = { kind: 'commit', root: '/w', sha: 'a1', path: undefined, outgoing: true } as const;
    const lineOf = (path: string | undefined) =>
      words.leakWords({
        kind: 'leak',
        id: 'leak',
        judged: aJudged({}, { place: { ...commit, path } }),
        entryName: undefined,
      }).description;
    assert.deepEqual([lineOf('a.md'), lineOf(undefined)], ['line 1', '']);
  });

  it('counts, and says of a search what was not seen and why', () => {
    const outcome = { files: 1204, bytes: 61e6, unchanged: 0, ignored: 0, ms: 800, gaps: [] } as const;
    const none = { tokens: 0, places: 0, possible: 0, testData: 0 };
    assert.equal(
      scan.scanResultWords(outcome, { tokens: 3, places: 2, possible: 1, testData: 2 }),
      'Found 3 tokens in 2 places, 1 possible, 2 marked as test data. Looked at 1,204 files, 61 MB, in 0.8 s: 76 MB/s.',
    );
    assert.equal(
      scan.scanResultWords({ ...outcome, files: 0, gaps: [{ kind: 'cancelled' }] }, none),
      'No leaked token was found. You cancelled it, so the rest was not looked at.',
    );
    const one = { tokens: 1, places: 1, possible: 0, testData: 0 };
    assert.equal(
      scan.scanResultWords({ ...outcome, files: 0, ignored: 1 }, one),
      'Found one token in one place. Git ignores one of these files.',
    );
    const gaps = [
      { kind: 'unread', count: 2, path: '/w/a' },
      { kind: 'partly', what: 'history' },
      { kind: 'failed', what: 'staged' },
    ] as const;
    assert.equal(
      scan
        .scanResultWords({ ...outcome, unchanged: 1200, gaps }, none)
        .split('. ')
        .slice(2)
        .join('. '),
      '1,200 of them had not changed and were not read again. 2 files could not be read, the first is /w/a. ' +
        'Only part of this could be looked at: The whole history. This could not be looked at: Staged changes. The log says why.',
    );
  });

  it('C14 names no token that stands in the name of a file or folder', async () => {
    const token = makeToken('fine-grained-pat', 'named');
    const giving = giveEditorWords();
    const { leakNames } = await import('../../../src/vscode/leaks/leakNames.ts');
    giving.stop();
    const named = leakNames({ kind: 'staged', root: '/w', path: `${token}/of ${token}.txt` });
    assert.match(named.name, /^of github_pat_….{4}\.txt$/);
    assert.match(named.folder, /^github_pat_….{4}$/);
    const gaps = [{ kind: 'unread', count: 1, path: `/w/${token}` }] as const;
    const none = { tokens: 0, places: 0, possible: 0, testData: 0 };
    const said = scan.scanResultWords({ files: 0, bytes: 0, unchanged: 0, ignored: 0, ms: 0, gaps }, none);
    assert.match(said, /One file could not be read: \/w\/github_pat_….{4}\.$/);
  });
});
