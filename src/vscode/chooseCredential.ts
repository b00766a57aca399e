import * as vscode from 'vscode';
import type { Job } from '../policy/judgeFit.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { SourceTrouble } from '../sources/source.ts';
import type { Entry } from '../tokens/entry.ts';
import { placeOf } from '../tokens/override.ts';
import type { Candidate } from '../tokens/selectEntry.ts';
import { lookAtBorrowed } from './lookAtBorrowed.ts';
import { adviseNone } from './messages/remedy.ts';
import { blockedText } from './messages/selection.ts';
import { nextSteps } from './messages/steps.ts';
import { warn } from './notify.ts';
import { pick } from './prompts.ts';
import { rankedChoices } from './rankedChoices.ts';
import { selectAnywhere } from './selectAnywhere.ts';
import type { Services } from './services.ts';
import { askForSession } from './sessions.ts';
import { askAlias, isAliased } from './sshAlias.ts';
import type { State } from './stateKeeper.ts';
import { rotateLatest, showDetails } from './stepActs.ts';

/**
 * The entry for a job at an address. Asks only when the choice is not clear; a dead one is never silently replaced by
 * another. Undefined when the person leaves or has none, which is said.
 */
export async function chooseCredential(
  services: Services,
  address: RepositoryAddress,
  job: Job,
): Promise<Entry | undefined> {
  const { t } = vscode.l10n;
  const { state, selection, troubles } = await selectAnywhere(services, address, job);
  const slug = `${address.owner}/${address.repo}`;
  switch (selection.kind) {
    case 'chosen':
      return selection.entry;
    case 'none':
      await sayNone(services, address, troubles);
      return undefined;
    case 'blocked': {
      const rotate = t('Rotate');
      const other = t('Use Another Token');
      const { entry, obstacle } = selection;
      const text = blockedText(entry.name, slug, obstacle);
      const own = entry.origin === undefined ? [rotate] : [];
      const answer = await warn(text, ...own, other);
      if (answer === rotate) await rotateLatest(services, entry);
      return answer === other ? pickOnce(services, state, address, job, selection.ranked) : undefined;
    }
    case 'ask': {
      const entry = await pick<Entry>({
        title: t('Token for {0}', slug),
        placeholder: t('Which token belongs here? The answer is remembered for {0}.', slug),
        choices: rankedChoices(
          services,
          state,
          await lookAtBorrowed(services, address, job, selection.ranked),
        ),
      });
      if (entry) {
        await services.memory.bind(placeOf(address.host.name, address.owner, address.repo), entry.id);
      }
      return entry;
    }
  }
}

/**
 * The entry that would be chosen, for looking ahead: where it is not clear the person says which to look at, and nothing
 * of it is remembered. Undefined when they leave or have none, which is said.
 */
export async function chooseToLookAt(
  services: Services,
  address: RepositoryAddress,
  job: Job,
): Promise<Entry | undefined> {
  const { state, selection, troubles } = await selectAnywhere(services, address, job);
  switch (selection.kind) {
    case 'chosen':
      return selection.entry;
    case 'none':
      await sayNone(services, address, troubles);
      return undefined;
    default:
      return pickOnce(services, state, address, job, selection.ranked);
  }
}

/** Asks which token serves this time. */
export async function pickOnce(
  services: Services,
  state: State,
  address: RepositoryAddress,
  job: Job,
  ranked: readonly Candidate[],
): Promise<Entry | undefined> {
  const { t } = vscode.l10n;
  return pick<Entry>({
    title: t('Token for {0}', `${address.owner}/${address.repo}`),
    placeholder: t('Which token should serve this time? Nothing is remembered.'),
    choices: rankedChoices(services, state, await lookAtBorrowed(services, address, job, ranked)),
  });
}

async function sayNone(
  services: Services,
  address: RepositoryAddress,
  troubles: readonly SourceTrouble[],
): Promise<void> {
  const { t } = vscode.l10n;
  const { host } = address;
  const advice = adviseNone(host, troubles);
  const add = advice.next.label;
  const change = t('Choose Another GitHub');
  const session = t('Ask for VS Code’s Session');
  const details = nextSteps().details.label;
  const isSignedIn = troubles.some(({ problem }) => problem.kind === 'sessionNotAllowed');
  const because = isAliased(address)
    ? ` ${t('You said that the SSH name {0} stands for {1}.', address.alias, host.name)}`
    : '';
  const answer = await warn(
    advice.text + because,
    add,
    ...(isSignedIn ? [session] : []),
    ...(troubles.length === 0 ? [] : [details]),
    ...(isAliased(address) ? [change] : []),
  );
  if (answer === add) await vscode.commands.executeCommand('tokenWarden.addToken');
  if (answer === change && isAliased(address)) await askAlias(services, change, address.alias);
  if (answer === session) await askForSession(host);
  if (answer === details) {
    const told = { area: 'api', cause: 'noToken', advice, words: '', at: services.clock.now() } as const;
    await showDetails(services.documents, told);
  }
}
