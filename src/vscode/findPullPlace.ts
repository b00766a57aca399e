import * as vscode from 'vscode';
import type { Credential } from '../github/apiAnswer.ts';
import { findOpenPullRequest, type HeadBranch, type PullRequest } from '../pulls/openPullRequest.ts';
import { type PullTarget, readTarget } from '../pulls/readTarget.ts';
import { remoteBranchOf } from '../push/branchName.ts';
import type { PushTarget } from '../push/pushTarget.ts';
import type { Entry } from '../tokens/entry.ts';
import { chooseOpener } from './chooseOpener.ts';
import { pick } from './prompts.ts';
import { addressOf, credentialOf, learnAndThrow } from './pullActor.ts';
import type { Services } from './services.ts';

export interface PullPlace {
  /** The repository by its present name: of a fork, the one the person chose. */
  readonly into: PullTarget;
  readonly head: HeadBranch;
  /** Who acts there: of a fork's original, the entry that belongs to its owner. */
  readonly opener: Entry;
  /** The open one, if there is one. */
  readonly existing: PullRequest | undefined;
}

export interface PullStart {
  readonly target: PushTarget;
  readonly entry: Entry;
  readonly credential: Credential;
}

/** Where the pull request goes, and whether it is there. Undefined when the person leaves the choice of a fork's. */
export async function findPullPlace(
  services: Services,
  { target, entry, credential }: PullStart,
): Promise<PullPlace | undefined> {
  const lookAs = <T>(who: Entry, at: PushTarget, act: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    services.work
      .run(vscode.l10n.t('Looking at {0}/{1}', at.owner, at.repo), act)
      .catch((error: unknown) => learnAndThrow({ services, entry: who, target: at }, error));
  const own = await lookAs(entry, target, (signal) =>
    readTarget(services.api, credential, `${target.owner}/${target.repo}`, signal),
  );
  const chosen = own.parent === undefined ? own.repository : await chooseBase(own.repository, own.parent);
  if (chosen === undefined) return undefined;
  const upstream = addressOf(target, chosen);
  const elsewhere = upstream.owner.toLowerCase() !== own.owner.toLowerCase();
  const opener = elsewhere ? await chooseOpener(services, upstream, entry) : entry;
  if (opener === undefined) return undefined;
  const opening = opener.id === entry.id ? credential : await credentialOf({ services, entry: opener });
  const there = opener.id === entry.id ? target : { ...target, ...upstream };
  return lookAs(opener, there, async (signal) => {
    const into = chosen === own.repository ? own : await readTarget(services.api, opening, chosen, signal);
    const head: HeadBranch = {
      repository: into.repository,
      headOwner: own.owner,
      branch: remoteBranchOf(target),
      headRepository: own.repository,
    };
    const existing = await findOpenPullRequest(services.api, opening, head, signal);
    return { into, head, opener, existing };
  });
}

/** Of a fork, the original first, as on GitHub. */
function chooseBase(fork: string, original: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  return pick<string>({
    title: t('Create Draft Pull Request'),
    placeholder: t('{0} is a fork. Where should the pull request go?', fork),
    choices: [
      { label: original, description: t('the original'), value: original },
      { label: fork, description: t('the fork itself'), value: fork },
    ],
    active: original,
  });
}
