import { Secret } from '../shared/secret.ts';
import { maskToken } from '../tokens/mask.ts';
import { isDocumentationSample } from './documentationSamples.ts';
import type { FormMatch } from './formMatch.ts';
import type { LongForms } from './longForms.ts';
import type { TokenFinding } from './tokenFinding.ts';
import { type TokenForm, tokenForms } from './tokenForms.ts';

/** By the third letter of its prefix, which no two have in common. */
const byLetter: ReadonlyMap<number, { readonly form: TokenForm; readonly length: number }> = new Map(
  Object.entries(tokenForms).map(([prefix, form]) => [prefix.charCodeAt(2), { form, length: prefix.length }]),
);

/** The token whose prefix stands at `start`, if it is one. `long` belongs to `text`. */
export function readForm(text: string, start: number, long: LongForms): FormMatch | undefined {
  const known = byLetter.get(text.charCodeAt(start + 2));
  return known?.form.read(text, start, start + known.length, long);
}

/** What may be said of a token that `readForm` read; undefined when everybody may read it anyway. */
export function aboutToken(
  text: string,
  start: number,
  { end, confidence }: FormMatch,
): Pick<TokenFinding, 'kind' | 'confidence' | 'masked'> | undefined {
  const form = byLetter.get(text.charCodeAt(start + 2))?.form;
  const value = text.slice(start, end);
  if (form === undefined || isDocumentationSample(value)) return undefined;
  return { kind: form.kind, confidence, masked: maskToken(new Secret(value)) };
}
