import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findGit, type GitBinary } from '../../src/node/git/findGit.ts';
import { GitPush } from '../../src/node/git/gitPush.ts';
import type { LfsLimits } from '../../src/node/git/lfsRequest.ts';
import type { PushPlan, ReadyPush } from '../../src/push/planPush.ts';
import { type PushOptions, type PushResult, preparePush, pushBranch } from '../../src/push/pushBranch.ts';
import type { KnownHosts } from '../../src/push/remoteAddress.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { sandboxClient } from '../sandbox/client.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type GitEnvironment, gitHome, makeWorkTree, type WorkTree } from '../sandbox/workTree.ts';
import type { Token } from '../sandbox/world.ts';

export const known: KnownHosts = { hosts: [githubCom], aliases: {} };

/** The sandbox, a person's home, a live token, and the real pusher: what every wire test of a push stands on. */
export interface PushStage {
  readonly sandbox: Sandbox;
  readonly env: GitEnvironment;
  readonly git: GitBinary;
  readonly token: Token;
  readonly secret: Secret;
  readonly tempFolder: string;
  tree(branch: string, files?: Readonly<Record<string, string>>): Promise<WorkTree>;
  pusher(env?: GitEnvironment, limits?: StageLimits): GitPush;
  plan(tree: Pick<WorkTree, 'folder'>, remote?: string): Promise<PushPlan>;
  ready(tree: Pick<WorkTree, 'folder'>, remote?: string): Promise<ReadyPush>;
  /** Plans and pushes with the real pusher. */
  push(tree: Pick<WorkTree, 'folder'>, options?: StageOptions): Promise<PushResult>;
  /** The same, answering the refusal as data. */
  refusal(tree: Pick<WorkTree, 'folder'>, options?: StageOptions): Promise<Failure>;
  /** What the isolated pushes left in the temporary folder. */
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface StageOptions extends PushOptions {
  readonly secret?: Secret;
  readonly env?: GitEnvironment;
  readonly limits?: StageLimits;
}

export interface StageLimits {
  readonly pushTimeoutMs?: number;
  readonly hookTimeoutMs?: number;
  readonly lfs?: LfsLimits;
  readonly fetch?: typeof globalThis.fetch;
}

export async function startPushStage(limits: StageLimits = {}): Promise<PushStage> {
  const sandbox = await startSandbox({ validate: false });
  // Loopback is reached directly, so that a listener of a hostile test would be.
  const env = { ...(await gitHome(sandbox)), NO_PROXY: '127.0.0.1' };
  const token = sandbox.readyTokens[0]?.token;
  if (token === undefined) throw new Error('the seed has a ready token');
  const tempFolder = await mkdtemp(join(sandbox.folder, 'temp-'));
  const git = await findGit({ env, workspaceFolders: [] });
  const secret = new Secret(token.value);
  const client = sandboxClient(sandbox);
  const pusher = (environment: GitEnvironment = env, own: StageLimits = limits) =>
    new GitPush({
      git,
      env: environment,
      workspaceFolders: [],
      tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: own.pushTimeoutMs ?? 30_000,
      hookTimeoutMs: own.hookTimeoutMs ?? 10_000,
      fetch: own.fetch ?? client.fetch,
      ...(own.lfs === undefined ? {} : { lfsLimits: own.lfs }),
    });
  const plan: PushStage['plan'] = (tree, remote) =>
    preparePush(tree.folder, remote === undefined ? { known } : { known, remote }, pusher());
  const ready: PushStage['ready'] = async (tree, remote) => {
    const planned = await plan(tree, remote);
    if (planned.kind !== 'push') throw new Error(`no push: ${JSON.stringify(planned)}`);
    return planned;
  };
  const push: PushStage['push'] = async (tree, options = {}) =>
    pushBranch(await ready(tree), options.secret ?? secret, pusher(options.env, options.limits), options);
  return {
    sandbox,
    env,
    git,
    token,
    secret,
    tempFolder,
    tree: (branch, files) =>
      makeWorkTree({ sandbox, repo: 'acme/app', branch, env, ...(files === undefined ? {} : { files }) }),
    pusher,
    plan,
    ready,
    push,
    refusal: async (tree, options) => {
      const outcome = await push(tree, options).then(
        (result) => new Error(`it was pushed: ${result.kind}`),
        (error: unknown) => error,
      );
      if (!Failure.is(outcome)) throw outcome;
      return outcome;
    },
    leftovers: () => readdir(tempFolder),
    close: async () => {
      await client.close();
      await sandbox.close();
    },
  };
}

/** Where a person's git stands after a push. */
export async function standing(tree: WorkTree, branch: string): Promise<Readonly<Record<string, string>>> {
  const ask = async (...args: readonly string[]) => (await tree.git(...args)).stdout.trim();
  return {
    tracking: await ask('for-each-ref', '--format=%(refname) %(objectname)', 'refs/remotes'),
    upstream: await ask('rev-parse', '--symbolic-full-name', '@{u}'),
    branch: await ask('config', '--local', '--get-regexp', `^branch\\.${branch}\\.`),
    reflog: await ask('reflog', 'show', '--format=%gs', `refs/remotes/origin/${branch}`),
    status: await ask('status', '--porcelain=v2', '--branch'),
  };
}
