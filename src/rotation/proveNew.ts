import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../shared/clock.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { Inspection } from '../tokens/inspection.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { type Difference, judgeNewToken, judgePasted, type PastedToken } from './judgeNewToken.ts';
import { judgeProofs, type ProofDifference } from './judgeProofs.ts';
import { knownOperations } from './knownOperations.ts';
import type { RotationVault, SecretFacts, TokenInspector } from './ports.ts';
import type { RotationProblem } from './problems.ts';
import { problemOf } from './proveOld.ts';
import { type OperationProver, proveOperations, type TellProgress } from './proveOperations.ts';
import type { Replacement, RotationResult } from './rotationResult.ts';

export interface NewToken extends PastedToken {
  /** What the person says the new token was given; undefined when nobody said. */
  readonly declared: Permissions | undefined;
}

export interface ProvingPorts {
  readonly vault: Pick<RotationVault, 'entryOf' | 'secretOf'>;
  readonly inspector: TokenInspector;
  readonly prover: OperationProver;
  /** Injected so that lifetimes can be judged without waiting. */
  readonly clock: Clock;
  readonly policy: Policy;
}

export type Proof =
  | { readonly kind: 'proved'; readonly replacement: Replacement }
  | Extract<RotationResult, { readonly kind: 'refused' | 'notProved' | 'cancelled' | 'keptOld' }>;

/**
 * Judges the new token: one call to GitHub shows whose it is and for how long, then each repository that the old one is
 * known to have served is asked whether the new one can do the same. Writes nothing, here or there. Throws when the
 * store cannot be read.
 */
export async function proveNew(
  entryId: string,
  pasted: NewToken,
  ports: ProvingPorts,
  signal: CancelSignal,
  tell: TellProgress,
): Promise<Proof> {
  const entry = await ports.vault.entryOf(entryId);
  const oldSecret = await ports.vault.secretOf(entryId);
  const unfit = judgePasted(pasted, oldSecret, entry.host);
  if (unfit !== undefined) return refused(unfit);
  // A second rotation would push the kept token out of the store while it may still live.
  if (entry.previous !== undefined) return refused({ kind: 'finishFirst' });

  const kind = pasted.kind as TokenKind;
  let seen: Inspection;
  try {
    seen = await ports.inspector.inspect(entry.host, pasted.secret, kind, signal);
  } catch (error) {
    const cause = problemOf(error);
    return signal.aborted || cause.kind === 'cancelled'
      ? { kind: 'cancelled' }
      : { kind: 'notProved', cause };
  }
  const verdict = judgeNewToken(entry, kind, seen, ports.clock.now(), ports.policy);
  if (verdict.kind === 'refused') return refused(verdict.problem);
  if (seen.kind === 'dead') return refused({ kind: 'dead' });
  const { login, expiry, scopes, sso, at } = seen;
  const facts: SecretFacts = {
    kind,
    login: login ?? entry.login,
    expiry,
    scopes,
    sso,
    health: { kind: 'alive', at },
    checkedAt: at,
    declared: pasted.declared,
    // What the old secret was seen to do says nothing about the new one.
    observed: [],
  };
  const journal = await ports.prover.uses(entryId).catch(() => []);
  const token = { host: entry.host, secret: pasted.secret, kind };
  const proofs = await proveOperations(knownOperations(entry, journal), token, ports.prover, signal, tell);
  // It was good a moment ago, and is not sent again.
  if (proofs.some(({ problem }) => problem?.kind === 'badCredentials')) return refused({ kind: 'dead' });
  const proved = judgeProofs(proofs);
  const differences = [...withoutDoubt(verdict.differences, proved), ...proved];
  if (signal.aborted) return { kind: 'keptOld', newKind: kind, differences };
  return { kind: 'proved', replacement: { entry, oldSecret, newSecret: pasted.secret, facts, differences } };
}

/** Whom a token acts for is not shown; that it may write to a repository of the expected owner shows it all the same. */
function withoutDoubt(
  differences: readonly Difference[],
  proved: readonly ProofDifference[],
): readonly Difference[] {
  const owners = proved.flatMap((one) =>
    'works' in one && one.works.some((operation) => operation !== 'read')
      ? (one.repository.split('/')[0]?.toLowerCase() ?? [])
      : [],
  );
  return differences.filter(
    (one) => one.kind !== 'ownerNotShown' || !owners.includes(one.expected.toLowerCase()),
  );
}

export function refused(problem: RotationProblem): Extract<RotationResult, { readonly kind: 'refused' }> {
  return { kind: 'refused', problem };
}
