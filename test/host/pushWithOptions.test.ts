import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { judgeBreadth } from '../../src/policy/judgeBreadth.ts';
import type { HookEnd } from '../../src/push/judgeHook.ts';
import type { ReadyPush } from '../../src/push/planPush.ts';
import type { PushChoices, PushOffers } from '../../src/push/pushChoices.ts';
import { PushesInFlight } from '../../src/push/pushesInFlight.ts';
import { Secret } from '../../src/shared/secret.ts';
import { pushBranch } from '../../src/vscode/commands/pushBranch.ts';
import { pushWithOptions } from '../../src/vscode/commands/pushWithOptions.ts';
import type { Services } from '../../src/vscode/services.ts';
import { MemoryTurns } from '../fakes/memoryTurns.ts';
import { pushEnd, ScriptedPushRunner } from '../fakes/scriptedPushRunner.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { anEntry } from '../unit/policy/anEntry.ts';
import { plainCommits } from '../unit/preflight/facts.ts';
import { factsOf } from '../unit/push/repositoryFacts.ts';

const sha = 'a'.repeat(40);
const old = 'b'.repeat(40);
const tag = { name: 'v1$(trash)', oid: 'c'.repeat(40) };
const everything: PushOffers = { overwrite: { expected: old, dropped: 2 }, tags: [tag], hook: true };
const nothing: PushOffers = { overwrite: undefined, tags: [], hook: false };

/** Takes every push and keeps what it was told to choose. */
class NotingRunner extends ScriptedPushRunner {
  readonly pushed: (PushChoices | undefined)[] = [];

  override async push(...[push, secret, options]: Parameters<ScriptedPushRunner['push']>) {
    this.pushed.push(push.choices);
    await super.push(push, secret, options);
    const lines = [` \t${sha}:refs/heads/topic\tok`, `*\t${tag.oid}:refs/tags/${tag.name}\t[new tag]`];
    return pushEnd(0, lines.join('\n'));
  }
}

interface World {
  readonly offers?: PushOffers;
  readonly hook?: HookEnd;
  readonly confirmed?: boolean;
  /** Labels to choose in the list of options; undefined leaves it. */
  readonly choose?: readonly string[] | undefined;
  /** Buttons to press, message after message. */
  readonly press?: readonly string[];
}

/** Runs a command in a window whose lists and messages are answered as the test says. */
async function act(
  command: (services: Services, asks: boolean) => Promise<void>,
  asks: boolean,
  { offers = nothing, hook, confirmed = true, press = [], ...world }: World,
) {
  const runner = new NotingRunner(hook === undefined ? {} : { hook });
  const git = {
    read: async () =>
      factsOf([['remote.origin.url', 'https://github.com/acme/app.git']], { prePushHook: '/hook' }),
    outgoing: async () => ({ trackingSha: old, commits: 1, workflowFiles: [] }),
    commitFacts: async () => plainCommits,
    inspector: {
      outgoing: async () => ({ files: [], tokens: [], complete: true }),
      changedFiles: async () => [],
      defaultBranch: async () => undefined,
      teamFiles: async () => [],
    },
    identity: async () => undefined,
    offers: async (_push: ReadyPush) => offers,
    remoteRef: () => runner.remoteRef(),
    hook: (push: ReadyPush, remote: string | undefined) => runner.hook(push, remote),
    push: (...args: Parameters<ScriptedPushRunner['push']>) => runner.push(...args),
    record: () => runner.record(),
  };
  const entry = anEntry(confirmed ? { confirmedFor: ['acme/app'] } : {});
  const ranked = [{ entry, reason: 'owner', obstacle: undefined }];
  const services = {
    memory: { sshAliases: {}, apps: {}, offeredApps: [] },
    clock: { now: () => 0 },
    state: {
      refresh: async () => ({
        view: { entries: [entry] },
        findings: [],
        breadthOf: judgeBreadth,
        now: 0,
        chosen: entry,
      }),
      isBorrowedAt: () => false,
      select: () => ({ kind: 'chosen', entry, reason: 'owner', ranked }),
      forgetOverride: () => undefined,
    },
    credentials: {
      secretOf: async () => new Secret(makeToken('fine-grained-pat')),
      over: async () => undefined,
      update: async () => undefined,
    },
    gitExtension: async () => ({ path: 'git', roots: async () => ['/repo'], refresh: async () => undefined }),
    git: { open: async () => git },
    log: { failure: () => undefined, info: () => undefined, show: () => undefined },
    journal: { record: async () => undefined },
    work: {
      run: (_title: string, work: (signal: AbortSignal, report: () => void) => unknown) =>
        work(new AbortController().signal, () => undefined),
    },
    pushes: new PushesInFlight(new MemoryTurns()),
  } as unknown as Services;
  const listed: (readonly string[])[] = [];
  const said: string[] = [];
  const buttons = [...press];
  const answer = async (text: string, ...rest: unknown[]) => {
    said.push(text);
    return rest.includes(buttons[0]) ? buttons.shift() : undefined;
  };
  const window = vscode.window as unknown as Record<string, unknown>;
  const stand = {
    showInformationMessage: answer,
    showWarningMessage: answer,
    showErrorMessage: answer,
    showQuickPick: async (rows: readonly { readonly label: string }[]) => {
      listed.push(rows.map(({ label }) => label));
      return world.choose && rows.filter(({ label }) => world.choose?.includes(label));
    },
  };
  const own = Object.fromEntries(Object.keys(stand).map((name) => [name, window[name]]));
  try {
    Object.assign(window, stand);
    await command(services, asks);
  } finally {
    Object.assign(window, own);
  }
  return { listed, said, steps: runner.steps.map((step) => step.split(' ')[0]), pushed: runner.pushed };
}

const overwrite = '$(warning) Overwrite the Branch on GitHub';
const skip = '$(debug-step-over) Skip Your Pre-Push Hook';
const tagRow = '$(tag) v1$\u200b(trash)';

describe('Push Branch with Options', () => {
  it('lists what applies and pushes what was chosen, with an icon in a tag taken apart', async () => {
    const { listed, pushed, steps, said } = await act(pushWithOptions, false, {
      offers: everything,
      choose: [tagRow, overwrite, skip],
    });
    assert.deepEqual(listed, [[tagRow, overwrite, skip]]);
    assert.deepEqual(pushed, [{ overwrite: everything.overwrite, tags: [tag], skipHook: true }]);
    assert.deepEqual(steps, ['push', 'record']);
    assert.match(
      said[0] ?? '',
      /^Overwrote topic on acme\/app .+ The tag .+ went along\. Your pre-push hook was not run\.$/,
    );
  });

  it('pushes as usual when nothing is chosen, and not at all when the list is left', async () => {
    const plain = await act(pushWithOptions, false, { offers: everything, choose: [] });
    assert.deepEqual(plain.pushed, [{ overwrite: undefined, tags: [], skipHook: false }]);
    assert.deepEqual(plain.steps, ['remoteRef', 'hook', 'push', 'record']);
    const left = await act(pushWithOptions, false, { offers: everything });
    assert.deepEqual([left.steps, left.said], [[], []]);
  });

  it('says when there is nothing to choose, and pushes only when told to', async () => {
    const left = await act(pushWithOptions, false, {});
    const told = await act(pushWithOptions, false, { press: ['Push'] });
    assert.deepEqual([left.listed, left.steps, told.pushed.length], [[], [], 1]);
  });

  it('offers another program neither to overwrite nor to skip the hook, and asks the person', async () => {
    const given = { offers: everything, choose: [tagRow, overwrite, skip] };
    const left = await act(pushWithOptions, true, given);
    assert.deepEqual([left.listed, left.pushed], [[[tagRow]], []]);
    assert.match(left.said[0] ?? '', /^Push topic to acme\/app\?$/);
    const agreed = await act(pushWithOptions, true, { ...given, press: ['Push'] });
    assert.deepEqual(agreed.pushed, [{ overwrite: undefined, tags: [tag], skipHook: false }]);
  });
});

describe('a pre-push hook that says no', () => {
  const hook: HookEnd = { end: 'exited', exitCode: 1, output: '', timeoutSeconds: 1 };

  it('H03 ends the push, unless the person then chooses to go without it', async () => {
    const vetoed = await act(pushBranch, false, { hook });
    assert.deepEqual(vetoed.pushed, []);
    const around = await act(pushBranch, false, { hook, press: ['Push Without the Hook'] });
    assert.deepEqual(around.pushed, [{ overwrite: undefined, tags: [], skipHook: true }]);
    assert.match(around.said.at(-1) ?? '', /Your pre-push hook was not run\.$/);
  });

  it('H03 is not offered to be gone around when another program asked', async () => {
    const { pushed, said } = await act(pushBranch, true, { hook, press: ['Push', 'Push Without the Hook'] });
    assert.deepEqual([pushed, said.length], [[], 2]);
  });
});
