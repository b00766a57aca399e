import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { minuteMs } from '../../src/shared/clock.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

/** Longer than what happens together is waited for. */
const settled = 600;

/** Until it was read so often, and has come to rest: a busy machine takes its time, one read too many comes later. */
async function untilRead(reads: () => number, wanted: number): Promise<void> {
  while (reads() < wanted) await pause(20);
  await pause(settled);
}

/** The person comes and goes; VS Code's own word for that is kept from the window while this lasts. */
function comesAndGoes() {
  const focus = new vscode.EventEmitter<vscode.WindowState>();
  const window = vscode.window as { onDidChangeWindowState: unknown };
  const original = window.onDidChangeWindowState;
  window.onDidChangeWindowState = focus.event;
  return {
    returns: () => focus.fire({ focused: true, active: true }),
    leaves: () => focus.fire({ focused: false, active: false }),
    restore: () => {
      window.onDidChangeWindowState = original;
      focus.dispose();
    },
  };
}

describe('what other windows store', function () {
  this.timeout(60_000);
  let ours: WindowOfOurs;
  let reads = 0;
  let person: ReturnType<typeof comesAndGoes>;
  const { now } = Date;

  before(async () => {
    person = comesAndGoes();
    ours = await windowOfOurs((where) => {
      if (where === 'secrets.keys') reads++;
    });
    // The start reads, and once more when the lazy part is there.
    for (let seen = -1; reads < 2 || reads !== seen; await pause(settled)) seen = reads;
  });

  beforeEach(() => {
    reads = 0;
  });

  after(async () => {
    Date.now = now;
    person.restore();
    await ours?.close();
  });

  it('is read once for any number of events that come together', async () => {
    for (let n = 0; n < 50; n++) ours.tell('tokenWarden.entry.a');
    await untilRead(() => reads, 1);
    assert.equal(reads, 1);
    ours.tell('tokenWarden.entry.a');
    await untilRead(() => reads, 2);
    assert.equal(reads, 2);
  });

  it('F06 is read without any event when the person returns after a minute, and not when they only look up', async () => {
    person.leaves();
    person.returns();
    await pause(settled);
    assert.equal(reads, 0);
    Date.now = () => now() + 2 * minuteMs;
    person.leaves();
    await pause(settled);
    assert.equal(reads, 0);
    person.returns();
    await untilRead(() => reads, 1);
    assert.equal(reads, 1);
  });
});
