import type { Entry } from '../tokens/entry.ts';
import { kinds, type TokenKind } from '../tokens/kind.ts';
import type { Draft } from './judgeLife.ts';
import type { Policy } from './policy.ts';
import { botPurposes } from './purposes.ts';
import { servedOwners } from './servedOwners.ts';

/**
 * What the person said of a token: what it is for and for whom it acts, because half a year later nobody knows, and
 * what a person's token should not be used for. All of it is advice, so nothing here colours anything.
 */
export function judgeKnown(entry: Entry, policy: Policy): readonly Draft[] {
  const found: Draft[] = [];
  const say = (id: Draft['id'], next: Draft['next'], evidence: Draft['evidence'] = 'stored') =>
    found.push({ id, severity: 'info', evidence, data: {}, next });
  // What renews itself belongs to an App, which was installed for a purpose by somebody GitHub names.
  if (kinds[entry.kind].renewsItself) return found;
  // Declared permissions without a purpose are what somebody said it was made for.
  if (policy.requirePurpose && entry.purpose === undefined && entry.declared === undefined) {
    say('purpose-unknown', 'say-purpose');
  }
  // Only this kind acts for one owner that GitHub does not name; where it served one, that is the owner.
  const nameless = entry.kind === 'fine-grained-pat' && entry.owner === undefined;
  if (policy.requireOwner && nameless && servedOwners(entry).length === 0) say('owner-unknown', 'say-owner');
  if (isPersons[entry.kind] && entry.purpose !== undefined && botPurposes.includes(entry.purpose)) {
    say('bot-on-a-person', 'use-app', 'declared');
  }
  return found;
}

/** Kinds that stop when a person's access stops. A token that an App renews is tied to its installation. */
const isPersons: Readonly<Record<TokenKind, boolean>> = Object.freeze({
  'classic-pat': true,
  'fine-grained-pat': true,
  'oauth-token': true,
  'legacy-hex': true,
  'app-user-token': false,
  'installation-token': false,
  'refresh-token': false,
  'app-key': false,
  unknown: false,
});
