import assert from 'node:assert/strict';
import type { JournalFacts } from '../../../src/journal/journal.ts';
import { defaultPolicy, type Policy } from '../../../src/policy/policy.ts';
import type { PushResult } from '../../../src/push/pushBranch.ts';
import { Failure } from '../../../src/shared/failure.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import {
  journalEntry,
  journalNotPushed,
  journalPull,
  journalPushed,
  journalRevocation,
  journalRotation,
  type PushToRecord,
} from '../../../src/vscode/journaling.ts';
import { makeSecret } from '../../fixtures/tokens.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const target = {
  host: githubCom,
  owner: 'acme',
  repo: 'app',
  remote: 'origin',
  url: 'https://github.com/acme/app.git',
  branch: 'topic',
  sha: '2'.repeat(40),
  localRef: 'refs/heads/topic',
  remoteRef: 'refs/heads/topic',
  trackingRef: 'refs/remotes/origin/topic',
};
const pushed: PushResult = { kind: 'pushed', target, recorded: true };

function stage() {
  const written: JournalFacts[] = [];
  const asked: string[] = [];
  const services = {
    clock: { now: () => now },
    journal: { record: async (facts: JournalFacts) => void written.push(facts) },
  };
  const git = {
    identity: async (folder: string) => {
      asked.push(folder);
      return 'Mona <mona@example.com>';
    },
  };
  const step = (
    entry: Entry = anEntry(),
    trackingSha: string | undefined = '1'.repeat(40),
  ): PushToRecord => ({
    folder: '/here',
    git,
    push: { target, trackingSha },
    entry,
  });
  return { services, written, asked, step };
}

describe('what is recorded of a push', () => {
  it('S4-22 S4-23 S4-24 X-11 is the mode, the actor GitHub named, the ref, the commits and the token’s kind', async () => {
    const { services, written, asked, step } = stage();
    await journalPushed(services, step(), pushed);
    assert.deepEqual(written, [
      {
        time: now,
        action: 'push',
        mode: 'vault',
        entryId: 'e1',
        entryName: 'github:fine-grained-acme',
        kind: 'fine-grained-pat',
        host: 'github.com',
        actor: 'mona',
        actorSource: 'github',
        repository: 'acme/app',
        ref: 'refs/heads/topic',
        shaFrom: '1'.repeat(40),
        shaTo: '2'.repeat(40),
        result: 'done',
        findingIds: [],
      },
    ]);
    assert.deepEqual(asked, [], 'git is not asked where GitHub gave its word');
  });

  it('S4-22 S4-23 tells for a borrowed token where it came from, and for an App’s that its bot acted, never git’s user', async () => {
    const { services, written, asked, step } = stage();
    const bot = { kind: 'installation-token', login: 'acme-release[bot]' } as const;
    const app = { kind: 'app', appEntryId: 'e9', installationId: 7 } as const;
    const borrowed: readonly Partial<Entry>[] = [
      { origin: { kind: 'gh' } },
      { origin: { kind: 'vscode' } },
      { origin: { kind: 'git' } },
      { origin: { kind: 'environment', variable: 'GH_TOKEN' }, login: undefined },
      { origin: app, ...bot },
      { origin: { kind: 'broker' }, ...bot, login: undefined },
    ];
    for (const facts of borrowed) await journalPushed(services, step(anEntry(facts)), pushed);
    assert.deepEqual(
      written.map(({ mode, actor, actorSource }) => [mode, actor, actorSource]),
      [
        ['login', 'mona', 'github'],
        ['login', 'mona', 'github'],
        ['login', 'mona', 'github'],
        ['environment', 'Mona <mona@example.com>', 'git'],
        ['app', 'acme-release[bot]', 'github'],
        ['broker', undefined, 'none'],
      ],
    );
    assert.deepEqual(asked, ['/here'], 'git knows who pushed with a person’s token, not which App it was');
  });

  it('S4-23 X-11 names git’s user as git’s word when GitHub named nobody, and nobody when git does not know either', async () => {
    const { services, written, step } = stage();
    const unnamed = anEntry({ login: undefined });
    await journalPushed(services, step(unnamed), pushed);
    const silent = { identity: async () => undefined };
    const broken = { identity: async () => Promise.reject(new Error('no git')) };
    await journalPushed(services, { ...step(unnamed), git: silent }, pushed);
    await journalPushed(services, { ...step(unnamed), git: broken }, pushed);
    assert.deepEqual(
      written.map(({ actor, actorSource }) => [actor, actorSource]),
      [
        ['Mona <mona@example.com>', 'git'],
        [undefined, 'none'],
        [undefined, 'none'],
      ],
    );
  });

  it('tells a refusal from a failure and from a person’s cancelling', async () => {
    const { services, written, step } = stage();
    for (const kind of ['hookRefused', 'protectedBranch', 'offline', 'timeout', 'cancelled']) {
      await journalNotPushed(services, step(), new Failure({ kind }));
    }
    await journalNotPushed(services, step(), new TypeError('what?'));
    assert.deepEqual(
      written.map(({ result, problem }) => [result, problem]),
      [
        ['refused', 'hookRefused'],
        ['refused', 'protectedBranch'],
        ['failed', 'offline'],
        ['failed', 'timeout'],
        ['cancelled', undefined],
        ['failed', 'unexpected'],
      ],
    );
    assert.ok(written.every(({ shaFrom, shaTo }) => shaFrom === '1'.repeat(40) && shaTo === target.sha));
  });

  it('has the findings by the rules of the person, where there are some', async () => {
    const { services, written, step } = stage();
    const policy = (): Policy => ({ ...defaultPolicy, allowedKinds: ['app-user-token'] });
    await journalPushed({ ...services, policy }, step(), pushed);
    await journalPushed(services, step(), pushed);
    assert.deepEqual(
      written.map(({ findingIds }) => findingIds),
      [['kind-not-allowed'], []],
    );
  });

  it('has no range for a new branch, an empty one for what was there already, and the findings known then', async () => {
    const { services, written, step } = stage();
    await journalPushed(services, { ...step(), push: { target, trackingSha: undefined } }, pushed);
    await journalPushed(services, step(), { ...pushed, kind: 'upToDate' });
    await journalPushed(services, step(anEntry({ kind: 'classic-pat' })), pushed);
    await journalPushed(services, step(), pushed, { findingIds: ['cleanTree'], overrides: ['cleanTree'] });
    assert.deepEqual(
      [
        written.slice(0, 2).map(({ shaFrom }) => shaFrom),
        written[2]?.findingIds?.includes('classic'),
        written[3]?.findingIds,
        written[3]?.overrides,
      ],
      [[undefined, target.sha], true, ['cleanTree'], ['cleanTree']],
    );
  });
});

describe('what is recorded of everything else', () => {
  it('S4-24 is a pull request with its address, or why there is none', async () => {
    const { services, written, step } = stage();
    const { entry, folder, git } = step();
    const at = { entry, folder, git, target };
    await journalPull(services, at, { url: 'https://github.com/acme/app/pull/7' });
    await journalPull(
      services,
      at,
      { thrown: new Failure({ kind: 'missingPermission' }) },
      'update-pull-request',
    );
    assert.deepEqual(
      written.map(({ action, result, pullRequestUrl, problem }) => [action, result, pullRequestUrl, problem]),
      [
        ['open-pull-request', 'done', 'https://github.com/acme/app/pull/7', undefined],
        ['update-pull-request', 'refused', undefined, 'missingPermission'],
      ],
    );
  });

  it('S4-22 is each step of a revocation, with the kind of the token that is meant', async () => {
    const { services, written } = stage();
    const previous = { since: 1, replacedAt: 2, kind: 'classic-pat' } as const;
    const target = { entry: anEntry({ previous }), which: 'previous' } as const;
    await journalRevocation(services, target, { kind: 'wanted' });
    await journalRevocation(services, target, { kind: 'notDone', cause: { kind: 'offline' } });
    await journalRevocation(services, target, { kind: 'notDone', cause: { kind: 'rateLimited' } });
    await journalRevocation(services, target, { kind: 'accepted' });
    await journalRevocation(services, { ...target, which: 'present' }, { kind: 'dead' });
    await journalRevocation(services, target, { kind: 'withdrawn' });
    assert.deepEqual(
      written.map(({ action, kind, result, problem }) => [action, kind, result, problem]),
      [
        ['revoke', 'classic-pat', 'wanted', undefined],
        ['revoke', 'classic-pat', 'failed', 'offline'],
        ['revoke', 'classic-pat', 'refused', 'rateLimited'],
        ['revoke', 'classic-pat', 'accepted', undefined],
        ['revoke', 'fine-grained-pat', 'done', undefined],
        ['revoke', 'classic-pat', 'cancelled', undefined],
      ],
    );
  });

  it('is each way a rotation ends, with the kind of the new token once it is in', async () => {
    const { services, written } = stage();
    const entry = anEntry();
    const rotated = anEntry({ kind: 'classic-pat' });
    await journalRotation(services, entry, {
      kind: 'rotated',
      entry: rotated,
      differences: [],
      old: { kind: 'lives' },
    });
    await journalRotation(services, entry, { kind: 'refused', problem: { kind: 'alreadyRotating' } });
    await journalRotation(services, entry, { kind: 'cancelled' });
    await journalRotation(services, entry, { kind: 'keptOld', newKind: 'classic-pat', differences: [] });
    await journalRotation(services, entry, { kind: 'notProved', cause: { kind: 'offline' } });
    await journalRotation(services, entry, undefined);
    await journalEntry(services, 'copy', entry);
    assert.deepEqual(
      written.map(({ action, kind, result, problem }) => [action, kind, result, problem]),
      [
        ['rotate', 'classic-pat', 'done', undefined],
        ['rotate', 'fine-grained-pat', 'refused', 'alreadyRotating'],
        ['rotate', 'fine-grained-pat', 'cancelled', undefined],
        ['rotate', 'fine-grained-pat', 'cancelled', undefined],
        ['rotate', 'fine-grained-pat', 'failed', 'offline'],
        ['rotate', 'fine-grained-pat', 'failed', 'newNotStored'],
        ['copy', 'fine-grained-pat', 'done', undefined],
      ],
    );
    assert.ok(written.every(({ repository }) => repository === undefined));
  });

  it('F10 says that a rotation is pending while its new token is stored nowhere, and nothing of the token', async () => {
    const { services, written } = stage();
    const entry = anEntry();
    const newSecret = makeSecret('fine-grained-pat', 'homeless');
    const replacement = { entry, oldSecret: newSecret, newSecret, facts: entry, differences: [] };
    const cause = { kind: 'storeFull' };
    await journalRotation(services, entry, { kind: 'newNotStored', cause, replacement, oldStored: true });
    assert.deepEqual(
      written.map(({ action, result, problem }) => [action, result, problem]),
      [['rotate', 'pending', 'storeFull']],
    );
    assert.equal(JSON.stringify(written).includes(newSecret.reveal()), false);
  });
});
