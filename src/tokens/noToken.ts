import { unwrapValue } from './cleanPaste.ts';
import { nameOtherSecret, type OtherSecret } from './otherSecret.ts';

export type NotTokenReason =
  | 'tooLong'
  | 'controlCharacters'
  /** Letters of another alphabet that look like ours. */
  | 'lookAlike'
  /** Part of it is hidden (`ghp_…abcd`, `ghp_****`): copied from a list, not from the page that shows it once. */
  | 'masked'
  /** `<your token>`, `$GITHUB_TOKEN`, `ghp_xxxx`. */
  | 'placeholder'
  /** Only the beginning of a token. */
  | 'cutShort'
  /** Hex digits of another length than a token's. */
  | 'hash'
  /** The code a person types into GitHub's device page. */
  | 'userCode'
  | 'email'
  | 'userName'
  | 'password'
  | 'text';

/** A paste without a token in it, and what it is instead. */
export type NoToken =
  | { readonly kind: 'otherSecret'; readonly what: OtherSecret }
  | { readonly kind: 'url-without-token' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'notToken'; readonly why: NotTokenReason };

const url = /^(?:(?:https?|ssh|git):\/\/|[a-z0-9_-]{1,39}@[a-z0-9.-]{1,253}:|(?:www\.)?github\.com\/)/i;
const placeholder =
  /^(?:\$(?:env:)?[A-Z_][A-Z0-9_]*|\$\{.*|%[A-Z_]+%|<.*>?|.*\byour[ _-].*|x{4,}|\*{3,}|•{3,})$/i;

/** The first that fits, from the surest to the vaguest. `text` is a cleaned paste, not empty. */
export function explainNoToken(text: string): NoToken {
  const lines = text.split('\n');
  const value = unwrapValue(text);
  for (const given of [text, value, ...lines.map(unwrapValue)]) {
    const what = nameOtherSecret(given);
    if (what !== undefined) return { kind: 'otherSecret', what };
  }
  if (value === '') return { kind: 'empty' };
  if (!/\s/.test(value) && url.test(value)) return { kind: 'url-without-token' };
  return { kind: 'notToken', why: explainValue(value) };
}

function explainValue(value: string): NotTokenReason {
  if (/^(?:gh[a-z]|github_pat)_.{0,8}[*•●…·]/u.test(value)) return 'masked';
  if (placeholder.test(value)) return 'placeholder';
  if (/\s/.test(value)) return 'text';
  if (/[^\0-\x7f]/.test(value) && (value.match(/[A-Za-z0-9_]/g)?.length ?? 0) >= 16) return 'lookAlike';
  if (/^(?:gh[a-z]|github_pat)_/.test(value)) return 'cutShort';
  if (/^[0-9a-f]{7,128}$/i.test(value)) return 'hash';
  if (/^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(value)) return 'userCode';
  if (/^[^@]+@[^@]+\.[a-z]{2,}$/i.test(value)) return 'email';
  return isUserName(value) ? 'userName' : 'password';
}

/** GitHub's rule for logins. A capital and a digit together are rarer in names than in passwords. */
function isUserName(value: string): boolean {
  const login = value.length <= 39 && /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(value);
  return login && !(/[A-Z]/.test(value) && /[0-9]/.test(value));
}
