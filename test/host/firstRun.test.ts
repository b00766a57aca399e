import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Secret } from '../../src/shared/secret.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { getStarted } from '../../src/vscode/commands/getStarted.ts';
import { FirstRun } from '../../src/vscode/firstRun.ts';
import { sayAdded } from '../../src/vscode/sayAdded.ts';
import type { Services } from '../../src/vscode/services.ts';
import { type Answer, withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { aClassic, anEntry, now } from '../unit/policy/anEntry.ts';
import { windowOfOurs } from './windowOfOurs.ts';

/** Notes the commands that are run while `work` runs, instead of running them. */
async function commandsOf(work: () => Promise<unknown>): Promise<readonly (readonly unknown[])[]> {
  const commands = vscode.commands as unknown as { executeCommand: unknown };
  const { executeCommand } = commands;
  const run: (readonly unknown[])[] = [];
  commands.executeCommand = async (...given: readonly unknown[]) => void run.push(given);
  try {
    await work();
  } finally {
    commands.executeCommand = executeCommand;
  }
  return run;
}

const step = (name: string) => ['setContext', `tokenWarden.firstRun.${name}`, true];
const guide = ['setContext', 'tokenWarden.guide', true];

describe('how tokens come in', function () {
  this.timeout(60_000);

  it('is chosen in one list, each line of which starts what there is already', async () => {
    const ours = await windowOfOurs();
    const wanted = [
      ['$(key) Paste a Fine-Grained Token', /^Add Token: /],
      ['$(account) Use a Login of gh, VS Code or git', /^Which Credential Is Used Here/],
      ['$(robot) Add a GitHub App', /^Add GitHub App: /],
      ['$(device-mobile) Sign In with a Device Code', /^Sign In/],
      ['$(server) Set Up a Token Broker', /broker/],
      ['$(terminal) Use an Environment Variable', /^Which Credential Is Used Here/],
      [undefined, undefined],
    ] as const;
    try {
      for (const [label, next] of wanted) {
        const shown = await withPerson(
          ({ choices }) => choices.find((one) => one === label),
          () => ours.run('tokenWarden.chooseWayIn'),
        );
        assert.equal(shown[0]?.choices.length, 6);
        if (next === undefined) assert.equal(shown.length, 1);
        else assert.match(shown[1]?.text ?? '', next, label);
      }
    } finally {
      await ours.close();
    }
  });

  it('begins in the same three ways wherever there is no token', async () => {
    const ours = await windowOfOurs();
    try {
      const shown = await withPerson(
        () => undefined,
        () => ours.run('tokenWarden.showMenu'),
      );
      assert.deepEqual(
        shown.map(({ choices }) => choices),
        [['Add Token', 'Get Started', 'Find Tokens on This Machine']],
      );
    } finally {
      await ours.close();
    }
  });
});

describe('the walkthrough', () => {
  const log = { failure: () => undefined };

  it('may be listed from the second window on, and not in the one in which it was installed', async () => {
    let met = false;
    const memory = {
      get met() {
        return met;
      },
      rememberMet: async () => {
        met = true;
      },
    };
    const first = await commandsOf(() => new FirstRun().meet({ memory, log }));
    const second = await commandsOf(() => new FirstRun().meet({ memory, log }));
    assert.deepEqual([first, second], [[], [guide]]);
  });

  it('is opened once its condition holds, with a tick for each step that was reached before', async () => {
    const id = 'token-warden.token-warden';
    const one = (name: string, event: string) => ({ id: name, completionEvents: [event] });
    const steps = [
      one('why', 'onStepSelected'),
      one('paste', 'onContext:tokenWarden.firstRun.stored'),
      one('push', 'onContext:tokenWarden.firstRun.pushed'),
    ];
    const packageJSON = { contributes: { walkthroughs: [{ id: 'firstRun', steps }] } };
    const services = {
      context: { extension: { id, packageJSON } },
      state: { refresh: async () => ({ view: { entries: [] } }) },
      journal: { read: async () => ({ records: [{ action: 'push', result: 'done' }] }) },
      firstRun: new FirstRun(),
      log,
    } as unknown as Services;
    assert.deepEqual(await commandsOf(() => getStarted(services)), [
      step('pushed'),
      guide,
      ['workbench.action.openWalkthrough', `${id}#firstRun`, false],
      ['welcome.markStepComplete', `${id}#firstRun#push`],
    ]);
  });

  it('is told of each step once, and reads the journal until a push is in it', async () => {
    const firstRun = new FirstRun();
    const records: { action: string; result: string }[] = [{ action: 'add', result: 'done' }];
    let reads = 0;
    const journal = {
      read: async () => {
        reads++;
        return { records };
      },
    };
    const look = () => firstRun.lookAtJournal({ journal, log } as unknown as Services);
    const run = await commandsOf(async () => {
      await firstRun.look([anEntry({ health: { kind: 'unchecked' }, observed: [] })]);
      await look();
      records.push({ action: 'push', result: 'done' });
      await look();
      await look();
      await firstRun.look([anEntry({ health: { kind: 'alive', at: now }, observed: [] })]);
    });
    assert.deepEqual(run, ['wayChosen', 'pageOpened', 'stored', 'pushed', 'good'].map(step));
    assert.equal(reads, 2);
  });

  it('goes on without a journal that cannot be read', async () => {
    const failing = { journal: { read: () => Promise.reject(new Error('disk')) }, log };
    const run = await commandsOf(() => new FirstRun().lookAtJournal(failing as unknown as Services));
    assert.deepEqual(run, []);
  });
});

describe('the answer to adding a pasted token', () => {
  const pasted = new Secret(makeToken('fine-grained-pat', 'pasted'));

  /** Says it to a person who answers so. Gives what was shown, and how often the clipboard was cleared. */
  async function said(entry: Entry, held: boolean | 'unreadable', answer: Answer, given?: Secret) {
    let cleared = 0;
    const clipboard = {
      holds: async (secret: Secret) => {
        if (held === 'unreadable') throw new Error('no clipboard');
        return held && cleared === 0 && secret.equals(pasted);
      },
      clearIfHolds: async () => void cleared++,
    };
    const services = {
      clock: { now: () => now },
      memory: { notices: (empty: unknown) => empty, rememberNotices: async () => undefined },
      state: { refresh: async () => undefined },
      policy: () => undefined,
      clipboard,
      log: { failure: () => undefined },
    } as unknown as Services;
    const shown = await withPerson(answer, async () => {
      await sayAdded(services, entry, 'Stored.', given);
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    return { shown, cleared };
  }
  const clear: Answer = ({ choices }) => choices.find((one) => one === 'Clear the Clipboard');
  const leave: Answer = () => undefined;

  it('S3-23 offers to clear the clipboard while it still holds the token, and says the rest again after that', async () => {
    const fine = anEntry();
    const [plain, gone, dark, ended] = [
      await said(fine, true, clear, pasted),
      await said(fine, false, leave, pasted),
      await said(fine, 'unreadable', leave, pasted),
      await said(fine, true, leave),
    ];
    assert.deepEqual(
      [plain, gone, dark, ended].map(({ shown, cleared }) => [shown.map(({ choices }) => choices), cleared]),
      [
        [[['Clear the Clipboard']], 1],
        [[[]], 0],
        [[[]], 0],
        [[[]], 0],
      ],
    );
    const broad = await said(aClassic(['repo', 'admin:org']), true, clear, pasted);
    const [first, second, ...more] = broad.shown.map(({ choices }) => choices);
    assert.deepEqual([first, more, broad.cleared], [['Clear the Clipboard', ...(second ?? [])], [], 1]);
    assert.ok((second ?? []).length >= 2);
  });
});
