import { redactedMark } from '../shared/spans.ts';
import { cleanServerText, stripControl } from '../shared/text.ts';
import { holdsToken } from '../tokens/candidates.ts';

/** What the journal needs of this session's redactor. */
export interface Redacting {
  redact(text: string): string;
}

/**
 * A text as it may stand in a record: one line, bounded, no control or direction-changing characters, no credential.
 * Asked twice: what still reads like a token after the redactor is hidden as a whole, so that one mistake is not enough.
 */
export function journalText(text: string, redactor: Redacting, maxChars: number): string {
  const cleaned = oneLine(cleanServerText(text, redactor, maxChars));
  return holdsToken(cleaned) ? redactedMark : cleaned;
}

/** The same without a redactor, for what is read back: another program may have written the file. */
export function readText(text: string, maxChars: number): string {
  const plain = { redact: (given: string) => given };
  return journalText(text.slice(0, maxChars * 4), plain, maxChars);
}

function oneLine(text: string): string {
  return stripControl(text).replace(/[\n\t]/g, ' ');
}
