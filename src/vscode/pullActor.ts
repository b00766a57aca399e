import type { Credential } from '../github/apiAnswer.ts';
import type { PullRequest } from '../pulls/openPullRequest.ts';
import type { PushTarget } from '../push/pushTarget.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Entry } from '../tokens/entry.ts';
import { isConfirmed, rememberConfirmed } from './confirmations.ts';
import type { Here } from './journaling.ts';
import { changeQuestion } from './messages/pullChanges.ts';
import { confirm } from './notify.ts';
import { recordRefusal } from './recordOutcome.ts';
import type { Services } from './services.ts';

/** Who acts on a pull request, and for which repository. */
export interface PullActor extends Here {
  readonly services: Services;
  readonly entry: Entry;
  /** The repository the branch was found in: what failures are told about. */
  readonly target: PushTarget;
  /** Whether another program called (E02): then everything that writes is asked about. */
  readonly asks: boolean;
}

/**
 * Asked for before each step, not once: the form may have been open for an hour, and what was made for one action may be
 * over with it (S2-37).
 */
export async function credentialOf({
  services,
  entry,
}: Pick<PullActor, 'services' | 'entry'>): Promise<Credential> {
  return { host: entry.host, token: await services.credentials.secretOf(entry, 'open-draft-pr') };
}

/** The repository a pull request is in, as confirmations are kept for it. */
export function addressOf(target: RepositoryAddress, repository: string): RepositoryAddress {
  const [owner = '', repo = ''] = repository.split('/');
  return { ...target, owner, repo };
}

/** The one modal of a change: the first use of an entry with a repository, or a call by another program. */
export async function confirmChange(
  { services, entry, target, asks }: PullActor,
  pull: PullRequest,
): Promise<boolean> {
  const address = addressOf(target, pull.repository);
  if (isConfirmed(entry, address) && !asks) return true;
  const { message, detail, go } = changeQuestion(pull, entry, asks);
  if (!(await confirm(message, detail, go))) return false;
  await rememberConfirmed(services, entry, address);
  return true;
}

/** What a refusal shows about the token is remembered; the failure goes on to be said. */
export async function learnAndThrow(
  { services, entry, target }: Pick<PullActor, 'services' | 'entry' | 'target'>,
  error: unknown,
): Promise<never> {
  await recordRefusal(services, entry, 'open-draft-pr', target, error);
  throw error;
}
