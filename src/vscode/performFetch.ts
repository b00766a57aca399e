import * as vscode from 'vscode';
import { type FetchResult, fetchBranch } from '../push/fetchBranch.ts';
import type { ReadyFetch } from '../push/fetchTarget.ts';
import type { Entry } from '../tokens/entry.ts';
import type { OpenGit } from './gitShell.ts';
import { journalFetch } from './journaling.ts';
import { fetchPhaseWord } from './messages/fetching.ts';
import { recordOutcome, recordRefusal } from './recordOutcome.ts';
import type { Services } from './services.ts';

/** A fetch that only needs the person's word. */
export interface FetchStep {
  /** The repository's folder, as the git extension names it. */
  readonly folder: string;
  readonly git: OpenGit;
  readonly fetch: ReadyFetch;
  readonly entry: Entry;
}

/**
 * Does what was confirmed, with nothing else at work in the repository beside it. Throws
 * `Failure<FetchProblem | BusyRepository>`.
 */
export async function performFetch(services: Services, step: FetchStep): Promise<FetchResult> {
  const result = await perform(services, step);
  await (await services.gitExtension()).refresh(step.folder).catch(() => undefined);
  await services.state.refresh();
  return result;
}

/** Recorded once, as it ended: what is drawn afterwards is no part of the fetch. */
async function perform(services: Services, step: FetchStep): Promise<FetchResult> {
  const { folder, git, fetch, entry } = step;
  try {
    const result = await services.pushes.run(folder, async () => {
      const token = await services.credentials.secretOf(entry, 'fetch');
      const title = vscode.l10n.t('Fetching {0} with {1}', `${fetch.owner}/${fetch.repo}`, entry.name);
      return services.work.run(title, (signal, report) =>
        fetchBranch(fetch, token, git.fetcher, {
          signal,
          onProgress: ({ phase, percent }) => report(fetchPhaseWord(phase), percent),
        }),
      );
    });
    await recordOutcome(services, entry, 'read', fetch, { kind: 'worked' });
    await journalFetch(services, step);
    return result;
  } catch (error) {
    await recordRefusal(services, entry, 'read', fetch, error);
    await journalFetch(services, step, { thrown: error });
    throw error;
  } finally {
    void services.credentials.over(entry);
  }
}
