import { Secret } from '../shared/secret.ts';
import { maskToken } from '../tokens/mask.ts';
import { isDocumentationSample } from './documentationSamples.ts';
import { LongForms } from './longForms.ts';
import type { TokenFinding } from './tokenFinding.ts';
import { tokenForms } from './tokenForms.ts';

/** More are not counted: the answer is the same, and a hostile text must not fill the memory. */
export const mostFindings = 1000;

/**
 * GitHub tokens that stand in a text, first to last, at most 1000. Prefixes are looked for, the rest is walked by
 * hand and once: the obvious expressions are quadratic on hostile input (I10). Bytes are read as Latin-1.
 */
export function findTokens(text: string): readonly TokenFinding[] {
  const found: TokenFinding[] = [];
  const lead = /gh[oprsu]_|github_pat_/g;
  const long = new LongForms(text);
  for (let match = lead.exec(text); match; match = lead.exec(text)) {
    const [prefix] = match;
    const form = tokenForms[prefix];
    const read = form?.read(text, match.index, lead.lastIndex, long);
    if (form === undefined || read === undefined) continue;
    const value = text.slice(match.index, read.end);
    lead.lastIndex = read.end;
    if (isDocumentationSample(value)) continue;
    const masked = maskToken(new Secret(value));
    found.push({
      kind: form.kind,
      offset: match.index,
      length: value.length,
      confidence: read.confidence,
      written: 'plain',
      masked,
    });
    if (found.length === mostFindings) break;
  }
  return found;
}
