import * as vscode from 'vscode';
import type { ApiProblem } from '../../github/problems.ts';
import type { Permissions } from '../../shared/permissions.ts';
import type { Advice } from './advice.ts';
import { moment } from './dates.ts';

/** GitHub's refusal, or the network's, in our words. */
export function adviseApi(problem: ApiProblem): Advice {
  const { t } = vscode.l10n;
  const org = (name: string | undefined) => name ?? t('The organization');
  const rotate = { kind: 'rotate', label: t('Rotate Token') } as const;
  const another = { kind: 'useAnother', label: t('Use Another Token') } as const;
  switch (problem.kind) {
    case 'badCredentials':
      return {
        text: t('GitHub does not accept this token. It expired, was revoked, or was mistyped. Rotate it.'),
        next: rotate,
      };
    case 'ssoRequired': {
      const text = t(
        '{0} requires single sign-on for this token. Authorize it on the organization’s page, then try again.',
        org(problem.organisation),
      );
      return problem.url === undefined
        ? { text }
        : { text, next: { kind: 'open', label: t('Authorize'), url: problem.url } };
    }
    case 'missingPermission':
      return { text: t('The token may not do this. {0}', needed(problem)), next: another };
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
      return problem.url === undefined
        ? { text, next: rotate }
        : { text, next: { kind: 'open', label: t('Open Its Page'), url: problem.url } };
    }
    case 'ipAllowList':
      return {
        text: t('{0} only accepts known network addresses. Connect to its VPN.', org(problem.organisation)),
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
      };
    case 'secondaryRateLimit':
      return {
        text: t('GitHub asks for a pause. Try again after {0}.', moment(problem.until)),
      };
    case 'loginAttempts':
      return {
        text: t(
          'GitHub refuses every sign-in of this account for a while, after several failed ones. Try again after {0}.',
          moment(problem.until),
        ),
      };
    case 'notFoundOrHidden':
      return {
        text: t(
          'GitHub shows this token no such repository. Check that the repository is selected for the token.',
        ),
        next: another,
      };
    case 'validation':
      return { text: t('GitHub did not accept the values. The log says which.') };
    case 'versionUnsupported':
      return { text: t('This GitHub server is older than the interface we speak. Update the server.') };
    case 'serverError':
      return {
        text: t('GitHub has trouble ({0}). Your token is untouched. Try again later.', problem.status),
      };
    case 'offline':
      return { text: t('GitHub cannot be reached ({0}). Check the network, then try again.', problem.code) };
    case 'timeout':
      return { text: t('GitHub did not answer in time. Try again.') };
    case 'tlsUntrusted':
      return {
        text: t(
          'The server’s certificate is not trusted ({0}), so nothing was sent. Check the network or your company’s certificate.',
          problem.code,
        ),
      };
    case 'proxyRefused':
      return { text: t('The proxy refused the connection. Check VS Code’s proxy setting.') };
    case 'cancelled':
      return { text: t('Cancelled.') };
    case 'redirectRefused':
      return {
        text: t(
          'The server pointed to another address, and a token is never sent along. Check the repository’s name.',
        ),
      };
    case 'tooLarge':
      return { text: t('The answer was too large and was cut off. Try again.') };
    case 'notJson':
    case 'unexpectedShape':
      return {
        text: t(
          'The answer was not GitHub’s. A proxy or a sign-in page may stand between. Check the network.',
        ),
      };
    case 'wrongHost':
      return { text: t('Stopped: this token does not belong to that host.') };
    case 'unknown':
      return {
        text: t('GitHub refused ({0}) for a reason we do not know. The log has its words.', problem.status),
      };
  }
}

function needed(problem: {
  readonly accepted: readonly Permissions[];
  readonly scopes: readonly string[];
}): string {
  const { t } = vscode.l10n;
  const [set] = problem.accepted;
  const names = set
    ? Object.entries(set).map(([name, level]) => `${name}: ${level}`)
    : problem.scopes.slice(0, 1);
  return names.length === 0 ? t('GitHub did not say what is missing.') : t('It needs {0}.', names.join(', '));
}
