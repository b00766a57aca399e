import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackage } from './fetchPackage.ts';
import { giveLogs } from './giveLogs.ts';
import { npm } from './npm.ts';
import { Problem } from './problem.ts';
import { progress } from './progress.ts';
import { node22, type VsCodeName, vscodeVersions } from './vscodeVersions.ts';

/** A VS Code server on disk, ready to be started with its Node. */
export interface FetchedVsCode {
  readonly name: VsCodeName;
  /** The version of VS Code inside. */
  readonly version: string;
  /** The Node binary it runs on, and extensions in it. */
  readonly node: string;
  /** `server-main.js`. */
  readonly main: string;
  /** The folder to start it in. */
  readonly folder: string;
}

/** Brings a VS Code server into the cache, once. Its own packages are pinned by the lockfile it carries. */
export async function fetchVsCode(name: VsCodeName = 'current'): Promise<FetchedVsCode> {
  const { server, vscode, integrity, node } = vscodeVersions[name];
  const place = await fetchPackage(
    { name: 'code-server', version: server, integrity },
    `VS Code ${vscode} (about 45 MB, once)`,
    (unpacked) =>
      // No install scripts: VS Code runs without its native modules and only logs what it misses.
      progress(`installing the packages of VS Code ${vscode}`, async () => {
        const quiet = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
        await npm(['install', ...quiet], join(unpacked, 'lib', 'vscode'));
      }),
  );
  const folder = join(place, 'lib', 'vscode');
  // Without it *Show Log* opens an empty view, for a person as for a test.
  if (name === 'current') giveLogs({ folder });
  return {
    name,
    version: vscode,
    folder,
    main: join(folder, 'out', 'server-main.js'),
    node: node === 'ours' ? process.execPath : await fetchNode22(),
  };
}

/** VS Code 1.103 runs extensions on Node 22; under Node 24 its extension host hangs at the start. */
async function fetchNode22(): Promise<string> {
  const key = `${process.platform}-${process.arch}`;
  const pinned = node22.packages.find(({ platform }) => platform === key);
  if (pinned === undefined) {
    throw new Problem(
      `There is no Node 22 on npm for ${key}, and VS Code 1.103 needs it. Use Linux, macOS or Windows.`,
    );
  }
  const place = await fetchPackage(
    { ...pinned, version: node22.version },
    `Node ${node22.version} for VS Code 1.103`,
  );
  const binary = ['node', 'node.exe']
    .map((file) => join(place, 'bin', file))
    .find((file) => existsSync(file));
  if (binary === undefined) throw new Problem(`${pinned.name} holds no Node binary.`);
  return binary;
}
