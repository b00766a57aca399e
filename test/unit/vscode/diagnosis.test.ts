import assert from 'node:assert/strict';
import type { ApiProblem } from '../../../src/github/problems.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Problem } from '../../../src/shared/failure.ts';
import type { Permissions } from '../../../src/shared/permissions.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import type { Origin } from '../../../src/tokens/origin.ts';
import type { Advice } from '../../../src/vscode/messages/advice.ts';
import type { Area } from '../../../src/vscode/messages/adviseFailure.ts';
import type { Place } from '../../../src/vscode/messages/place.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const at = (changes: Parameters<typeof anEntry>[0] = {}, owner = 'acme'): Place => ({
  host: githubCom,
  owner,
  repo: 'app',
  entry: anEntry(changes),
  now,
});
const lacks = (accepted: readonly Permissions[]): ApiProblem => ({
  kind: 'missingPermission',
  accepted,
  scopes: [],
});

describe('the diagnosis of a refusal', () => {
  let advise: (problem: Problem, area: Area, at?: Place) => Advice;
  let words: { readonly stop: () => void };
  before(async function () {
    // The words bring a library of dates with them, and the machine may be busy.
    this.timeout(60_000);
    words = giveEditorWords();
    advise = (await import('../../../src/vscode/messages/adviseFailure.ts')).adviseProblem;
  });
  after(() => words.stop());

  it('mends a borrowed token where it comes from, and never offers to rotate what is not in the vault', () => {
    const origins: readonly Origin[] = [
      { kind: 'gh' },
      { kind: 'vscode' },
      { kind: 'git' },
      { kind: 'environment', variable: 'GH_TOKEN' },
      { kind: 'app', appEntryId: 'a1', installationId: 7 },
      { kind: 'broker' },
    ];
    const problems = [
      { kind: 'badCredentials' },
      lacks([{ contents: 'write' }]),
      { kind: 'tokenForbidden', why: 'classic' },
      { kind: 'workflowRefused', actor: 'personal-token' },
    ];
    const steps = origins.flatMap((origin) =>
      (['push', 'api', 'pull', 'fetch'] as const).flatMap((area) =>
        problems.map((problem) => advise(problem, area, at({ origin })).next.kind),
      ),
    );
    assert.ok(!steps.includes('rotate'), steps.join(' '));
    const texts = origins.map((origin) => advise({ kind: 'badCredentials' }, 'push', at({ origin })).text);
    assert.equal(new Set(texts).size, origins.length);
    assert.ok(texts[3]?.includes('GH_TOKEN'));
  });

  it('S2-37 says "expired" only when the known date has passed', () => {
    const dead = { kind: 'badCredentials' };
    const passed = at({ expiry: { kind: 'at', at: now - 3 * dayMs } });
    const texts = (['push', 'api'] as const).flatMap((area) => [
      advise(dead, area, passed).text,
      advise(dead, area, at()).text,
      advise(dead, area, at({ expiry: { kind: 'never' } })).text,
      advise(dead, area).text,
    ]);
    const open = 'GitHub does not accept this token. It expired, was revoked, or was mistyped. Rotate it.';
    const known = 'github:fine-grained-acme expired on Nov 17. Rotate it.';
    assert.deepEqual(texts, [known, open, open, open, known, open, open, open]);
  });

  it('S3-38 names what GitHub asks for, and adds it to the form of a new token', () => {
    const { text, next } = advise(lacks([{ pull_requests: 'write' }]), 'pull', at());
    assert.equal(
      text,
      'The token may not do this in acme/app. It needs pull_requests: write, and acme/app selected for it.',
    );
    assert.deepEqual(next, { kind: 'rotate', label: 'Get It', grant: { pull_requests: 'write' } });
  });

  it('S3-38 adds nothing to a form that no job here needs, whatever a server asks for', () => {
    for (const set of [
      { administration: 'write' },
      { contents: 'write', administration: 'read' },
      { contents: 'admin' },
      { organization_administration: 'write' },
      {},
    ] as const satisfies readonly Permissions[]) {
      const { next } = advise(lacks([set]), 'api', at());
      assert.deepEqual(
        [next?.kind, next?.kind === 'open' && next.url],
        ['open', 'https://github.com/settings/personal-access-tokens'],
      );
    }
  });

  it('S3-39 a token of another owner is told before anything else', () => {
    const { text, next } = advise({ kind: 'notFoundOrHidden' }, 'api', at({}, 'other-org'));
    assert.equal(
      text,
      'This token is for acme only, and other-org/app belongs to other-org. Use one whose resource owner is other-org.',
    );
    assert.equal(next?.kind, 'useAnother');
  });

  it('S3-39 S3-13 S3-24 a repository of an organization is looked for in two steps, told as possibilities', () => {
    for (const problem of [{ kind: 'notFoundOrHidden' }, { kind: 'repositoryNotFound' }, lacks([])]) {
      const area = problem.kind === 'repositoryNotFound' ? 'push' : 'api';
      const { text, more = [] } = advise(problem, area, at());
      assert.equal(more.length, 2);
      assert.match(more[0] ?? '', /^First: the token’s resource owner must be acme/);
      assert.match(
        more[1] ?? '',
        /^Then: if acme is an organization, it must allow fine-grained tokens, and may/,
      );
      assert.doesNotMatch(text, /approve|allow/);
      // A person's own repository waits for nobody.
      assert.deepEqual(advise(problem, area, at({ owner: undefined }, 'Mona')).more ?? [], []);
    }
  });

  it('S2-35 an App is mended in its installation, and the details tell the two ways', () => {
    const problem = { kind: 'appMissingPermission', accepted: [{ contents: 'write' }] };
    const { text, more, next } = advise(problem, 'api', at({ kind: 'installation-token', login: undefined }));
    assert.equal(text, 'The app behind this token needs contents: write. Mend its installation on GitHub.');
    assert.equal(more?.length, 2);
    assert.deepEqual(
      next?.kind === 'open' && next.url,
      'https://github.com/organizations/acme/settings/installations',
    );
    const own = advise(problem, 'api', at({ kind: 'app-user-token' }, 'mona')).next;
    assert.equal(own?.kind === 'open' && own.url, 'https://github.com/settings/installations');
  });

  it('S2-36 a repository that the App does not see is selected in its installation', () => {
    for (const [kind, area] of [
      ['notFoundOrHidden', 'api'],
      ['repositoryNotFound', 'push'],
    ] as const) {
      const { text, next } = advise({ kind }, area, at({ kind: 'installation-token', login: undefined }));
      assert.equal(
        text,
        'The app behind this token does not see acme/app. Select it in the app’s installation.',
      );
      assert.equal(next?.kind === 'open' && next.label, 'Open Installations');
    }
  });

  it('S2-02 a refusal of the account names no permission of the token', () => {
    const { text, more } = advise({ kind: 'accountLacksAccess' }, 'api', at());
    assert.doesNotMatch(text, /needs/);
    assert.match(more?.[0] ?? '', /may have lost its access/);
  });
});
