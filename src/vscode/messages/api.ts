import * as vscode from 'vscode';
import type { ApiProblem } from '../../github/problems.ts';
import { actionsPage } from '../../github/settingsPages.ts';
import { adviseAppMissing, adviseDead, adviseHidden, adviseMissing, adviseSso } from './access.ts';
import type { Advice } from './advice.ts';
import { moment } from './dates.ts';
import { adviseNetwork } from './network.ts';
import type { Place } from './place.ts';
import { nextSteps, pageStep } from './steps.ts';
import { adviseArchived, adviseDisabled, adviseSuspended } from './unavailable.ts';

/** GitHub's refusal, or the network's, in our words. */
export function adviseApi(problem: ApiProblem, place?: Place): Advice {
  const { t } = vscode.l10n;
  const { another, retry, rotate, push, details } = nextSteps();
  const org = (name: string | undefined) => name ?? t('The organization');
  switch (problem.kind) {
    case 'badCredentials':
      return adviseDead(place);
    case 'ssoRequired':
      return adviseSso(problem.organisation, problem.url, place);
    case 'missingPermission':
      return adviseMissing(problem.accepted, problem.scopes, place);
    case 'appMissingPermission':
      return adviseAppMissing(problem.accepted, place);
    case 'appSuspended':
      return adviseSuspended(place);
    case 'actionsForbidden': {
      const text = t(
        'Workflows may not open pull requests in this repository. Allow it in its Actions settings, or use another token.',
      );
      const page = place && actionsPage(place.host, place.owner, place.repo);
      return { text, next: page === undefined ? another : pageStep(page) };
    }
    case 'accountLacksAccess':
      return {
        text: t(
          'The account behind the token may not do this here. Ask an owner for access, or use another token.',
        ),
        more: [t('The account may have lost its access, by a change of the team or of the organization.')],
        next: another,
      };
    case 'accountSuspended':
      return { text: t('GitHub has suspended the account behind the token.'), next: another };
    case 'classicForbidden':
      return {
        text: t('{0} does not allow classic tokens. Use a fine-grained one.', org(problem.organisation)),
        next: rotate,
      };
    case 'fineGrainedForbidden':
      return {
        text: t(
          '{0} does not allow fine-grained tokens. Ask an owner to allow them.',
          org(problem.organisation),
        ),
        next: another,
      };
    case 'lifetimeForbidden': {
      const text = t(
        '{0} allows tokens that live at most {1} days. Shorten this one on its page, or make a new one.',
        org(problem.organisation),
        problem.days,
      );
      return { text, next: problem.url === undefined ? rotate : pageStep(problem.url, t('Open Its Page')) };
    }
    case 'ipAllowList':
      return {
        text: t('{0} only accepts known network addresses. Connect to its VPN.', org(problem.organisation)),
        next: retry,
      };
    case 'oauthAppRestricted':
      return {
        text: t(
          '{0} has not approved the app behind this token. Ask an owner to approve it.',
          org(problem.organisation),
        ),
        next: another,
      };
    case 'rateLimited':
      return {
        text: t('GitHub’s hourly limit is used up. Try again after {0}.', moment(problem.until)),
        more: [t('The limit is shared by everything this account uses, not by this token alone.')],
        next: details,
      };
    case 'secondaryRateLimit':
      return {
        text: t('GitHub asks for a pause. Try again after {0}.', moment(problem.until)),
        next: details,
      };
    case 'loginAttempts':
      return {
        text: t(
          'GitHub refuses every sign-in of this account for a while, after several failed ones. Try again after {0}.',
          moment(problem.until),
        ),
        next: details,
      };
    case 'notFoundOrHidden':
      return adviseHidden(place);
    case 'repositoryArchived':
      return adviseArchived(place);
    case 'repositoryDisabled':
      return adviseDisabled(place);
    case 'repositoryEmpty':
      return { text: t('The repository on GitHub has no commit yet. Push a branch first.'), next: push };
    case 'conflict':
      return {
        text: t('Something changed on GitHub at the same moment. Look at it, then try again.'),
        next: retry,
      };
    case 'gone':
      return { text: t('GitHub says that this is gone for good.'), next: details };
    case 'validation':
      return { text: t('GitHub did not accept the values. The details say which.'), next: details };
    case 'versionUnsupported':
      return {
        text: t('This GitHub server is older than the interface we speak. Update the server.'),
        next: details,
      };
    default:
      return adviseNetwork(problem);
  }
}
