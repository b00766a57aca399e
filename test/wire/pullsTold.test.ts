import assert from 'node:assert/strict';
import type { NewPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import { findOpenPullRequest } from '../../src/pulls/openPullRequest.ts';
import type { RepositoryAddress } from '../../src/push/remoteAddress.ts';
import { Failure } from '../../src/shared/failure.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { selectEntry } from '../../src/tokens/selectEntry.ts';
import type { PullActor } from '../../src/vscode/pullActor.ts';
import {
  answers,
  clipboardText,
  installed,
  opened,
  shown,
  standInForVscode,
} from '../fakes/windowOfVscode.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { anEntry } from '../unit/policy/anEntry.ts';
import { addBranch, PullsStage, type Scene } from './pullsStage.ts';

const extension = 'github.vscode-pull-request-github';

describe('what a person is told about a pull request', function () {
  this.timeout(60_000);
  let stage: PullsStage;
  let told: typeof import('../../src/vscode/openPullRequest.ts');
  let place: typeof import('../../src/vscode/findPullPlace.ts');
  let changed: typeof import('../../src/vscode/changePullRequest.ts');
  const logged: string[] = [];

  before(async () => {
    stage = await PullsStage.open();
    const stop = standInForVscode();
    told = await import('../../src/vscode/openPullRequest.ts');
    changed = await import('../../src/vscode/changePullRequest.ts');
    place = await import('../../src/vscode/findPullPlace.ts');
    stop();
  });
  beforeEach(() => {
    for (const list of [answers, clipboardText, opened, shown, logged]) list.length = 0;
    installed.clear();
    stage.sandbox.faults.clear();
  });
  after(() => stage.close());

  /** The services that are used here: the real engine and the sandbox, no vault. */
  function actorOf({ credential }: Scene, more: Partial<PullActor> = {}): PullActor {
    const services = {
      api: stage.api,
      clock: { now: () => 0 },
      journal: { record: async () => undefined },
      pushes: { run: (_folder: string, act: () => unknown) => act() },
      log: { failure: (what: string, error: unknown) => logged.push(`${what}: ${String(error)}`) },
      state: {
        forgetOverride: () => undefined,
        refresh: async () => ({ view: { entries: [] } }),
        isBorrowedAt: () => false,
        select: () => ({ kind: 'none' }),
      },
      credentials: {
        update: async () => undefined,
        secretOf: async () => credential.token,
        over: async () => undefined,
      },
      work: {
        run: (_title: string, act: (signal: AbortSignal) => unknown) => act(new AbortController().signal),
      },
    };
    const { host } = credential;
    const entry = anEntry({ name: 'github:fine-grained-acme', login: 'mona', host });
    const target = { host: credential.host, owner: 'acme', repo: 'app', branch: 'topic' };
    const git = { identity: async () => undefined };
    return {
      services,
      entry,
      target,
      git,
      folder: '/repo',
      asks: false,
      ...more,
    } as unknown as PullActor;
  }

  async function scene(change: Partial<NewPullRequest> = {}) {
    const made = await stage.scene();
    const wanted: NewPullRequest = { ...made.wanted, ...change };
    const actor = actorOf(made);
    const existing = async () => {
      const pull = await findOpenPullRequest(stage.api, made.credential, wanted);
      assert.ok(pull);
      return pull;
    };
    return { ...made, wanted, actor, existing, open: () => told.openPullRequest(actor, wanted) };
  }

  it('of a fork the person is asked where it goes, and what is open there is found', async () => {
    const original = await stage.scene(
      { private: false, collaborators: {} },
      { kind: 'classic', scopes: ['repo'] },
    );
    const { name, id } = original.repository;
    const fork = await stage.sandbox.registry.addRepository(`mona/${name}`, {
      forkOf: id,
      commits: [{ branch: 'main', message: 'First', date: new Date(0), files: { a: '1' } }],
    });
    await addBranch(fork, 'topic');
    const { services, entry } = actorOf(original);
    const { credential } = original;
    const find = (owner: string) => {
      const target = { host: credential.host, owner, repo: name, remoteRef: 'refs/heads/topic' };
      return place.findPullPlace(services, { target, entry, credential } as never);
    };
    const upstream = { headOwner: 'mona', branch: 'topic', headRepository: `mona/${name}` };
    answers.push(`acme/${name}`);
    const first = await find('mona');
    assert.deepEqual(first?.head, { repository: `acme/${name}`, ...upstream });
    assert.deepEqual(shown[0]?.buttons, [`acme/${name}`, `mona/${name}`]);
    assert.equal(first?.existing, undefined);
    await told.openPullRequest(actorOf(original), { ...original.wanted, ...first?.head });
    answers.push(`acme/${name}`);
    assert.equal((await find('mona'))?.existing?.number, 1);
    answers.push(`mona/${name}`);
    const inside = await find('mona');
    assert.deepEqual(
      [inside?.head, inside?.existing],
      [{ repository: `mona/${name}`, ...upstream }, undefined],
    );
    assert.equal(await find('mona'), undefined, 'left');
    shown.length = 0;
    assert.equal((await find('acme'))?.into.repository, `acme/${name}`);
    assert.deepEqual(shown, [], 'the original is not asked about');
  });

  it('of a fork of another owner it is opened by the token that belongs to that owner, and the fork is read with its own', async () => {
    const { registry } = stage.sandbox;
    const original = await stage.scene({ collaborators: { mona: 'write' } });
    const { name, id } = original.repository;
    const fork = await registry.addRepository(`mona/${name}`, {
      forkOf: id,
      private: true,
      commits: [{ branch: 'main', message: 'First', date: new Date(0), files: { a: '1' } }],
    });
    await addBranch(fork, 'topic');
    const own = registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'mona',
      permissions: { contents: 'write', pull_requests: 'write' },
      expiresInDays: 9,
    });
    const mine = anEntry({ id: 'mine', owner: { value: 'mona', evidence: 'declared' } });
    const theirs = anEntry({ id: 'theirs', owner: { value: 'acme', evidence: 'declared' } });
    const { services } = actorOf(original);
    const asked: string[] = [];
    const state = {
      isBorrowedAt: () => false,
      refresh: async () => ({ view: { entries: [mine, theirs] } }),
      select: (entries: readonly Entry[], { address }: { readonly address: RepositoryAddress }) =>
        selectEntry({
          entries,
          host: address.host.name,
          owner: address.owner,
          repository: address.repo,
          bindings: {},
          override: undefined,
          now: 0,
          fits: () => true,
          isNarrower: () => false,
        }),
    };
    const credentials = {
      ...services.credentials,
      secretOf: async (entry: Entry) => {
        asked.push(entry.id);
        return original.credential.token;
      },
    };
    answers.push(`acme/${name}`);
    const found = await place.findPullPlace({ ...services, state, credentials } as never, {
      target: { host: githubCom, owner: 'mona', repo: name, remoteRef: 'refs/heads/topic' } as never,
      entry: mine,
      credential: stage.credential(own),
    });
    assert.deepEqual(
      [found?.opener.id, found?.into.repository, asked],
      ['theirs', `acme/${name}`, ['theirs']],
    );
    const used = stage.sandbox.log
      .filter(({ path, tokenId }) => path.includes(name) && tokenId !== undefined)
      .map(({ path, tokenId }) => [path.includes(`/mona/${name}`), tokenId]);
    const expected = [true, false, false].map((isFork) => [isFork, isFork ? own.id : original.token.id]);
    assert.deepEqual(used, expected);
    shown.length = 0;
  });

  it('opened: its number and title, and the ways to look at it', async () => {
    const { open, repository } = await scene();
    answers.push('Copy Link');
    await open();
    assert.deepEqual(shown, [
      {
        kind: 'info',
        text: 'Opened draft pull request #1 More of it',
        buttons: ['Open on GitHub', 'Copy Link'],
      },
    ]);
    assert.deepEqual(clipboardText, [`https://github.com/acme/${repository.name}/pull/1`]);
  });

  it('with the Pull Requests extension installed it can be opened there, on github.com only', async () => {
    installed.add(extension);
    const { open, repository } = await scene();
    answers.push('Open in Pull Requests');
    await open();
    assert.deepEqual(opened, [
      `vscode://${extension}/open-pull-request-webview?` +
        `{"owner":"acme","repo":"${repository.name}","pullRequestNumber":1}`,
    ]);
    const elsewhere = await stage.scene({ host: 'acme.ghe.com' });
    await told.openPullRequest(actorOf(elsewhere), elsewhere.wanted);
    assert.deepEqual(shown.at(-1)?.buttons, ['Open on GitHub', 'Copy Link']);
  });

  it('S4-03 what could not be done is named with its cause, and done when the person asks again', async () => {
    const { open, pulls, writes } = await scene({
      labels: ['bug', 'fresh'],
      reviewers: ['stranger', 'hubot'],
    });
    stage.sandbox.faults.add({
      method: 'POST',
      path: /labels$/,
      times: 1,
      fault: { kind: 'status', status: 422 },
    });
    answers.push('Try the Rest Again');
    await open();
    assert.deepEqual(
      shown.map(({ kind, text, buttons }) => [kind, text, buttons[0]]),
      [
        [
          'warning',
          'Opened draft pull request #1 More of it. ' +
            'Not done: label bug, fresh. GitHub did not accept the pull request. ' +
            'Not done: reviewer stranger. stranger cannot be asked for a review: no access to this repository.',
          'Try the Rest Again',
        ],
        [
          'warning',
          'Opened draft pull request #1 More of it. New in this repository: the label fresh. ' +
            'Not done: reviewer stranger. stranger cannot be asked for a review: no access to this repository.',
          'Try the Rest Again',
        ],
      ],
    );
    assert.deepEqual(
      [pulls().length, pulls()[0]?.labels, pulls()[0]?.reviewers],
      [1, ['bug', 'fresh'], ['hubot']],
    );
    assert.equal(writes().filter((line) => line === 'POST /pulls').length, 1);
    assert.equal(logged.length, 3);
  });

  it('S0-06 X-13 an ordinary pull request is opened only when the person says so', async () => {
    const made = await stage.scene({ draftsSupported: false });
    const actor = actorOf(made);
    await assert.rejects(told.openPullRequest(actor, made.wanted), (error) => Failure.is(error));
    assert.deepEqual([made.pulls().length, shown[0]?.buttons], [0, ['Open an Ordinary One']]);
    answers.push('Open an Ordinary One');
    await told.openPullRequest(actor, made.wanted);
    assert.deepEqual(
      made.pulls().map(({ draft }) => draft),
      [false],
    );
  });

  it('S4-02 X-09 the one that is there is offered for an update, with the first use asked about', async () => {
    const { create, existing, actor, pulls, writes, forget, repository } = await scene();
    await create({ labels: ['bug'] });
    forget();
    answers.push('Update It', 'Title', 'Better', 'Labels', 'bug, enhancement', 'Update It', 'Change It');
    await changed.showExisting(actor, 'topic', await existing());
    assert.deepEqual(shown[0], {
      kind: 'info',
      text: 'topic already has a pull request: #1 More of it',
      buttons: ['Update It', 'Ready for Review', 'Open on GitHub', 'Copy Link'],
    });
    assert.deepEqual(
      shown.slice(-2).map(({ kind, text }) => [kind, text]),
      [
        ['modal', `Change pull request #1 in acme/${repository.name} with github:fine-grained-acme?`],
        ['info', 'Updated #1 Better'],
      ],
    );
    assert.deepEqual([pulls()[0]?.title, pulls()[0]?.labels], ['Better', ['bug', 'enhancement']]);
    assert.deepEqual(writes(), ['PATCH /pulls/1', 'POST /issues/1/labels']);
  });

  it('X-04 leaving the form, editing nothing or saying no leaves everything as it was', async () => {
    const { create, existing, actor, writes, forget } = await scene();
    await create();
    forget();
    const paths = [
      ['Update It'],
      ['Update It', 'Update It'],
      ['Update It', 'Title', 'Better', 'Update It'],
      ['Ready for Review'],
    ];
    for (const path of paths) {
      answers.length = 0;
      answers.push(...path);
      await changed.showExisting(actor, 'topic', await existing());
    }
    assert.deepEqual(writes(), []);
  });

  it('a token in what is edited keeps the form open, and is not sent', async () => {
    const { create, existing, actor, writes, forget } = await scene();
    await create();
    forget();
    answers.push('Update It', 'Title', `see ${makeToken('classic-pat')}`, 'Update It');
    await changed.showExisting(actor, 'topic', await existing());
    const last = shown.slice(-2).map(({ kind, text }) => `${kind}: ${text}`);
    assert.match(last[0] ?? '', /^warning: The pull request holds a token\. Take it out/);
    assert.match(last[1] ?? '', /^pick: Update Pull Request #1/);
    assert.deepEqual(writes(), []);
  });

  it('a draft is made ready by a button that asks the first time, and taken back by the next', async () => {
    const { create, existing, actor, pulls } = await scene();
    await create();
    answers.push('Ready for Review', 'Change It', 'Open on GitHub');
    await changed.showExisting(actor, 'topic', await existing());
    assert.deepEqual([pulls()[0]?.draft, shown.at(-1)?.text], [false, 'Ready for review: #1 More of it']);
    assert.deepEqual(shown.at(-1)?.buttons, ['Back to Draft', 'Open on GitHub', 'Copy Link']);
    // An ordinary one has no such button.
    await changed.showExisting(actor, 'topic', await existing());
    assert.deepEqual(shown.at(-1)?.buttons, ['Update It', 'Open on GitHub', 'Copy Link']);
  });

  it('E02 a call by another program is asked about, also when the entry was used here before', async () => {
    const made = await scene();
    const { existing, repository, writes } = made;
    await made.create();
    made.forget();
    const entry = anEntry({ name: 'one', confirmedFor: [`acme/${repository.name}`] });
    const used = { entry } as unknown as Partial<PullActor>;
    answers.push('Ready for Review');
    await changed.showExisting(actorOf(made, { ...used, asks: true }), 'topic', await existing());
    assert.deepEqual([shown.at(-1)?.kind, writes()], ['modal', []]);
    answers.push('Ready for Review');
    await changed.showExisting(actorOf(made, used), 'topic', await existing());
    assert.equal(writes().length, 1);
  });

  it('an outsider gets GitHub’s page by a button, and a long body on the clipboard only by another', async () => {
    const made = await stage.scene({ private: false, collaborators: {} }, { login: 'mona', owner: 'mona' });
    const body = 'long '.repeat(2000);
    const wanted = { ...made.wanted, headOwner: 'mona', headRepository: 'mona/fork', body };
    await told.openPullRequest(actorOf(made), wanted);
    assert.deepEqual(
      [shown[0]?.buttons, opened, clipboardText],
      [['Open GitHub’s Page', 'Copy Body'], [], []],
    );
    answers.push('Copy Body', 'Open GitHub’s Page');
    await told.openPullRequest(actorOf(made), wanted);
    assert.deepEqual(clipboardText, [body]);
    assert.deepEqual(opened, [
      `https://github.com/acme/${made.repository.name}/compare/main...mona:topic?expand=1&title=More%20of%20it`,
    ]);
  });
});
