/** A text with its escapes resolved, and where each character came from. */
export interface Unescaped {
  readonly text: string;
  /** For each place in `text`, and its end, the place in the original. */
  readonly origins: Int32Array;
}

/**
 * Percent-encoding (also of itself, several times), `\u` and `\x` escapes (also inside quoted JSON), HTML entities,
 * and `\/`. Bounded repetition only: the text may be hostile.
 */
const escapes =
  /%(?:25){0,4}([0-9a-f]{2})|\\{1,4}(?:u([0-9a-f]{4})|x([0-9a-f]{2}))|&#x0{0,4}([0-9a-f]{1,4});|&#0{0,6}([0-9]{1,5});|\\{1,8}(?=\/)/gi;

/**
 * Resolves every escape at once, so that a value written half in one way and half in another is found. Undefined when
 * there is none, which is the usual case.
 */
export function unescapeText(text: string): Unescaped | undefined {
  if (!/[%\\&]/.test(text)) return undefined;
  const parts: string[] = [];
  const origins = new Int32Array(text.length + 1);
  let length = 0;
  let from = 0;
  const keep = (part: string, start: number): void => {
    parts.push(part);
    for (let i = 0; i < part.length; i++) origins[length++] = start + i;
  };
  for (const match of text.matchAll(escapes)) {
    keep(text.slice(from, match.index), from);
    keep(resolve(match), match.index);
    from = match.index + match[0].length;
  }
  if (from === 0) return undefined;
  keep(text.slice(from), from);
  origins[length] = text.length;
  return { text: parts.join(''), origins };
}

function resolve(match: RegExpExecArray): string {
  const [, percent, u, x, entityHex, entity] = match;
  const hex = percent ?? u ?? x ?? entityHex;
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  return entity === undefined ? '' : String.fromCharCode(Number(entity));
}
