const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const [csi, ...strings] = [0x9b, 0x90, 0x98, 0x9d, 0x9e, 0x9f].map((code) => String.fromCharCode(code));

/** Colours, cursor moves and erasures: `ESC [ … letter`. */
const controlSequence = new RegExp(`(?:${esc}\\[|${csi})[0-?]*[ -/]*[@-~]?`, 'g');
/** Window titles, links, clipboard writes: `ESC ] … BEL`. Without an end it hides the rest of its line. */
const controlString = new RegExp(
  `(?:${esc}[\\]PX^_]|[${strings.join('')}])[^${bell}${esc}\\n]*(?:${bell}|${esc}\\\\)?`,
  'g',
);
const otherEscape = new RegExp(`${esc}[ -/]*[0-~]?`, 'g');
const invisible = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * Makes text from a server or a program plain: no terminal sequences (CVE-2024-52005: a server could repaint the
 * terminal through git), no control or direction-changing or zero-width characters, `\n` line ends. Keeps tabs.
 */
export function stripControl(text: string): string {
  return text
    .replace(controlString, '')
    .replace(controlSequence, '')
    .replace(otherEscape, '')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(invisible, '');
}

/** At most `maxChars` UTF-16 units; what is cut ends in `…` and never in half a character. */
export function boundText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  if (maxChars < 1) return '';
  const end = maxChars - 1;
  const last = text.charCodeAt(end - 1);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, splits ? end - 1 : end)}…`;
}

/**
 * Server text as it may be shown or logged. The order matters: stripping may put together a token that was written
 * with colour codes in the middle, and cutting may leave a piece that no longer looks like one, so redaction comes
 * after the one and before the other.
 */
export function cleanServerText(
  text: string,
  redactor: { redact(text: string): string },
  maxChars: number,
): string {
  return boundText(redactor.redact(stripControl(text)), maxChars);
}

const rightToLeft = /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u;

/**
 * One short line to be drawn by VS Code, with nothing in it that is not read: no control or direction-changing character,
 * no line end, no icon. What is written from right to left is isolated, so that it moves nothing around it (D10).
 */
export function drawnLine(text: string, maxChars: number): string {
  // Cut before as well: what is never shown need not be looked at, however long it is.
  const plain = stripControl(text.slice(0, 4 * maxChars))
    .replace(/\s+/g, ' ')
    .trim();
  // An icon is taken apart after the invisible characters are gone, or they would take the zero-width space too.
  const line = boundText(plain, maxChars).replaceAll('$(', '$\u200b(');
  return rightToLeft.test(line) ? `\u2068${line}\u2069` : line;
}

/** Whether a value may stand in a header: printable ASCII only, so no line end can start a second header. */
export function isHeaderSafe(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}
