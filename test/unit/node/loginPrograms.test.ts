import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { ghProgram, helperProgram, type LoginPlace } from '../../../src/node/logins/loginPrograms.ts';
import { GhSource } from '../../../src/sources/ghSource.ts';
import { helperSource } from '../../../src/sources/helperSource.ts';
import type { Asked, Source } from '../../../src/sources/source.ts';
import { githubCom, type HostName, hostOf } from '../../../src/tokens/host.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { now } from '../policy/anEntry.ts';

const never = new AbortController().signal;
const asked: Asked = { host: githubCom, owner: 'acme', repo: 'app', job: 'push' };
const clock = { now: () => now };
const mona = makeToken('oauth-token', 'mona');
const hubot = makeToken('oauth-token', 'hubot');
const systemPath = process.env.PATH ?? '';

describe('the logins of other programs', function () {
  this.timeout(60_000);
  let folder: string;
  let home: string;
  before(async function () {
    if (process.platform === 'win32') this.skip(); // The stand-ins are shell scripts.
    folder = await realpath(await mkdtemp(join(tmpdir(), 'logins-')));
    home = join(folder, 'home');
    await mkdir(home);
  });
  after(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  const ran = (name: string) => readFile(join(folder, name), 'utf8').catch(() => '');

  /** A program of this name in a folder of its own: notes what it was called with, then does `body`. */
  async function program(place: string, name: string, body: string): Promise<string> {
    const bin = join(folder, place);
    await mkdir(bin, { recursive: true });
    const noted = `echo "$*" >> "${folder}/ran-${place.replaceAll('/', '-')}"`;
    await writeFile(join(bin, name), `#!/bin/sh\n${noted}\n${body}\n`);
    await chmod(join(bin, name), 0o755);
    return bin;
  }

  const placeOf = (bins: readonly string[], changes: Partial<LoginPlace> = {}): LoginPlace => ({
    workspaceFolders: [],
    ...changes,
    env: { HOME: home, PATH: [...bins, '/usr/bin', '/bin'].join(delimiter), ...changes.env },
  });

  async function told(source: Source, question = asked) {
    const { entries, troubles } = await source.offers(question, never);
    const tokens = await Promise.all(
      entries.map(async (entry) => (await source.secretOf(entry, question, never)).reveal()),
    );
    return {
      names: entries.map(({ name, health }) => `${name}${health.kind === 'dead' ? ' dead' : ''}`),
      tokens,
      troubles: troubles.map(({ problem }) => problem),
    };
  }

  describe('gh', () => {
    const from = async (place: string, body: string, changes: Partial<LoginPlace> = {}) => {
      const bin = await program(place, 'gh', body);
      return new GhSource(
        ghProgram(() => placeOf([bin], changes)),
        clock,
      );
    };
    const status = (...lines: readonly string[]) =>
      `auth\\ status*) printf '%s\\n' ${lines.map((one) => `"  ${one}"`).join(' ')};;`;

    it('S4-05 its login serves, and each of its accounts by name', async () => {
      const one = await from(
        'gh-one',
        `case "$*" in ${status('✓ Logged in to github.com account mona (keyring)')} *) echo ${mona};; esac`,
      );
      assert.deepEqual(await told(one), { names: ['gh:mona'], tokens: [mona], troubles: [] });
      const two = await from(
        'gh-two',
        `case "$*" in ${status(
          '✓ Logged in to github.com account mona (keyring)',
          'X Failed to log in to github.com account hubot (keyring)',
          '- The token in keyring is invalid.',
        )} *"--user hubot") echo ${hubot};; *) echo ${mona};; esac`,
      );
      assert.deepEqual(await told(two), {
        names: ['gh:mona', 'gh:hubot dead'],
        tokens: [mona, hubot],
        troubles: [],
      });
      assert.match(await ran('ran-gh-two'), /^auth token --hostname github\.com --user mona$/m);
    });

    it('one account that fails takes none of the others with it, and the accounts are read anew', async () => {
      const source = await from(
        'gh-half',
        `case "$*" in ${status(
          '✓ Logged in to github.com account mona (keyring)',
          '✓ Logged in to github.com account hubot (keyring)',
        )} *"--user hubot") exit 1;; *) echo ${mona};; esac`,
      );
      for (const times of [1, 2]) {
        assert.deepEqual(await told(source), {
          names: ['gh:mona'],
          tokens: [mona],
          troubles: [{ kind: 'ghLoggedOut', host: 'github.com' }],
        });
        assert.equal((await ran('ran-gh-half')).match(/^auth status/gm)?.length, times);
      }
    });

    it('GitHub is not asked about its accounts again with each push', async () => {
      const source = await from(
        'gh-often',
        `case "$*" in ${status('✓ Logged in to github.com account mona (keyring)')} *) echo ${mona};; esac`,
      );
      await source.offers(asked, never);
      await source.offers(asked, never);
      assert.equal((await ran('ran-gh-often')).match(/^auth status/gm)?.length, 1);
    });

    it('an old one serves with the account it has, and one that is too old says so', async () => {
      const old = await from(
        'gh-old',
        `case "$*" in ${status('✓ Logged in to github.com as mona (oauth_token)')} *--user*) exit 1;; *) echo ${mona};; esac`,
      );
      assert.deepEqual(await told(old), { names: ['gh:mona'], tokens: [mona], troubles: [] });
      const ancient = await from(
        'gh-ancient',
        'case "$*" in --version) echo "gh version 2.4.0 (2021-12-21)";; *) echo "unknown command" >&2; exit 1;; esac',
      );
      assert.deepEqual((await told(ancient)).troubles, [{ kind: 'ghTooOld', version: '2.4.0' }]);
    });

    it('logged out is told, and absent is nothing at all', async () => {
      const out = await from(
        'gh-out',
        'case "$*" in --version) echo "gh version 2.83.0 (2026-01-01)";; *) echo "no oauth token found" >&2; exit 1;; esac',
      );
      assert.deepEqual(await told(out), {
        names: [],
        tokens: [],
        troubles: [{ kind: 'ghLoggedOut', host: 'github.com' }],
      });
      // Where a gh is installed for all, it is hidden by being in an open folder.
      const none = placeOf([join(folder, 'nowhere')], { workspaceFolders: ['/usr', '/opt', '/bin'] });
      const absent = new GhSource(
        ghProgram(() => none),
        clock,
      );
      assert.deepEqual(await told(absent), { names: [], tokens: [], troubles: [] });
    });

    it('garbage, several lines and endless output are no token, and nothing of them is kept', async () => {
      const bodies = [
        'echo hello',
        `echo ${mona}; echo ${hubot}`,
        `echo " ${mona}"`,
        'yes',
        `printf '${mona}\\000'`,
      ];
      for (const [index, body] of bodies.entries()) {
        const source = await from(
          `gh-garbage-${index}`,
          `case "$*" in "auth status"*) exit 1;; esac\n${body}`,
          {
            timeoutMs: 1_000,
          },
        );
        const { names, troubles } = await told(source);
        assert.deepEqual(names, []);
        assert.match(troubles[0]?.kind ?? '', /^gh(?:NoToken|Slow)$/, body);
      }
    });

    it('one that hangs is stopped with all it started', async () => {
      const source = await from('gh-hang', `(sleep 60; echo late > "${folder}/late") & sleep 60`, {
        timeoutMs: 300,
      });
      const begun = Date.now();
      assert.deepEqual((await told(source)).troubles, [{ kind: 'ghSlow' }]);
      assert.ok(Date.now() - begun < 10_000);
    });

    it('E06 it gets no token of ours, no askpass of VS Code and no prompt, and answers with its own login', async () => {
      const source = await from(
        'gh-env',
        `env > "${folder}/env-gh"; pwd > "${folder}/cwd-gh"; echo ${mona}`,
        {
          env: {
            GH_TOKEN: hubot,
            GITHUB_TOKEN: hubot,
            GH_ENTERPRISE_TOKEN: hubot,
            TOKEN_WARDEN_GITHUB_COM: hubot,
            GIT_ASKPASS: '/vscode/askpass.sh',
            VSCODE_GIT_IPC_HANDLE: '/run/vscode.sock',
            VSCODE_GIT_ASKPASS_NODE: '/vscode/node',
            NODE_OPTIONS: '--require=/evil.js',
            GH_CONFIG_DIR: 'relative',
            GH_DEBUG: 'api',
            GH_HOST: 'evil.example',
            DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
          },
        },
      );
      await source.offers(asked, never);
      const env = await readFile(join(folder, 'env-gh'), 'utf8');
      assert.equal(env.includes(hubot), false);
      assert.doesNotMatch(env, /VSCODE|NODE_OPTIONS|GH_CONFIG_DIR|GH_DEBUG|GH_HOST|askpass\.sh/);
      assert.match(env, /^GH_PROMPT_DISABLED=1$/m);
      assert.match(env, /^DBUS_SESSION_BUS_ADDRESS=/m);
      assert.equal((await readFile(join(folder, 'cwd-gh'), 'utf8')).trim(), await realpath(tmpdir()));
    });

    it('E06 its settings are never those of a workspace, nor those of the folder it runs in', async () => {
      const bin = await program('settings-gh', 'gh', `env >> "${folder}/gh-settings"; echo '${mona}'`);
      const workspaceFolders = [join(folder, 'ws')];
      const names = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'GH_CONFIG_DIR'];
      const envs = [join(folder, 'ws', 'own'), '.config', join(folder, 'elsewhere')].map((value) =>
        Object.fromEntries(names.map((name) => [name, value])),
      );
      for (const env of envs) {
        await told(
          new GhSource(
            ghProgram(() => placeOf([bin], { env, workspaceFolders })),
            clock,
          ),
        );
      }
      const lines = (await ran('gh-settings')).split('\n').filter((line) => /^(?:XDG|GH_CONFIG)/.test(line));
      assert.deepEqual(
        [...new Set(lines)].toSorted(),
        names.map((name) => `${name}=${join(folder, 'elsewhere')}`).toSorted(),
      );
    });

    it('H09 one in a workspace folder, in the current folder or beside it is never run', async () => {
      const inside = await program('workspace/bin', 'gh', `echo ${hubot}`);
      const beside = relative(process.cwd(), await program('gh-beside', 'gh', `echo ${hubot}`));
      const outside = await program('gh-outside', 'gh', `echo ${mona}`);
      const place = placeOf(['', '.', beside, inside, outside], {
        workspaceFolders: [join(folder, 'workspace')],
      });
      const source = new GhSource(
        ghProgram(() => place),
        clock,
      );
      assert.deepEqual((await told(source)).tokens, [mona]);
      assert.deepEqual([await ran('ran-workspace-bin'), await ran('ran-gh-beside')], ['', '']);
    });
  });

  describe('git’s credential helpers', () => {
    const gitPath = () =>
      execFileSync('sh', ['-c', 'command -v git'], {
        env: { PATH: systemPath },
        encoding: 'utf8',
      }).trim();
    const from = (changes: Partial<LoginPlace> = {}) =>
      helperSource(
        helperProgram(
          () => placeOf([], changes),
          async () => gitPath(),
        ),
        clock,
      );
    const answer = (password: string, more = '') =>
      `[ "$1" = get ] && printf 'username=mona\\npassword=${password}\\n${more}'; true`;
    const configured = async (bin: string, more = '') =>
      writeFile(join(home, '.gitconfig'), `[credential]\n\thelper = ${join(bin, 'helper')}\n${more}`);

    it('S4-06 are asked and nothing else: what they keep and the person’s configuration stay as they are', async () => {
      const bin = await program('helper-good', 'helper', `cat > "${folder}/question"\n${answer(mona)}`);
      await configured(bin);
      const before = await readFile(join(home, '.gitconfig'), 'utf8');
      assert.deepEqual(await told(from()), { names: ['git:mona'], tokens: [mona], troubles: [] });
      assert.deepEqual([...new Set((await ran('ran-helper-good')).trim().split('\n'))], ['get']);
      assert.equal(await readFile(join(home, '.gitconfig'), 'utf8'), before);
      const question = await readFile(join(folder, 'question'), 'utf8');
      assert.match(question, /^protocol=https$/m);
      assert.match(question, /^host=github\.com$/m);
      assert.doesNotMatch(question, /^path=/m);
    });

    it('are told the repository by those who told git to tell repositories apart', async () => {
      const bin = await program('helper-path', 'helper', `cat > "${folder}/question"\n${answer(mona)}`);
      await configured(bin, '\tuseHttpPath = true\n');
      await from().offers(asked, never);
      assert.match(await readFile(join(folder, 'question'), 'utf8'), /^path=acme\/app\.git$/m);
    });

    it('E06 one that a repository names never runs, even from within it', async () => {
      const repository = join(folder, 'hostile');
      execFileSync(gitPath(), ['init', '--quiet', repository], {
        env: { HOME: home, PATH: systemPath },
      });
      const evil = await program('helper-evil', 'helper', answer(hubot));
      execFileSync(gitPath(), ['-C', repository, 'config', 'credential.helper', join(evil, 'helper')], {
        env: { HOME: home, PATH: systemPath },
      });
      await writeFile(join(home, '.gitconfig'), '');
      assert.deepEqual(await told(from({ folder: repository })), { names: [], tokens: [], troubles: [] });
      assert.equal(await ran('ran-helper-evil'), '');
    });

    it('may ask nobody: no terminal, no askpass, and one that waits is stopped', async () => {
      const asking = await program('askpass', 'ask', `echo ${hubot}`);
      const terminal = await program(
        'helper-tty',
        'helper',
        `if read line < /dev/tty; then ${answer(hubot)}; else true; fi`,
      );
      await writeFile(
        join(home, '.gitconfig'),
        `[core]\n\taskPass = ${join(asking, 'ask')}\n[credential]\n\thelper = ""\n`,
      );
      const env = {
        GIT_ASKPASS: join(asking, 'ask'),
        SSH_ASKPASS: join(asking, 'ask'),
        VSCODE_GIT_ASKPASS_NODE: process.execPath,
        GIT_TERMINAL_PROMPT: '1',
        DISPLAY: ':0',
      };
      assert.deepEqual(await told(from({ env })), { names: [], tokens: [], troubles: [] });
      assert.equal(await ran('ran-askpass'), '');
      await configured(terminal);
      assert.deepEqual((await told(from({ timeoutMs: 2_000 }))).tokens, []);
      const waiting = await program('helper-wait', 'helper', 'sleep 60');
      await configured(waiting);
      assert.deepEqual((await told(from({ timeoutMs: 300 }))).troubles, [{ kind: 'helperSlow' }]);
    });

    it('B07 an answer for another host is not taken, and neither is a password', async () => {
      const other = await program('helper-other', 'helper', answer(mona, 'host=evil.example\\n'));
      await configured(other);
      assert.deepEqual((await told(from())).troubles, [{ kind: 'helperOtherHost', host: 'github.com' }]);
      const password = await program('helper-password', 'helper', answer('hunter2'));
      await configured(password);
      assert.deepEqual((await told(from())).troubles, [{ kind: 'helperNoToken', host: 'github.com' }]);
    });

    it('B07 are asked about the host of the action and no other', async () => {
      const bin = await program('helper-ghes', 'helper', `cat >> "${folder}/hosts"\n${answer(mona)}`);
      await configured(bin);
      await from().offers({ ...asked, host: hostOf('git.acme.example:8443' as HostName) }, never);
      assert.deepEqual((await readFile(join(folder, 'hosts'), 'utf8')).match(/^host=.*$/gm), [
        'host=git.acme.example:8443',
      ]);
    });
  });
});
