import type { Problem } from '../shared/failure.ts';
import type { RotationOperation } from './knownOperations.ts';
import type { OperationProof } from './proveOperations.ts';

/** What the new token was asked to do where the old one worked. */
export type ProofDifference = { readonly notable: boolean } /** All that is known still works there. */ & (
  | { readonly kind: 'worksIn'; readonly repository: string; readonly works: readonly RotationOperation[] }
  | {
      readonly kind: 'breaksIn';
      readonly repository: string;
      readonly works: readonly RotationOperation[];
      readonly fails: readonly RotationOperation[];
      readonly unknown: readonly RotationOperation[];
      readonly problem: Problem | undefined;
    }
  | {
      readonly kind: 'notProvedIn';
      readonly repository: string;
      readonly works: readonly RotationOperation[];
      readonly unknown: readonly RotationOperation[];
      readonly problem: Problem | undefined;
    }
  /** Another owner's token, or one that waits for an approval: nothing that was asked works. */
  | { readonly kind: 'worksNowhere'; readonly repositories: number }
);

/** The proofs as differences, one per repository in their order. What breaks is notable: the person decides. */
export function judgeProofs(proofs: readonly OperationProof[]): readonly ProofDifference[] {
  const repositories = [...new Set(proofs.map(({ repository }) => repository))];
  const each = repositories.map((repository) =>
    judgeOne(
      repository,
      proofs.filter((proof) => proof.repository === repository),
    ),
  );
  const asked = proofs.filter(({ verdict }) => verdict !== 'unknown');
  const nowhere = asked.length > 0 && asked.every(({ verdict }) => verdict === 'fails');
  return nowhere
    ? [{ kind: 'worksNowhere', repositories: repositories.length, notable: true }, ...each]
    : each;
}

/** What an organisation said about the token itself while it was tried: it shapes the next attempt. */
export function problemsOf(differences: readonly { readonly kind: string }[]): readonly Problem[] {
  return differences.flatMap((one) => {
    const { problem } = one as { readonly problem?: Problem };
    return problem === undefined ? [] : [problem];
  });
}

function judgeOne(repository: string, proofs: readonly OperationProof[]): ProofDifference {
  const of = (verdict: OperationProof['verdict']) =>
    proofs.filter((proof) => proof.verdict === verdict).map(({ operation }) => operation);
  const [works, fails, unknown] = [of('works'), of('fails'), of('unknown')];
  const whyOf = (verdict: OperationProof['verdict']) =>
    proofs.find((proof) => proof.verdict === verdict && proof.problem !== undefined)?.problem;
  if (fails.length > 0) {
    return { kind: 'breaksIn', repository, works, fails, unknown, problem: whyOf('fails'), notable: true };
  }
  if (unknown.length > 0) {
    return { kind: 'notProvedIn', repository, works, unknown, problem: whyOf('unknown'), notable: false };
  }
  return { kind: 'worksIn', repository, works, notable: false };
}
