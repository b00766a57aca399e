import type { PlacelessLeak } from '../../../src/leaks/ports.ts';
import type { Confidence } from '../../../src/leaks/tokenFinding.ts';
import { withoutTokens } from '../../../src/leaks/withoutTokens.ts';
import type { TokenKind } from '../../../src/tokens/kind.ts';

/** One token as it is reported. Lines and columns begin at 1; the end is the first column behind it. */
export interface ScanFinding {
  /** Relative, with forward slashes; of a commit message the id of the commit. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly kind: TokenKind;
  readonly confidence: Confidence;
  readonly masked: string;
  /** The commit it came with. `message`: it stands in the commit's message, and `file` names no file. */
  readonly commit: { readonly sha: string; readonly message: boolean } | undefined;
}

/** What a look found is counted from zero and carries a print; neither leaves this program. */
export function toFinding(
  file: string,
  { spot, kind, confidence, masked }: PlacelessLeak,
  commit?: ScanFinding['commit'],
): ScanFinding {
  return {
    file: withoutTokens(file),
    line: spot.line + 1,
    column: spot.column + 1,
    endLine: spot.endLine + 1,
    endColumn: spot.endColumn + 1,
    kind,
    confidence,
    masked,
    commit,
  };
}

/** By file, then by place, so that two runs of one tree print the same. */
export function inOrder(findings: readonly ScanFinding[]): readonly ScanFinding[] {
  return findings.toSorted(
    (a, b) => compared(a.file, b.file) || a.line - b.line || a.column - b.column || compared(a.kind, b.kind),
  );
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
