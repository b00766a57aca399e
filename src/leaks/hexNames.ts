import { startsWord } from './characters.ts';
import { hexAddress, hexName } from './leakNeedles.ts';

/** In characters: how far a word may stand from the value that says whose it is. */
const near = 200;
const behind = 100;

/** The end of a line that names what comes next; in leakNeedles, because it is looked for too. */
const named = new RegExp(`${hexName}$`);
/**
 * Names that say it is GitHub's. Sources: the variables of trufflehog's first GitHub detector (github, gh, pat, token
 * beside 40 hex digits); hub's and gh's `oauth_token`; Composer's `github-oauth` with `github.com` (auth.json); GitHub's
 * own scheme `Authorization: token`.
 */
const own =
  /(?:(?:^|[^A-Za-z])gh[\w.-]{0,40}|oauth[_-]?token|authorization["']?[ \t]{0,3}[:=][ \t]{0,3}["']?token)[^A-Za-z0-9_]{1,12}$/i;
const address = new RegExp(`${hexAddress}$`);
/** Behind the user or password of an address of GitHub, or with the password that GitHub once gave to it. */
const ofGitHub = /^(?::x-oauth-basic@|(?::[^\s/@"']{0,40})?@(?:[a-z0-9-]{1,60}\.){0,4}github)/i;

/** Whether what stands beside 40 hex digits makes a token of them. `sure`: the value is no hash anyway (`v1.`). */
export function isNamed(text: string, start: number, end: number, sure: boolean): boolean {
  // A commit in a path, a fragment or a reference, a part of a name or of a longer value.
  if (!startsWord(text, start) || /^(?:\w|[./+-]\w)/.test(text.slice(end, end + 2))) return false;
  const last = text.charAt(start - 1);
  if (last === '/' || last === ':') {
    const ahead = text.slice(Math.max(0, start - 100), start);
    if (address.test(ahead) && ofGitHub.test(text.slice(end, end + behind))) return true;
  }
  if (!named.test(text.slice(Math.max(0, start - 24), start))) return false;
  if (sure) return true;
  const before = text.slice(Math.max(0, start - near), start);
  const line = before.slice(Math.max(before.lastIndexOf('\n') + 1, before.length - 80));
  return own.test(line) || /github/i.test(before) || /github/i.test(text.slice(end, end + behind));
}
