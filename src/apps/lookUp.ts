import type { CancelSignal } from '../github/apiAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';
import { type Clock, minuteMs } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Asked } from '../sources/source.ts';
import type { Entry } from '../tokens/entry.ts';
import type { AskAsApp } from './askAsApp.ts';
import { explainInstallation, type Installation, readInstallation } from './installation.ts';

type Where = Pick<Asked, 'host' | 'owner' | 'repo'>;

export interface LookUp {
  /** Throws `Failure<InstallationProblem | AppProblem | ApiProblem | KeyProblem>`. */
  find(app: Entry, where: Where, signal?: CancelSignal): Promise<Installation>;
  /** What GitHub said shows that the answer is old. */
  forget(app: Entry, where: Where): void;
}

/** How long an installation that was found is taken to be there (ms). */
const remembersMs = 10 * minuteMs;

/**
 * Which installation of an App serves a repository: asked of the repository, and of its owner only where that has none, so
 * that "not installed" and "not selected" are told apart (S2-36). Only what was found is remembered: who has just
 * installed it does not wait.
 */
export function createLookUp(ask: AskAsApp, clock: Clock): LookUp {
  const found = new Map<string, { readonly at: number; readonly installation: Installation }>();
  const nameOf = (app: Entry, { owner, repo }: Where) =>
    `${app.id} ${app.secretSince} ${owner}/${repo}`.toLowerCase();

  const askFor = async (
    app: Entry,
    operation: 'GET /repos/{owner}/{repo}/installation' | 'GET /users/{username}/installation',
    parameters: Readonly<Record<string, string>>,
    signal: CancelSignal | undefined,
  ): Promise<Installation | undefined> => {
    const { answer, problem } = await ask(app, { operation, parameters }, signal);
    if (problem?.kind === 'notFoundOrHidden') return undefined;
    if (answer.kind === 'refused') {
      throw new Failure(problem ?? { kind: 'unknown', status: answer.status }, answer.message);
    }
    const installation = readInstallation(answer.data);
    if (installation === undefined) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
    return installation;
  };

  return {
    async find(app, where, signal) {
      const name = nameOf(app, where);
      const known = found.get(name);
      if (known !== undefined && Math.abs(clock.now() - known.at) < remembersMs) return known.installation;
      const { host, owner, repo } = where;
      const atRepository = await askFor(
        app,
        'GET /repos/{owner}/{repo}/installation',
        { owner, repo },
        signal,
      );
      const atOwner =
        atRepository === undefined
          ? await askFor(app, 'GET /users/{username}/installation', { username: owner }, signal)
          : undefined;
      const facts = app.app ?? { clientId: '' };
      const verdict = explainInstallation({ host, owner, app: facts, atRepository, atOwner });
      if ('kind' in verdict) throw new Failure(verdict);
      found.set(name, { at: clock.now(), installation: verdict });
      return verdict;
    },
    forget: (app, where) => void found.delete(nameOf(app, where)),
  };
}
