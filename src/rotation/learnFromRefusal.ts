import type { ApiProblem } from '../github/problems.ts';
import type { Problem } from '../shared/failure.ts';
import type { AskedToken } from '../tokens/entry.ts';
import type { RotationHints } from './planRotation.ts';

/** The same refusals as git is told them. */
interface TokenForbidden {
  readonly kind: 'tokenForbidden';
  readonly why: 'classic' | 'fine-grained' | 'lifetime' | 'oauth-app';
  readonly days: number | undefined;
}

/**
 * What an organisation's refusal of the new token means for the next attempt: its limit of a token's life, or the kind
 * that it lets in. Any other refusal leaves the hints as they are.
 */
export function learnFromRefusal(hints: RotationHints, problem: Problem): RotationHints {
  const told = problem as ApiProblem | TokenForbidden;
  switch (told.kind) {
    case 'lifetimeForbidden':
      return withLimit(hints, told.days);
    case 'fineGrainedForbidden':
      return withForbidden(hints, 'fine-grained-pat');
    case 'classicForbidden':
      return withForbidden(hints, 'classic-pat');
    case 'tokenForbidden':
      if (told.why === 'lifetime') return withLimit(hints, told.days ?? 0);
      if (told.why === 'oauth-app') return hints;
      return withForbidden(hints, told.why === 'classic' ? 'classic-pat' : 'fine-grained-pat');
    default:
      return hints;
  }
}

/** Several organisations may have a limit each: the shortest suits all. */
function withLimit(hints: RotationHints, days: number): RotationHints {
  return days < 1 ? hints : { ...hints, maxDays: Math.min(days, hints.maxDays ?? days) };
}

function withForbidden(hints: RotationHints, kind: AskedToken['kind']): RotationHints {
  const { forbidden = [] } = hints;
  return forbidden.includes(kind) ? hints : { ...hints, forbidden: [...forbidden, kind] };
}
