import * as vscode from 'vscode';
import type { Job } from '../policy/judgeFit.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Entry } from '../tokens/entry.ts';
import { placeOf } from '../tokens/override.ts';
import type { Candidate } from '../tokens/selectEntry.ts';
import { obstacleWord } from './messages/selection.ts';
import { warn } from './notify.ts';
import { pick } from './prompts.ts';
import { rankedChoices } from './rankedChoices.ts';
import { selectAnywhere } from './selectAnywhere.ts';
import type { Services } from './services.ts';
import { askAlias, isAliased } from './sshAlias.ts';
import type { State } from './stateKeeper.ts';
import { rotateLatest } from './stepActs.ts';

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
  const { state, selection } = await selectAnywhere(services, address, job);
  const slug = `${address.owner}/${address.repo}`;
  switch (selection.kind) {
    case 'chosen':
      return selection.entry;
    case 'none':
      await sayNone(services, address);
      return undefined;
    case 'blocked': {
      const rotate = t('Rotate');
      const other = t('Use Another Token');
      const { entry, obstacle } = selection;
      const text = t('{0} would be used for {1}, but it is {2}.', entry.name, slug, obstacleWord(obstacle));
      const own = entry.origin === undefined ? [rotate] : [];
      const answer = await warn(text, ...own, other);
      if (answer === rotate) await rotateLatest(services, entry);
      return answer === other ? pickOnce(services, state, slug, selection.ranked) : undefined;
    }
    case 'ask': {
      const entry = await pick<Entry>({
        title: t('Token for {0}', slug),
        placeholder: t('Which token belongs here? The answer is remembered for {0}.', slug),
        choices: rankedChoices(services, state, selection.ranked),
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
  const { state, selection } = await selectAnywhere(services, address, job);
  switch (selection.kind) {
    case 'chosen':
      return selection.entry;
    case 'none':
      await sayNone(services, address);
      return undefined;
    default:
      return pickOnce(services, state, `${address.owner}/${address.repo}`, selection.ranked);
  }
}

/** Asks which token serves this time. */
export async function pickOnce(
  services: Services,
  state: State,
  slug: string,
  ranked: readonly Candidate[],
): Promise<Entry | undefined> {
  const { t } = vscode.l10n;
  return pick<Entry>({
    title: t('Token for {0}', slug),
    placeholder: t('Which token should serve this time? Nothing is remembered.'),
    choices: rankedChoices(services, state, ranked),
  });
}

async function sayNone(services: Services, address: RepositoryAddress): Promise<void> {
  const { t } = vscode.l10n;
  const { name } = address.host;
  const add = t('Add Token');
  const change = t('Choose Another GitHub');
  const text = t('No token for {0} is stored. Add one to go on.', name);
  const because = isAliased(address)
    ? ` ${t('You said that the SSH name {0} stands for {1}.', address.alias, name)}`
    : '';
  const answer = await warn(text + because, add, ...(isAliased(address) ? [change] : []));
  if (answer === add) await vscode.commands.executeCommand('tokenWarden.addToken');
  if (answer === change && isAliased(address)) await askAlias(services, change, address.alias);
}
