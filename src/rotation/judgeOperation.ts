import type { Problem } from '../shared/failure.ts';
import type { OperationAnswer } from './proveOperations.ts';

/** GitHub looked at the token and said no: what the old one did, this one does not. */
const refusals: readonly string[] = Object.freeze([
  'accountLacksAccess',
  'accountSuspended',
  'appMissingPermission',
  'appSuspended',
  'classicForbidden',
  'fineGrainedForbidden',
  'ipAllowList',
  'lifetimeForbidden',
  'missingPermission',
  'notFoundOrHidden',
  'oauthAppRestricted',
  'repositoryArchived',
  'repositoryDisabled',
  'repositoryNotFound',
  'ssoRequired',
  'tokenForbidden',
  'writeNotGranted',
]);

/** GitHub authorised the request and then found nothing to do: an empty repository, a pull request without a head. */
const authorised: readonly string[] = Object.freeze(['repositoryEmpty', 'validation']);

/**
 * What a refused request says about the operation; undefined is a request that was not refused. Limits, a lost line and
 * whatever has no cause we know say nothing. That GitHub authorises before it validates is seen and not documented.
 * Source: facts/permission-probes.json (`interpretation`).
 */
export function judgeOperation(problem: Problem | undefined): OperationAnswer {
  if (problem === undefined || authorised.includes(problem.kind)) return { verdict: 'works' };
  return { verdict: refusals.includes(problem.kind) ? 'fails' : 'unknown', problem };
}
