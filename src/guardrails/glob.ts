/** Longer patterns match nothing: no name that they could mean exists. */
const longestPattern = 300;

/**
 * Whether a name matches a pattern whole: `*` stands for any characters, `?` for one, everything else for itself. Not
 * an expression, because what a person writes into a setting must not be able to hang the editor: the work is at most
 * the product of both lengths.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  if (pattern.length > longestPattern) return false;
  let at = 0;
  let next = 0;
  let star = -1;
  let retry = 0;
  while (next < name.length) {
    if (pattern[at] === '*') {
      star = at++;
      retry = next;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[next])) {
      at++;
      next++;
    } else if (star >= 0) {
      at = star + 1;
      next = ++retry;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
