import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeToken } from '../fixtures/tokens.ts';
import { runGit, type WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe("the person's own pre-push hook", function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async function () {
    // A hook is a program: Windows needs the shell git brings, which this machine may lack.
    if (process.platform === 'win32') this.skip();
    stage = await startPushStage();
  });
  after(() => stage?.close());

  async function hooked(branch: string, script: string, path = '.git/hooks/pre-push'): Promise<WorkTree> {
    const tree = await stage.tree(branch);
    const hook = join(tree.folder, path);
    await mkdir(dirname(hook), { recursive: true });
    await writeFile(hook, script);
    await chmod(hook, 0o755);
    return tree;
  }

  const witness = `#!/bin/sh
{ printf 'name %s\\nurl %s\\nargs %s\\n' "$1" "$2" "$#"; cat; pwd; env | sed 's/=.*//' | sort; } > "$HOME/witness-$WITNESS"
`;

  it("is given what git gives it: name, address, refs, folder and git's own variables", async () => {
    const seen: string[] = [];
    for (const who of ['ours', 'theirs']) {
      const env = { ...stage.env, WITNESS: who };
      const tree = await hooked('witnessed', witness);
      await tree.git('commit', '--quiet', '--amend', '-m', 'Same', '--date=2026-01-01T00:00:00Z');
      const folder = await readHome(tree, env, who);
      seen.push(folder);
    }
    assert.equal(seen[0], seen[1]);
  });

  async function readHome(tree: WorkTree, env: Record<string, string>, who: string): Promise<string> {
    const plain = { ...env, GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
    await runGit(tree.folder, ['commit', '--quiet', '--amend', '--no-edit'], plain);
    if (who === 'ours') await stage.push(tree, { env });
    else {
      const server = stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
      await runGit(server, ['--git-dir', server, 'update-ref', '-d', 'refs/heads/witnessed'], env);
      const header = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader' };
      const basic = Buffer.from(`x:${stage.token.value}`).toString('base64');
      const withToken = { ...env, ...header, GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}` };
      const pushed = await runGit(tree.folder, ['push', '--quiet', '-u', 'origin', 'witnessed'], withToken);
      assert.equal(pushed.code, 0, pushed.stderr);
    }
    const text = await readFile(join(stage.env.HOME ?? '', `witness-${who}`), 'utf8');
    // What plain git has and ours must not: the configuration with the token, and the variables of this test.
    const own = /^(?:GIT_CONFIG_.*|GIT_TERMINAL_PROMPT)\n/gm;
    return text.replaceAll(tree.folder, '<folder>').replace(own, '');
  }

  it('H03 A09 can veto: nothing is pushed, and its own words are in the details', async () => {
    const tree = await hooked('vetoed', '#!/bin/sh\necho "tests fail" >&2\nexit 3\n');
    const before = stage.sandbox.log.length;
    const refused = await stage.refusal(tree);
    assert.deepEqual(
      [refused.problem, refused.details],
      [{ kind: 'hookRefused', exitCode: 3 }, 'tests fail'],
    );
    const posts = stage.sandbox.log.slice(before).filter(({ path }) => path.includes('receive-pack'));
    assert.deepEqual(posts, []);
  });

  it('H03 that hangs is ended with all it started, and nothing is pushed', async () => {
    const tree = await hooked('hangs', '#!/bin/sh\nsleep 987654 & echo $! > "$HOME/sleeper"\nsleep 987654\n');
    const refused = await stage.refusal(tree, { limits: { hookTimeoutMs: 3_000 } });
    const pid = Number(await readFile(join(stage.env.HOME ?? '', 'sleeper'), 'utf8'));
    assert.deepEqual([refused.problem, await runs(pid)], [{ kind: 'hookTimeout', seconds: 3 }, false]);
  });

  it('H03 that writes without end is heard in part', async () => {
    const tree = await hooked(
      'loud',
      '#!/bin/sh\nhead -c 30000000 /dev/zero | tr "\\0" "x"\nyes no | head -c 3000000 >&2\nexit 1\n',
    );
    const refused = await stage.refusal(tree);
    assert.deepEqual(refused.problem, { kind: 'hookRefused', exitCode: 1 });
    assert.ok(refused.details.length <= 16_000, String(refused.details.length));
  });

  it('H03 has no terminal to ask at', async () => {
    const tree = await hooked(
      'asks',
      '#!/bin/sh\nif (exec < /dev/tty) 2> /dev/null; then exit 1; fi\n[ ! -t 0 ]\n',
    );
    assert.equal((await stage.push(tree)).kind, 'pushed');
  });

  it('without a first line is given to the shell, and one that is not executable is none', async () => {
    const shell = await hooked('no-shebang', 'echo "plain sh" >&2\nexit 9\n');
    assert.deepEqual((await stage.refusal(shell)).problem, { kind: 'hookRefused', exitCode: 9 });
    await chmod(join(shell.folder, '.git/hooks/pre-push'), 0o644);
    assert.equal((await stage.push(shell)).kind, 'pushed');
  });

  it("is found where the person's configuration says, and nowhere else", async () => {
    const tree = await hooked('elsewhere', '#!/bin/sh\nexit 7\n', 'tools/hooks/pre-push');
    await tree.git('config', 'core.hooksPath', 'tools/hooks');
    assert.deepEqual((await stage.refusal(tree)).problem, { kind: 'hookRefused', exitCode: 7 });
  });

  it("is told where the remote's branch is, and is not run when there is nothing to do", async () => {
    const tree = await hooked('twice', '#!/bin/sh\ncat >> "$HOME/lines"\n');
    await stage.push(tree);
    await tree.git('commit', '--quiet', '--allow-empty', '-m', 'Second');
    await stage.push(tree);
    await tree.git('update-ref', '-d', 'refs/remotes/origin/twice');
    const again = await stage.push(tree);
    const second = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    const ref = 'refs/heads/twice';
    assert.deepEqual(
      [again.kind, await readFile(join(stage.env.HOME ?? '', 'lines'), 'utf8')],
      ['upToDate', `${ref} ${tree.sha} ${ref} ${'0'.repeat(40)}\n${ref} ${second} ${ref} ${tree.sha}\n`],
    );
  });

  it('A09 C02 has no credential in reach: not in its environment, its parents, nor from git', async () => {
    const script = `#!/bin/sh
{ env
  for each in /proc/[0-9]*; do tr '\\0' '\\n' < "$each/cmdline"; [ "$each" = "/proc/$EXEMPT" ] || tr '\\0' '\\n' < "$each/environ"; done
  printf 'protocol=https\\nhost=github.com\\n\\n' | GIT_TERMINAL_PROMPT=0 git credential fill
} > "$HOME/reach" 2>&1
exit 0
`;
    const tree = await hooked('reach', script);
    const others = Object.fromEntries(
      ['GH_TOKEN', 'GITHUB_TOKEN', 'GH_ENTERPRISE_TOKEN', 'NPM_PASSWORD', 'HARMLESS_NAME'].map((name, i) => [
        name,
        makeToken('classic-pat', i),
      ]),
    );
    const env = {
      ...stage.env,
      ...others,
      GIT_ASKPASS: '/bin/echo',
      VSCODE_GIT_IPC_HANDLE: 'ipc-handle',
      SSH_ASKPASS: '/bin/echo',
      KEPT: 'yes',
      EXEMPT: String(process.pid),
    };
    await stage.push(tree, { env });
    const reach = await readFile(join(stage.env.HOME ?? '', 'reach'), 'utf8');
    const secrets = [stage.token.value, ...Object.values(others)];
    const held = secrets.flatMap((value) => [
      value,
      Buffer.from(`x-access-token:${value}`).toString('base64'),
    ]);
    assert.deepEqual(
      held.filter((value) => reach.includes(value)),
      [],
    );
    assert.doesNotMatch(reach, /^(?:GIT_ASKPASS|SSH_ASKPASS|VSCODE_GIT_IPC_HANDLE|GH_TOKEN)=/m);
    assert.match(reach, /^KEPT=yes$/m);
    assert.match(reach, /terminal prompts disabled/);
  });

  it('is given our word that it was cancelled, and is ended', async () => {
    const record = join(stage.env.HOME ?? '', 'cancelled');
    const tree = await hooked(
      'cancelled',
      '#!/bin/sh\necho $$ > "$HOME/cancelled.new" && mv "$HOME/cancelled.new" "$HOME/cancelled"\nsleep 987654\n',
    );
    const controller = new AbortController();
    const refusing = stage.refusal(tree, { signal: controller.signal });
    while (!existsSync(record)) await delay(10);
    controller.abort();
    const refused = await refusing;
    const pid = Number(await readFile(record, 'utf8'));
    assert.deepEqual([refused.problem, await runs(pid)], [{ kind: 'cancelled' }, false]);
  });
});

/** A zombie does not run; only /proc can tell it from a living process. */
async function runs(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) Z /.test(stat);
}
