import * as vscode from 'vscode';
import type { PlannedListing } from '../../permissions/listInstallation.ts';
import type { PlannedProbe } from '../../permissions/planProbes.ts';
import { codeSpan } from '../../shared/markdown.ts';
import type { Entry } from '../../tokens/entry.ts';
import { permissionWord } from '../askPurpose.ts';
import { kindWord } from './words.ts';

export interface Announcement {
  readonly entry: Entry;
  /** `owner/name`. */
  readonly repository: string;
  readonly planned: readonly PlannedProbe[];
  /** GitHub's own list, where there is one for this kind of token. */
  readonly listing: PlannedListing | undefined;
  /** Whether git can be asked here. */
  readonly git: boolean;
}

/** The exact requests of a run, before any of them is sent. */
export function announcementText({ entry, repository, planned, listing, git }: Announcement): string {
  const { t } = vscode.l10n;
  const ofRepository = planned.filter((one) => one.repository !== undefined);
  const ofAccount = planned.filter((one) => one.repository === undefined);
  return [
    `# ${t('Requests that would probe {0} in {1}', codeSpan(entry.name), codeSpan(repository))}`,
    '',
    t('Nothing is sent until you choose it.'),
    '',
    `- ${t('Token')}: ${kindWord(entry.kind)}, ${entry.host}`,
    '',
    `## ${t('About {0}', codeSpan(repository))}`,
    '',
    ...(listing === undefined ? [] : [`- ${t('What GitHub lists for the App')}: ${codeSpan(listing.line)}`]),
    ...ofRepository.map(requestLine),
    '',
    ...(ofAccount.length === 0 ? [] : [`## ${t('About your account, only if you choose it')}`, '']),
    ...ofAccount.map(requestLine),
    ...(ofAccount.length === 0 ? [] : ['']),
    `## ${t('What to know')}`,
    '',
    `- ${t('None of them can write. Each is a GET but one: a pull request with nothing in it, which GitHub refuses.')}`,
    `- ${t('They go one at a time. The run ends at once when GitHub does not know the token, or asks to be left alone.')}`,
    `- ${t('Only the status of each answer is read, and of a list the one line of this owner. In a public repository fewer are sent, because everyone may read there.')}`,
    `- ${t('What GitHub lets through is called likely. It does not promise to look at the permission first.')}`,
    ...(git ? [] : [`- ${t('git is not at hand here, so whether the token may push is left out.')}`]),
    '',
  ].join('\n');
}

function requestLine({ probe, line }: PlannedProbe): string {
  return `- ${permissionWord(probe.permission, probe.level)}: ${codeSpan(line)}`;
}

/** The question of a first use, or of another program. */
export function probeQuestion(
  entry: Entry,
  repository: string,
  byProgram: boolean,
): { readonly message: string; readonly detail: string } {
  const { t } = vscode.l10n;
  const message = t('Probe what {0} may do in {1}?', entry.name, repository);
  const detail = byProgram
    ? t('Another program asked for this. The token is sent to {0}, and nothing is changed there.', entry.host)
    : t(
        'This is the first use of this token with this repository. It is sent to {0}, and nothing is changed there.',
        entry.host,
      );
  return { message, detail };
}

/** Why a run ended before its end; undefined where there is nothing to say. */
export function stoppedText(why: string): string | undefined {
  const { t } = vscode.l10n;
  switch (why) {
    case 'cancelled':
      return t('The probes were stopped. What was learned by then is kept.');
    case 'rateLimited':
    case 'secondaryRateLimit':
    case 'loginAttempts':
      return t('GitHub asks to be left alone for a while, so the rest was not sent. Probe again later.');
    case 'offline':
    case 'timeout':
      return t(
        'GitHub could not be reached, so the rest was not sent. Probe again when the network is back.',
      );
    default:
      return undefined;
  }
}
