import type { UsableApp } from '../policy/judgeApp.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { SourceTrouble } from '../sources/source.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Mode } from '../tokens/origin.ts';
import type { Candidate, Selection, SelectionReason } from '../tokens/selectEntry.ts';
import type { GhAlone } from './ghAlone.ts';
import type { GitAlone } from './gitAlone.ts';
import type { UseJob, Works } from './judgeWorks.ts';
import type { Shadow } from './shadow.ts';

/** What an entry is to a job: `asked` where the person would be asked which; `blocked` where it belongs here and cannot. */
export type Standing = 'used' | 'asked' | 'blocked' | 'also';

export interface CandidateUse {
  readonly entry: Entry;
  readonly mode: Mode;
  /** As it is ranked for a push. */
  readonly reason: SelectionReason;
  readonly obstacle: Candidate['obstacle'];
  readonly standing: Readonly<Record<UseJob, Standing>>;
  readonly works: Readonly<Record<UseJob, Works>>;
  /** What it lost to: the entry that would be used, and why that one. */
  readonly lostTo: { readonly entry: Entry; readonly reason: SelectionReason } | undefined;
}

/** Why the person would be asked, or that there is nothing to ask about. */
export type Unsettled = Extract<Selection, { readonly kind: 'ask' }>['why'] | 'none';

/** Which credential is used here, and why. Plain data, and nothing secret in it: of a token at most its mask. */
export interface UseReport {
  /** Undefined when our commands do not go to this remote. */
  readonly address: RepositoryAddress | undefined;
  readonly unsettled: Unsettled | undefined;
  /** Best first. */
  readonly candidates: readonly CandidateUse[];
  /** A GitHub App that could take over here from the pasted token that is used (S0-20). */
  readonly instead: { readonly entry: Entry; readonly app: UsableApp } | undefined;
  /** Undefined without a remote. */
  readonly git: GitAlone | undefined;
  /** Undefined where no GitHub is known that it could be asked about. */
  readonly gh: GhAlone | undefined;
  readonly shadows: readonly Shadow[];
  readonly troubles: readonly SourceTrouble[];
}
