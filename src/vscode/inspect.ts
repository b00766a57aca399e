import type { CancelSignal } from '../github/apiAnswer.ts';
import { type Inspected, inspectToken } from '../github/inspectToken.ts';
import type { Secret } from '../shared/secret.ts';
import { applyInspection } from '../tokens/applyInspection.ts';
import type { Entry } from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import type { Services } from './services.ts';

interface Question {
  readonly host: HostName;
  readonly kind: TokenKind;
  readonly token: Secret;
  readonly signal?: CancelSignal | undefined;
}

/** One call to GitHub about a token. An installation token is asked about the repository at hand, never by listing. */
export async function askAbout(services: Services, question: Question): Promise<Inspected> {
  const { host, kind, token, signal } = question;
  const address = (await services.whereabouts.current())?.address;
  const repository = address?.host.name === host ? `${address.owner}/${address.repo}` : undefined;
  return inspectToken(services.api, { credential: { host, token }, kind, repository, signal });
}

/** Checks an entry and stores what GitHub said. Throws `Failure` when it said nothing about the token. */
export async function checkEntry(
  services: Services,
  entry: Entry,
  signal?: CancelSignal,
): Promise<{ readonly entry: Entry; readonly answer: Inspected }> {
  const token = await services.vault.secretOf(entry.id);
  const answer = await askAbout(services, { host: entry.host, kind: entry.kind, token, signal });
  if (answer.kind === 'unchecked') return { entry, answer };
  // Another window may have rotated it while GitHub was asked: the answer is about the token that was sent.
  const present = await services.vault.secretOf(entry.id);
  if (!present.equals(token)) return { entry, answer };
  const updated = await services.vault.update(entry.id, (latest) =>
    applyInspection(latest, answer.inspection),
  );
  await services.state.refresh();
  return { entry: updated, answer };
}
