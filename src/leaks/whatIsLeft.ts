import { kinds } from '../tokens/kind.ts';
import type { JudgedLeak } from './judgeLeaks.ts';
import type { Checked, LeakPlace } from './leak.ts';

type CommitPlace = Extract<LeakPlace, { kind: 'commit' }>;

/** What the git history is known to hold of this one token. */
export type LeftHistory =
  /** It lies in no repository that is open. */
  | { readonly kind: 'none' }
  /** There is one, and it was not looked into: not trusted, or the person left. */
  | { readonly kind: 'notLooked' }
  | { readonly kind: 'looked'; readonly commits: readonly CommitPlace[]; readonly complete: boolean };

export interface LeftFacts {
  readonly history: LeftHistory;
  /** Everything that is known to hold this token, the leak itself among it. */
  readonly places: readonly LeakPlace[];
  /** Copies that VS Code keeps of the files that hold it, or held it. */
  readonly copies: { readonly localHistory: boolean; readonly hotExit: boolean };
}

/** One thing that no tool does, or that is known to be done: only what applies, the most urgent first. */
export type LeftLine =
  /** GitHub does not accept it any more: whoever read it can do nothing with it. */
  | { readonly kind: 'dead'; readonly checked: Checked }
  /** It was seen to live. */
  | { readonly kind: 'alive'; readonly checked: Checked }
  | { readonly kind: 'notChecked' }
  /** Nobody can ask GitHub about it: it renews others, or signs for them. */
  | { readonly kind: 'notAskable' }
  | { readonly kind: 'places'; readonly places: readonly LeakPlace[] }
  /** A remote has these: whoever can read it has read it. `needsEnd`: only ending the token helps. */
  | { readonly kind: 'pushed'; readonly commits: readonly CommitPlace[]; readonly needsEnd: boolean }
  /** No remote has these yet: they can be rewritten before the next push. */
  | { readonly kind: 'unpushed'; readonly commits: readonly CommitPlace[] }
  | { readonly kind: 'historyMay' }
  | { readonly kind: 'historyInPart' }
  | { readonly kind: 'historyClean' }
  | { readonly kind: 'localHistory' }
  | { readonly kind: 'hotExit' };

/** What is left to do by hand about a found token. */
export function whatIsLeft(
  { leak, checked }: JudgedLeak,
  { history, places, copies }: LeftFacts,
): readonly LeftLine[] {
  const dead = checked?.kind === 'dead';
  const lie = places.filter(({ kind }) => kind !== 'commit');
  const inFile = lie.some(({ kind }) => kind === 'file') || leak.place.kind === 'file';
  return [
    life(checked, kinds[leak.kind].authenticates),
    ...(lie.length === 0 ? [] : [{ kind: 'places', places: lie } as const]),
    ...ofHistory(history, dead),
    ...(inFile && copies.localHistory ? [{ kind: 'localHistory' } as const] : []),
    ...(inFile && copies.hotExit ? [{ kind: 'hotExit' } as const] : []),
  ];
}

function life(checked: Checked | undefined, authenticates: boolean): LeftLine {
  if (checked !== undefined) return { kind: checked.kind, checked };
  return { kind: authenticates ? 'notChecked' : 'notAskable' };
}

function ofHistory(history: LeftHistory, dead: boolean): readonly LeftLine[] {
  if (history.kind === 'none') return [];
  if (history.kind === 'notLooked') return [{ kind: 'historyMay' }];
  const pushed = history.commits.filter(({ outgoing }) => !outgoing);
  const unpushed = history.commits.filter(({ outgoing }) => outgoing);
  return [
    ...(pushed.length === 0 ? [] : [{ kind: 'pushed', commits: pushed, needsEnd: !dead } as const]),
    ...(unpushed.length === 0 ? [] : [{ kind: 'unpushed', commits: unpushed } as const]),
    ...(history.complete
      ? history.commits.length === 0
        ? [{ kind: 'historyClean' } as const]
        : []
      : [{ kind: 'historyInPart' } as const]),
  ];
}
