import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { dayMs } from '../../src/shared/clock.ts';
import { askDay } from '../../src/vscode/askDay.ts';
import { type NoticeActs, Reminders } from '../../src/vscode/notices.ts';
import type { Services } from '../../src/vscode/services.ts';
import type { State } from '../../src/vscode/stateKeeper.ts';
import { noteTyping, sinceTyping, watchTyping } from '../../src/vscode/typing.ts';
import type { WatchedToken } from '../../src/watched/watchedToken.ts';
import { type Asked, withPerson } from '../fakes/scriptedPerson.ts';

const now = Date.now();

function dying(id: string, inDays: number): WatchedToken {
  return {
    id,
    name: `name of ${id}`,
    place: { kind: 'bot', text: 'release bot', link: undefined },
    owner: undefined,
    expiry: { kind: 'at', at: now + inDays * dayMs },
    note: undefined,
    addedAt: now,
    since: now,
  };
}

const acts: NoticeActs = {
  step: async () => undefined,
  accept: async () => undefined,
  replaced: async () => undefined,
  list: async () => undefined,
};

/** A window with these watched tokens, and what it remembers. */
function scene(tokens: readonly WatchedToken[], claim: () => Promise<boolean> = async () => true) {
  const kept = { notices: undefined as unknown };
  const services = {
    memory: {
      notices: (empty: unknown) => kept.notices ?? empty,
      rememberNotices: async (notices: unknown) => {
        kept.notices = structuredClone(notices);
      },
    },
    clock: { now: () => now },
    policy: () => defaultPolicy,
    log: { failure: () => undefined },
    state: { refresh: async () => undefined },
  } as unknown as Services;
  const state = { findings: [], view: { entries: [] }, watched: { tokens, unreadable: [] }, now };
  const reminders = new Reminders(services, claim, acts);
  return { reminders, kept, look: () => reminders.look(state as unknown as State) };
}

/** The window is in front, or behind another, while `work` runs. */
async function withFocus<T>(focused: boolean, work: () => Promise<T>): Promise<T> {
  const original = Object.getOwnPropertyDescriptor(vscode.window, 'state');
  assert.ok(original);
  Object.defineProperty(vscode.window, 'state', {
    ...{ configurable: true, enumerable: true },
    get: () => ({ focused, active: focused }),
  });
  try {
    return await work();
  } finally {
    Object.defineProperty(vscode.window, 'state', original);
  }
}

const shownBy = (look: () => Promise<void>, answer: (asked: Asked) => string | undefined = () => undefined) =>
  withFocus(true, () => withPerson(answer, look));

/** As if the last typing was this long ago (ms). */
function typedAgo(ms: number): () => void {
  const { performance } = globalThis;
  noteTyping();
  const original = performance.now;
  performance.now = () => original.call(performance) + ms;
  return () => {
    performance.now = original;
  };
}

describe('reminders in a real window', function () {
  this.timeout(60_000);
  let later: () => void;

  beforeEach(() => {
    later = typedAgo(60_000);
  });

  afterEach(() => later());

  it('come in the window in front and in no other', async () => {
    const { look } = scene([dying('w1', 2)]);
    assert.deepEqual(
      await withFocus(false, () =>
        withPerson(
          () => undefined,
          () => look(),
        ),
      ),
      [],
    );
    const shown = await shownBy(look);
    assert.equal(shown.length, 1);
    assert.match(shown[0]?.text ?? '', /^name of w1: Expires /);
    assert.deepEqual(shown[0]?.choices, ['Mark as Replaced…', 'Snooze…', 'Don’t Show Again']);
    assert.deepEqual(await shownBy(look), []);
  });

  it('are never an error and never a modal, or Do Not Disturb would let them through', async () => {
    const kinds: string[] = [];
    const window = vscode.window as unknown as Record<string, unknown>;
    const names = ['showErrorMessage', 'showWarningMessage', 'showInformationMessage'];
    const theirs = names.map((name) => [name, window[name]] as const);
    for (const name of names)
      window[name] = async (_text: string, ...rest: readonly unknown[]) => {
        kinds.push(rest.some((one) => typeof one === 'object') ? 'modal' : name);
      };
    try {
      for (const days of [-1, 2, 10]) await withFocus(true, () => scene([dying('w1', days)]).look());
    } finally {
      for (const [name, original] of theirs) window[name] = original;
    }
    assert.deepEqual(kinds, ['showWarningMessage', 'showWarningMessage', 'showInformationMessage']);
  });

  it('are one for all, the most urgent first, and say how many more there are', async () => {
    const tokens = [10, 2, -1, 11, 12, 13].map((days, n) => dying(`w${n}`, days));
    const [shown] = await shownBy(scene(tokens).look);
    assert.match(
      shown?.text ?? '',
      /^name of w2: Expired .* name of w1: Expires .* 2 more tokens need a look\.$/,
    );
    assert.equal(shown?.choices[0], 'Show Tokens');
  });

  it('are left to another window that took the day, and nothing is remembered as said', async () => {
    let asked = 0;
    const { look, kept } = scene([dying('w1', 2)], async () => {
      asked++;
      return false;
    });
    assert.deepEqual([await shownBy(look), await shownBy(look)], [[], []]);
    assert.deepEqual([kept.notices, asked], [undefined, 1]);
  });

  it('come although the day cannot be written down', async () => {
    const { look } = scene([dying('w1', 2)], async () => {
      throw new Error('disk');
    });
    assert.deepEqual([(await shownBy(look)).length, (await shownBy(look)).length], [1, 0]);
  });

  it('wait for half a minute without typing, with one timer', async () => {
    later();
    noteTyping();
    const timers: number[] = [];
    const { setTimeout: set } = globalThis;
    globalThis.setTimeout = ((act: () => void, ms: number) => {
      // VS Code's own code runs in this process too: only ours waits this long.
      if (ms > 25_000 && ms <= 30_000) timers.push(ms);
      return set(act, ms);
    }) as typeof setTimeout;
    const { look, reminders } = scene([dying('w1', 2)]);
    try {
      assert.deepEqual([await shownBy(look), await shownBy(look)], [[], []]);
    } finally {
      globalThis.setTimeout = set;
      reminders.dispose();
    }
    assert.equal(timers.length, 2);
    later = typedAgo(31_000);
    assert.equal((await shownBy(look)).length, 1);
  });

  it('can be put off to three days before the end, a week, or a day of one’s own, and leaving that changes nothing', async () => {
    const answer =
      (line: string | undefined, typed?: string) =>
      ({ kind, choices }: Asked) => {
        if (kind === 'message') return 'Snooze…';
        return kind === 'input' ? typed : choices.find((choice) => choice === line);
      };
    const year = new Date(now).getFullYear() + 1;
    const cases = [
      ['3 days before it expires', undefined, now + 7 * dayMs],
      ['In 7 days', undefined, now + 7 * dayMs],
      ['In one day', undefined, now + dayMs],
      ['On a day of your choice…', `${year}-02-03`, new Date(year, 1, 3).getTime()],
      ['On a day of your choice…', '2020-02-03', undefined],
      ['On a day of your choice…', undefined, undefined],
      [undefined, undefined, undefined],
    ] as const;
    for (const [line, typed, until] of cases) {
      const { look, kept } = scene([dying('w1', 10)]);
      await shownBy(look, answer(line, typed));
      const { snoozedUntil } = kept.notices as { snoozedUntil: Readonly<Record<string, number>> };
      assert.deepEqual(snoozedUntil, until === undefined ? {} : { 'w1 expires': until }, line ?? 'left');
    }
  });

  it('read a day in the digits of the locale back in words before it counts', async () => {
    const messages: unknown[] = [];
    const window = vscode.window as { createInputBox: unknown };
    const original = window.createInputBox;
    window.createInputBox = () => {
      const acts: Record<'accept' | 'hide', () => void> = { accept: () => undefined, hide: () => undefined };
      const nothing = () => undefined;
      return {
        ...{ onDidTriggerButton: nothing, onDidChangeValue: nothing, dispose: nothing },
        value: '',
        onDidAccept: (act: () => void) => Object.assign(acts, { accept: act }),
        onDidHide: (act: () => void) => Object.assign(acts, { hide: act }),
        hide: () => acts.hide(),
        show() {
          this.value = '12/3/2040';
          for (let enter = 0; enter < 2; enter++) acts.accept();
        },
        set validationMessage(message: vscode.InputBoxValidationMessage | undefined) {
          messages.push(message?.message);
        },
      };
    };
    try {
      const day = await askDay({ title: '', prompt: '', now });
      assert.deepEqual(day, { year: 2040, month: 12, day: 3 });
    } finally {
      window.createInputBox = original;
    }
    assert.deepEqual(messages, ['That is Monday, December 3, 2040. Enter again keeps it.']);
  });

  it('count typing in a document, and not a file that changes on disk or an output that grows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'typing-'));
    const watcher = watchTyping();
    try {
      const file = vscode.Uri.file(join(folder, 'notes.txt'));
      writeFileSync(file.fsPath, 'one');
      const onDisk = await vscode.workspace.openTextDocument(file);
      const changed = new Promise<void>((resolve) => {
        const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
          if (document !== onDisk || document.getText() !== 'two, and more') return;
          listener.dispose();
          resolve();
        });
      });
      writeFileSync(file.fsPath, 'two, and more');
      await Promise.race([changed, pause(5_000)]);
      const channel = vscode.window.createOutputChannel('Growing');
      channel.appendLine('one line');
      await pause(200);
      channel.dispose();
      assert.ok(sinceTyping() > 30_000);
      const draft = await vscode.workspace.openTextDocument({ content: '' });
      for (let tries = 50; tries > 0 && sinceTyping() > 30_000; tries--) {
        const edit = new vscode.WorkspaceEdit();
        edit.insert(draft.uri, new vscode.Position(0, 0), 'x');
        assert.ok(await vscode.workspace.applyEdit(edit));
        await pause(20);
      }
      assert.ok(sinceTyping() < 30_000);
    } finally {
      watcher.dispose();
      rmSync(folder, { recursive: true, force: true });
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });
});
