import { hasRightChecksum } from './checksum.ts';
import { type KindFacts, kinds, type TokenKind } from './kind.ts';

/** What can be said about a token by looking at it, without asking anyone. */
export interface Identified {
  readonly kind: TokenKind;
  /** `odd`: the prefix is known, the rest has a length or characters not seen so far. Never a reason to refuse. */
  readonly shape: 'exact' | 'odd';
  readonly checksum: 'right' | 'wrong' | 'notKnown';
}

/** Every kind that a prefix gives away. */
const prefixed: readonly KindFacts[] = Object.freeze(
  Object.values(kinds).filter((facts) => facts.prefix !== undefined),
);
const opaqueBody = /^gh[a-z]_([A-Za-z0-9]{36})$/;
const oldInstallation = /^v1\.[0-9a-f]{40}$/;

/**
 * Names the kind of a token. Linear in its length for any input. The text must be the bare token: `readPaste`
 * finds it in what a person pasted. Whatever has no known form is `unknown`, usable and nothing claimed.
 */
export function identifyToken(text: string): Identified {
  const facts = factsFor(text);
  const exact = text.length <= facts.maxLength && facts.shapes.some((shape) => shape.test(text));
  return { kind: facts.id, shape: exact ? 'exact' : 'odd', checksum: judgeChecksum(text, facts) };
}

/**
 * Whether to ask "mistyped?" before the network is asked. Only a classic token says so for sure: its checksum rule
 * is proved, the others' is not, and a fine-grained one has none that is known. The person may always go on.
 */
export function looksMistyped(identified: Identified): boolean {
  return kinds[identified.kind].checksum === 'decides' && identified.checksum === 'wrong';
}

function factsFor(text: string): KindFacts {
  const found = prefixed.find((facts) => text.startsWith(facts.prefix ?? ''));
  if (found) return found;
  if (oldInstallation.test(text)) return kinds['installation-token'];
  if (/^[0-9a-f]{40}$/.test(text)) return kinds['legacy-hex'];
  return kinds.unknown;
}

function judgeChecksum(text: string, facts: KindFacts): Identified['checksum'] {
  if (facts.checksum === 'none') return 'notKnown';
  const body = opaqueBody.exec(text)?.[1];
  // A classic token that lost or gained a character cannot have a right checksum either.
  if (body === undefined) return facts.checksum === 'decides' ? 'wrong' : 'notKnown';
  return hasRightChecksum(body) ? 'right' : 'wrong';
}
