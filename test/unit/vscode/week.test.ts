import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { WatchedFolder } from '../../../src/node/watchedFolder.ts';
import { dayMs, hourMs, minuteMs } from '../../../src/shared/clock.ts';
import type { Services } from '../../../src/vscode/services.ts';
import type { State } from '../../../src/vscode/stateKeeper.ts';
import { FakeTime } from '../../fakes/fakeTime.ts';
import { focus, shown, standInForVscode, typed, window } from '../../fakes/quietWindow.ts';
import { anEntry } from '../policy/anEntry.ts';
import { aWatched } from '../watched/aWatched.ts';

const monday = new Date(2026, 10, 16, 8).getTime();

/** A window over the storage of this machine, as it ships: everything is wired, nothing but time and VS Code is ours. */
describe('a week of a window that is left alone', function () {
  this.timeout(60_000);
  let storage = '';
  let stop: () => void;
  let startUp: typeof import('../../../src/startUp.ts')['startUp'];
  let time: FakeTime;
  let memory: Map<string, unknown>;
  const open: { dispose(): void }[] = [];

  before(async () => {
    stop = standInForVscode();
    ({ startUp } = await import('../../../src/startUp.ts'));
    // What is loaded at the first need would take real time that no fake waits for.
    await import('../../../src/app.ts');
  });

  after(() => stop());

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'week '));
    memory = new Map();
    shown.length = 0;
    window.state.focused = true;
    time = new FakeTime(monday);
  });

  afterEach(async () => {
    time.restore();
    for (const one of open.splice(0)) one.dispose();
    await rm(storage, { recursive: true, force: true });
  });

  /** One more window over the same storage; what one remembers VS Code tells the others. */
  async function openWindow(): Promise<void> {
    const context = {
      extensionPath: storage,
      subscriptions: open,
      extension: { packageJSON: { version: '0' } },
      globalStorageUri: { fsPath: storage },
      globalState: {
        keys: () => [...memory.keys()],
        get: (key: string, nothing?: unknown) => memory.get(key) ?? nothing,
        update: async (key: string, value: unknown) => void memory.set(key, value),
      },
      secrets: {
        onDidChange: () => ({ dispose: () => undefined }),
        get: async () => undefined,
        keys: async () => [],
      },
    } as unknown as vscode.ExtensionContext;
    startUp(context);
    await time.pass(minuteMs);
  }

  const watchOne = (inDays: number, id = 'w1') =>
    new WatchedFolder(storage).restore(
      aWatched({ id, name: id, since: monday, expiry: { kind: 'at', at: monday + inDays * dayMs } }),
    );

  /** This much was said, and no more. */
  async function said(count: number): Promise<void> {
    await time.until(() => shown.length >= count);
    assert.equal(shown.length, count, shown.join('\n'));
  }

  /** How often a timer went off in each hour after the first. */
  const perHour = () =>
    [...Map.groupBy(time.wakes, (at) => Math.floor((at - monday) / hourMs))]
      .filter(([hour]) => hour > 0)
      .map(([, wakes]) => wakes.length);

  it('no timer wakes more than once an hour when nothing is due', async () => {
    await watchOne(60);
    await openWindow();
    await time.pass(7 * dayMs);
    assert.deepEqual([perHour().length, Math.max(...perHour()), shown], [7 * 24, 1, []]);
  });

  it('nor while something is due that this window may not say yet', async () => {
    await watchOne(2);
    window.state.focused = false;
    await openWindow();
    await time.pass(dayMs);
    assert.deepEqual([Math.max(...perHour()), shown], [1, []]);
    // Came to the front after a minute of quiet: said within the second.
    window.state.focused = true;
    focus.fire({ focused: true });
    await time.pass(1_000);
    await said(1);
  });

  it('says what is due at 7, 3 and 1 days and at the end, once for all windows', async () => {
    await watchOne(8);
    for (let n = 0; n < 3; n++) await openWindow();
    await time.pass(10 * dayMs);
    await said(5);
    assert.match(shown[0] ?? '', /^w1: Expires /);
    assert.match(shown[4] ?? '', /^w1: Expired /);
  });

  it('does not speak over somebody who types, and looks again without a busy timer', async () => {
    const type = () =>
      typed.fire({
        document: { isDirty: true, uri: { scheme: 'file', path: '/a.txt' } },
        contentChanges: [{}],
      });
    await watchOne(60);
    await openWindow();
    await watchOne(2, 'w2');
    await time.pass(2 * minuteMs);
    focus.fire({ focused: true });
    const before = time.wakes.length;
    for (let seconds = 0; seconds < 20 * 60; seconds += 10) {
      type();
      await time.pass(10_000);
    }
    assert.deepEqual(shown, []);
    // Each time half a minute after the last letter it knew of, which was ten seconds old at most; and once after each
    // letter, to look at what was typed.
    assert.ok(time.wakes.length - before <= 20 * 3 + 2 + 20 * 6, `${time.wakes.length - before} wakes`);
    await time.pass(31_000);
    await said(1);
  });

  it('F12 asks GitHub at most once an hour about what fails, also after the clock was set back', async () => {
    const { DueChecks } = await import('../../../src/vscode/dueChecks.ts');
    let asked = 0;
    const services = {
      log: { failure: () => asked++ },
      // Whatever a check needs, it does not get.
      vault: { secretOf: () => Promise.reject(new Error('no token')) },
    } as unknown as Services;
    const checks = new DueChecks(services);
    const entries = [anEntry({ checkedAt: undefined })];
    const at = (now: number) => checks.run({ view: { entries }, now } as unknown as State);
    for (const now of [monday, monday + hourMs - 1, monday + hourMs, monday - dayMs, monday - dayMs + 1])
      await at(now);
    assert.equal(asked, 3);
    window.state.focused = false;
    await at(monday + 3 * dayMs);
    assert.equal(asked, 3);
  });

  it('F12 takes a new picture after a sleep, and repeats nothing when the clock leaps to and fro', async () => {
    await watchOne(60);
    await openWindow();
    time.leap(57.5 * dayMs);
    focus.fire({ focused: true });
    await time.pass(1_000);
    await said(1);
    for (const days of [-57.5, 57.5, -1, 1, -57.5, 57.5]) {
      time.leap(days * dayMs);
      await time.pass(2 * hourMs);
    }
    await said(1);
    time.leap(3 * dayMs);
    await time.pass(hourMs);
    await said(2);
    assert.match(shown[1] ?? '', /Expired/);
  });
});
