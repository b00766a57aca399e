import * as vscode from 'vscode';
import type { Finding } from '../../shared/finding.ts';
import { boundText, stripControl } from '../../shared/text.ts';
import type { Entry } from '../../tokens/entry.ts';
import { keyFindingWords } from './appKeys.ts';
import { dateAndDistance } from './dates.ts';
import { endingWords } from './endingOld.ts';
import { surplusReason } from './surplus.ts';
import { kindWord } from './words.ts';

const longestReason = 200;
const advisedDays = 30;
const longestList = 6;

/** A reason was written by a person, and may have been stored by another program: one line of plain text. */
function plainLine(text: string): string {
  return boundText(stripControl(text.slice(0, 4 * longestReason)).replaceAll('\n', ' '), longestReason);
}

/** What a finding means for the person: a short title, why in one sentence, and the next step's label. */
export interface FindingWords {
  readonly title: string;
  readonly why: string;
  readonly next: string;
}

/** Words for one finding. `now` in ms since the epoch, for distances. */
export function explainFinding(finding: Finding, entry: Entry, now: number): FindingWords {
  const { t } = vscode.l10n;
  const { data } = finding;
  const when = data.at === undefined ? '' : dateAndDistance(data.at, now);
  const next = nextStepWord(finding);
  switch (finding.id) {
    case 'dead':
      return {
        title: t('GitHub no longer accepts it'),
        why: t('It expired, was revoked, or was never right: GitHub gives one answer for all three.'),
        next,
      };
    case 'expired':
      return { title: t('Expired {0}', when), why: t('Pushes with it fail.'), next };
    case 'renewal-lost':
      return {
        title: t('Its sign-in is not renewed any more'),
        why:
          data.at !== undefined && data.at > now
            ? t('Its last token expires {0}: sign in again before that.', when)
            : t('Pushes with it fail until you sign in again.'),
        next,
      };
    case 'expires-soon':
    case 'expires-later':
      return {
        title: t('Expires {0}', when),
        why: t('After that, pushes and pull requests with it fail.'),
        next,
      };
    case 'classic':
      return {
        title: t('Classic token'),
        why: t(
          'A {0} reaches every repository you can reach; a fine-grained one can be limited to single ones.',
          kindWord(entry.kind),
        ),
        next,
      };
    case 'over-scoped':
      return {
        title: t('Broader than its job: {0}', someOf(data.surplus)),
        why: worstOf(finding),
        next,
      };
    case 'broader-than-purpose':
      return {
        title: t('Broader than its purpose: {0}', someOf(data.surplus)),
        why: worstOf(finding),
        next,
      };
    case 'no-expiry':
      return { title: t('Never expires'), why: t('If it leaks, it works until someone notices.'), next };
    case 'long-lifetime':
      return {
        title: t('Lives {0} days', data.days ?? 0),
        why: t(
          'Your limit is {0} days: a token that leaks should stop by itself soon.',
          data.limit ?? advisedDays,
        ),
        next,
      };
    case 'kind-not-allowed':
      return {
        title: t('Kind not allowed: {0}', kindWord(entry.kind)),
        why: t('It is not among the kinds that your rules allow.'),
        next,
      };
    case 'old':
      return {
        title: t('Stored {0}', when),
        why: t(
          'A token that stays the same for more than {0} days has had time to be copied elsewhere.',
          data.limit ?? advisedDays,
        ),
        next,
      };
    case 'unused':
      return {
        title: t('Not used here for {0} days', data.days ?? 0),
        why: t('If nothing else uses it, it can only leak: delete it on its page.'),
        next,
      };
    case 'several-owners':
      return {
        title: t('Serves several owners: {0}', someOf(data.owners)),
        why: t('If it leaks, all of them are hit: one token for each owner keeps them apart.'),
        next,
      };
    case 'purpose-unknown':
      return {
        title: t('Nobody said what it is for'),
        why: t('What it holds beyond its job can only be told when the job is known.'),
        next,
      };
    case 'owner-unknown':
      return {
        title: t('Nobody said for whom it acts'),
        why: t('GitHub does not name the account or organization, and half a year later nobody knows.'),
        next,
      };
    case 'bot-on-a-person':
      return {
        title: t('A bot with a person’s token'),
        why: botReason(entry),
        next,
      };
    case 'sso-blocked':
      return {
        title: data.organisation
          ? t('Not authorized for single sign-on in {0}', data.organisation)
          : t('Not authorized for single sign-on'),
        why: t('The organization refuses it until you authorize it on its page.'),
        next,
      };
    case 'lost':
      return {
        title: t('The secret is gone from the store'),
        why: t('The keyring changed or was reset; nothing happened to the token at GitHub.'),
        next,
      };
    case 'app-available':
      return {
        title: t('A GitHub App can do this for {0}', someOf(data.owners)),
        why: t('It makes a token for each action, for one repository and one hour; this one stays as it is.'),
        next,
      };
    case 'app-key-refused':
    case 'app-key-old':
    case 'old-key-kept':
      return { ...keyFindingWords(finding.id, data, when), next };
    case 'old-token-kept':
    case 'not-yet-revoked':
      return { ...endingWords(finding.id, data, now), next };
  }
}

/** The first names of a list, and how many more there are: a title is one line. */
function someOf(names: readonly string[] = []): string {
  const shown = names.slice(0, longestList).join(', ');
  const more = names.length - longestList;
  return more > 0 ? vscode.l10n.t('{0} and {1} more', shown, more) : shown;
}

/** Why the worst of what is held beyond the job is dangerous; the title names the rest. */
function worstOf({ data }: Finding): string {
  const [worst] = data.surplus ?? [];
  return worst === undefined ? '' : vscode.l10n.t('{0} {1}', worst, surplusReason(worst));
}

/** A fine-grained token is the better one for a person, and as much tied to that person. */
function botReason(entry: Entry): string {
  const { t } = vscode.l10n;
  return entry.kind === 'fine-grained-pat'
    ? t('It is narrow, but the bot stops when that person leaves or changes roles: an App does not.')
    : t('The bot stops when that person leaves or changes roles, and acts in that name: an App does not.');
}

/** Until when a finding is accepted and why, as a part of a sentence; empty for one that is not. */
export function acceptedWords(finding: Finding, entry: Entry, now: number): string {
  const { t } = vscode.l10n;
  const until = finding.acceptedUntil;
  if (until === undefined) return '';
  const reason = entry.accepted.find((one) => one.findingId === finding.id && one.until === until)?.reason;
  const when = dateAndDistance(until, now);
  return reason === undefined
    ? t('accepted until {0}', when)
    : t('accepted until {0}: {1}', when, plainLine(reason));
}

/** What the button for the next step of a finding says; empty where there is none. */
export function nextStepWord(finding: Pick<Finding, 'next'>): string {
  const { t } = vscode.l10n;
  const words = {
    rotate: t('Rotate'),
    narrow: t('Replace by a Narrower One'),
    'authorise-sso': t('Authorize'),
    add: t('Add It Again'),
    'sign-in': t('Sign In Again'),
    'end-old': t('End the Old Token'),
    revoke: t('Try Again'),
    'say-purpose': t('Say What It Is For'),
    'say-owner': t('Say for Whom It Acts'),
    end: t('Open Its Page'),
    'use-app': t('Make a GitHub App'),
    'move-to-app': t('Use the App'),
    'add-key': t('Add New Key'),
    'end-old-key': t('Choose a Key'),
    none: '',
  };
  return words[finding.next];
}
