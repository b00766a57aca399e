import { rmSync } from 'node:fs';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { ExtraStage } from '../sandbox/seed.ts';
import { makeWorkTree, type WorkTree } from '../sandbox/workTree.ts';

/** What a VS Code under test is surrounded by: a folder to open, the sandbox as its network, its settings. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** A clone of `acme/app` on a branch with one commit that is not pushed. */
  readonly workTree: WorkTree;
  readonly env: Readonly<Record<string, string>>;
  readonly userSettings: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** User settings that lead every request of VS Code and its extensions through the sandbox's proxy. */
export function networkSettings(sandbox: Pick<Sandbox, 'proxyUrl'>): Readonly<Record<string, unknown>> {
  return {
    'http.proxy': sandbox.proxyUrl,
    // Without it `node:https` accepts the sandbox's authority, but `fetch`, and so Octokit, does not.
    'http.systemCertificates': false,
  };
}

/** What the person's shell would hold behind a corporate proxy: a home with git's settings, Node's authority. */
export function networkEnvironment(
  sandbox: Pick<Sandbox, 'caFile'>,
  git: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return { ...git, NODE_EXTRA_CA_CERTS: sandbox.caFile };
}

/** Starts the sandbox with a work tree of it, in `folder` or a fresh one. Closed with this process at the latest. */
export async function openStage(folder?: string, extra: readonly ExtraStage[] = []): Promise<Stage> {
  const sandbox = await startSandbox({ extra });
  const sweep = () => rmSync(sandbox.folder, { recursive: true, force: true });
  process.once('exit', sweep);
  const close = async () => {
    await sandbox.close();
    process.off('exit', sweep);
  };
  try {
    const place = folder === undefined ? {} : { folder };
    const workTree = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'topic/first', ...place });
    return {
      sandbox,
      workTree,
      env: networkEnvironment(sandbox, workTree.env),
      userSettings: networkSettings(sandbox),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
