import { holdsToken } from './candidates.ts';
import type { TokenKind } from './kind.ts';

export const longestName = 60;

export interface NameSuggestion {
  /** Free to use. */
  readonly name: string;
  /** True when the plain name is in use already: the person may have meant to rotate that entry. */
  readonly taken: boolean;
}

export type NameVerdict =
  | { readonly kind: 'ok'; readonly name: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'tooLong'; readonly max: number }
  | { readonly kind: 'controlCharacters' }
  /** Names are shown everywhere, so a token pasted into the wrong box must not become one. */
  | { readonly kind: 'holdsToken' }
  /** An existing entry is never silently replaced; `name` is how it is written there. */
  | { readonly kind: 'taken'; readonly name: string };

const families: Readonly<Record<TokenKind, string>> = Object.freeze({
  'classic-pat': 'github:classic',
  'fine-grained-pat': 'github:fine-grained',
  'oauth-token': 'github:oauth',
  'app-user-token': 'github:app-user',
  'installation-token': 'github:app',
  'refresh-token': 'github:app-refresh',
  'app-key': 'github:app-key',
  'legacy-hex': 'github:legacy',
  unknown: 'github:token',
});
/** Kinds that act for one owner, which is what tells two of them apart. */
const owned: readonly TokenKind[] = Object.freeze(['fine-grained-pat', 'installation-token']);

/**
 * Proposes a name from kind and owner. An owner that is the account itself, or is not known, is `personal` for a
 * fine-grained token. Names compare without regard to case; a number makes a taken one free.
 */
export function suggestName(
  kind: TokenKind,
  owner: string | undefined,
  login: string | undefined,
  existing: readonly string[],
): NameSuggestion {
  const plain = `${families[kind]}${suffixFor(kind, owner, login)}`;
  const name = freeName(plain, existing);
  return { name, taken: name !== plain };
}

/** The name, with a number where it is taken. */
export function freeName(plain: string, existing: readonly string[]): string {
  const used = new Set(existing.map(folded));
  let name = plain;
  for (let number = 2; used.has(folded(name)); number++) name = `${plain}-${number}`;
  return name;
}

/** Judges a name as the person typed it; `existing` are the names of the other entries. */
export function judgeName(text: string, existing: readonly string[]): NameVerdict {
  const name = text.trim();
  if (name === '') return { kind: 'empty' };
  if ([...name].length > longestName) return { kind: 'tooLong', max: longestName };
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return { kind: 'controlCharacters' };
  // Forty hex digits are a commit elsewhere; nobody names a token after one.
  if (holdsToken(name) || /\b[0-9a-f]{40}\b/i.test(name)) return { kind: 'holdsToken' };
  const twin = existing.find((other) => folded(other) === folded(name));
  return twin === undefined ? { kind: 'ok', name } : { kind: 'taken', name: twin };
}

function suffixFor(kind: TokenKind, owner: string | undefined, login: string | undefined): string {
  if (!owned.includes(kind)) return '';
  const acting = (owner ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .slice(0, 39);
  if (acting !== '' && acting !== login?.toLowerCase()) return `-${acting}`;
  return kind === 'fine-grained-pat' ? '-personal' : '';
}

/**
 * Compared as they look in a list: composed and decomposed accents, and full-width letters, are the same. So is the short
 * form without `github:`, by which people call a token: it must not mean two (S3-30).
 */
function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^github:/, '');
}
