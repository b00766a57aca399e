import { startsWord } from './characters.ts';

/** In characters: how far a name may stand from what it names, and a word that says whose it is. */
const near = 200;
const behind = 100;
const inAnyCase = /token|github|gh_?pat|oauth|authorization/gi;

/** What stands between a name and its value: `=`, `: "`, `", "`, `: Bearer `, an escaped quote. */
const glue =
  '["\'`\\])}]{0,3}[ \\t]{0,20}(?:[:=,(]|=>|:=)?[ \\t]{0,20}(?:(?:token|bearer)[ \\t]{1,3})?\\\\?["\'`]?';
/**
 * Names that say it is GitHub's. Sources: the variables of trufflehog's first GitHub detector (github, gh, pat, token
 * beside 40 hex digits); hub's and gh's `oauth_token`; Composer's `github-oauth` (auth.json); Homebrew's
 * `HOMEBREW_GITHUB_API_TOKEN`; GitHub's own scheme `Authorization: token`.
 */
const own = new RegExp(
  `(?:\\b|_)(?:(?:gh|github)[a-z0-9._-]{0,40}(?:token|pat|oauth|auth|key|secret|password|credentials?)|ghpat|oauth[_-]?token|github\\.com|authorization["']?[ \\t]{0,3}[:=][ \\t]{0,3}["']?token)${glue}$`,
  'i',
);
/** Names of any secret: they count where GitHub is named near by, or where the value is none but a token (`v1.`). */
const any = new RegExp(`(?:token|_auth|password|passwd|secret|pat|authorization)${glue}$`, 'i');
/** As the user or password of an address of GitHub, or with the password that GitHub once gave to it. */
const address = /^(?::x-oauth-basic(?![a-z])|(?::[^\s/@"']{0,40})?@(?:[a-z0-9-]{1,60}\.){0,4}github)/i;

/** What stands beside 40 hex digits and makes a token of them. One for each search: it remembers places of one text. */
export class HexNames {
  readonly #text: string;
  readonly #words = new RegExp(inAnyCase);
  #next = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether any word of the table stands near: asked from front to back, it walks the text once. */
  mayName(start: number, end: number): boolean {
    const from = Math.max(0, start - near);
    if (this.#next < from) {
      this.#words.lastIndex = from;
      this.#next = this.#words.exec(this.#text)?.index ?? Number.POSITIVE_INFINITY;
    }
    return this.#next < end + behind;
  }

  /** `sure`: the value is no hash, whatever stands beside it. */
  isNamed(start: number, end: number, sure: boolean): boolean {
    const text = this.#text;
    // A commit in a path, a fragment or a reference, a part of a name or of a longer value.
    const last = text.charAt(start - 1);
    if (
      !startsWord(text, start) ||
      '@#.-+'.includes(last || ' ') ||
      /^(?:\w|[./+-]\w)/.test(text.slice(end, end + 2))
    )
      return false;
    const before = text.slice(Math.max(0, start - near), start);
    const after = text.slice(end, end + behind);
    if (last === '/' && !before.endsWith('//') && !before.endsWith('\\/\\/')) return false;
    if (address.test(after) && (last === '/' || last === ':' || after.startsWith(':x-'))) return true;
    const line = before.slice(Math.max(before.lastIndexOf('\n') + 1, before.length - 120));
    return own.test(line) || (any.test(line) && (sure || /github/i.test(before) || /github/i.test(after)));
  }
}
