import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { askGit } from '../sandbox/git/gitObjects.ts';
import { runGit } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

/** What a hook can see of where it is and what it is told; git's own answers too, which depend on its variables. */
const look = `{ printf '%s\\n' "$#" "$1" "$2"; cat; pwd; env | grep '^GIT_' | grep -v '^GIT_CONFIG_\\|^GIT_TERMINAL_PROMPT=' | sort
  git rev-parse --show-toplevel --absolute-git-dir HEAD; git ls-files; git config user.email; git stash list; } > "$HOME/seen" 2>&1
`;

interface Place {
  readonly title: string;
  /** Makes the repository; answers its folder and where `look` goes. */
  readonly arrange: (stage: PushStage, branch: string) => Promise<{ folder: string; hook: string }>;
  readonly script?: string;
}

async function writeScript(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o755);
}

const inTree =
  (hook: string, ...config: readonly (readonly string[])[]): Place['arrange'] =>
  async (stage, branch) => {
    const tree = await stage.tree(branch, { [`${branch}.txt`]: branch });
    for (const args of config) await tree.git('config', ...args);
    return { folder: tree.folder, hook: join(tree.folder, hook) };
  };

const places: readonly Place[] = [
  { title: 'in the default folder', arrange: inTree('.git/hooks/pre-push') },
  {
    title: 'in a relative core.hooksPath',
    arrange: inTree('tools/git hooks/pre-push', ['core.hooksPath', 'tools/git hooks']),
  },
  {
    title: 'of husky, whose shim starts another file',
    arrange: async (stage, branch) => {
      const made = await inTree('.husky/pre-push', ['core.hooksPath', '.husky/_'])(stage, branch);
      const shim =
        '#!/usr/bin/env sh\nstart="$(dirname "$(dirname "$0")")/$(basename "$0")"\nexec sh -e "$start" "$@"\n';
      await writeScript(join(made.folder, '.husky', '_', 'pre-push'), shim);
      return made;
    },
  },
  {
    title: 'below the home folder',
    arrange: async (stage, branch) => {
      const made = await inTree('', ['core.hooksPath', '~/my hooks'])(stage, branch);
      return { ...made, hook: join(stage.env.HOME ?? '', 'my hooks', 'pre-push') };
    },
  },
  {
    title: 'of a linked worktree with a configuration of its own',
    arrange: async (stage, branch) => {
      const tree = await stage.tree(`${branch}-main`, { [`${branch}.txt`]: branch });
      await writeScript(join(tree.folder, '.git', 'hooks', 'pre-push'), '#!/bin/sh\nexit 1\n');
      await tree.git('config', 'extensions.worktreeConfig', 'true');
      const folder = join(stage.sandbox.folder, `linked ${branch}`);
      await tree.git('worktree', 'add', '--quiet', '-b', branch, folder);
      await runGit(folder, ['config', '--worktree', 'core.hooksPath', 'own-hooks'], stage.env);
      return { folder, hook: join(folder, 'own-hooks', 'pre-push') };
    },
  },
  {
    title: 'of a repository whose git directory is elsewhere',
    arrange: async (stage, branch) => {
      const tree = await stage.tree(branch, { [`${branch}.txt`]: branch });
      const elsewhere = join(stage.sandbox.folder, `${branch}.separate`);
      await tree.git('init', '--quiet', `--separate-git-dir=${elsewhere}`);
      return { folder: tree.folder, hook: join(elsewhere, 'hooks', 'pre-push') };
    },
  },
  {
    title: 'of a submodule',
    arrange: async (stage, branch) => {
      const lender = await stage.tree(`${branch}-lender`, { [`${branch}.txt`]: branch });
      const outer = await stage.tree(`${branch}-outer`);
      await outer.git(
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'add',
        lender.folder,
        'inner',
      );
      const folder = join(outer.folder, 'inner');
      const git = (...args: readonly string[]) => runGit(folder, args, stage.env);
      await git('remote', 'set-url', 'origin', 'https://github.com/acme/app.git');
      await git('switch', '--quiet', '-c', branch);
      await git('commit', '--quiet', '--allow-empty', '-m', 'Inner');
      return { folder, hook: join(outer.folder, '.git', 'modules', 'inner', 'hooks', 'pre-push') };
    },
  },
  {
    title: 'that is a Node program',
    arrange: inTree('.git/hooks/pre-push'),
    script: `#!/usr/bin/env node
const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' });
const own = Object.entries(process.env).filter(([name]) => /^GIT_(?!CONFIG_|TERMINAL_PROMPT)/.test(name)).sort();
const seen = [process.argv.slice(2), readFileSync(0, 'utf8'), process.cwd(), own, git('rev-parse', 'HEAD'), git('ls-files')];
writeFileSync(process.env.HOME + '/seen', JSON.stringify(seen));
`,
  },
];

describe('a pre-push hook, wherever it lives', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async function () {
    if (process.platform === 'win32') this.skip();
    stage = await startPushStage();
  });
  after(() => stage?.close());

  async function seenBy(push: () => Promise<unknown>): Promise<string> {
    const file = join(stage.env.HOME ?? '', 'seen');
    await rm(file, { force: true });
    await push();
    return readFile(file, 'utf8').catch(() => 'it did not run');
  }

  async function plainPush(folder: string, branch: string): Promise<void> {
    const server = stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
    await askGit(server, ['update-ref', '-d', `refs/heads/${branch}`]);
    const basic = Buffer.from(`x:${stage.token.value}`).toString('base64');
    const header = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader' };
    const env = { ...stage.env, ...header, GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}` };
    const pushed = await runGit(folder, ['push', '--quiet', 'origin', branch], env);
    assert.equal(pushed.code, 0, pushed.stderr);
  }

  for (const [index, { title, arrange, script = `#!/bin/sh\n${look}` }] of places.entries()) {
    it(`A09 ${title} sees what plain git shows it`, async () => {
      const branch = `place-${index}`;
      const { folder, hook } = await arrange(stage, branch);
      await writeScript(hook, script);
      // A submodule is cloned from a folder whose own commit GitHub does not have: that is judged, too.
      const ours = await seenBy(() => stage.push({ folder }, { judgeAgain: async () => true }));
      const theirs = await seenBy(() => plainPush(folder, branch));
      assert.match(theirs, new RegExp(`refs/heads/${branch}`));
      assert.equal(ours, theirs);
    });
  }

  it('H03 of a worktree with a configuration of its own has its say, and that of the others has none', async () => {
    const { folder, hook } = await (places[4] as Place).arrange(stage, 'own-say');
    await writeScript(hook, '#!/bin/sh\nexit 44\n');
    assert.deepEqual((await stage.refusal({ folder })).problem, { kind: 'hookRefused', exitCode: 44 });
  });

  it('H03 whose program is not there has not agreed', async () => {
    const { folder, hook } = await inTree('.git/hooks/pre-push')(stage, 'no-program');
    await writeScript(hook, '#!/no/such/program\n');
    assert.deepEqual((await stage.refusal({ folder })).problem, { kind: 'hookNotRunnable' });
  });
});
