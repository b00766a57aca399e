import { Secret } from '../shared/secret.ts';
import { maskToken } from '../tokens/mask.ts';
import { endOfRun, lowerHex } from './characters.ts';
import { isDocumentationSample } from './documentationSamples.ts';
import { isNamed } from './hexNames.ts';
import { hasFewer, readsLikeExample } from './placeholder.ts';
import type { TokenFinding } from './tokenFinding.ts';
import { standsInUrl } from './urlPlace.ts';

/** Digits of a token of before 2021, and of a `v1.` installation token. */
export const hexLength = 40;
/** Of 16 different digits, 40 random ones have nearly all. */
const leastDifferent = 8;

/**
 * Tokens without a prefix: 40 hex digits, which look like any SHA-1, and so only where a name beside them says what they
 * are; and `v1.` with 40 hex digits. Only every fortieth character is looked at until one is a digit.
 */
export function findHex(text: string, most: number): readonly TokenFinding[] {
  const found: TokenFinding[] = [];
  for (let at = hexLength - 1, end = 0; at < text.length; at = end + hexLength - 1) {
    end = at + 1;
    if (lowerHex[text.charCodeAt(at)] !== 1) continue;
    let start = at;
    while (lowerHex[text.charCodeAt(start - 1)] === 1) start--;
    end = endOfRun(text, end, lowerHex);
    if (end - start !== hexLength) continue;
    if (found.length === most) break;
    const finding = judge(text, start, end);
    if (finding !== undefined) found.push(finding);
  }
  return found;
}

function judge(text: string, hex: number, end: number): TokenFinding | undefined {
  const old = text.startsWith('v1.', hex - 3);
  const start = old ? hex - 3 : hex;
  const value = text.slice(start, end);
  if (!isNamed(text, start, end, old) || hasFewer(value, leastDifferent) || readsLikeExample(value))
    return undefined;
  if (isDocumentationSample(value)) return undefined;
  return {
    kind: old ? 'installation-token' : 'legacy-hex',
    offset: start,
    length: end - start,
    confidence: 'possible',
    written: standsInUrl(text, start, end) ? 'url' : 'plain',
    masked: maskToken(new Secret(value)),
  };
}
