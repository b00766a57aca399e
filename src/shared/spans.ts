/** Part of a text, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The same stretches in order, without overlaps; those that touch become one. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (end > start) merged.push({ start, end });
  }
  return merged;
}

/** What stands where a credential stood. */
export const redactedMark = '[redacted]';

/** The text with each stretch replaced by the mark. `spans` come from `mergeSpans`. */
export function hideSpans(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(from, start), redactedMark);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
