import type { Entry } from '../tokens/entry.ts';
import type { Draft } from './judgeLife.ts';
import type { Policy } from './policy.ts';
import { surplusPermissions, surplusScopes } from './surplus.ts';

/** What the token is and may do, against its job: a kind the policy leaves out, classic, over-scoped, broader than declared, refused by single sign-on. */
export function judgeGrant(entry: Entry, usedHere: boolean, policy: Policy): readonly Draft[] {
  const found: Draft[] = [];
  if (policy.allowedKinds !== undefined && !policy.allowedKinds.includes(entry.kind)) {
    found.push({ id: 'kind-not-allowed', severity: 'warning', evidence: 'listed', data: {}, next: 'rotate' });
  }
  if (entry.kind === 'classic-pat' || entry.kind === 'legacy-hex') {
    // A warning, never a prohibition (S3-29): some jobs have no fine-grained way.
    found.push({ id: 'classic', severity: 'warning', evidence: 'listed', data: {}, next: 'rotate' });
  }
  const scopes = surplusScopes(entry, policy.neverGrant);
  if (scopes !== undefined && scopes.beyond.length > 0) {
    const data = { surplus: scopes.beyond };
    const neverGrant = scopes.never;
    found.push({
      id: 'over-scoped',
      severity: 'warning',
      evidence: 'listed',
      data,
      next: 'narrow',
      neverGrant,
    });
  }
  const declared = surplusPermissions(entry, policy.neverGrant);
  if (declared !== undefined && declared.beyond.length > 0) {
    // Error level for what no token should hold (S3-19 to S3-22); colour red only where the token is used.
    const severity = declared.never.length > 0 && usedHere ? 'error' : 'warning';
    found.push({
      id: 'broader-than-purpose',
      severity,
      evidence: 'declared',
      data: { surplus: declared.beyond },
      next: 'narrow',
      neverGrant: declared.never,
    });
  }
  if (entry.sso.kind === 'blocked') {
    const { organisation, at } = entry.sso;
    const data = organisation === undefined ? { at } : { at, organisation };
    found.push({ id: 'sso-blocked', severity: 'info', evidence: 'refused', data, next: 'authorise-sso' });
  }
  return found;
}
