import { leadPattern } from './leakNeedles.ts';

const lead = new RegExp(leadPattern, 'y');
/** No prefix ends nearer than this behind another underscore: so many characters are passed over. */
const apart = 4;

/**
 * Where the next of the `prefix` and `wide` needles stands in a text, from `from` on; past the end when there is none. The
 * underscore is the rarest character of a prefix: it is looked for, and what stands around it says the rest.
 */
export function nextPrefix(text: string, from: number): number {
  for (let at = text.indexOf('_', from); at >= 0; at = text.indexOf('_', at + apart)) {
    // Of UTF-16 that was read as bytes every other character is NUL.
    const step = text.charCodeAt(at - 1) === 0 ? 2 : 1;
    const start = at - (text.charCodeAt(at - 2 * step) === letterH ? 3 : 6) * step;
    if (start < from || text.charCodeAt(start) !== letterG) continue;
    lead.lastIndex = start;
    if (lead.test(text)) return start;
  }
  return text.length;
}

const letterG = 'g'.charCodeAt(0);
const letterH = 'h'.charCodeAt(0);
