import { Secret } from '../shared/secret.ts';
import { maskToken } from '../tokens/mask.ts';
import { isDocumentationSample } from './documentationSamples.ts';
import type { FormMatch } from './formMatch.ts';
import type { LongForms } from './longForms.ts';
import type { TokenFinding } from './tokenFinding.ts';
import { tokenForms } from './tokenForms.ts';

const longPrefix = 'github_pat_';

const prefixAt = (text: string, start: number): string =>
  text.startsWith(longPrefix, start) ? longPrefix : text.slice(start, start + 4);

/** The token that begins with its prefix at `start`, if one does. `long` belongs to `text`. */
export function readForm(text: string, start: number, long: LongForms): FormMatch | undefined {
  const prefix = prefixAt(text, start);
  return tokenForms[prefix]?.read(text, start, start + prefix.length, long);
}

/** What may be said of a token that `readForm` read; undefined when everybody may read it anyway. */
export function aboutToken(
  text: string,
  start: number,
  { end, confidence }: FormMatch,
): Pick<TokenFinding, 'kind' | 'confidence' | 'masked'> | undefined {
  const form = tokenForms[prefixAt(text, start)];
  const value = text.slice(start, end);
  if (form === undefined || isDocumentationSample(value)) return undefined;
  return { kind: form.kind, confidence, masked: maskToken(new Secret(value)) };
}
