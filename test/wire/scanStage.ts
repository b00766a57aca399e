import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cleanEnvironment } from '../harness/cleanEnvironment.ts';
import { root } from '../harness/places.ts';
import { makeRunFolder } from '../harness/runFolder.ts';
import { type GitOutcome, runGit } from '../sandbox/workTree.ts';

const script = join(root, 'test', 'scripts', 'scan.ts');

export interface ScanTree {
  readonly folder: string;
  write(path: string, content: string | Buffer): Promise<void>;
  git(...args: readonly string[]): Promise<GitOutcome>;
  /** Writes a hook that runs the scan from this checkout, as a repository elsewhere would. */
  hook(name: string, args: string): Promise<void>;
}

export interface ScanStage {
  /** A fresh folder, not yet a repository. `name` may be what no shell likes. */
  tree(name?: string): Promise<ScanTree>;
  scan(args: readonly string[], options?: ScanOptions): Promise<GitOutcome>;
  /** Another program that leads to the scan. */
  run(file: string, args: readonly string[], options?: ScanOptions): Promise<GitOutcome>;
}

export interface ScanOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Folders and a home of their own; gone when the tests end. */
export async function startScanStage(): Promise<ScanStage> {
  const top = makeRunFolder();
  const home = join(top, 'home');
  await mkdir(home);
  await writeFile(
    join(home, '.gitconfig'),
    '[user]\n\tname = Mona Lisa\n\temail = mona@example.com\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgSign = false\n',
  );
  const env = cleanEnvironment({ HOME: home, USERPROFILE: home, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' });
  const run: ScanStage['run'] = (file, args, options = {}) =>
    new Promise((resolve) => {
      const settings = {
        cwd: options.cwd ?? top,
        env: { ...env, ...options.env },
        timeout: 60_000,
        maxBuffer: 64 << 20,
      };
      execFile(file, args, settings, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
      );
    });
  return {
    run,
    scan: (args, options) => run(process.execPath, [script, ...args], options),
    tree: async (name = 'tree') => {
      const folder = join(await mkdtemp(join(top, 'at-')), name);
      await mkdir(folder);
      const write: ScanTree['write'] = async (path, content) => {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      };
      return {
        folder,
        write,
        git: (...args) => runGit(folder, args, env),
        hook: async (hook, args) => {
          const path = join('.git', 'hooks', hook);
          const bootstrap = join(root, 'test', 'scripts', 'bootstrap.mjs').replaceAll('\\', '/');
          await write(
            path,
            `#!/bin/sh\nexec "${process.execPath.replaceAll('\\', '/')}" "${bootstrap}" scan ${args}\n`,
          );
          await chmod(join(folder, path), 0o755);
        },
      };
    },
  };
}
