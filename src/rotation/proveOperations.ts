import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Problem } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { HostName } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import type { KnownRepository, KnownUse, RotationOperation } from './knownOperations.ts';
import { problemOf } from './proveOld.ts';

export interface OperationQuestion {
  readonly host: HostName;
  readonly secret: Secret;
  readonly kind: TokenKind;
  /** `owner/name`. */
  readonly repository: string;
  readonly operation: RotationOperation;
}

/** `unknown`: GitHub was not asked, or its answer proves neither. `problem` is why, where something said so. */
export interface OperationAnswer {
  readonly verdict: 'works' | 'fails' | 'unknown';
  readonly problem?: Problem | undefined;
}

export interface OperationProof extends OperationAnswer {
  readonly repository: string;
  readonly operation: RotationOperation;
}

/** Injected because it is the network, and what other parts recorded. */
export interface OperationProver {
  /** What the journal knows was done with the entry's tokens. */
  uses(entryId: string): Promise<readonly KnownUse[]>;
  /** Never writes anything. Throws a `Failure` when there was no answer to judge. */
  prove(question: OperationQuestion, signal: CancelSignal): Promise<OperationAnswer>;
}

/** How far it is, in repositories. */
export type TellProgress = (done: number, of: number) => void;

/** After these nothing else can be known: a dead token is not sent again, and a limit or a lost line is respected. */
const ending: readonly string[] = Object.freeze([
  'badCredentials',
  'loginAttempts',
  'rateLimited',
  'secondaryRateLimit',
  'offline',
  'cancelled',
]);

/**
 * Asks for each known repository and operation whether the new token can do it, one after the other. What could not be
 * asked is unknown. Never throws.
 */
export async function proveOperations(
  known: readonly KnownRepository[],
  token: Pick<OperationQuestion, 'host' | 'secret' | 'kind'>,
  prover: Pick<OperationProver, 'prove'>,
  signal: CancelSignal,
  tell: TellProgress,
): Promise<readonly OperationProof[]> {
  const proofs: OperationProof[] = [];
  let end: Problem | undefined;
  for (const [index, { repository, operations }] of known.entries()) {
    tell(index, known.length);
    for (const operation of operations) {
      const answer: OperationAnswer =
        end === undefined
          ? await ask({ ...token, repository, operation }, prover, signal)
          : { verdict: 'unknown', problem: end };
      proofs.push({ repository, operation, ...answer });
      if (answer.problem !== undefined && ending.includes(answer.problem.kind)) end ??= answer.problem;
      if (signal.aborted) end ??= { kind: 'cancelled' };
    }
  }
  return proofs;
}

async function ask(
  question: OperationQuestion,
  prover: Pick<OperationProver, 'prove'>,
  signal: CancelSignal,
): Promise<OperationAnswer> {
  try {
    return await prover.prove(question, signal);
  } catch (error) {
    return { verdict: 'unknown', problem: problemOf(error) };
  }
}
