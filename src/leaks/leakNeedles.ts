/** What every finding of one sort has in it. Expressions that mean the same to JavaScript and to ripgrep. */
export interface LeakNeedle {
  readonly id: 'prefix' | 'wide' | 'basic' | 'key' | 'hex';
  /** Of ASCII characters, within one line; `\x00` where a NUL stands. Case counts. */
  readonly pattern: string;
}

/** A prefix with a first stretch of what only tokens go on with: a text made of bare prefixes is passed over quickly. */
export const prefixPattern = 'gh[oprsu]_(?:[0-9A-Za-z.-]{20}|[0-9]{1,20}_eyJ)|github_pat_[0-9A-Za-z]{22}_';

/** `gh?_` and `github_pat_` in UTF-16 of either order, that was read as bytes. */
const wide = 'g\\x00(?:h\\x00[oprsu]|i\\x00t\\x00h\\x00u\\x00b\\x00_\\x00p\\x00a\\x00t)\\x00_\\x00';

/** The prefixes in base64, as the first, second or third byte of a group of three. What follows is letters and digits. */
export const basicPattern = `(?:${[
  'Z2h[vwyz1]X|Z2l0aHViX3BhdF',
  'do(?:b1|c[Fl1]|dV)[89]|dpdGh1Yl9wYXRf',
  'na(?:G9|H[BJNV])f|naXRodWJfcGF0',
].join('|')})[0-9A-Za-z]{8}`;

/** Ends the first line of a PEM, and the last. */
export const keyMark = 'PRIVATE KEY-----';

/** A secret's name, in the cases it is written in, and what stands between it and its value: `=`, `": "`, `", "`. */
export const hexName = `(?:${[
  '[Tt]oken|TOKEN|[Pp]at|PAT|[Aa]uth|AUTH',
  '[Ss]ecret|SECRET|[Pp]assword|PASSWORD|passwd|[Bb]earer|github\\.com',
].join('|')})["'\`\\])}\\\\ \\t:=,>(]{1,12}`;

/** An address up to its user or its password. */
export const hexAddress = ':(?://|\\\\/\\\\/)(?:[!-.0-9;-?A-~]{1,60}:)?';

/**
 * The one table of what to look for: a text without any of these holds no token that `findTokens` knows. The
 * expression for ripgrep is made of it.
 */
export const leakNeedles: readonly LeakNeedle[] = Object.freeze([
  { id: 'prefix', pattern: prefixPattern },
  { id: 'wide', pattern: wide },
  { id: 'basic', pattern: basicPattern },
  { id: 'key', pattern: keyMark },
  { id: 'hex', pattern: `(?:${hexName}|${hexAddress})(?:v1\\.)?[0-9a-f]{40}` },
]);

/** Those that begin a token with a prefix: searched for together. */
export const leadPattern = [prefixPattern, wide].join('|');
