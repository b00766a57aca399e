import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RepositoryAddress } from '../../src/push/remoteAddress.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { Asked as Question } from '../../src/sources/source.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom, type HostName, hostOf } from '../../src/tokens/host.ts';
import { lookAtBorrowed } from '../../src/vscode/lookAtBorrowed.ts';
import type { Services } from '../../src/vscode/services.ts';
import { SessionSource } from '../../src/vscode/sessions.ts';
import { okAnswer, ScriptedGitHubApi } from '../fakes/scriptedGitHubApi.ts';
import { type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { anEntry, now } from '../unit/policy/anEntry.ts';
import { answering } from './answering.ts';
import { windowOfOurs } from './windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const labelled = (start: string) => stage.tokens.find(({ label }) => label.startsWith(start))?.value ?? '';
const on = (host = githubCom): Question => ({ host, owner: 'acme', repo: 'app', job: 'push' });
const ghes = hostOf('git.acme.example' as HostName);

interface Kept {
  readonly provider: string;
  readonly label: string;
  readonly scopes: readonly string[];
}

/** VS Code's sign-in with these sessions open to us, and a note of each question. */
function signIn(kept: readonly Kept[], locked: readonly string[] = []) {
  const questions: { provider: string; scopes: readonly string[]; options: unknown }[] = [];
  const account = (label: string) => ({ id: `id-${label}`, label });
  const api = {
    getAccounts: async (provider: string) =>
      [
        ...new Set([...kept.filter((one) => one.provider === provider).map(({ label }) => label), ...locked]),
      ].map(account),
    getSession: async (
      provider: string,
      scopes: readonly string[],
      options: vscode.AuthenticationGetSessionOptions,
    ) => {
      questions.push({ provider, scopes, options });
      const found = kept.find(
        (one) =>
          one.provider === provider &&
          one.label === options.account?.label &&
          one.scopes.toSorted().join() === scopes.toSorted().join(),
      );
      return found === undefined
        ? undefined
        : {
            id: 's',
            scopes,
            account: account(found.label),
            accessToken: makeToken('oauth-token', `${found.label} ${scopes.join()}`),
          };
    },
  } as unknown as typeof vscode.authentication;
  return { source: new SessionSource({ now: () => 1 }, api), questions };
}

describe('the GitHub session of VS Code', () => {
  const wide = ['repo', 'workflow', 'user:email', 'read:user'];
  const mona = { provider: 'github', label: 'mona' };

  it('E04 is read silently, by account, with the fewest scopes there are', async () => {
    const { source, questions } = signIn([
      { ...mona, scopes: wide },
      { ...mona, scopes: ['repo'] },
      { provider: 'github', label: 'hubot', scopes: wide },
    ]);
    const { entries, troubles } = await source.offers(on());
    assert.deepEqual(
      [entries.map(({ name, login }) => [name, login]), troubles],
      [
        [
          ['vscode:mona', 'mona'],
          ['vscode:hubot', 'hubot'],
        ],
        [],
      ],
    );
    const [entry, other] = entries;
    assert.ok(entry && other);
    assert.equal((await source.secretOf(entry, on())).reveal(), makeToken('oauth-token', 'mona repo'));
    assert.match((await source.secretOf(other, on())).reveal(), /^gho_/);
    const asks = questions.map(({ options }) =>
      Object.entries(options as object).map(([name, value]) => [name, name === 'account' ? '' : value]),
    );
    assert.deepEqual(
      asks.filter((one) => JSON.stringify(one) !== '[["silent",true],["account",""]]'),
      [],
    );
  });

  it('E04 that was not opened to this extension is none, and that is told with the account', async () => {
    const { source } = signIn([], ['mona']);
    const { entries, troubles } = await source.offers(on());
    assert.deepEqual([entries, troubles[0]?.problem], [[], { kind: 'sessionNotAllowed', account: 'mona' }]);
    const nobody = await signIn([]).source.offers(on());
    assert.deepEqual(nobody, { entries: [], troubles: [] });
  });

  it('E04 of another account than the one that was asked about is not taken', async () => {
    const { source } = signIn([{ ...mona, scopes: ['repo'] }]);
    const api = {
      getAccounts: async () => [{ id: 'id-hubot', label: 'hubot' }],
      getSession: async () => ({
        id: 's',
        scopes: ['repo'],
        account: { id: 'id-mona', label: 'mona' },
        accessToken: makeToken('oauth-token'),
      }),
    } as unknown as typeof vscode.authentication;
    assert.deepEqual((await new SessionSource({ now: () => 1 }, api).offers(on())).entries, []);
    assert.equal((await source.offers(on())).entries.length, 1);
  });

  it('B07 of an enterprise host is offered only for the address in the person’s own settings', async () => {
    const enterprise = vscode.workspace.getConfiguration('github-enterprise');
    const set = (uri: string | undefined) => enterprise.update('uri', uri, vscode.ConfigurationTarget.Global);
    const { source, questions } = signIn([
      { provider: 'github-enterprise', label: 'mona', scopes: ['repo'] },
    ]);
    const offered = async () => (await source.offers(on(ghes))).entries.length;
    try {
      assert.equal(await offered(), 0);
      for (const [uri, count] of [
        ['https://git.acme.example', 1],
        ['https://git.acme.example/', 1],
        ['http://git.acme.example', 0],
        ['https://git.acme.example:8443', 0],
        ['https://git.acme.example.evil.example', 0],
        ['https://x@git.acme.example', 0],
      ] as const) {
        await set(uri);
        assert.equal(await offered(), count, uri);
      }
      await set('https://git.acme.example');
      await enterprise.update('uri', 'https://evil.example', vscode.ConfigurationTarget.Workspace);
      assert.equal(await offered(), 0);
      assert.deepEqual(
        questions.filter(({ provider }) => provider !== 'github-enterprise'),
        [],
      );
    } finally {
      await enterprise.update('uri', undefined, vscode.ConfigurationTarget.Workspace);
      rmSync(join(stage.folder, '.vscode'), { recursive: true, force: true });
      await set(undefined);
    }
  });

  it('that does not answer in time is told, and keeps nobody waiting a second time', async () => {
    let asks = 0;
    const counting = {
      getAccounts: () => {
        asks++;
        return new Promise(() => undefined);
      },
    };
    const source = new SessionSource({ now: () => 1 }, counting as unknown as typeof vscode.authentication);
    for (const _ of [1, 2]) {
      const { troubles } = await source.offers(on());
      assert.deepEqual(troubles, [{ from: 'vscode', problem: { kind: 'sessionNoAnswer' } }]);
    }
    assert.equal(asks, 1);
  }).timeout(10_000);
});

describe('a token that is borrowed for one push', function () {
  this.timeout(60_000);
  const variable = 'TOKEN_WARDEN_GITHUB_COM';
  const narrow = labelled('fine-grained for acme: contents');
  const broad = labelled('classic with repo, admin:org');

  const commit = () =>
    execFileSync('git', ['commit', '--allow-empty', '--quiet', '-m', 'Borrowed'], { cwd: stage.folder });

  afterEach(() => {
    delete process.env[variable];
  });

  /** A push in a window that was started with this token in its environment. */
  async function pushing(value: string | undefined, answer: (asked: Asked) => string | undefined) {
    if (value === undefined) delete process.env[variable];
    else process.env[variable] = value;
    commit();
    const ours = await windowOfOurs();
    const before = ours.kept();
    const shown = await withPerson(answer, () => ours.run('tokenWarden.pushBranch'));
    const [after, text] = [ours.kept(), vscode.window.activeTextEditor?.document.getText() ?? ''];
    await ours.close();
    return { shown, before, after, text };
  }

  it('S4-08 S4-18 is shown with what it grants before it is chosen, and a broad one is called broad', async () => {
    assert.ok(broad);
    process.env[variable] = broad;
    commit();
    const ours = await windowOfOurs();
    const { shown } = await answering([], () => ours.run('tokenWarden.pushBranch'));
    await ours.close();
    const [row, ...more] = shown[0]?.rows ?? [];
    assert.deepEqual([shown.length, more], [1, []]);
    assert.match(row?.label ?? '', /env:TOKEN_WARDEN_GITHUB_COM/);
    assert.match(row?.description ?? '', /broad/);
    assert.match(row?.detail ?? '', /grants (?:\w+(?::\w+)?, )*admin:org/);
    assert.match(row?.detail ?? '', /mona/);
  });

  it('S4-15 leaves nothing in the store once the push is over', async () => {
    assert.ok(narrow);
    const { shown, before, after } = await pushing(narrow, ({ kind, choices }) =>
      kind === 'pick' ? choices[0] : kind === 'modal' ? 'Push' : undefined,
    );
    assert.match(shown.at(-1)?.text ?? '', /^Pushed topic\/first to acme\/app/);
    assert.equal(after.secrets, before.secrets);
    assert.equal(after.memory.includes(narrow), false);
  });

  it('S4-07 where none is found, what can be done is said and nothing is pushed', async () => {
    const { shown } = await pushing(undefined, () => undefined);
    const [said, ...more] = shown;
    assert.deepEqual([said?.kind, more], ['message', []]);
    assert.match(said?.text ?? '', /^No token for github\.com was found\./);
    assert.equal(said?.choices[0], 'Add Token');
  });

  it('S4-13 what is no token is told where none is found, and never sent', async () => {
    const { shown, text } = await pushing('hunter2', ({ choices }) =>
      choices.find((one) => one === 'Show Details'),
    );
    assert.deepEqual(shown[0]?.choices, ['Add Token', 'Show Details']);
    assert.match(text, /TOKEN_WARDEN_GITHUB_COM/);
    assert.doesNotMatch(text, /hunter2/);
  });
});

describe('looking at a borrowed token before it is shown', () => {
  const address = { host: githubCom, owner: 'acme', repo: 'app', url: '' } as unknown as RepositoryAddress;
  const hosts = (value: readonly string[] | undefined) =>
    vscode.workspace
      .getConfiguration('tokenWarden')
      .update('hosts', value, vscode.ConfigurationTarget.Global);

  /** `learned`: what the token turns out to be once it was fetched. */
  async function looked(changes: Partial<Entry>, learned: Partial<Entry> = {}) {
    const api = new ScriptedGitHubApi(okAnswer({ login: 'mona' }, { 'x-oauth-scopes': 'repo' }));
    const entry = anEntry({ kind: 'oauth-token', health: { kind: 'unchecked' }, ...changes });
    const services = {
      api,
      clock: { now: () => now },
      log: { failure: () => undefined },
      credentials: {
        secretOf: async () => new Secret(makeToken('oauth-token')),
        entryOf: async () => ({ ...entry, ...learned }),
        update: async (_id: string, change: (one: Entry) => Entry) => change(entry),
      },
    } as unknown as Services;
    const candidate = { entry, reason: 'environment', obstacle: undefined } as const;
    const [seen] = await lookAtBorrowed(services, address, 'push', [candidate]);
    return `${api.operations.join()} ${seen?.entry.scopes.kind}`;
  }

  const inVariable = (variable: string) => looked({ origin: { kind: 'environment', variable } });

  it('B07 sends nothing of a variable whose host the person has yet to say', async () => {
    try {
      assert.equal(await inVariable('GH_TOKEN'), 'GET /user listed');
      await hosts(['octo.ghe.com']);
      assert.equal(await inVariable('GH_TOKEN'), ' notListed');
      assert.equal(await inVariable('TOKEN_WARDEN_GITHUB_COM'), 'GET /user listed');
    } finally {
      await hosts(undefined);
    }
  });

  it('asks about logins and variables only: nothing is minted to be looked at, and a dead one is left alone', async () => {
    assert.equal(await looked({ origin: { kind: 'gh' } }), 'GET /user listed');
    for (const changes of [
      { origin: undefined },
      { origin: { kind: 'app', appEntryId: 'a', installationId: 1 } },
      { origin: { kind: 'broker' } },
      { origin: { kind: 'gh' }, health: { kind: 'dead', at: now } },
    ] as const) {
      assert.match(await looked(changes), /^ /);
    }
  });

  it('G03 does not send what GitHub called dead before, though it is offered as if nothing were known', async () => {
    assert.match(await looked({ origin: { kind: 'gh' } }, { health: { kind: 'dead', at: now } }), /^ /);
  });
});
