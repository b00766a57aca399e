import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../src/shared/secret.ts';
import { draft } from '../unit/vault/sample.ts';
import { openVault } from './vaultDriver.ts';

const each = 50;

interface Window {
  readonly process: ChildProcess;
  readonly lines: () => readonly string[];
  readonly ended: Promise<unknown>;
}

describe('two processes that write to one vault', function () {
  this.timeout(120_000);
  let root = '';
  const windows: Window[] = [];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tw vault '));
  });

  afterEach(async () => {
    for (const window of windows.splice(0)) {
      window.process.kill('SIGKILL');
      await window.ended;
    }
    rmSync(root, { recursive: true, force: true });
  });

  function start(semantics: 'shared' | 'copies', name: string): Window {
    const script = join(import.meta.dirname, 'vaultDriver.ts');
    const process_ = spawn(process.execPath, [script, root, semantics, name, String(each)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    process_.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    const window = {
      process: process_,
      lines: () => text.split('\n').filter((line) => line !== ''),
      ended: once(process_, 'close'),
    };
    windows.push(window);
    return window;
  }

  /** What was said to be stored is there, and no window that starts now finds anything amiss. */
  async function lookAt(copies: boolean, lines: readonly string[]): Promise<string> {
    const vault = openVault(root, copies);
    await vault.settle();
    const { entries, lost, unreadable, older, mode } = await vault.read();
    assert.deepEqual(
      { lost, unreadable, older, mode },
      { lost: [], unreadable: [], older: [], mode: { kind: 'open' } },
    );
    const values = new Map<string, string>();
    for (const { id, name } of entries) values.set(name, (await vault.secretOf(id)).reveal());
    for (const line of lines) {
      const [what, name = '', value] = line.split(' ');
      if (what === 'added') assert.equal(values.get(name), value);
    }
    return values.get('shared') ?? '';
  }

  for (const semantics of ['shared', 'copies'] as const) {
    const copies = semantics === 'copies';
    const place = copies ? 'each has its own copy, and reloads when it is behind' : 'they share the store';

    it(`F05 lose nothing in a hundred writes where ${place}`, async () => {
      await openVault(root, copies).add(draft('shared'), new Secret('value-of-shared'));
      const both = [start(semantics, 'a'), start(semantics, 'b')];
      assert.deepEqual(
        (await Promise.all(both.map(({ ended }) => ended))).map((end) => (end as [number])[0]),
        [0, 0],
      );
      const lines = both.flatMap((window) => window.lines());
      assert.equal(lines.length, 2 * each + 2);
      const last = await lookAt(copies, lines);
      const lastOfEach = both.map(
        (window) =>
          window
            .lines()
            .findLast((line) => line.startsWith('rotated'))
            ?.split(' ')[1],
      );
      assert.ok(lastOfEach.includes(last), `${last} of ${lastOfEach}`);
      const reloads = lines.filter((line) => line.startsWith('reloads')).map((line) => line.split(' ')[1]);
      // Where windows have copies, going on without a reload would be the loss that must not be.
      assert.equal(
        reloads.some((count) => count !== '0'),
        copies,
        reloads.join(),
      );
    });

    it(`one killed at work takes nothing of the other with it, where ${place}`, async () => {
      await openVault(root, copies).add(draft('shared'), new Secret('value-of-shared'));
      const [dying, living] = [start(semantics, 'a'), start(semantics, 'b')];
      while (dying.lines().length < 10 && dying.process.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 2));
      dying.process.kill('SIGKILL');
      await Promise.all([dying.ended, living.ended]);
      assert.equal(living.process.exitCode, 0);
      await lookAt(copies, [...dying.lines(), ...living.lines()]);
    });
  }
});
