import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Journal } from '../../src/journal/journal.ts';
import type { JournalMode } from '../../src/journal/journalRecord.ts';
import { probePush } from '../../src/node/git/probePush.ts';
import { readCommitFacts } from '../../src/node/git/readCommitFacts.ts';
import { readDrift } from '../../src/node/git/readDrift.ts';
import { JournalFile } from '../../src/node/journalFile.ts';
import { ghProgram, helperProgram } from '../../src/node/logins/loginPrograms.ts';
import { createDraftPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import type { Secret } from '../../src/shared/secret.ts';
import { type CredentialPorts, Credentials } from '../../src/sources/credentials.ts';
import { environmentSource } from '../../src/sources/environmentSource.ts';
import { GhSource } from '../../src/sources/ghSource.ts';
import { helperSource } from '../../src/sources/helperSource.ts';
import type { Asked, Source } from '../../src/sources/source.ts';
import { readVariables } from '../../src/sources/variables.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import type { OpenGit } from '../../src/vscode/gitShell.ts';
import { journalPull, journalPushed } from '../../src/vscode/journaling.ts';
import { runPreflight } from '../../src/vscode/preflightRun.ts';
import { standInForVscode } from '../fakes/windowOfVscode.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import type { Token } from '../sandbox/world.ts';
import { anEntry, now } from '../unit/policy/anEntry.ts';
import { appStage } from './appStage.ts';
import { type BrokerStage, startBrokerStage } from './brokerStage.ts';
import { formsOfToken } from './evilListener.ts';

const clock = { now: () => Date.now() };
const never = new AbortController().signal;
const permissions = { contents: 'write', pull_requests: 'write' } as const;
const asked: Asked = { host: githubCom, owner: 'acme', repo: 'app', job: 'push' };

/** What an action may ask: the repository at hand, or the App about itself and its own tokens. */
const ofThisRepository =
  /^\/(?:repos\/acme\/app(?:\/.*)?|acme\/app\.git\/.*|app(?:\/installations\/\d+\/access_tokens)?|installation\/token)$/;

/** A mode as the commands see it: one port, and the entry that was chosen. */
interface Way {
  readonly mode: JournalMode;
  readonly credentials: Pick<Credentials, 'secretOf' | 'over'>;
  readonly entry: Entry;
  /** The one token it hands over; undefined where one is made for each action. */
  readonly token?: Token;
}

describe('every way to a credential', function () {
  this.timeout(60_000);
  let stage: BrokerStage;
  let stop: () => void;
  let home: string;
  before(async function () {
    if (process.platform === 'win32') this.skip(); // The stand-ins for gh and for a helper are shell scripts.
    stop = standInForVscode();
    stage = await startBrokerStage();
    home = stage.push.env.HOME ?? '';
  });
  after(async () => {
    stop?.();
    await stage?.close();
  });

  const mint = (facts: Partial<NewToken>): Token =>
    stage.push.sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions,
      expiresInDays: 9,
      ...facts,
    });
  const classic = () => mint({ kind: 'oauth', scopes: ['repo'] });

  /** A program that prints a token, in a folder of its own. */
  async function program(name: string, script: string): Promise<string> {
    const bin = join(stage.push.sandbox.folder, `bin-${name}`);
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
    return bin;
  }

  function port(source: Source | undefined, stored?: { readonly entry: Entry; readonly secret: Secret }) {
    const refuse = () => Promise.reject(new Error('the vault was asked'));
    const vault: CredentialPorts['vault'] = {
      secretOf: stored === undefined ? refuse : async () => stored.secret,
      entryOf: refuse,
      update: refuse,
      issuedFor: () => undefined,
    };
    return new Credentials({
      vault,
      sources: source === undefined ? [] : [source],
      memory: { confirmedFor: () => [], rememberConfirmed: async () => undefined },
      learn: () => undefined,
    });
  }

  async function borrowed(mode: JournalMode, source: Source, token: Token): Promise<Way> {
    const credentials = port(source);
    const { entries, troubles } = await credentials.offers(asked, never);
    const [entry, ...more] = entries;
    assert.ok(entry !== undefined && more.length === 0, JSON.stringify(troubles));
    return { mode, credentials, entry, token };
  }

  function stored(token: Token, kind: Entry['kind']): Way {
    const entry = anEntry({ kind });
    const secret = stage.api.credential(token).token;
    return { mode: 'vault', credentials: port(undefined, { entry, secret }), entry, token };
  }

  const ways: Readonly<Record<string, () => Promise<Way>>> = {
    'a token of the vault': async () => stored(mint({}), 'fine-grained-pat'),
    'a user token of a sign-in with a code': async () => stored(mint({ kind: 'app-user' }), 'app-user-token'),
    'a variable of the environment': () => {
      const token = mint({});
      const source = environmentSource(readVariables({ GH_TOKEN: token.value }), () => [githubCom], clock);
      return borrowed('environment', source, token);
    },
    'the login of gh': async () => {
      const token = classic();
      const bin = await program('gh', `case "$2" in token) echo '${token.value}';; *) exit 1;; esac`);
      const env = { ...stage.push.env, PATH: [bin, stage.push.env.PATH].join(delimiter) };
      return borrowed(
        'login',
        new GhSource(
          ghProgram(() => ({ env, workspaceFolders: [] })),
          clock,
        ),
        token,
      );
    },
    'a credential helper of git': async () => {
      const token = classic();
      const bin = await program(
        'helper',
        `[ "$1" = get ] && printf 'username=mona\\npassword=${token.value}\\n'`,
      );
      const config = join(home, '.gitconfig');
      const own = await readFile(config, 'utf8');
      await writeFile(config, `${own}[credential]\n\thelper = ${join(bin, 'helper')}\n`);
      const place = () => ({ env: stage.push.env, workspaceFolders: [] });
      const git = helperProgram(place, async () => stage.push.git.path);
      return borrowed('login', helperSource(git, clock), token);
    },
    'the session of VS Code': async () => {
      const token = classic();
      const account = { id: '1', label: 'mona' };
      const session = { id: 's', accessToken: token.value, account, scopes: ['repo'] };
      const { SessionSource } = await import('../../src/vscode/sessions.ts');
      const api = { getSession: async () => session, getAccounts: async () => [account] };
      return borrowed('login', new SessionSource(clock, api as never), token);
    },
    'a GitHub App': async () => {
      const app = appStage(stage.push.sandbox, stage.api);
      return { mode: 'app', credentials: app.credentials, entry: await app.offered() };
    },
    'a token broker': async () => {
      const window = stage.window('http');
      return { mode: 'broker', credentials: window.credentials, entry: await window.offer('push') };
    },
  };

  function openGit(): OpenGit {
    const { git, env, tempFolder } = stage.push;
    const context = {
      git,
      env,
      workspaceFolders: [],
      tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: 30_000,
    };
    const more: Pick<OpenGit, 'commits' | 'commitFacts' | 'probe' | 'drift'> = {
      commits: async () => undefined,
      commitFacts: (push, signal) => readCommitFacts(context, push, signal),
      probe: (push, secret, signal) => probePush(context, push, secret, signal),
      drift: (folder, sha, other, signal) => readDrift(context, folder, sha, other, signal),
    };
    return Object.assign(stage.push.pusher(), more) as unknown as OpenGit;
  }

  async function textOf(folder: string): Promise<string> {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const plain = files.filter((one) => one.isFile());
    const texts = await Promise.all(plain.map((one) => readFile(join(one.parentPath, one.name), 'latin1')));
    return texts.join('\n');
  }

  /** Which processes had one of the tokens on their command line meanwhile; what a script of ours prints is none. */
  async function onCommandLines(values: readonly string[], during: () => Promise<unknown>) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'processSampler.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => lines.push(chunk));
    const forms = values.flatMap((value) => formsOfToken(value));
    child.stdin.write(`${stage.push.tempFolder}\n${process.pid}\n${forms.join('\n')}\n\n`);
    await once(child.stdout, 'data');
    await during();
    child.stdin.end();
    await once(child, 'close');
    const { hits } = JSON.parse(lines.join('').replace('ready\n', '')) as {
      readonly hits: readonly { readonly where: string; readonly isolated: boolean }[];
    };
    return hits.filter(({ where, isolated }) => where === 'argv' || !isolated);
  }

  Object.entries(ways).forEach(([name, make], number) => {
    it(`S0-09 S4-17 S4-22 ${name} tells whether it is ready, pushes, and opens a draft, and leaves nothing of itself`, async () => {
      const { sandbox } = stage.push;
      const way = await make();
      const { credentials, entry, mode } = way;
      const before = { requests: sandbox.log.length, tokens: sandbox.registry.tokens().length };
      const branch = `ways/${number}`;
      const tree = await stage.push.tree(branch);
      const push = await stage.push.ready(tree);
      const folder = join(sandbox.folder, `journal-${number}`);
      const redactor = new Redactor();
      const journal = new Journal({
        store: new JournalFile(folder),
        redactor,
        onTrouble: (error) => assert.fail(String(error)),
      });
      const recording = { journal, clock: { now: () => now } };
      const here = { folder: tree.folder, git: { identity: async () => 'nobody' }, entry };

      // Ready: by reading alone.
      const services = {
        api: { request: (one) => stage.api.another().request(one) },
        credentials,
      } as Parameters<typeof runPreflight>[0];
      const step = { folder: tree.folder, git: openGit(), push, entry };
      const wishes = { labels: [], reviewers: [], teams: [] } as never;
      const preflight = await runPreflight(services, step, { ask: 'all', wishes });
      assert.notEqual(preflight.verdict, 'no', JSON.stringify(preflight.checks));
      const probed = preflight.checks.find(({ id }) => id === 'contents');
      assert.equal(probed?.verdict, 'yes');
      const asking = sandbox.log.slice(before.requests).filter(({ tokenId }) => tokenId !== undefined);
      assert.ok(asking.length > 0);
      assert.deepEqual(
        asking.filter(
          ({ method, path }) => method !== 'GET' && !/access_tokens|installation\/token/.test(path),
        ),
        [],
      );

      // Pushed and opened.
      const secret = await credentials.secretOf(entry, 'push');
      const values = [secret.reveal()];
      const act = async () => {
        await journalPushed(recording, { ...step, ...here }, await stage.push.push(tree, { secret }));
      };
      if (process.platform === 'linux') assert.deepEqual(await onCommandLines(values, act), []);
      else await act();
      await credentials.over(entry);
      const token = await credentials.secretOf(entry, 'open-draft-pr');
      values.push(token.reveal());
      const wanted = {
        repository: 'acme/app',
        headOwner: 'acme',
        branch,
        base: 'main',
        title: name,
        body: '',
        draft: true,
      };
      const made = await createDraftPullRequest(services.api, { host: entry.host, token }, wanted);
      assert.ok(made.kind === 'created' && made.pull.draft, made.kind);
      await journalPull(recording, { ...here, target: push.target }, made.pull);
      await credentials.over(entry);

      // By this token alone, and what was made for an action is ended with it.
      const mine = sandbox.registry.tokens().slice(before.tokens);
      const expected = new Set(way.token === undefined ? mine.map(({ id }) => id) : [way.token.id]);
      const used = sandbox.log
        .slice(before.requests)
        .flatMap(({ tokenId }) => (tokenId === undefined ? [] : [tokenId]));
      assert.deepEqual(new Set(used.filter((id) => !expected.has(id))), new Set());
      assert.ok(used.length > 0);
      const paths = sandbox.log.slice(before.requests).map(({ path }) => path.split('?')[0] ?? '');
      assert.deepEqual(
        paths.filter((path) => !ofThisRepository.test(path)),
        [],
      );
      if (way.token === undefined) {
        assert.ok(mine.length >= 2, 'each action has a token of its own');
        assert.deepEqual(new Set(mine.map(({ ended }) => ended)), new Set(['revoked']));
      } else {
        assert.deepEqual(
          [mine.length, sandbox.registry.tokens().find(({ id }) => id === way.token?.id)?.ended],
          [0, 'no'],
        );
      }
      assert.equal(made.pull.author, way.token === undefined ? (entry.login ?? made.pull.author) : 'mona');

      // Nothing of it is left, and the record says how it came.
      const left = [
        await textOf(tree.folder),
        await textOf(folder),
        await textOf(stage.push.tempFolder),
        stage.api.lines.join('\n'),
        stage.lines.join('\n'),
        JSON.stringify(entry),
      ].join('\n');
      for (const form of values.flatMap((value) => formsOfToken(value))) assert.ok(!left.includes(form));
      const { records } = await journal.read();
      assert.deepEqual(
        records.map(({ action, result, ...record }) => [action, result, record.mode]),
        [
          ['push', 'done', mode],
          ['open-pull-request', 'done', mode],
        ],
      );
    });
  });
});
