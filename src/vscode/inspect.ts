import * as vscode from 'vscode';
import type { CancelSignal } from '../github/apiAnswer.ts';
import { type Inspected, inspectToken } from '../github/inspectToken.ts';
import type { Secret } from '../shared/secret.ts';
import { applyInspection, judgeLogin } from '../tokens/applyInspection.ts';
import type { Entry } from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { warn } from './notify.ts';
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
  const answer = await inspectToken(services.api, { credential: { host, token }, kind, repository, signal });
  if (answer.kind === 'inspected') services.leaks.keeper.noteAnswer(token, host, answer.inspection);
  return answer;
}

/** Checks an entry and stores what GitHub said. Throws `Failure` when it said nothing about the token. */
export async function checkEntry(
  services: Services,
  shown: Entry,
  signal?: CancelSignal,
): Promise<{ readonly entry: Entry; readonly answer: Inspected }> {
  const { entry, secret: token } =
    shown.session === undefined
      ? { entry: shown, secret: await services.vault.secretOf(shown.id) }
      : await services.renewals.renewed(shown.id);
  const answer = await askAbout(services, { host: entry.host, kind: entry.kind, token, signal });
  if (answer.kind === 'unchecked') return { entry, answer };
  const { inspection } = answer;
  if (inspection.kind === 'alive') warnOfOtherAccount(services, entry, inspection);
  // It may have been rotated while GitHub was asked: the answer is about the token that was sent.
  const updated = await services.vault.update(entry.id, (latest) =>
    latest.secretSince === entry.secretSince ? applyInspection(latest, inspection) : latest,
  );
  await services.state.refresh();
  return { entry: updated, answer };
}

/** A token answers for another account than before: renamed at GitHub, or not the token it was taken for. */
function warnOfOtherAccount(services: Services, entry: Entry, seen: Parameters<typeof judgeLogin>[1]): void {
  const change = judgeLogin(entry, seen);
  if (change.kind === 'none') return;
  services.log.info(`${entry.name} answers for another account than before`);
  const text = vscode.l10n.t(
    '{0} now answers as {1}; before it was {2}. If you did not rename the account, rotate the token.',
    entry.name,
    change.now,
    change.was,
  );
  void warn(text);
}
