import assert from 'node:assert/strict';
import type { SourceProblem } from '../../../src/sources/problems.ts';
import { githubCom, type HostName, hostOf } from '../../../src/tokens/host.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { anEntry } from '../policy/anEntry.ts';

const host = 'github.com';
const every: { readonly [K in SourceProblem['kind']]: Extract<SourceProblem, { readonly kind: K }> } = {
  notOffered: { kind: 'notOffered', id: '~gh/github.com/mona' },
  ghLoggedOut: { kind: 'ghLoggedOut', host },
  ghTooOld: { kind: 'ghTooOld', version: '2.4.0' },
  ghSlow: { kind: 'ghSlow' },
  ghNoToken: { kind: 'ghNoToken' },
  helperSlow: { kind: 'helperSlow' },
  helperNoToken: { kind: 'helperNoToken', host },
  helperOtherHost: { kind: 'helperOtherHost', host },
  sessionNotAllowed: { kind: 'sessionNotAllowed', account: 'mona' },
  sessionNoAnswer: { kind: 'sessionNoAnswer' },
  variableNoToken: { kind: 'variableNoToken', variable: 'GH_TOKEN' },
  variableOtherHost: { kind: 'variableOtherHost', variable: 'GH_TOKEN', host, own: 'TOKEN_WARDEN_X' },
  variableNamesSeveral: { kind: 'variableNamesSeveral', variable: 'TOKEN_WARDEN_A_B' },
};

describe('the words about logins and variables', () => {
  let words: { readonly stop: () => void };
  let advise: typeof import('../../../src/vscode/messages/adviseFailure.ts').adviseProblem;
  let adviseNone: typeof import('../../../src/vscode/messages/remedy.ts').adviseNone;
  let grantWord: typeof import('../../../src/vscode/messages/sources.ts').grantWord;
  before(async function () {
    this.timeout(60_000);
    words = giveEditorWords();
    ({ adviseProblem: advise } = await import('../../../src/vscode/messages/adviseFailure.ts'));
    ({ adviseNone } = await import('../../../src/vscode/messages/remedy.ts'));
    ({ grantWord } = await import('../../../src/vscode/messages/sources.ts'));
  });
  after(() => words.stop());

  it('tell each trouble apart, wherever it comes up', () => {
    const unknown = advise({ kind: 'nobody knows this' }, 'push').text;
    const texts = Object.values(every).flatMap((problem) =>
      (['push', 'pull', 'fetch', 'api', 'vault'] as const).map((area) => advise(problem, area).text),
    );
    assert.equal(texts.includes(unknown), false);
    assert.equal(new Set(texts).size, Object.keys(every).length);
  });

  it('S4-07 S4-31 where no token is found, the same words name every way to one for this host', () => {
    const ghes = hostOf('git.acme.example:8443' as HostName);
    for (const [where, variable] of [
      [githubCom, 'TOKEN_WARDEN_GITHUB_COM'],
      [ghes, 'TOKEN_WARDEN_GIT_ACME_EXAMPLE_8443'],
    ] as const) {
      const plain = adviseNone(where, []);
      assert.equal(plain.text, adviseNone(where, [{ from: 'gh', problem: every.ghSlow }]).text);
      assert.ok(plain.text.includes(`gh auth login --hostname ${where.name}`));
      assert.ok(plain.text.includes(variable));
      assert.match(plain.text, /code/);
      assert.deepEqual([plain.next.kind, plain.more], ['add', []]);
    }
  });

  it('S4-07 why each login and variable gave nothing stands in the details, in its own words', () => {
    const troubles = Object.values(every).map((problem) => ({ from: 'gh', problem }) as const);
    assert.deepEqual(
      adviseNone(githubCom, troubles).more,
      Object.values(every).map((problem) => advise(problem, 'api').text),
    );
  });

  it('S4-08 say what a login grants, and that it is not known where it is not', () => {
    const alive = { kind: 'alive', at: 1 } as const;
    const grants = (changes: Parameters<typeof anEntry>[0]) =>
      grantWord(anEntry({ kind: 'oauth-token', health: alive, ...changes }));
    const listed = grants({ scopes: { kind: 'listed', scopes: ['repo', 'admin:org'] } });
    assert.match(listed, /repo, admin:org/);
    const others = [
      grants({ scopes: { kind: 'listed', scopes: [] } }),
      grants({ kind: 'app-user-token', scopes: { kind: 'notListed' } }),
      grants({ scopes: { kind: 'notSeen' }, health: { kind: 'unchecked' } }),
      grants({ scopes: { kind: 'notListed' } }),
    ];
    assert.equal(new Set([listed, ...others]).size, 5);
  });
});
