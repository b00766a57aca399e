import type { Brought, FetchOptions, FetchRunner } from '../../push/fetchBranch.ts';
import type { FetchProblem } from '../../push/fetchProblems.ts';
import type { ReadyFetch } from '../../push/fetchTarget.ts';
import type { LocalRef, RefMove } from '../../push/planMoves.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { Failure } from '../../shared/failure.ts';
import type { Secret } from '../../shared/secret.ts';
import { runInRepository } from './gitContext.ts';
import { isolatedFetch, readRefList } from './isolatedFetch.ts';
import type { IsolatedContext } from './isolatedGit.ts';
import { takeObjects } from './takeObjects.ts';

/** 300,000 refs. */
const mostRefBytes = 64_000_000;

/** The fetch port, with real git. */
export class GitFetch implements FetchRunner {
  readonly #context: IsolatedContext;

  constructor(context: IsolatedContext) {
    this.#context = context;
  }

  async refs({ facts }: ReadyFetch, signal?: CancelSignal): Promise<readonly LocalRef[]> {
    const asked = await runInRepository(
      this.#context,
      facts.folder,
      ['for-each-ref', '--format=%(objectname) %(refname)%00%(symref)'],
      { signal, maxStdout: mostRefBytes },
    );
    if (asked.end === 'cancelled') throw new Failure<FetchProblem>({ kind: 'cancelled' });
    if (asked.exitCode !== 0 || asked.stdoutCut)
      throw new Failure<FetchProblem>({ kind: 'repositoryUnreadable' });
    return asked.stdout.split('\n').flatMap((line) => {
      const [value = '', target = ''] = line.split('\0');
      return readRefList(value).map((ref) => ({ ...ref, symbolic: target !== '' }));
    });
  }

  bring(
    fetch: ReadyFetch,
    refs: readonly LocalRef[],
    secret: Secret,
    options: FetchOptions,
  ): Promise<Brought> {
    return isolatedFetch(this.#context, fetch, refs, secret, options, async (received) => {
      const { packs, end } = received;
      if (packs.length > 0) options.onProgress?.({ phase: 'storing', percent: undefined });
      const { pushTimeoutMs } = this.#context;
      const release = await takeObjects(this.#context, fetch.facts, packs, pushTimeoutMs, options.signal);
      return { end, refs: received.refs, release };
    });
  }

  async rewinding(
    { facts }: ReadyFetch,
    moves: readonly RefMove[],
    signal?: CancelSignal,
  ): Promise<readonly RefMove[]> {
    const rewinding: RefMove[] = [];
    for (const move of moves) {
      if (move.from === undefined) continue;
      const args = ['merge-base', '--is-ancestor', move.from, move.to];
      const asked = await runInRepository(this.#context, facts.folder, args, { signal });
      // Also when git cannot tell: then it is no fast-forward that anybody could vouch for.
      if (asked.exitCode !== 0) rewinding.push(move);
    }
    return rewinding;
  }

  /** No signal: it is one transaction, and takes no time. `no-deref`, so that no link leads to another ref. */
  async move({ facts }: ReadyFetch, moves: readonly RefMove[]): Promise<boolean> {
    const none = '0'.repeat(facts.objectFormat === 'sha1' ? 40 : 64);
    const lines = moves.map(({ ref, from, to }) => `update ${ref}\0${to}\0${from ?? none}\0`);
    const end = await runInRepository(
      this.#context,
      facts.folder,
      ['update-ref', '--no-deref', '-m', 'fetch with token', '-z', '--stdin'],
      { stdin: lines.join('') },
    );
    return end.end === 'exited' && end.exitCode === 0;
  }

  async missing({ facts }: ReadyFetch, ours: string, theirs: string): Promise<number> {
    const args = ['rev-list', '--count', theirs, '--not', ours, '--'];
    const asked = await runInRepository(this.#context, facts.folder, args);
    return asked.exitCode === 0 ? Number(asked.stdout) : 0;
  }
}
