import * as vscode from 'vscode';
import { managePage } from '../../github/links.ts';
import { installationsPage } from '../../github/settingsPages.ts';
import { isGrantable } from '../../rotation/grantable.ts';
import type { Permissions } from '../../shared/permissions.ts';
import type { Origin } from '../../tokens/origin.ts';
import type { Advice } from './advice.ts';
import { shortDate } from './dates.ts';
import type { Place } from './place.ts';
import { getIt, nextSteps, pageStep } from './steps.ts';

/** The same refusals come from the API and from git; they are explained in one place, for the token that was sent. */

/** 401. "Expired" only when the date GitHub gave has passed: it has one answer for expired, revoked and mistyped. */
export function adviseDead(place: Place | undefined): Advice {
  const { t } = vscode.l10n;
  const origin = place?.entry.origin;
  if (origin !== undefined) return { text: deadOf(origin, place?.host.name ?? ''), next: nextSteps().retry };
  const expiry = place?.entry.expiry;
  const text =
    place !== undefined && expiry?.kind === 'at' && expiry.at <= place.now
      ? t('{0} expired on {1}. Rotate it.', place.entry.name, shortDate(expiry.at, place.now))
      : t('GitHub does not accept this token. It expired, was revoked, or was mistyped. Rotate it.');
  return { text, next: nextSteps().rotate };
}

/** A borrowed token is mended where it comes from; there is nothing of ours to rotate. */
function deadOf(origin: Origin, host: string): string {
  const { t } = vscode.l10n;
  switch (origin.kind) {
    case 'gh':
      return t('GitHub does not accept gh’s login any more. Run gh auth login, then try again.');
    case 'vscode':
      return t(
        'GitHub does not accept VS Code’s session any more. Sign in again under Accounts, then try again.',
      );
    case 'git':
      return t(
        'GitHub does not accept what git’s credential helper gave. Mend it there for {0}, then try again.',
        host,
      );
    case 'environment':
      return t(
        'GitHub does not accept the token in {0}. Set another one, start VS Code anew, then try again.',
        origin.variable,
      );
    case 'app':
      return t(
        'GitHub does not accept the token that it minted. Check the App’s installation, then try again.',
      );
    case 'broker':
      return t('GitHub does not accept the token that your broker gave. Check the broker, then try again.');
  }
}

/** `url` is GitHub's own page for this request, good for an hour; without it the token's page has the same button. */
export function adviseSso(
  organisation: string | undefined,
  url: string | undefined,
  place: Place | undefined,
): Advice {
  const { t } = vscode.l10n;
  const text = t(
    '{0} requires single sign-on for this token. Authorize it on GitHub, then try again.',
    organisation ?? t('The organization'),
  );
  const page = url ?? (place && managePage(place.host, place.entry.kind).url);
  return { text, next: page === undefined ? nextSteps().details : pageStep(page, t('Authorize')) };
}

/** What the token lacks. Each element of `accepted` or `scopes` alone would do; the first is named. */
export function adviseMissing(
  accepted: readonly Permissions[],
  scopes: readonly string[],
  place: Place | undefined,
): Advice {
  const { t } = vscode.l10n;
  if (place && isOfApp(place)) return adviseAppMissing(accepted, place);
  const [set] = accepted;
  const name = neededWords(set, scopes);
  const { another } = nextSteps();
  if (place?.entry.kind !== 'fine-grained-pat') {
    const lacks =
      name === undefined
        ? t('The token may not do this. GitHub did not say what is missing.')
        : t('The token may not do this. It needs {0}.', name);
    return { text: lacks, next: another };
  }
  const slug = `${place.owner}/${place.repo}`;
  const text =
    name === undefined
      ? t('The token may not do this in {0}. Check its permissions, and that {0} is selected for it.', slug)
      : t('The token may not do this in {0}. It needs {1}, and {0} selected for it.', slug, name);
  return {
    text,
    more: ownerSteps(place),
    next: set !== undefined && isGrantable(set) ? getIt(set) : pageStep(tokenPage(place), t('Open Its Page')),
  };
}

/** "Resource not accessible by integration": the App, or its installation, is where it is mended. */
export function adviseAppMissing(accepted: readonly Permissions[], place: Place | undefined): Advice {
  const { t } = vscode.l10n;
  const name = neededWords(accepted[0], []);
  const text =
    name === undefined
      ? t('The app behind this token may not do this here. Mend its installation on GitHub.')
      : t('The app behind this token needs {0}. Mend its installation on GitHub.', name);
  const more = [
    t('Either the App lacks the permission: add it to the App, then accept it in the installation.'),
    t('Or the installation does not include this repository: select it there.'),
  ];
  if (place === undefined) return { text, more, next: nextSteps().another };
  return { text, more, next: installationStep(place) };
}

/** 404: missing or hidden, which GitHub does not tell apart. What is known of the token says where to look first. */
export function adviseHidden(place: Place | undefined): Advice {
  const { t } = vscode.l10n;
  const { another } = nextSteps();
  if (place === undefined) {
    const text = t(
      'GitHub shows this token no such repository. Check that the repository is selected for the token.',
    );
    return { text, next: another };
  }
  const slug = `${place.owner}/${place.repo}`;
  if (isOfApp(place)) {
    const text = t('The app behind this token does not see {0}. Select it in the app’s installation.', slug);
    return { text, next: installationStep(place) };
  }
  if (place.entry.kind !== 'fine-grained-pat') {
    const text = t(
      'GitHub shows this token no {0}. Check the remote’s address, and that the account has access.',
      slug,
    );
    return { text, next: another };
  }
  const { owner } = place.entry;
  if (owner !== undefined && owner.value.toLowerCase() !== place.owner.toLowerCase()) {
    const text = t(
      'This token is for {0} only, and {1} belongs to {2}. Use one whose resource owner is {2}.',
      owner.value,
      slug,
      place.owner,
    );
    return { text, more: ownerSteps(place), next: another };
  }
  const text = t('GitHub shows this token no {0}. Select the repository on the token’s page.', slug);
  return { text, more: ownerSteps(place), next: pageStep(tokenPage(place), t('Open Its Page')) };
}

/** Where a fine-grained token stops at an organisation's door, in the order in which to look (S3-39, S3-13, S3-24). */
function ownerSteps({ owner, entry }: Place): readonly string[] {
  const { t } = vscode.l10n;
  if (entry.login?.toLowerCase() === owner.toLowerCase()) return [];
  return [
    t('First: the token’s resource owner must be {0}. A fine-grained token reaches one owner only.', owner),
    t(
      'Then: if {0} is an organization, it must allow fine-grained tokens, and may have to approve this one. Until then it only reads what is public.',
      owner,
    ),
  ];
}

function neededWords(set: Permissions | undefined, scopes: readonly string[]): string | undefined {
  const names = set ? Object.entries(set).map(([name, level]) => `${name}: ${level}`) : scopes.slice(0, 1);
  return names.length === 0 ? undefined : names.join(', ');
}

/** An installation belongs to an account or an organisation; only the account that GitHub named is known as one. */
export function installationStep({ host, owner, entry }: Place) {
  const own = entry.login?.toLowerCase() === owner.toLowerCase();
  return pageStep(installationsPage(host, own ? undefined : owner), vscode.l10n.t('Open Installations'));
}

function isOfApp({ entry }: Place): boolean {
  return entry.kind === 'installation-token' || entry.kind === 'app-user-token';
}

function tokenPage({ host, entry }: Place): string {
  return managePage(host, entry.kind).url;
}
