import assert from 'node:assert/strict';
import { judgeBreadth } from '../../src/policy/judgeBreadth.ts';
import type { CommitFacts } from '../../src/preflight/commitFacts.ts';
import { readConfigList } from '../../src/push/configEntries.ts';
import { readRemotes } from '../../src/push/remotes.ts';
import type { RepositoryFacts } from '../../src/push/repositoryFacts.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import type { OpenGit } from '../../src/vscode/gitShell.ts';
import { readyPush } from '../../src/vscode/readyPush.ts';
import type { Services } from '../../src/vscode/services.ts';
import { okAnswer, ScriptedGitHubApi } from '../fakes/scriptedGitHubApi.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { anEntry, now } from '../unit/policy/anEntry.ts';
import { plainCommits } from '../unit/preflight/facts.ts';
import { answering } from './answering.ts';

function repository(branch: string): RepositoryFacts {
  const config = readConfigList(
    [
      ['remote.origin.url', 'https://github.com/acme/app.git'],
      ['remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*'],
    ]
      .map(([key, value]) => `local\0${key}\n${value}\0`)
      .join(''),
  );
  // What choosing the target looks at; the rest of the facts is the pusher's.
  return {
    folder: '/repo',
    head: { kind: 'branch', branch, sha: 'a'.repeat(40) },
    config,
    remotes: readRemotes(config),
    partial: false,
    lfsFile: undefined,
  } as unknown as RepositoryFacts;
}

interface World {
  readonly branch?: string;
  readonly commits?: Partial<CommitFacts>;
  readonly entries?: readonly Entry[];
  readonly answers?: readonly string[];
  readonly mayOverwrite?: boolean;
}

/** A push made ready, with the entries given and GitHub's rules asking for a pull request on every branch. */
async function ready({
  branch = 'feature',
  commits,
  entries = [anEntry()],
  answers = [],
  ...options
}: World) {
  const api = new ScriptedGitHubApi(okAnswer([{ type: 'pull_request' }]));
  const git = {
    read: async () => repository(branch),
    outgoing: async () => ({ trackingSha: 'b'.repeat(40), commits: 1, workflowFiles: [] }),
    commitFacts: async () => ({ ...plainCommits, ...commits }),
  } as unknown as OpenGit;
  const [first] = entries;
  if (first === undefined) throw new Error('a push needs an entry');
  const ranked = entries.map((entry) => ({ entry, reason: 'owner', obstacle: undefined }) as const);
  const services = {
    api,
    memory: { sshAliases: {} },
    state: {
      refresh: async () => ({ view: { entries }, findings: [], breadthOf: judgeBreadth, now, chosen: first }),
      isBorrowedAt: () => false,
      select: () => ({ kind: 'chosen', entry: first, reason: 'owner', ranked }),
    },
    credentials: { secretOf: async () => new Secret(makeToken('fine-grained-pat')) },
    vault: { seenSecretOf: () => undefined },
  } as unknown as Services;
  const { shown, result } = await answering(answers, () =>
    readyPush(services, git, '/repo', undefined, options),
  );
  return { shown, used: result?.entry.name, asked: api.operations };
}

const workflows = [{ path: '.github/workflows/new.yml', elsewhere: 'no' }] as const;

describe('a push made ready', () => {
  it('asks nobody anything while nothing speaks against it', async () => {
    const { shown, used, asked } = await ready({});
    assert.deepEqual([shown, used, asked], [[], anEntry().name, []]);
  });

  it('S0-07 asks about a missing permission before git is called, and goes on with the answer', async () => {
    const commits = { workflows };
    const anyway = await ready({ commits, answers: ['Push Anyway'] });
    assert.deepEqual([anyway.shown.length, anyway.used, anyway.asked], [1, anEntry().name, []]);
    const left = await ready({ commits });
    assert.deepEqual([left.shown.length, left.used], [1, undefined]);
  });

  it('offers the entries that have what is needed first, marks the others, and judges the chosen one again', async () => {
    const wide = anEntry({
      id: 'e2',
      name: 'wide',
      declared: { contents: 'write', workflows: 'write' },
    });
    const entries = [anEntry({ name: 'narrow' }), wide];
    const picked = await ready({ commits: { workflows }, entries, answers: ['Use Another Token'] });
    const rows = picked.shown[1]?.rows ?? [];
    assert.match(rows[0]?.label ?? '', /wide$/);
    assert.match(rows[1]?.label ?? '', /narrow$/);
    const label = rows[0]?.label ?? '';
    const done = await ready({ commits: { workflows }, entries, answers: ['Use Another Token', label] });
    assert.deepEqual([done.used, done.shown.length], ['wide', 2]);
    const again = rows[1]?.label ?? '';
    const asked = await ready({ commits: { workflows }, entries, answers: ['Use Another Token', again] });
    assert.deepEqual([asked.used, asked.shown.length], [undefined, 3]);
  });

  it('stops a branch that is behind, unless the next question is whether to overwrite', async () => {
    const commits = { drift: { trackingSha: 'b'.repeat(40), ahead: 1, behind: 2 } };
    const stopped = await ready({ commits });
    assert.deepEqual(
      [stopped.shown[0]?.placeholder, stopped.used],
      ['The branch on GitHub has 2 commits that are not in yours.', undefined],
    );
    const overwriting = await ready({ commits, mayOverwrite: true });
    assert.deepEqual([overwriting.shown, overwriting.used], [[], anEntry().name]);
  });

  it('asks GitHub for rules only on the default branch, and only with a token that was let near before', async () => {
    const confirmed = [anEntry({ confirmedFor: ['acme/app'] })];
    const question = ['GET /repos/{owner}/{repo}/rules/branches/{branch}'];
    const onMain = await ready({ branch: 'main', entries: confirmed });
    assert.deepEqual([onMain.asked, onMain.shown.length, onMain.used], [question, 1, undefined]);
    assert.deepEqual((await ready({ branch: 'main' })).asked, []);
    assert.deepEqual((await ready({ branch: 'feature', entries: confirmed })).asked, []);
    const trunk = await ready({
      branch: 'trunk',
      entries: confirmed,
      commits: { defaultBranch: 'trunk' },
      answers: ['Push Anyway'],
    });
    assert.deepEqual([trunk.asked, trunk.used], [question, anEntry().name]);
  });
});
