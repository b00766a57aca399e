/** One part of a path, as a glob writes it: `*`, `?`, `[a-z]`, `[!a]`, and `\` before what is meant as it is. */
export type GlobSegment = readonly GlobPart[];

type GlobPart =
  | { readonly kind: 'is'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'run' }
  | { readonly kind: 'in'; readonly set: string; readonly not: boolean };

/** Undefined when it can match nothing, as a `[` that is never closed, and for named classes as `[:alpha:]`. */
export function readSegment(text: string): GlobSegment | undefined {
  const parts: GlobPart[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '*') {
      if (parts.at(-1)?.kind !== 'run') parts.push({ kind: 'run' });
    } else if (char === '?') parts.push({ kind: 'any' });
    else if (char === '\\') {
      if (++at === text.length) return undefined;
      parts.push({ kind: 'is', char: text.charAt(at) });
    } else if (char === '[') {
      const not = /[!^]/.test(text.charAt(at + 1));
      const from = at + (not ? 2 : 1);
      // A bracket that comes first is one of the set.
      const end = text.indexOf(']', from + 1);
      const set = text.slice(from, end);
      if (end < 0 || /\\|\[:/.test(set)) return undefined;
      parts.push({ kind: 'in', set, not });
      at = end;
    } else parts.push({ kind: 'is', char });
  }
  return parts;
}

/** In time of the product of both lengths at most: going back to the last `*` alone is enough. */
export function matchesSegment(segment: GlobSegment, name: string): boolean {
  let part = 0;
  let at = 0;
  let run = -1;
  let runAt = 0;
  while (at < name.length) {
    const wanted = segment[part];
    if (wanted?.kind === 'run') {
      run = part++;
      runAt = at;
    } else if (wanted !== undefined && fits(wanted, name.charAt(at))) {
      part++;
      at++;
    } else if (run >= 0) {
      part = run + 1;
      at = ++runAt;
    } else return false;
  }
  while (segment[part]?.kind === 'run') part++;
  return part === segment.length;
}

function fits(part: GlobPart, char: string): boolean {
  if (part.kind === 'is') return part.char === char;
  return part.kind !== 'in' || isIn(part.set, char) !== part.not;
}

function isIn(set: string, char: string): boolean {
  for (let at = 0; at < set.length; at++) {
    const from = set.charAt(at);
    if (set.charAt(at + 1) === '-' && at + 2 < set.length) {
      if (char >= from && char <= set.charAt(at + 2)) return true;
      at += 2;
    } else if (char === from) return true;
  }
  return false;
}
