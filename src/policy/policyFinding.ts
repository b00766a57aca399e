import type { Finding, FindingId } from '../shared/finding.ts';

/** A finding from a rule about an entry's token. */
export interface PolicyFinding extends Finding {
  /** When the judged secret was stored (ms epoch): a new secret may be warned about again, the same one never twice. */
  readonly secretSince: number;
  /** The part of `data.surplus` that no token should hold, whatever its purpose. */
  readonly neverGrant: readonly string[];
}

/** What accepting does not make whole: it is over, or it has an answer of its own (`judgePrevious`). */
const unacceptable: readonly FindingId[] = [
  'dead',
  'expired',
  'renewal-lost',
  'old-token-kept',
  'not-yet-revoked',
  'app-key-refused',
  'old-key-kept',
];

/** Whether a person may accept it for a while. */
export function isAcceptable(finding: Pick<PolicyFinding, 'id' | 'acceptedUntil'>): boolean {
  return !unacceptable.includes(finding.id) && finding.acceptedUntil === undefined;
}
