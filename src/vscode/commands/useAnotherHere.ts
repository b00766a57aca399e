import * as vscode from 'vscode';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import type { Entry } from '../../tokens/entry.ts';
import { placeOf } from '../../tokens/override.ts';
import { inform } from '../notify.ts';
import { offerFirstToken } from '../pickEntry.ts';
import { type Choice, pick, separator } from '../prompts.ts';
import { rankedChoices } from '../rankedChoices.ts';
import type { Services } from '../services.ts';
import { askAlias, isAliased } from '../sshAlias.ts';

type Answer = { readonly kind: 'entry'; readonly entry: Entry } | { readonly kind: 'alias' };
type Reach = 'repository' | 'owner' | 'host' | 'once';

/**
 * Chooses which entry serves this repository, its owner, its host, or only the next action. Where the repository was found by an
 * SSH name, the person's answer about that name can be corrected too.
 */
export async function useAnotherHere(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const state = await services.state.refresh();
  const { selection, place } = state;
  const address = place?.address;
  if (address === undefined) {
    return sayNoPlace();
  }
  const ranked = selection.kind === 'none' ? [] : selection.ranked;
  if (ranked.length === 0 && !isAliased(address)) return offerFirstToken();
  const entries = rankedChoices(services, state, ranked).map(
    (choice): Choice<Answer> => ({ ...choice, value: { kind: 'entry', entry: choice.value } }),
  );
  const active = entries.find(
    ({ value }) => value.kind === 'entry' && value.entry.id === state.chosen?.id,
  )?.value;
  const answer = await pick<Answer>({
    title: t('Token for {0}', `${address.owner}/${address.repo}`),
    placeholder: t('Which token should serve here?'),
    choices: [...entries, ...aliasChoice(address)],
    ...(active ? { active } : {}),
  });
  if (answer?.kind === 'entry') await useAt(services, address, answer.entry);
  if (answer?.kind === 'alias' && isAliased(address)) {
    await askAlias(services, t('Choose Another GitHub'), address.alias);
  }
}

function aliasChoice(address: RepositoryAddress): readonly (Choice<Answer> | vscode.QuickPickItem)[] {
  if (!isAliased(address)) return [];
  const { t } = vscode.l10n;
  return [
    separator(''),
    {
      label: `$(question) ${t('Choose Another GitHub')}`,
      description: t('You said that the SSH name {0} stands for {1}.', address.alias, address.host.name),
      value: { kind: 'alias' },
    },
  ];
}

/** Lets one entry serve the repository at hand, or says that there is none. */
export async function useHere(services: Services, entry: Entry): Promise<void> {
  const { place } = await services.state.refresh();
  if (place?.address) await useAt(services, place.address, entry);
  else sayNoPlace();
}

function sayNoPlace(): void {
  void inform(
    vscode.l10n.t('No repository with a known GitHub remote is open here. Open one, then choose its token.'),
  );
}

/** Lets one entry serve a repository, its owner, its host, or only the next action there, as the person says. */
export async function useAt(services: Services, address: RepositoryAddress, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const { host, owner, repo } = address;
  const slug = `${owner}/${repo}`;
  const reach = await pick<Reach>({
    title: t('{0} for {1}', entry.name, slug),
    placeholder: t('How far should this choice reach?'),
    choices: [
      { label: t('This Repository'), description: slug, value: 'repository' },
      { label: t('All of {0}', owner), description: host.name, value: 'owner' },
      {
        label: t('All of {0}', host.name),
        description: t('wherever nothing else is chosen'),
        value: 'host',
      },
      separator(''),
      {
        label: t('The Next Action Only'),
        description: t('in {0}; nothing is remembered', slug),
        value: 'once',
      },
    ],
  });
  if (reach === undefined) return;
  if (reach === 'once') services.state.overrideOnce(address, entry.id);
  else {
    const places = {
      repository: placeOf(host.name, owner, repo),
      owner: `${host.name}/${owner}`,
      host: host.name,
    };
    await services.memory.bind(places[reach], entry.id);
  }
  await services.state.refresh();
}
