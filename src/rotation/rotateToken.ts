import type { Clock } from '../shared/clock.ts';
import type { Problem } from '../shared/failure.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Inspection } from '../tokens/inspection.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { type Difference, judgeNewToken, judgePasted, type PastedToken } from './judgeNewToken.ts';
import type { ConfirmDifferences, RotationVault, SecretFacts, TokenInspector } from './ports.ts';
import type { RotationProblem } from './problems.ts';
import { dropEnded, type OldToken, problemOf, proveOld } from './proveOld.ts';
import type { RotationsInFlight } from './rotationsInFlight.ts';

export interface RotationPorts {
  readonly vault: RotationVault;
  readonly inspector: TokenInspector;
  readonly confirmDifferences: ConfirmDifferences;
  readonly inFlight: RotationsInFlight;
  /** Injected so that lifetimes can be judged without waiting. */
  readonly clock: Clock;
}

export interface NewToken extends PastedToken {
  /** What the person says the new token was given; undefined when nobody said. */
  readonly declared: Permissions | undefined;
}

export type RotationResult =
  /** Nothing changed. */
  | { readonly kind: 'refused'; readonly problem: RotationProblem }
  | { readonly kind: 'cancelled' }
  /** GitHub could not be asked about the new token, so nothing changed. */
  | { readonly kind: 'notProved'; readonly cause: Problem }
  /**
   * The new token is good and the store did not take it: without the person it would be lost at GitHub (F10).
   * `oldStored` is undefined when the store can no longer be read either.
   */
  | {
      readonly kind: 'newNotStored';
      readonly cause: Problem;
      readonly newSecret: Secret;
      readonly oldStored: boolean | undefined;
    }
  | {
      readonly kind: 'rotated';
      readonly entry: Entry;
      readonly differences: readonly Difference[];
      readonly old: OldToken;
    };

/**
 * Replaces an entry's token: the new one is proved good, differences are agreed to, then one atomic swap that keeps
 * the old one, then the old one is proved dead or said to live. After a crash at any `await` the store holds a
 * usable token, because nothing is dropped before the end of the old one is proved. Throws, with nothing changed, when
 * the store cannot be read at the start.
 */
export async function rotateToken(
  entryId: string,
  pasted: NewToken,
  ports: RotationPorts,
): Promise<RotationResult> {
  const result = await ports.inFlight.run(entryId, () => rotate(entryId, pasted, ports));
  return result ?? refused({ kind: 'alreadyRotating' });
}

async function rotate(entryId: string, pasted: NewToken, ports: RotationPorts): Promise<RotationResult> {
  const { vault } = ports;
  const entry = await vault.entryOf(entryId);
  const oldSecret = await vault.secretOf(entryId);
  const unfit = judgePasted(pasted, oldSecret);
  if (unfit !== undefined) return refused(unfit);
  // A second rotation would push the kept token out of the store while it may still live.
  if (entry.previous !== undefined) return refused({ kind: 'finishFirst' });

  const proof = await proveNew(entry, pasted, ports);
  if (proof.kind !== 'proved') return proof;
  const { differences } = proof;
  if (differences.some((one) => one.notable) && !(await ports.confirmDifferences(differences))) {
    return { kind: 'cancelled' };
  }
  const swapped = await swap(entry, oldSecret, pasted.secret, proof.facts, vault);
  if (swapped.kind !== 'swapped') return swapped;
  const old: OldToken =
    entry.health.kind === 'dead'
      ? // Already refused once; asking again would be the 401 that is never repeated.
        await dropEnded(entryId, vault)
      : await proveOld({ ...entry, secret: oldSecret }, vault, ports.inspector);
  return { kind: 'rotated', entry: swapped.entry, differences, old };
}

type Proof =
  | { readonly kind: 'proved'; readonly differences: readonly Difference[]; readonly facts: SecretFacts }
  | Extract<RotationResult, { readonly kind: 'refused' | 'notProved' }>;

async function proveNew(entry: Entry, pasted: NewToken, ports: RotationPorts): Promise<Proof> {
  const kind = pasted.kind as TokenKind;
  let seen: Inspection;
  try {
    seen = await ports.inspector.inspect(entry.host, pasted.secret, kind);
  } catch (error) {
    return { kind: 'notProved', cause: problemOf(error) };
  }
  const verdict = judgeNewToken(entry, kind, seen, ports.clock.now());
  if (verdict.kind === 'refused' || seen.kind === 'dead') {
    return refused(verdict.kind === 'refused' ? verdict.problem : { kind: 'dead' });
  }
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
  return { kind: 'proved', differences: verdict.differences, facts };
}

type Swap =
  | { readonly kind: 'swapped'; readonly entry: Entry }
  | Extract<RotationResult, { readonly kind: 'newNotStored' | 'refused' }>;

/** A store may throw after it wrote, so the truth is read back, not assumed. */
async function swap(
  entry: Entry,
  oldSecret: Secret,
  newSecret: Secret,
  facts: SecretFacts,
  vault: RotationVault,
): Promise<Swap> {
  try {
    // The person may have taken minutes: what becomes "previous" must be the token that was judged.
    const present = await vault.secretOf(entry.id);
    if (!present.equals(oldSecret)) return refused({ kind: 'changedMeanwhile' });
    return {
      kind: 'swapped',
      entry: await vault.rotate(entry.id, newSecret, (now) => ({ ...now, ...facts })),
    };
  } catch (error) {
    const failed = { kind: 'newNotStored', cause: problemOf(error), newSecret } as const;
    try {
      const [stored, now] = [await vault.secretOf(entry.id), await vault.entryOf(entry.id)];
      if (stored.equals(newSecret)) return { kind: 'swapped', entry: now };
      return { ...failed, oldStored: stored.equals(oldSecret) };
    } catch {
      return { ...failed, oldStored: undefined };
    }
  }
}

function refused(problem: RotationProblem): Extract<RotationResult, { readonly kind: 'refused' }> {
  return { kind: 'refused', problem };
}
