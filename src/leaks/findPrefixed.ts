import { Base64Runs, type Stretch } from './base64Runs.ts';
import { Base64Starts } from './base64Starts.ts';
import { LongForms } from './longForms.ts';
import { nextPrefix } from './prefixStarts.ts';
import { aboutToken, readForm } from './readForm.ts';
import type { TokenFinding } from './tokenFinding.ts';
import { standsInUrl } from './urlPlace.ts';
import { readWide } from './wideText.ts';

/** A text in which that many stretches of bytes or base64 begin like a token and hold none is made to be slow (I10). */
const mostInVain = 20_000;

/** Tokens that begin with a prefix: as they are, in UTF-16 that was read as bytes, and in base64. */
export function findPrefixed(text: string, most: number): readonly TokenFinding[] {
  const found: TokenFinding[] = [];
  const long = new LongForms(text);
  const base64 = new Base64Runs(text);
  const starts = new Base64Starts(text);
  let [prefix, basic] = [-1, -1];
  const next = (from: number): number => {
    if (prefix < from) prefix = nextPrefix(text, from);
    if (basic < from) basic = starts.next(from);
    return Math.min(prefix, basic);
  };
  let end = 0;
  let inVain = 0;
  for (let start = next(0); start < text.length && found.length < most; start = next(end)) {
    const wide = text.charAt(start + 1) === '\0';
    if (wide || start === basic) {
      const before = found.length;
      end = start + 1;
      if (inVain > mostInVain) continue;
      const stretch = wide ? searchWide(text, start, most - before) : base64.at(start);
      found.push(...stretch.found);
      end = Math.max(end, stretch.end);
      if (found.length === before) inVain++;
    } else {
      const read = readForm(text, start, long);
      // A prefix may stand in what did not become a token.
      end = read?.end ?? start + 4;
      const about = read && aboutToken(text, start, read);
      if (read === undefined || about === undefined) continue;
      const written = standsInUrl(text, start, read.end) ? 'url' : 'plain';
      found.push({ ...about, offset: start, length: read.end - start, written });
    }
  }
  return found;
}

function searchWide(text: string, start: number, most: number): Stretch {
  const wide = readWide(text, start);
  const inside = wide.text === '' ? [] : findPrefixed(wide.text, most);
  const found = inside.map((one) => ({
    ...one,
    offset: start + 2 * one.offset,
    length: 2 * one.length - 1,
  }));
  return { found, end: wide.end };
}
