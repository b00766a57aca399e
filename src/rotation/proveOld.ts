import type { CancelSignal } from '../github/apiAnswer.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { RotationVault, TokenInspector } from './ports.ts';

/** What is known about the replaced token. Pasting a new one ends nothing at GitHub (S0-12). */
export type OldToken =
  /** `stillKept`: it is dead, but removing it from the store failed; trying again is harmless. */
  | { readonly kind: 'ended'; readonly stillKept: boolean }
  /** Alive and kept. Only the person can end it, on its page. */
  | { readonly kind: 'lives' }
  /** GitHub could not be asked. Kept. */
  | { readonly kind: 'unknown'; readonly cause: Problem };

type KeptToken = Pick<RotationVault, 'dropPrevious' | 'entryOf'>;

export interface OldTokenAt {
  readonly id: string;
  readonly host: Entry['host'];
  readonly kind: Entry['kind'];
  readonly secret: Secret;
}

/**
 * Asks GitHub once about the replaced token and drops it only when it is proved dead. Exactly one call, whatever the
 * answer: repeated 401s lock the person out.
 */
export async function proveOld(
  old: OldTokenAt,
  vault: KeptToken,
  inspector: TokenInspector,
  signal: CancelSignal,
): Promise<OldToken> {
  try {
    const seen = await inspector.inspect(old.host, old.secret, old.kind, signal);
    if (seen.kind === 'alive') return { kind: 'lives' };
  } catch (error) {
    return { kind: 'unknown', cause: problemOf(error) };
  }
  return dropEnded(old.id, vault);
}

/** The old one is dead: what remains is to forget it. */
export async function dropEnded(id: string, vault: KeptToken): Promise<OldToken> {
  try {
    await vault.dropPrevious(id);
    return { kind: 'ended', stillKept: false };
  } catch {
    return { kind: 'ended', stillKept: await isStillKept(id, vault) };
  }
}

/** A store may throw after it wrote; one that cannot be read is taken to keep what it had. */
async function isStillKept(id: string, vault: KeptToken): Promise<boolean> {
  try {
    return (await vault.entryOf(id)).previous !== undefined;
  } catch {
    return true;
  }
}

/** The tagged cause of a failure; anything else has none that could be shown safely. */
export function problemOf(error: unknown): Problem {
  return Failure.is(error) ? error.problem : { kind: 'unexpected' };
}
