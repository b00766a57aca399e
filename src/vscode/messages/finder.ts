import * as vscode from 'vscode';
import type { FindPlace, LoginPlace } from '../../leaks/findPlaces.ts';
import type { Find, FindAct, FindSpot } from '../../leaks/machineFinds.ts';
import { drawnLine } from '../../shared/text.ts';
import type { Around } from '../finder/lookAround.ts';
import { leakNames } from '../leaks/leakNames.ts';
import { gapWords, machineFilePath, machineFileWord } from './leakScan.ts';
import { leakActWords, leakWhere } from './leaks.ts';
import { adviseSource } from './sources.ts';
import { kindWord } from './words.ts';

const longest = 200;

/** In a remote window the files of another machine than the one in front of the person are meant. */
export function findTitle(): string {
  const { t } = vscode.l10n;
  const { remoteName } = vscode.env;
  return remoteName === undefined
    ? t('Find Tokens on This Machine')
    : t('Find Tokens on This Machine: {0}, where this window runs', remoteName);
}

/** A place to look in, as a line to choose: what it is, and its path, or what has to be run for it. */
export function findPlaceWords(
  place: FindPlace,
  hosts: readonly string[],
): { readonly label: string; readonly detail: string } {
  const { t } = vscode.l10n;
  switch (place.kind) {
    case 'file':
      return { label: machineFileWord(place.file.what), detail: machineFilePath(place.file) };
    case 'remotes':
      return {
        label: t('Remotes and configuration of the open repositories'),
        detail: t('Addresses with a token in them.'),
      };
    case 'environment':
      return { label: t('Environment of VS Code'), detail: place.names.join(', ') };
    case 'login':
      return { label: loginWord(place.from), detail: loginDetail(place.from, hosts.join(', ')) };
  }
}

function loginWord(from: LoginPlace): string {
  const { t } = vscode.l10n;
  return { gh: t('Login of gh'), vscode: t('GitHub session of VS Code'), git: t('Logins that git has') }[
    from
  ];
}

function loginDetail(from: LoginPlace, hosts: string): string {
  const { t } = vscode.l10n;
  switch (from) {
    case 'gh':
      return t('Runs gh auth token for {0}. gh asks its keyring.', hosts);
    case 'vscode':
      return t('Only where you let this extension use it. You are not asked.');
    case 'git':
      return t('Runs git credential fill for {0}, and with it your credential helpers.', hosts);
  }
}

/** Nothing lies where it was looked. */
export function noneText(places: number, gaps: Around['gaps']): string {
  const { t } = vscode.l10n;
  const none =
    places === 1
      ? t('No token was found in the place you chose.')
      : t('No token was found in the {0} places you chose.', places);
  return [none, ...gaps.map(whyNotSeen)].join(' ');
}

/** Above the list; what could not be seen is said there. */
export function findsPlaceholder(count: number, gaps: Around['gaps']): string {
  const { t } = vscode.l10n;
  const found =
    count === 0
      ? t('No token lies where you looked. What was taken out can be put back.')
      : count === 1
        ? t('One token. Choose it to see what you can do.')
        : t('{0} tokens. Choose one to see what you can do.', count);
  return [found, ...gaps.map(whyNotSeen)].join(' ');
}

function whyNotSeen(gap: Around['gaps'][number]): string {
  if (gap.kind !== 'noLogin') return gapWords(gap);
  const advice = adviseSource(gap.problem as Parameters<typeof adviseSource>[0]);
  return advice?.text ?? '';
}

export interface FindLine {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** One token: what it is, whose, whether it lives, where it belongs, and every place that holds it. */
export function findLine(find: Find, entryName: string | undefined, hosts: readonly string[]): FindLine {
  const { ours } = find.standing;
  const { t } = vscode.l10n;
  const name = drawnLine(entryName ?? t('an entry'), longest);
  const whose =
    ours === undefined
      ? t('not in the vault')
      : ours.old
        ? t('the old token of {0}', name)
        : t('in the vault as {0}', name);
  return {
    label: `$(key) ${find.masked}`,
    description: [kindWord(find.kind), whose, stateWord(find), hostWord(find, hosts)].join(' · '),
    detail: [...new Set(find.spots.map(spotWord))].join(', '),
  };
}

function stateWord({ standing: { checked } }: Find): string {
  const { t } = vscode.l10n;
  if (checked === undefined) return t('not checked');
  return checked.kind === 'alive' ? t('alive') : t('not accepted by {0}', checked.host);
}

function hostWord({ hosts: named, standing: { checked } }: Find, hosts: readonly string[]): string {
  const { t } = vscode.l10n;
  if (checked?.kind === 'alive') return checked.host;
  const [only, ...more] = named;
  if (only === undefined || more.length > 0) return t('host unknown: sent nowhere until you say');
  return hosts.includes(only)
    ? t('for {0}', only)
    : t('for {0}, which is none of your hosts: sent nowhere', drawnLine(only, longest));
}

function spotWord(spot: FindSpot): string {
  const { t } = vscode.l10n;
  switch (spot.kind) {
    case 'leak': {
      const { place } = spot.judged.leak;
      return spot.file?.path ?? leakWhere({ place, ...leakNames(place) });
    }
    case 'variable':
      return t('variable {0}', spot.name);
    case 'login':
      return spot.account === ''
        ? t('{0} for {1}', loginWord(spot.from), spot.host)
        : t('{0} for {1} ({2})', loginWord(spot.from), spot.host, drawnLine(spot.account, longest));
  }
}

/** What can be done, as a line to choose. */
export function actWords(act: FindAct): Pick<FindLine, 'label'> & Partial<FindLine> {
  const { t } = vscode.l10n;
  switch (act.kind) {
    case 'importAndClean':
      return {
        label: `$(lock) ${t('Move It to the Vault')}`,
        detail: t('Stored and proved first, then taken out of its files'),
      };
    case 'import':
      return { label: `$(add) ${t('Copy It to the Vault')}`, detail: t('It also stays where it is') };
    case 'clean':
      return {
        label: `$(remove) ${t('Take It Out of {0}', baseName(act.file.path))}`,
        description: act.file.path,
        detail: t('Saved at once. While this window is open you can put it back.'),
      };
    case 'open':
      return {
        label: `$(go-to-file) ${t('Go to It')}`,
        detail: leakWhere({ place: act.judged.leak.place, ...leakNames(act.judged.leak.place) }),
      };
    case 'howToRemove':
      return {
        label: `$(info) ${t('How to Remove It')}`,
        detail: t('Another program keeps it, so that is left to you'),
      };
    case 'check':
    case 'revoke': {
      const { icon, label } = leakActWords(act.kind);
      return { label: `$(${icon}) ${label}` };
    }
  }
}

const baseName = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** What is not ours is not unset by us: each place with its own way. */
export function howToRemove({ spots }: Pick<Find, 'spots'>): string {
  const { t } = vscode.l10n;
  const ways = spots.flatMap(wayOut);
  return [...new Set(ways), t('Whoever copied the token can use it until it is revoked.')].join(' ');
}

function wayOut(spot: FindSpot): readonly string[] {
  const { t } = vscode.l10n;
  if (spot.kind === 'leak') {
    return spot.file?.what === 'ghHosts' ? [t('Run gh auth logout to end the login of gh.')] : [];
  }
  if (spot.kind === 'variable') {
    return [
      t('Remove {0} where it is set, such as a start-up file of your shell, and restart VS Code.', spot.name),
    ];
  }
  const words: Readonly<Record<LoginPlace, string>> = {
    gh: t('Run gh auth logout --hostname {0} to end the login of gh.', spot.host),
    vscode: t('Sign out in the Accounts menu of VS Code.'),
    git: t('Run git credential reject, or delete the login for {0} in your credential manager.', spot.host),
  };
  return [words[spot.from]];
}

export function goneFromText(masked: string): string {
  return vscode.l10n.t('{0} is not there any more. Nothing was stored, and nothing was sent.', masked);
}

/** It was not stored. */
export function deadText(masked: string, host: string): string {
  return vscode.l10n.t(
    '{0} does not accept {1}, so it was not stored. Take it out where it lies.',
    host,
    masked,
  );
}

/** It is stored, and stays where it is as well. */
export function unprovedText(masked: string, name: string): string {
  return vscode.l10n.t(
    '{0} is kept as {1}, but was not seen to work, so it also stays where it is. Check it, then take it out.',
    masked,
    drawnLine(name, longest),
  );
}
