import type { Finding } from '../shared/finding.ts';

/** A finding from a rule about an entry's token. */
export interface PolicyFinding extends Finding {
  /** When the judged secret was stored (ms epoch): a new secret may be warned about again, the same one never twice. */
  readonly secretSince: number;
  /** The part of `data.surplus` that no token should hold, whatever its purpose. */
  readonly neverGrant: readonly string[];
}

/** Whether a person may accept it for a while. What is over is not made whole by accepting it. */
export function isAcceptable(finding: Pick<PolicyFinding, 'id' | 'acceptedUntil'>): boolean {
  return finding.id !== 'dead' && finding.id !== 'expired' && finding.acceptedUntil === undefined;
}
