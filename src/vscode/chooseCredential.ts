import * as vscode from 'vscode';
import type { Job } from '../policy/judgeFit.ts';
import type { RepositoryAddress } from '../push/remoteUrl.ts';
import type { Entry } from '../tokens/entry.ts';
import { obstacleWord, reasonWord } from './messages/selection.ts';
import { entryChoice } from './pickEntry.ts';
import { pick } from './prompts.ts';
import type { Services } from './services.ts';

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
  const state = await services.state.refresh();
  const selection = services.state.select(state.view.entries, { address }, job);
  const slug = `${address.owner}/${address.repo}`;
  switch (selection.kind) {
    case 'chosen':
      return selection.entry;
    case 'none': {
      const add = t('Add Token');
      const text = t('No token for {0} is stored. Add one to go on.', address.host.name);
      if ((await vscode.window.showWarningMessage(text, add)) === add) {
        await vscode.commands.executeCommand('tokenWarden.addToken');
      }
      return undefined;
    }
    case 'blocked': {
      const rotate = t('Rotate');
      const other = t('Use Another Token');
      const text = t(
        '{0} would be used for {1}, but it is {2}.',
        selection.entry.name,
        slug,
        obstacleWord(selection.obstacle),
      );
      const answer = await vscode.window.showWarningMessage(text, rotate, other);
      if (answer === rotate) await vscode.commands.executeCommand('tokenWarden.rotateToken');
      if (answer !== other) return undefined;
      break;
    }
    case 'ask':
  }
  const choices = await Promise.all(
    selection.ranked.map(async ({ entry, reason, obstacle }) => {
      const choice = await entryChoice(services, state, entry);
      const why = obstacle === undefined ? reasonWord(reason) : obstacleWord(obstacle);
      return { ...choice, description: `${choice.description} · ${why}` };
    }),
  );
  const entry = await pick<Entry>({
    title: t('Token for {0}', slug),
    placeholder: t('It is not clear which token belongs here. Which one?'),
    choices,
  });
  if (entry) await services.memory.bind(`${address.host.name}/${slug}`, entry.id);
  return entry;
}

/** Whether the person confirmed this entry for this repository before. */
export function isConfirmed(entry: Entry, address: RepositoryAddress): boolean {
  const slug = slugOf(address);
  return entry.confirmedFor.some((one) => one.toLowerCase() === slug);
}

/** Remembers the confirmation with the entry, so that it goes when the entry goes. */
export async function rememberConfirmed(
  services: Services,
  entry: Entry,
  address: RepositoryAddress,
): Promise<void> {
  if (isConfirmed(entry, address)) return;
  const slug = slugOf(address);
  await services.vault.update(entry.id, (latest) => ({
    ...latest,
    confirmedFor: [...latest.confirmedFor, slug],
  }));
}

function slugOf(address: RepositoryAddress): string {
  return `${address.owner}/${address.repo}`.toLowerCase();
}

/** Records what an operation showed about the token; one line per operation and repository, the latest. */
export async function observe(
  services: Services,
  entry: Entry,
  operation: 'push' | 'open-draft-pr',
  address: RepositoryAddress,
  evidence: 'worked' | 'refused',
): Promise<void> {
  const repository = `${address.owner}/${address.repo}`;
  const at = services.clock.now();
  await services.vault.update(entry.id, (latest) => ({
    ...latest,
    sso: evidence === 'worked' ? { kind: 'notSeen' } : latest.sso,
    observed: [
      ...latest.observed.filter(
        (one) => one.operation !== operation || one.repository.toLowerCase() !== repository.toLowerCase(),
      ),
      { operation, repository, evidence, at },
    ].slice(-100),
  }));
}
