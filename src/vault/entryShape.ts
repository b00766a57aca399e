import type { PermissionLevel } from '../shared/permissions.ts';
import type {
  Acceptance,
  Entry,
  Health,
  Known,
  Observation,
  PreviousToken,
  PurposeId,
  Sso,
} from '../tokens/entry.ts';
import type { Expiry } from '../tokens/expiry.ts';
import { type HostName, parseHost } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import type { Scopes } from '../tokens/scopes.ts';
import {
  count,
  filled,
  list,
  matching,
  object,
  oneOf,
  optional,
  type Shape,
  table,
  tag,
  text,
  variant,
} from './shape.ts';

const many = 10_000;
const word = text(1_000);

export const kindShape = oneOf<TokenKind>({
  'classic-pat': true,
  'fine-grained-pat': true,
  'oauth-token': true,
  'app-user-token': true,
  'installation-token': true,
  'refresh-token': true,
  'legacy-hex': true,
  unknown: true,
});

/** A stored host must be exactly what the setting's parser would write: a tampered one is never sent a token. */
export const hostShape = matching<HostName>((given) => {
  const parsed = parseHost(given);
  return parsed.kind === 'host' && parsed.host.name === given;
});

/** Also names a file and a key, so nothing in it may mean something to a path. */
export const idShape = matching<string>((given) => /^[0-9a-z-]{1,64}$/.test(given));

const purpose = oneOf<PurposeId>({
  'push-and-draft': true,
  'push-with-workflows': true,
  'draft-only': true,
  'read-only': true,
  'triage-bot': true,
  'release-notes': true,
  'release-notes-with-discussions': true,
  'tagging-bot': true,
  broader: true,
});

const known = object<Known<string>>({
  value: word,
  evidence: oneOf({ declared: true, listed: true, worked: true, refused: true, probed: true }),
});

const expiry = variant<Expiry>({
  notSeen: object({ kind: tag('notSeen') }),
  at: object({ kind: tag('at'), at: count }),
  never: object({ kind: tag('never') }),
  notReported: object({
    kind: tag('notReported'),
    why: oneOf<'absent' | 'malformed' | 'nearNow'>({ absent: true, malformed: true, nearNow: true }),
  }),
});

const scopes = variant<Scopes>({
  notSeen: object({ kind: tag('notSeen') }),
  notListed: object({ kind: tag('notListed') }),
  listed: object({ kind: tag('listed'), scopes: list(word, many) }),
});

const health = variant<Health>({
  unchecked: object({ kind: tag('unchecked') }),
  alive: object({ kind: tag('alive'), at: count }),
  dead: object({ kind: tag('dead'), at: count }),
});

const sso = variant<Sso>({
  notSeen: object({ kind: tag('notSeen') }),
  blocked: object({ kind: tag('blocked'), organisation: optional(word), at: count }),
});

const observation = object<Observation>({
  operation: oneOf({ read: true, push: true, 'open-draft-pr': true }),
  repository: word,
  evidence: oneOf({ worked: true, refused: true }),
  at: count,
});

const acceptance = object<Acceptance>({ findingId: word, reason: word, at: count, until: count });

/** Facts as the store gives them back. Written against `Entry`: a field forgotten here does not compile. */
export const entryShape: Shape<Entry> = object<Entry>({
  id: idShape,
  name: filled(1_000),
  host: hostShape,
  kind: kindShape,
  addedAt: count,
  secretSince: count,
  owner: optional(known),
  login: optional(word),
  purpose: optional(purpose),
  declared: optional(table(oneOf<PermissionLevel>({ read: true, write: true, admin: true }))),
  expiry,
  scopes,
  health,
  sso,
  checkedAt: optional(count),
  observed: list(observation, many),
  accepted: list(acceptance, many),
  confirmedFor: list(word, many),
  previous: optional(object<PreviousToken>({ since: count, replacedAt: count, kind: optional(kindShape) })),
});
