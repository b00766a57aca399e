import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TurnFolders } from '../../src/node/repositoryTurns.ts';
import { PushesInFlight } from '../../src/push/pushesInFlight.ts';
import { Failure } from '../../src/shared/failure.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';
import type { TurnOrder } from './turnDriver.ts';

const driver = fileURLToPath(new URL('turnDriver.ts', import.meta.url));

describe('two windows that push from one repository', function () {
  this.timeout(60_000);
  let stage: PushStage;
  let storage = '';
  before(async function () {
    if (process.platform === 'win32') this.skip();
    stage = await startPushStage();
    storage = join(stage.sandbox.folder, 'storage');
  });
  after(() => stage?.close());

  /** A hook that says that it runs and waits to be let go: so a push stands still exactly where the test wants it. */
  async function standing(branch: string): Promise<WorkTree> {
    const tree = await stage.tree(branch);
    const hook = join(tree.folder, '.git', 'hooks', 'pre-push');
    await mkdir(join(hook, '..'), { recursive: true });
    const wait = 'while [ ! -e "$HOME/go" ] && [ $((n = n + 1)) -lt 900 ]; do sleep 0.02; done';
    await writeFile(hook, `#!/bin/sh\necho $$ > "$HOME/pid.new"; mv "$HOME/pid.new" "$HOME/pid"\n${wait}\n`);
    await chmod(hook, 0o755);
    return tree;
  }

  function window(folder: string, home: string): { child: ChildProcess; ended: Promise<string> } {
    const child = spawn(process.execPath, [driver], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { git, tempFolder } = stage;
    const env = { ...stage.env, HOME: home };
    const order: TurnOrder = { git, env, tempFolder, storage, folder, token: stage.token.value };
    child.stdin?.end(JSON.stringify(order));
    return { child, ended: child.stdout === null ? Promise.resolve('') : text(child.stdout) };
  }

  /** Each test has a home of its own, with the person's configuration, where its hook leaves its number. */
  async function homeFor(name: string): Promise<string> {
    const home = join(stage.sandbox.folder, `home of ${name}`);
    await mkdir(home);
    const config = await readFile(join(stage.env.HOME ?? '', '.gitconfig'));
    await writeFile(join(home, '.gitconfig'), config);
    return home;
  }

  async function hookOf(home: string): Promise<number> {
    for (;;) {
      const pid = await readFile(join(home, 'pid'), 'utf8').catch(() => undefined);
      if (pid !== undefined) return Number(pid);
      await delay(10);
    }
  }

  it('X-12 the second is refused at once and runs nothing, also from a linked worktree; the first ends as if alone', async () => {
    const tree = await standing('two-windows');
    const home = await homeFor('two');
    const linked = join(stage.sandbox.folder, 'linked to two');
    await tree.git('worktree', 'add', '--quiet', '-b', 'other-branch', linked);
    const first = window(tree.folder, home);
    await hookOf(home);
    const requests = stage.sandbox.log.length;
    const second = window(tree.folder, home);
    const third = window(linked, home);
    assert.deepEqual(
      [await second.ended, await third.ended],
      ['pushRunningElsewhere', 'pushRunningElsewhere'],
    );
    assert.equal(stage.sandbox.log.length, requests);
    await writeFile(join(home, 'go'), '');
    assert.equal(await first.ended, 'pushed');
    assert.equal(await window(linked, home).ended, 'pushed');
  });

  it('X-12 the next takes over at once from one that was killed in the middle', async () => {
    const tree = await standing('killed-window');
    const home = await homeFor('killed');
    const first = window(tree.folder, home);
    const hook = await hookOf(home);
    const here = new PushesInFlight(new TurnFolders(storage));
    const refused = await here.refuseBusy(tree.folder).catch((error: unknown) => error);
    first.child.kill('SIGKILL');
    await once(first.child, 'close');
    process.kill(-hook, 'SIGKILL');
    await writeFile(join(home, 'go'), '');
    await here.refuseBusy(tree.folder);
    const outcome = await window(tree.folder, home).ended;
    assert.deepEqual(
      [Failure.is(refused) && refused.problem.kind, outcome],
      ['pushRunningElsewhere', 'pushed'],
    );
  });
});
