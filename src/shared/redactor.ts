import { LineRedactor } from './lineRedactor.ts';
import type { Secret } from './secret.ts';
import { fold, type Needle, needlesOf } from './secretForms.ts';
import { findSecretLooking } from './secretPatterns.ts';
import { hideSpans, mergeSpans, type Span } from './spans.ts';
import { unescapeText } from './unescaped.ts';

/** A shorter value is a word like `git`; replacing it everywhere would say more than it hides. */
const leastLearned = 8;
/** Each round hides more or is the last; a hostile text could ask for many. */
const mostRounds = 8;
/** Digits beside a found base64 stretch carry a few bits of the value, or the name it was encoded with. */
const base64Reach = 64;

/**
 * The one filter for everything that leaves the process: log lines, errors, details, notifications, exports. It
 * replaces the values it was taught, in every usual encoding, and whatever reads like a credential. It works on the
 * final string, after formatting: objects are never filtered field by field, because an HTTP client's error
 * carries its headers where nobody looks.
 */
export class Redactor {
  /** Private by the language, so that printing, serialising or spreading a redactor shows no value. */
  readonly #needles = new Map<string, readonly Needle[]>();

  /** Teaches a value, for the life of this redactor. Teach it before the value can appear anywhere. */
  learn(secret: Secret): void {
    const value = secret.reveal();
    if (value.length >= leastLearned && !this.#needles.has(value)) this.#needles.set(value, needlesOf(value));
  }

  /**
   * The text with every credential replaced by `[redacted]`. What is hidden can let its surroundings read like one (a
   * `/` that ended an address is gone), so it looks again until nothing more is found. Linear in the length of the text.
   */
  redact(text: string): string {
    let redacted = text;
    for (let round = 0; round < mostRounds; round++) {
      const next = hideSpans(redacted, this.find(redacted));
      if (next === redacted) break;
      redacted = next;
    }
    return redacted;
  }

  /** Where the text holds credentials, in order and without overlap. */
  find(text: string): readonly Span[] {
    const needles = [...this.#needles.values()].flat();
    const unescaped = needles.length > 0 ? unescapeText(text) : undefined;
    const origin = (at: number): number => unescaped?.origins[at] ?? text.length;
    const escaped = findNeedles(unescaped?.text ?? '', needles).map(({ start, end }) => {
      return { start: origin(start), end: origin(end) };
    });
    return mergeSpans([...findSecretLooking(text), ...findNeedles(text, needles), ...escaped]);
  }

  /** A filter for a stream that arrives in pieces of any size. */
  lines(): LineRedactor {
    return new LineRedactor(this);
  }
}

function findNeedles(text: string, needles: readonly Needle[]): readonly Span[] {
  const spans: Span[] = [];
  const folded = needles.length > 0 ? fold(text) : '';
  for (const { text: needle, isBase64 } of needles) {
    for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
      const span = { start: at, end: at + needle.length };
      spans.push(isBase64 ? widened(text, span) : span);
    }
  }
  return spans;
}

/** Takes in the base64 digits beside a base64 match. Bounded, or a text full of matches would be walked again and again. */
function widened(text: string, { start, end }: Span): Span {
  const isDigit = (at: number): boolean => /[A-Za-z0-9+/_-]/.test(text.charAt(at));
  let from = start;
  let to = end;
  while (from > 0 && start - from < base64Reach && isDigit(from - 1)) from--;
  while (to < text.length && to - end < base64Reach && isDigit(to)) to++;
  return { start: from, end: to };
}
