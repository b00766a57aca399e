import * as vscode from 'vscode';
import type { MachineFile, ScanProgress } from '../../leaks/ports.ts';
import type { RepositoryPlace, ScanPlace } from '../../leaks/scanPlaces.ts';
import { withoutTokens } from '../../leaks/withoutTokens.ts';
import type { LeaksNode } from '../../tree/treeNode.ts';
import type { Gap, ScanOutcome } from '../leaks/runScan.ts';
import { countWords, otherCounts } from './leaks.ts';

type What = 'workspace' | 'machine' | RepositoryPlace;

/** A place to look in, as a line to choose: what it is, and what that means. */
export function scanPlaceWords(place: ScanPlace): { readonly label: string; readonly detail: string } {
  const { t } = vscode.l10n;
  switch (place.kind) {
    case 'workspace':
      return {
        label: t('Files of this workspace'),
        detail: t('Including those that git ignores: tokens are often there.'),
      };
    case 'withoutIgnored':
      return {
        label: t('Leave out what git ignores'),
        detail: t('.env and similar files are still read.'),
      };
    case 'withoutExcluded':
      return {
        label: t('Leave out what your files.exclude names'),
        detail: t('Your own setting, not the workspace’s. .env and similar files are still read.'),
      };
    case 'configuration':
      return {
        label: t('Remotes and configuration of the repository'),
        detail: t('Addresses with a token in them.'),
      };
    case 'staged':
      return { label: t('Staged changes'), detail: t('What the next commit would hold.') };
    case 'outgoing':
      return { label: t('Commits that are not pushed'), detail: t('Their files and their messages.') };
    case 'history':
      return {
        label: t('The whole history'),
        detail: t('Every commit of every branch. This can take a while.'),
      };
    case 'machine':
      return { label: machineFileWord(place.file.what), detail: machineFilePath(place.file) };
  }
}

export function machineFilePath({ path, leadsTo }: MachineFile): string {
  return leadsTo === undefined ? path : vscode.l10n.t('{0}, a link to {1}', path, leadsTo);
}

export function machineFileWord(what: MachineFile['what']): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<MachineFile['what'], string>> = {
    gitCredentials: t('Passwords that git stores'),
    gitConfig: t('Your git configuration'),
    netrc: t('Passwords for curl and others'),
    npmrc: t('Your npm configuration'),
    ghHosts: t('Logins of gh'),
    editorSettings: t('Your settings of VS Code'),
    mcp: t('Configuration of MCP servers'),
    packageLogin: t('Logins for packages and containers'),
    shellProfile: t('Start-up file of your shell'),
    shellHistory: t('What you typed into your shell'),
    envrc: t('Variables that direnv sets'),
  };
  return words[what];
}

/** What is being looked at, as it was chosen. */
export function scanStepWords(what: What): string {
  return what === 'machine' ? outsideWords() : scanPlaceWords({ kind: what }).label;
}

/** Above the files of the machine. */
export function outsideWords(): string {
  return vscode.l10n.t('Outside of this workspace');
}

/** `1,204 files, 310 MB/s`. `ms` since the start. */
export function scanProgressWords({ files, bytes }: ScanProgress, ms: number): string {
  return vscode.l10n.t('{0} files, {1} MB/s', number(files), rate(bytes, ms));
}

/** Of less a rate says nothing. */
const fewBytes = 1_000_000;

/** How a search ended: what was found, how much was read, and what was not. */
export function scanResultWords(
  { files, bytes, unchanged, ignored, ms, gaps }: Omit<ScanOutcome, 'found'>,
  counts: Pick<LeaksNode, 'tokens' | 'places' | 'possible' | 'testData'>,
): string {
  const { t } = vscode.l10n;
  const parts = [foundWords(counts)];
  if (ignored > 0)
    parts.push(
      ignored === 1
        ? t('Git ignores one of these files.')
        : t('Git ignores {0} of these files.', number(ignored)),
    );
  if (files > 0 && bytes < fewBytes)
    parts.push(t('Looked at {0} files in {1} s.', number(files), seconds(ms)));
  else if (files > 0) {
    parts.push(
      t(
        'Looked at {0} files, {1} MB, in {2} s: {3} MB/s.',
        number(files),
        megabytes(bytes),
        seconds(ms),
        rate(bytes, ms),
      ),
    );
  }
  if (unchanged > 0) parts.push(t('{0} of them had not changed and were not read again.', number(unchanged)));
  return [...parts, ...gaps.map(gapWords)].join(' ');
}

function foundWords({
  tokens,
  places,
  possible,
  testData,
}: Pick<LeaksNode, 'tokens' | 'places' | 'possible' | 'testData'>): string {
  const { t } = vscode.l10n;
  const more = otherCounts({ possible, testData });
  if (tokens > 0) return t('Found {0}.', [countWords(tokens, places), ...more].join(', '));
  return more.length === 0
    ? t('No leaked token was found.')
    : t('Nothing is certain to be a token: {0}.', more.join(', '));
}

export function gapWords(gap: Gap): string {
  const { t } = vscode.l10n;
  switch (gap.kind) {
    case 'cancelled':
      return t('You cancelled it, so the rest was not looked at.');
    case 'unread': {
      const path = withoutTokens(gap.path ?? '');
      return gap.count === 1
        ? t('One file could not be read: {0}.', path)
        : t('{0} files could not be read, the first is {1}.', number(gap.count), path);
    }
    case 'partly':
      return t('Only part of this could be looked at: {0}.', scanStepWords(gap.what));
    case 'failed':
      return t('This could not be looked at: {0}. The log says why.', scanStepWords(gap.what));
  }
}

const number = (value: number) => new Intl.NumberFormat(vscode.env.language).format(value);

function seconds(ms: number): string {
  return new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 1 }).format(
    Math.max(0.1, ms / 1000),
  );
}

const megabytes = (bytes: number) => number(Math.round(bytes / 1e6));

function rate(bytes: number, ms: number): string {
  return number(Math.round(bytes / 1e6 / Math.max(0.001, ms / 1000)));
}
