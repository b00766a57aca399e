import type { PermissionLevel } from '../shared/permissions.ts';
import type {
  Acceptance,
  AppFacts,
  AskedToken,
  BegunRotation,
  Entry,
  Health,
  KeyRecord,
  Known,
  ListedPermissions,
  Observation,
  PreviousToken,
  ProbedPermission,
  PurposeId,
  Revocation,
  SeenCall,
  Sso,
} from '../tokens/entry.ts';
import type { Expiry } from '../tokens/expiry.ts';
import { type HostName, parseHost } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import type { Scopes } from '../tokens/scopes.ts';
import {
  count,
  filled,
  flag,
  list,
  matching,
  object,
  omittable,
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
  'app-key': true,
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

const level = oneOf<PermissionLevel>({ read: true, write: true, admin: true });
const permissions = table(level);

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

const call = object<SeenCall>({
  operation: word,
  repository: word,
  evidence: oneOf({ worked: true, refused: true }),
  because: omittable(word),
  open: omittable(flag),
  accepts: omittable(list(permissions, many)),
  at: count,
});

const probed = object<ProbedPermission>({
  permission: word,
  level,
  repository: omittable(word),
  verdict: oneOf({ likely: true, refused: true, notVisible: true, unknown: true }),
  why: omittable(word),
  at: count,
});

const listed = object<ListedPermissions>({ owner: word, permissions, at: count });

const acceptance = object<Acceptance>({ findingId: word, reason: word, at: count, until: count });

const revocation = object<Revocation>({
  wantedAt: count,
  lastTriedAt: omittable(count),
  lastProblem: omittable(word),
  acceptedAt: omittable(count),
});

const previous = object<PreviousToken>({
  since: count,
  replacedAt: count,
  kind: optional(kindShape),
  expiry: omittable(expiry),
  declared: omittable(permissions),
  keepUntil: omittable(count),
  revocation: omittable(revocation),
});

const begun = object<BegunRotation>({
  at: count,
  session: word,
  pageOpened: flag,
  asked: object<AskedToken>({
    kind: oneOf({ 'fine-grained-pat': true, 'classic-pat': true }),
    tokenName: word,
    lifetimeDays: count,
    permissions: optional(permissions),
  }),
});

const keyRecord = object<KeyRecord>({
  fingerprint: word,
  since: count,
  minted: count,
  failed: count,
  lastFailure: omittable(word),
  lastFailedAt: omittable(count),
  lastMintedAt: omittable(count),
});

const app = object<AppFacts>({
  clientId: word,
  slug: omittable(word),
  owner: omittable(word),
  ownerKind: omittable(oneOf({ user: true, organisation: true })),
  current: omittable(keyRecord),
  old: omittable(keyRecord),
});

/** Facts as the store gives them back, which has no borrowed tokens. Written against `Entry`: a field forgotten here does not compile. */
export const entryShape: Shape<Entry> = object<Omit<Entry, 'origin'>>({
  id: idShape,
  name: filled(1_000),
  host: hostShape,
  kind: kindShape,
  addedAt: count,
  secretSince: count,
  owner: optional(known),
  login: optional(word),
  purpose: optional(purpose),
  declared: optional(permissions),
  expiry,
  scopes,
  health,
  sso,
  checkedAt: optional(count),
  observed: list(observation, many),
  calls: omittable(list(call, many)),
  probed: omittable(list(probed, many)),
  listed: omittable(list(listed, many)),
  accepted: list(acceptance, many),
  confirmedFor: list(word, many),
  rotation: optional(begun),
  app: omittable(app),
  previous: optional(previous),
  revocation: omittable(revocation),
});
