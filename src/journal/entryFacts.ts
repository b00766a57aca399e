import type { Entry } from '../tokens/entry.ts';
import { timeText } from './exportColumns.ts';

/**
 * What a report may say of an entry: what kind it is, where it belongs, when it dies, what it may do and how that is
 * known. Not its value, not a character of it, and no name of a person, an organisation or a repository.
 */
export function entryFacts(entry: Entry): object {
  const { kind, host, expiry, scopes, health, sso, purpose, declared, observed } = entry;
  return {
    kind,
    host,
    expiry: expiry.kind === 'at' ? { kind: expiry.kind, at: timeText(expiry.at) } : expiry,
    scopes,
    declared,
    purpose,
    health: health.kind,
    sso: sso.kind,
    owner: entry.owner?.evidence,
    loginKnown: entry.login !== undefined,
    addedAt: timeText(entry.addedAt),
    secretSince: timeText(entry.secretSince),
    keepsPrevious: entry.previous !== undefined,
    acceptedFindings: entry.accepted.map(({ findingId }) => findingId),
    seen: [...new Set(observed.map(({ operation, evidence }) => `${operation}: ${evidence}`))],
  };
}
