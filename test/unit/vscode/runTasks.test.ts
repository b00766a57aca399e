import assert from 'node:assert/strict';
import { runTasks } from '../../../src/vscode/runTasks.ts';
import { judgeTask } from '../../../src/vscode/taskCommandLine.ts';
import { type ScriptedTask, ScriptedTasks } from '../../fakes/scriptedTasks.ts';

const exits = (name: string, code = 0, more: Partial<ScriptedTask> = {}): ScriptedTask => ({
  name,
  script: { kind: 'exits', code },
  ...more,
});
const folder = '/home/mona/app';

async function run(tasks: ScriptedTasks, labels: readonly string[], timeoutMs?: number) {
  const ends = await runTasks(tasks, labels, {
    folder,
    graceMs: 1,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  assert.equal(tasks.listeners, 0);
  return ends.map(({ label, end }) => `${label}: ${end.kind}`);
}

describe('the required tasks', () => {
  it('S4-21 run in order, also those that end before VS Code has answered, and 0 is the only good end', async () => {
    const tasks = new ScriptedTasks([exits('test'), exits('lint'), exits('other', 1)]);
    assert.deepEqual(await run(tasks, ['lint', 'test']), ['lint: succeeded', 'test: succeeded']);
    assert.deepEqual(tasks.ran, ['lint', 'test']);
    for (const code of [1, 127, -1, 255]) {
      const ends = await runTasks(new ScriptedTasks([exits('test', code)]), ['test'], { folder });
      assert.deepEqual(ends, [{ label: 'test', end: { kind: 'failed', exitCode: code } }]);
    }
  });

  it('S4-21 are not run after one that failed, and none counts as good that was not run', async () => {
    const tasks = new ScriptedTasks([exits('lint', 2), exits('test')]);
    assert.deepEqual(await run(tasks, ['lint', 'test', 'gone']), [
      'lint: failed',
      'test: notRun',
      'gone: notRun',
    ]);
    assert.deepEqual(tasks.ran, ['lint']);
  });

  it('S4-21 are not met by one that is missing, that cannot start or that tells no exit code', async () => {
    assert.deepEqual(await run(new ScriptedTasks([]), ['gone']), ['gone: missing']);
    assert.deepEqual(await run(new ScriptedTasks([{ name: 'a', script: { kind: 'cannotStart' } }]), ['a']), [
      'a: notStarted',
    ]);
    assert.deepEqual(await run(new ScriptedTasks([{ name: 'a', script: { kind: 'ends' } }]), ['a']), [
      'a: noExitCode',
    ]);
    const killed: ScriptedTask = { name: 'a', script: { kind: 'exits', code: undefined } };
    assert.deepEqual(await run(new ScriptedTasks([killed]), ['a']), ['a: noExitCode']);
  });

  it('S4-21 are ended when they take too long', async () => {
    const tasks = new ScriptedTasks([{ name: 'watch', script: { kind: 'slow' } }]);
    assert.deepEqual(await run(tasks, ['watch'], 1), ['watch: timeout']);
    assert.deepEqual(tasks.terminated, ['watch']);
  });

  it('S4-21 are ended when the person cancels, and nothing is said to have passed', async () => {
    const tasks = new ScriptedTasks([{ name: 'slow', script: { kind: 'slow' } }, exits('next')]);
    const controller = new AbortController();
    const options = {
      folder,
      signal: controller.signal,
      onTask: () => queueMicrotask(() => controller.abort()),
    };
    await assert.rejects(runTasks(tasks, ['slow', 'next'], options), { problem: { kind: 'cancelled' } });
    assert.deepEqual([tasks.ran, tasks.terminated, tasks.listeners], [['slow'], ['slow'], 0]);
  });

  it('S4-27 are not started when their command line would show a credential', async () => {
    const shell = { commandLine: 'npm test; echo $GITHUB_TOKEN' };
    const tasks = new ScriptedTasks([exits('leak', 0, { execution: shell })]);
    const ends = await runTasks(tasks, ['leak'], { folder });
    assert.deepEqual(ends, [{ label: 'leak', end: { kind: 'wouldEcho', what: 'GITHUB_TOKEN' } }]);
    assert.deepEqual(tasks.ran, []);
  });

  it('are those of the folder that is pushed, by either of the names that VS Code shows', async () => {
    const elsewhere = exits('test', 0, { scope: '/home/mona/other' });
    assert.deepEqual(await run(new ScriptedTasks([elsewhere]), ['test']), ['test: missing']);
    assert.deepEqual(
      await run(new ScriptedTasks([elsewhere, exits('test', 0, { scope: folder })]), ['test']),
      ['test: succeeded'],
    );
    const npm = exits('test', 0, { source: 'npm' });
    assert.deepEqual(await run(new ScriptedTasks([npm]), ['npm: test']), ['npm: test: succeeded']);
    assert.deepEqual(await run(new ScriptedTasks([npm, exits('test')]), ['test']), ['test: ambiguous']);
    assert.deepEqual(
      await run(new ScriptedTasks([exits('test', 0, { scope: '/home/mona/app-two' })]), ['test']),
      ['test: missing'],
    );
  });
});

describe('the command line of a task', () => {
  it('S4-27 is read in each form in which VS Code hands it over', () => {
    const kindOf = (execution: unknown) => judgeTask({ execution } as Parameters<typeof judgeTask>[0]).kind;
    const shell = (command: string, args: readonly unknown[]) => ({ commandLine: undefined, command, args });
    assert.deepEqual(
      [
        { commandLine: 'printenv' },
        shell('echo', ['$GH_TOKEN']),
        shell('echo', [{ value: 'is $GH_TOKEN', quoting: 3 }]),
        shell('bash', ['-c', 'echo $GH_TOKEN']),
        { process: 'bash', args: ['-c', 'echo $GH_TOKEN'] },
        { process: 'gh', args: ['auth', 'token'] },
      ].map(kindOf),
      ['echo', 'echo', 'echo', 'echo', 'echo', 'echo'],
    );
    assert.deepEqual(
      [
        undefined,
        { callback: 1 },
        { commandLine: 'npm test' },
        shell('echo', [{ value: 'is $GH_TOKEN', quoting: 2 }]),
        { process: 'echo', args: ['$GH_TOKEN'] },
      ].map(kindOf),
      ['fine', 'fine', 'fine', 'fine', 'fine'],
    );
  });
});
