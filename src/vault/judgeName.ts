import type { Entry } from '../tokens/entry.ts';
import { judgeName as judgeText } from '../tokens/suggestName.ts';
import type { VaultProblem } from './problems.ts';

/** Whether an entry may carry this name: the same rule the prompt applies, as a refusal of the vault. */
export function judgeName(
  name: string,
  others: readonly Entry[],
): Extract<VaultProblem, { readonly kind: 'nameTaken' | 'nameInvalid' }> | undefined {
  const verdict = judgeText(
    name,
    others.map((other) => other.name),
  );
  switch (verdict.kind) {
    case 'ok':
      return undefined;
    case 'taken': {
      const twin = others.find((other) => other.name === verdict.name);
      return { kind: 'nameTaken', name: verdict.name, id: twin?.id ?? '' };
    }
    case 'holdsToken':
      return { kind: 'nameInvalid', why: 'looksLikeToken' };
    default:
      return { kind: 'nameInvalid', why: verdict.kind };
  }
}
