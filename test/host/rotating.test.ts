import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { defaultPolicy } from '../../src/policy/policy.ts';
import type { Difference } from '../../src/rotation/judgeNewToken.ts';
import { learnFromRefusal } from '../../src/rotation/learnFromRefusal.ts';
import { planRotation } from '../../src/rotation/planRotation.ts';
import type { OldToken } from '../../src/rotation/proveOld.ts';
import { RotationsInFlight } from '../../src/rotation/rotationsInFlight.ts';
import { dayMs } from '../../src/shared/clock.ts';
import type { Problem } from '../../src/shared/failure.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { BegunRotation, Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import type { Keeping } from '../../src/vault/judgeStore.ts';
import { askSwap } from '../../src/vscode/askSwap.ts';
import { checklistText } from '../../src/vscode/checklist.ts';
import { TimedClipboard } from '../../src/vscode/clipboard.ts';
import { differenceLines } from '../../src/vscode/messages/differences.ts';
import { explainRotation, hintLines } from '../../src/vscode/messages/rotating.ts';
import { pageLook, ReadOnlyDocuments } from '../../src/vscode/readOnlyDocuments.ts';
import { askToGoOn, noticeInterrupted, type ResumeChoice } from '../../src/vscode/resumeRotation.ts';
import type { State } from '../../src/vscode/stateKeeper.ts';
import { MemoryRotationTurns } from '../fakes/memoryRotationTurns.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { answering } from './answering.ts';

const now = Date.UTC(2026, 10, 20);

function entry(days: number): Entry {
  return {
    id: 'mine',
    name: 'work',
    host: githubCom.name,
    kind: 'fine-grained-pat',
    addedAt: now,
    secretSince: now,
    owner: { value: 'acme', evidence: 'declared' },
    login: 'mona',
    purpose: undefined,
    declared: undefined,
    expiry: { kind: 'at', at: now + days * dayMs },
    scopes: { kind: 'notListed' },
    health: { kind: 'alive', at: now },
    sso: { kind: 'notSeen' },
    checkedAt: now,
    observed: [],
    accepted: [],
    confirmedFor: [],
    previous: undefined,
  };
}

function said(old: OldToken, keeping: Keeping, differences: readonly Difference[] = []): string {
  const result = { kind: 'rotated', entry: entry(30), differences, old } as const;
  return explainRotation(entry(9), result, now, keeping).text;
}

describe('the end of a rotation in words', () => {
  const ended = { kind: 'ended', stillKept: false } as const;

  it('says what differs and was not asked about, and not again what was', () => {
    const differences: readonly Difference[] = [
      { kind: 'scopesAdded', scopes: ['gist'], notable: true },
      { kind: 'scopesRemoved', scopes: ['admin:org'], notable: false },
      { kind: 'ownerNotShown', expected: 'acme', notable: false },
    ];
    const text = said(ended, 'proved', differences);
    assert.match(
      text,
      /^Rotated work\. The old token is dead\. The new one expires .+, later than the old one\. It may do less: without admin:org\. GitHub does not show whether it acts for acme\.$/,
    );
  });

  it('F04 asks for a restart before the old token is ended, where the store has proved nothing yet', () => {
    const ways = (['proved', 'notYet', 'memoryOnly'] as const).map((keeping) => {
      const text = said({ kind: 'lives' }, keeping);
      return [
        /still works\. Delete it on its page/,
        /Restart VS Code once before you delete it/,
        /Do not delete it yet/,
      ]
        .map((pattern) => pattern.test(text))
        .indexOf(true);
    });
    assert.deepEqual(ways, [0, 1, 2]);
  });
});

describe('what a new token differs in, in words', () => {
  const missing = { kind: 'missingPermission', accepted: [], scopes: [] } as const;
  const breaks = {
    kind: 'breaksIn',
    repository: 'acme/app',
    works: ['read'],
    fails: ['push', 'open-draft-pr'],
    unknown: [],
    problem: missing,
    notable: true,
  } as const;
  const works = { kind: 'worksIn', repository: 'acme/web', works: ['push'], notable: false } as const;
  const notProved = {
    kind: 'notProvedIn',
    repository: 'acme/docs',
    works: [],
    unknown: ['push'],
    problem: { kind: 'untrusted' },
    notable: false,
  } as const;

  it('says first what breaks, and why where something said so', () => {
    const lines = differenceLines([works, notProved, breaks]);
    assert.deepEqual(
      lines.map(({ text, why }) => [text, why !== undefined]),
      [
        ['Does not work in acme/app: push, draft pull request.', true],
        ['Works in acme/web: push.', false],
        ['Not proved in acme/docs: push.', true],
      ],
    );
  });

  it('sums up at the end what was proved: one by its name, several by their number', () => {
    const ended = { kind: 'ended', stillKept: false } as const;
    assert.match(said(ended, 'proved', [works]), /It works in acme\/web, where the old one did\./);
    assert.match(said(ended, 'proved', [works, works]), /It works in all 2 repositories/);
    assert.match(
      said(ended, 'proved', [works, notProved]),
      /In 1 of 2 known repositories it was not proved\./,
    );
  });

  it('X-02 asks with keeping the old one in front, so that a habit swaps nothing', async () => {
    const { shown, result } = await answering(['Keep the Old One'], () => askSwap(entry(9), [breaks]));
    assert.deepEqual(
      [result, shown[0]?.rows[1]?.label],
      [false, '$(info) Does not work in acme/app: push, draft pull request.'],
    );
    const swapped = await answering(['Swap'], () => askSwap(entry(9), [breaks]));
    assert.equal(swapped.result, true);
  });
});

describe('an organization’s refusal of a new token in words', () => {
  const told = (problem: Problem) => {
    const step = explainRotation(entry(9), { kind: 'notProved', cause: problem }, now, 'proved');
    const hints = learnFromRefusal({}, problem);
    return { buttons: step.buttons, hints: hintLines({}, hints) };
  };
  const organisation = 'acme';

  it('says what the next attempt is made with, and offers it', () => {
    const limit = { kind: 'lifetimeForbidden', organisation, days: 7, url: undefined } as Problem;
    assert.deepEqual(told(limit), {
      buttons: ['another', 'same'],
      hints: ['The next one is to live at most 7 days.'],
    });
    assert.deepEqual(told({ kind: 'classicForbidden', organisation } as Problem).hints, [
      'The next one is to be fine-grained.',
    ]);
    assert.deepEqual(told({ kind: 'offline', code: 'ECONNREFUSED' } as Problem), {
      buttons: ['same', 'log'],
      hints: [],
    });
  });

  it('S3-24 offers to ask again where it may wait for an approval, and the old one stays meanwhile', () => {
    const nowhere = { kind: 'worksNowhere', repositories: 1, notable: true } as const;
    const kept = { kind: 'keptOld', newKind: 'fine-grained-pat', differences: [nowhere] } as const;
    const step = explainRotation(entry(9), kept, now, 'proved');
    assert.match(step.text, /keeps its old token.*If it waits for an approval, ask again/);
    assert.ok(step.buttons.includes('same'));
    const plain = explainRotation(entry(9), { ...kept, differences: [] }, now, 'proved');
    assert.doesNotMatch(plain.text, /approval/);
  });

  it('says who must allow one where neither kind is let in', () => {
    const both = { forbidden: ['fine-grained-pat', 'classic-pat'] } as const;
    assert.deepEqual(hintLines({ forbidden: ['classic-pat'] }, both), [
      'An owner of the organization must allow personal tokens first.',
    ]);
  });
});

describe('a rotation that a reload broke off', () => {
  const rotation: BegunRotation = {
    at: now - 5 * 60_000,
    session: 'gone',
    pageOpened: true,
    asked: { kind: 'fine-grained-pat', tokenName: 'one', lifetimeDays: 30 },
  };
  const text = /^A new token was being made for work, 5 minutes ago\. Paste it, or start again\.$/;

  it('X-04 is offered to be gone on with, begun again or stopped, and leaving decides nothing', async () => {
    const choices = ['Paste It', 'Start Again', 'Stop This Rotation', 'no such line'];
    const answers: (ResumeChoice | undefined)[] = [];
    for (const label of choices) {
      const { shown, result } = await answering([label], () => askToGoOn(entry(9), rotation, now));
      assert.match(shown[0]?.placeholder ?? '', text);
      answers.push(result);
    }
    assert.deepEqual(answers, ['paste', 'again', 'drop', undefined]);
  });

  it('is not spoken of where another window is at it, where no page was opened, or twice', async () => {
    const turns = new MemoryRotationTurns();
    const services = {
      session: { id: 'here', run: 'run', startedAt: now },
      clock: { now: () => now },
      rotations: new RotationsInFlight(turns),
      memory: {
        offeredRotations: [] as readonly string[],
        async rememberOffered(key: string) {
          this.offeredRotations = [...this.offeredRotations, key];
        },
      },
    };
    const noticed = async (begun: BegunRotation) => {
      const before = services.memory.offeredRotations.length;
      const view = { entries: [{ ...entry(9), rotation: begun }] } as unknown as State['view'];
      const window = vscode.window as { showInformationMessage: unknown };
      const show = window.showInformationMessage;
      window.showInformationMessage = async () => undefined;
      try {
        await noticeInterrupted(services, { view }, true);
      } finally {
        window.showInformationMessage = show;
      }
      return services.memory.offeredRotations.length > before;
    };
    turns.held.add('prompt mine');
    const elsewhere = await noticed(rotation);
    turns.held.clear();
    const answers = [
      elsewhere,
      await noticed({ ...rotation, pageOpened: false }),
      await noticed({ ...rotation, session: 'here' }),
      await noticed({ ...rotation, at: now + 60_000 }),
      await noticed({ ...rotation, at: now - 8 * dayMs }),
      await noticed(rotation),
      await noticed(rotation),
    ];
    assert.deepEqual(answers, [false, false, false, false, false, true, false]);
  });
});

describe('the clipboard after a paste', () => {
  it('S3-23 is cleared only while it holds the pasted token, and not read where that would ask the person', async () => {
    const secret = new Secret(makeToken('fine-grained-pat', 'pasted'));
    let held = `${secret.reveal()}\n`;
    const port = {
      readText: async () => held,
      writeText: async (text: string) => {
        held = text;
      },
    };
    const clipboard = new TimedClipboard(true, port);
    const asking = new TimedClipboard(false, port);
    const holds = [await clipboard.holds(secret), await asking.holds(secret)];
    await clipboard.clearIfHolds(secret);
    const cleared = held;
    held = 'something else';
    await clipboard.clearIfHolds(secret);
    assert.deepEqual(
      [holds, cleared, held, await clipboard.holds(secret)],
      [[true, false], '', 'something else', false],
    );
    await Promise.all([clipboard.stop(), asking.stop()]);
  });
});

describe('the checklist of a rotation', () => {
  it('S3-12 names each repository the new token is to reach, and never all of them', () => {
    const plan = planRotation({ ...entry(9), confirmedFor: ['acme/app', 'acme/web'] }, now, defaultPolicy);
    assert.ok(plan.kind === 'replace');
    const page = { url: 'https://github.com/', prefilled: true };
    const text = checklistText(entry(9), plan.checklist, page, undefined);
    assert.deepEqual(text.split('\n').slice(4, 11), [
      '- [ ] Token name: token-warden-acme-2026-11-20',
      '- [ ] Resource owner: acme',
      '- [ ] Expiration: 30 days',
      '- [ ] Repository access: Only select repositories',
      '  - [ ] acme/app',
      '  - [ ] acme/web',
      '- [ ] Permissions: Contents: write, Pull requests: write',
    ]);
  });

  it('asks for a classic token’s scopes and no others', () => {
    const plan = planRotation({ ...entry(9), purpose: 'push-with-workflows' }, now, defaultPolicy, {
      classic: true,
    });
    assert.ok(plan.kind === 'replace');
    const text = checklistText(entry(9), plan.checklist, { url: '', prefilled: true }, undefined);
    assert.match(text, /Scopes, and no others: repo, workflow/);
    assert.doesNotMatch(text, /Repository access|Permissions/);
  });

  it('shows its own text when an entry is rotated again, and each closes only its own tab', async () => {
    const subscriptions: vscode.Disposable[] = [];
    const documents = ReadOnlyDocuments.register({ subscriptions }, (text) => text);
    try {
      const tabs = () =>
        vscode.window.tabGroups.all
          .flatMap((group) => group.tabs)
          .filter(
            ({ input }) => input instanceof vscode.TabInputText && input.uri.path.endsWith('/Rotate it.md'),
          );
      const shownText = () =>
        vscode.window.visibleTextEditors
          .find(({ document }) => document.uri.path.endsWith('/Rotate it.md'))
          ?.document.getText();
      const first = await documents.show('Rotate it', 'first', pageLook);
      const firstText = shownText();
      const second = await documents.show('Rotate it', 'second', pageLook);
      const secondText = shownText();
      assert.deepEqual([firstText, secondText], ['first', 'second']);
      await first.close();
      assert.equal(tabs().length, 1);
      await second.close();
      assert.equal(tabs().length, 0);
    } finally {
      for (const one of subscriptions) one.dispose();
    }
  });
});
