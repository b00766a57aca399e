/** What a token begins with, for ripgrep, in bytes. Wider than the detector, which has the last word. */
export const ripgrepPattern =
  '(?-u)gh[oprsu]_[0-9A-Za-z]{20}|github_pat_[0-9A-Za-z]{22}|g\\x00h\\x00[oprsu]\\x00_';
