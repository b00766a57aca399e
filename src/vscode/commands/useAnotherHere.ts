import * as vscode from 'vscode';
import type { Entry } from '../../tokens/entry.ts';
import { obstacleWord, reasonWord } from '../messages/selection.ts';
import { entryChoice, offerFirstToken } from '../pickEntry.ts';
import { pick, separator } from '../prompts.ts';
import type { Services } from '../services.ts';

type Reach = 'repository' | 'owner' | 'once';

/** Chooses which entry serves this repository, its owner, or only the next action. */
export async function useAnotherHere(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const state = await services.state.refresh();
  const { selection, place } = state;
  const address = place?.address;
  if (address === undefined) {
    void vscode.window.showInformationMessage(
      t('No repository with a known GitHub remote is open here. Open one, then choose its token.'),
    );
    return;
  }
  if (selection.kind === 'none') return offerFirstToken();
  const slug = `${address.owner}/${address.repo}`;
  const choices = await Promise.all(
    selection.ranked.map(async ({ entry, reason, obstacle }) => {
      const choice = await entryChoice(services, state, entry);
      const why = obstacle === undefined ? reasonWord(reason) : obstacleWord(obstacle);
      return { ...choice, description: `${choice.description} · ${why}` };
    }),
  );
  const entry = await pick<Entry>({
    title: t('Token for {0}', slug),
    placeholder: t('Which token should serve here?'),
    choices,
    ...(state.chosen ? { active: state.chosen } : {}),
  });
  if (!entry) return;
  const reach = await pick<Reach>({
    title: t('{0} for {1}', entry.name, slug),
    placeholder: t('How far should this choice reach?'),
    choices: [
      { label: t('This Repository'), description: slug, value: 'repository' },
      { label: t('All of {0}', address.owner), description: address.host.name, value: 'owner' },
      separator(''),
      { label: t('The Next Action Only'), description: t('nothing is remembered'), value: 'once' },
    ],
  });
  if (reach === undefined) return;
  const owner = `${address.host.name}/${address.owner}`;
  if (reach === 'once') services.state.override = entry.id;
  else await services.memory.bind(reach === 'owner' ? owner : `${owner}/${address.repo}`, entry.id);
  await services.state.refresh();
}
