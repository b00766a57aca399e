/** A pasted text made plain, or the reason why nothing in it may be used. */
export type CleanedPaste =
  | { readonly kind: 'clean'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: 'tooLong' | 'controlCharacters' };

/** Far above a `.env` file with one long token in it; a person did not mean to paste more into a password box. */
const longestPaste = 20_000;

/**
 * Removes what chats, documents and terminals add to a copied token: typographic quotes, no-break spaces, zero-width
 * and direction marks, a byte order mark. Line ends become `\n`. Any other control character refuses the whole
 * paste: a value with one in it would be built into a header or a helper's protocol.
 */
export function cleanPaste(text: string): CleanedPaste {
  if (text.length > longestPaste) return { kind: 'refused', why: 'tooLong' };
  const plain = text
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"')
    .replace(/[\u2018-\u201b\u2032\u2039\u203a\u00b4]/g, "'")
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\t\p{Zs}]/gu, ' ');
  if (/\p{Cc}/u.test(plain.replaceAll('\n', ''))) return { kind: 'refused', why: 'controlCharacters' };
  return { kind: 'clean', text: plain.trim() };
}

/**
 * The value inside `export X="…"`, `X=…`, `"x": "…"`, `Authorization: Bearer …`, `Bearer …`, `token …` and quotes.
 * For one line; a line that is nothing but a value comes back as it is.
 */
export function unwrapValue(line: string): string {
  let value = line.trim();
  for (let round = 0; round < 6; round++) {
    const inner = value
      .replace(/^["'`<([{]+/, '')
      .replace(/["'`>)\]},;]+$/, '')
      .replace(/^(?:export|set|setx|env|-H|--header) +/i, '')
      .replace(
        /^(?:\$env:|\/\/[^\s=]{1,200}\/:)?[A-Za-z_][A-Za-z0-9_.-]{0,80}["']? ?[:=](?!\/\/) ?(?=[^= ])/,
        '',
      )
      .replace(/^(?:bearer|token|basic) +/i, '')
      .trim();
    if (inner === value) return value;
    value = inner;
  }
  return value;
}
