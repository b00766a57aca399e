import { hasRightChecksum } from '../tokens/checksum.ts';
import { kinds, type TokenKind } from '../tokens/kind.ts';
import { alphanumeric, endOfRun, startsWord } from './characters.ts';
import { hasFineGrainedSum } from './fineGrainedSum.ts';
import type { FormMatch } from './formMatch.ts';
import type { LongForms } from './longForms.ts';
import { fewest, hasFewer, isPlaceholder } from './placeholder.ts';

/** One kind of token: how to read on after its prefix. `start` is where the prefix stands, `body` where it ends. */
export interface TokenForm {
  readonly kind: TokenKind;
  readonly read: (text: string, start: number, body: number, long: LongForms) => FormMatch | undefined;
}

/** By prefix. Sources: facts/token-prefixes.json; the table of kinds says what each checksum proves. */
export const tokenForms: Readonly<Record<string, TokenForm>> = Object.freeze({
  ghp_: opaque('classic-pat'),
  gho_: opaque('oauth-token'),
  ghu_: opaque('app-user-token', (start, body, long) => long.user(start, body)),
  ghs_: opaque('installation-token', (start, body, long) => long.stateless(start, body)),
  ghr_: {
    kind: 'refresh-token',
    read: (text, start, body) => readOpaque(text, start, body, { least: 36, most: 251, decides: false }),
  },
  github_pat_: { kind: 'fine-grained-pat', read: readFineGrained },
});

/** The 36 characters that most kinds share, and what else the kind may be. */
function opaque(
  kind: TokenKind,
  orElse?: (start: number, body: number, long: LongForms) => FormMatch | undefined,
): TokenForm {
  const decides = kinds[kind].checksum === 'decides';
  return {
    kind,
    read: (text, start, body, long) => {
      const short = readOpaque(text, start, body, { least: 36, most: 36, decides });
      // The first part of a JWT is often 36 letters long: without a right checksum the longer reading wins.
      return short?.confidence === 'confirmed' ? short : (orElse?.(start, body, long) ?? short);
    },
  };
}

/**
 * Letters and digits up to a boundary. With a right checksum, whatever touches it on the left: one chance in four
 * thousand million is none.
 */
function readOpaque(
  text: string,
  start: number,
  body: number,
  limits: { readonly least: number; readonly most: number; readonly decides: boolean },
): FormMatch | undefined {
  const end = endOfRun(text, body, alphanumeric, limits.most + 1);
  if (end - body < limits.least || end - body > limits.most) return undefined;
  const value = text.slice(body, end);
  if (hasRightChecksum(value)) return { end, confidence: 'confirmed' };
  return limits.decides ? undefined : possible(text, start, end, value);
}

function readFineGrained(text: string, start: number, body: number, long: LongForms): FormMatch | undefined {
  const middle = endOfRun(text, body, alphanumeric, 23);
  if (middle - body !== 22 || text.charAt(middle) !== '_') return undefined;
  const end = endOfRun(text, middle + 1, alphanumeric, 60);
  if (end - middle !== 60) return undefined;
  const value = text.slice(body, end);
  // Its sum is dear: a text in which none is right has no right to thousands. What is not summed may still be one, and
  // what has the right sum is one, whatever word chance has written in it.
  if (hasFewer(value, fewest) || !long.maySum() || !hasFineGrainedSum(text.slice(start, end)))
    return possible(text, start, end, value);
  long.summed();
  return { end, confidence: 'confirmed' };
}

/** Without a checksum to go by, only what stands alone and does not read like an example. */
function possible(text: string, start: number, end: number, value: string): FormMatch | undefined {
  if (!startsWord(text, start) || text.charAt(end) === '_' || isPlaceholder(value)) return undefined;
  return { end, confidence: 'possible' };
}
