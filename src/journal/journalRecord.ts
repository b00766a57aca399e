import type { TokenKind } from '../tokens/kind.ts';
import type { Mode } from '../tokens/origin.ts';

/** What was done. */
export const journalActions = Object.freeze([
  'push',
  'fetch',
  'open-pull-request',
  'update-pull-request',
  'ready-for-review',
  'rotate',
  'add',
  'forget',
  'revoke',
  'copy',
  'probe',
] as const);

export type JournalAction = (typeof journalActions)[number];

/** How the credential was obtained (S4-22). A mode a later version adds is a record that this one keeps and does not show. */
export const journalModes = Object.freeze([
  'vault',
  'login',
  'environment',
  'app',
  'broker',
  // Found where it should not lie; nothing but its end is ever recorded of such a one.
  'found',
] as const satisfies readonly (Mode | 'found')[]);

export type JournalMode = (typeof journalModes)[number];

/** `github`: the login GitHub named for the entry. `git`: git's own `user.name` and `user.email`, which anyone can set. */
export const actorSources = Object.freeze(['github', 'git', 'none'] as const);

export type ActorSource = (typeof actorSources)[number];

/**
 * `refused`: a rule, a hook or GitHub said no. `failed`: nobody judged it, e.g. the network went away. `pending`: begun
 * and not ended; a later record says how it ended, unless nobody could write it. Of a revocation also how far it is:
 * `wanted` by the person, `accepted` by GitHub and not yet seen done.
 */
export const journalResults = Object.freeze([
  'done',
  'refused',
  'cancelled',
  'failed',
  'pending',
  'wanted',
  'accepted',
] as const);

export type JournalResult = (typeof journalResults)[number];

/** Who did what with which kind of credential. Holds no secret: every text passes the redactor before it is written. */
export interface JournalRecord {
  readonly v: 1;
  /** ms since the epoch. */
  readonly time: number;
  readonly action: JournalAction;
  readonly result: JournalResult;
  readonly mode: JournalMode;
  readonly entryId: string;
  /** As it was called then; a later renaming does not reach back. */
  readonly entryName: string;
  readonly kind: TokenKind;
  readonly host: string;
  readonly actorSource: ActorSource;
  readonly actor?: string | undefined;
  /** `owner/name`. */
  readonly repository?: string | undefined;
  /** The remote's ref, in full. */
  readonly ref?: string | undefined;
  /** Where the remote was known to be; absent for a branch it was not known to have. */
  readonly shaFrom?: string | undefined;
  readonly shaTo?: string | undefined;
  readonly pullRequestUrl?: string | undefined;
  /** `problem.kind` of what was not done. */
  readonly problem?: string | undefined;
  /** What was known against the token or the push at that moment. */
  readonly findingIds?: readonly string[] | undefined;
  /** Guardrails that the person overrode. */
  readonly overrides?: readonly string[] | undefined;
  /** Another program called the command, with arguments. */
  readonly byProgram?: boolean | undefined;
}

/** The fields that are one text each, with the most characters that are kept. Together a line stays far below 64 KB. */
export const textFields = Object.freeze({
  entryId: 64,
  entryName: 200,
  host: 300,
  actor: 300,
  repository: 250,
  ref: 300,
  shaFrom: 64,
  shaTo: 64,
  pullRequestUrl: 600,
  problem: 64,
} as const);

/** The fields that are a few ids each. */
export const listFields = Object.freeze(['findingIds', 'overrides'] as const);
export const longestList = 20;
export const longestId = 100;
