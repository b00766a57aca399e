import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { GitFetch } from '../../src/node/git/gitFetch.ts';
import { readRepository } from '../../src/node/git/readRepository.ts';
import {
  type FetchOptions,
  type FetchResult,
  fetchBranch,
  prepareFetch,
} from '../../src/push/fetchBranch.ts';
import type { FetchPlan, ReadyFetch } from '../../src/push/fetchTarget.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import type { Secret } from '../../src/shared/secret.ts';
import { askGit, type SeedCommit, writeCommits } from '../sandbox/git/gitObjects.ts';
import { type GitEnvironment, runGit, tokenHeader, type WorkTree } from '../sandbox/workTree.ts';
import { known, type PushStage, startPushStage } from './pushStage.ts';

export type Tree = Pick<WorkTree, 'folder'>;

export interface FetchOrder extends FetchOptions {
  readonly secret?: Secret;
  readonly env?: GitEnvironment;
  readonly timeoutMs?: number;
  readonly remote?: string;
}

/** The stage of a push, with the real fetcher, a server that moves on, and git itself as the witness. */
export interface FetchStage {
  readonly stage: PushStage;
  /** The server's repository. */
  readonly server: string;
  fetcher(order?: FetchOrder): GitFetch;
  plan(tree: Tree, remote?: string): Promise<FetchPlan>;
  ready(tree: Tree, remote?: string): Promise<ReadyFetch>;
  fetch(tree: Tree, order?: FetchOrder): Promise<FetchResult>;
  refusal(tree: Tree, order?: FetchOrder): Promise<Failure>;
  /** Writes commits on the server. */
  serverCommits(...commits: readonly SeedCommit[]): Promise<void>;
  onServer(...args: readonly string[]): Promise<string | undefined>;
  /** Copies the folder and lets plain git fetch there, with the same token: what the person would have. */
  witness(tree: Tree, ...args: readonly string[]): Promise<string>;
  /** Refs, objects and everything else a fetch must leave alone. */
  look(folder: string): Promise<Look>;
  close(): Promise<void>;
}

export interface Look {
  /** Remote-tracking refs. */
  readonly tracking: string;
  /** Every other ref, HEAD, the configuration, the index and FETCH_HEAD. */
  readonly rest: string;
  readonly objects: string;
}

export async function startFetchStage(): Promise<FetchStage> {
  const stage = await startPushStage({ pushTimeoutMs: 10_000 });
  const server = stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
  const context = (order: FetchOrder) => ({
    git: stage.git,
    env: order.env ?? stage.env,
    workspaceFolders: [],
    tempFolder: stage.tempFolder,
    redactor: new Redactor(),
    pushTimeoutMs: order.timeoutMs ?? 10_000,
  });
  const fetcher = (order: FetchOrder = {}) => new GitFetch(context(order));
  const plan: FetchStage['plan'] = (tree, remote) =>
    prepareFetch(tree.folder, remote === undefined ? { known } : { known, remote }, {
      read: (folder, signal) => readRepository(context({}), folder, signal),
    });
  const ready: FetchStage['ready'] = async (tree, remote) => {
    const planned = await plan(tree, remote);
    if (planned.kind === 'refused') throw new Failure(planned.problem);
    if (planned.kind !== 'fetch') throw new Error(`no fetch: ${JSON.stringify(planned)}`);
    return planned;
  };
  const fetch: FetchStage['fetch'] = async (tree, order = {}) =>
    fetchBranch(await ready(tree, order.remote), order.secret ?? stage.secret, fetcher(order), order);
  return {
    stage,
    server,
    fetcher,
    plan,
    ready,
    fetch,
    refusal: async (tree, order) => {
      const outcome = await fetch(tree, order).then(
        (result) => new Error(`it was fetched: ${result.moved.length}`),
        (error: unknown) => error,
      );
      if (!Failure.is(outcome)) throw outcome;
      return outcome;
    },
    serverCommits: (...commits) => writeCommits(server, commits),
    onServer: (...args) => askGit(server, args),
    witness: async (tree, ...args) => {
      const twin = `${tree.folder}-twin-${Math.random().toString(36).slice(2)}`;
      await cp(tree.folder, twin, { recursive: true });
      const url = 'https://github.com/acme/app.git';
      const env = { ...stage.env, ...tokenHeader(url, stage.token.value) };
      const done = await runGit(twin, ['fetch', '--quiet', '--no-tags', 'origin', ...args], env);
      if (done.code !== 0) throw new Error(`the witness cannot fetch: ${done.stderr}`);
      return twin;
    },
    look: (folder) => look(folder, stage.env),
    close: () => stage.close(),
  };
}

async function look(folder: string, env: GitEnvironment): Promise<Look> {
  const ask = async (...args: readonly string[]) => (await runGit(folder, args, env)).stdout;
  const format = '--format=%(refname) %(objectname) %(symref)';
  const refs = (await ask('for-each-ref', format)).split('\n').filter((line) => line !== '');
  const isTracking = (line: string) => line.startsWith('refs/remotes/');
  const objects = await ask('cat-file', '--batch-all-objects', '--batch-check=%(objectname)');
  return {
    tracking: refs.filter(isTracking).join('\n'),
    rest: [
      ...refs.filter((line) => !isTracking(line)),
      await ask('symbolic-ref', '-q', 'HEAD'),
      await ask('rev-parse', 'HEAD'),
      await ask('config', '--local', '--list'),
      await ask('ls-files', '--stage'),
      await ask('status', '--porcelain'),
      await ask('rev-parse', '-q', '--verify', 'FETCH_HEAD'),
    ].join('\n'),
    objects: [...new Set(objects.split('\n'))].toSorted().join('\n'),
  };
}

/** The `.keep` files of a repository. */
export function packFolder(tree: Tree): string {
  return join(tree.folder, '.git', 'objects', 'pack');
}
