import { redactedMark, type Span } from '../shared/spans.ts';
import { findCandidates } from '../tokens/candidates.ts';

/** What a sweep needs of a redactor: the known values in every form, and the patterns. */
export interface Sweeping {
  redact(text: string): string;
  find(text: string): readonly Span[];
}

export type Swept = { readonly kind: 'clean'; readonly text: string } | { readonly kind: 'unclean' };

/**
 * The last look at a text that is about to leave: redacted as a whole, after formatting, then looked at again. If
 * anything still reads like a credential, nothing of the text may be written or shown.
 */
export function sweepText(text: string, redactor: Sweeping): Swept {
  const swept = redactor.redact(text);
  // A field such as `password=` is found by its name, also when the mark stands there already.
  const left = redactor.find(swept).filter(({ start, end }) => !isHidden(swept.slice(start, end)));
  return left.length > 0 || findCandidates(swept).length > 0
    ? { kind: 'unclean' }
    : { kind: 'clean', text: swept };
}

function isHidden(stretch: string): boolean {
  return stretch.replaceAll(redactedMark, '').trim() === '';
}
