import type { JournalRecord } from '../journal/journalRecord.ts';
import type { PolicyFinding } from '../policy/policyFinding.ts';
import type { Severity } from '../shared/finding.ts';
import type { Breadth } from '../tokens/breadth.ts';
import type { Acceptance, Entry, Observation } from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import type { LifeLeft } from '../tokens/lifeLeft.ts';
import type { LostEntry } from '../vault/judgeStore.ts';

/** How much a line wants to be looked at: the worst open finding below it. */
export type Urgency = Severity | 'none';

/** What keeps the store as a whole from being changed, or from keeping what it is given. */
export type StoreTrouble = 'readOnly' | 'storeEmpty' | 'memoryOnly';

/** One token. What stands below it is made only when it is opened: `childrenOf`. */
export interface EntryNode {
  readonly kind: 'entry';
  readonly id: string;
  readonly entry: Entry;
  readonly life: LifeLeft;
  readonly breadth: Breadth;
  /** Serves the repository at hand. */
  readonly usedHere: boolean;
  /** Could be chosen for the repository at hand. */
  readonly couldServe: boolean;
  readonly urgency: Urgency;
  /** Worst first, accepted ones last. */
  readonly findings: readonly PolicyFinding[];
}

export interface OwnerNode {
  readonly kind: 'owner';
  readonly id: string;
  readonly host: HostName;
  /** Undefined where neither the person nor GitHub named one. */
  readonly owner: string | undefined;
  readonly urgency: Urgency;
  readonly children: readonly EntryNode[];
}

export interface HostNode {
  readonly kind: 'host';
  readonly id: string;
  readonly host: HostName;
  readonly urgency: Urgency;
  readonly children: readonly OwnerNode[];
}

export interface FindingNode {
  readonly kind: 'finding';
  readonly id: string;
  readonly entry: Entry;
  readonly finding: PolicyFinding;
  /** Set while the person accepts it. */
  readonly accepted: Acceptance | undefined;
}

/** What was seen of a token in one repository, newest first. Empty: its first use was confirmed, and nothing came of it. */
export interface PlaceNode {
  readonly kind: 'place';
  readonly id: string;
  readonly entry: Entry;
  /** `owner/name`. */
  readonly repository: string;
  readonly seen: readonly Observation[];
}

/** A heading below a token. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly entry: Entry;
  readonly of: 'places' | 'journal';
}

export interface RecordNode {
  readonly kind: 'record';
  readonly id: string;
  readonly entry: Entry;
  readonly record: JournalRecord;
}

/** One line of the tree, as data. Ids are the same in every picture, so that what is open stays open. */
export type TreeNode =
  | { readonly kind: 'store'; readonly id: string; readonly trouble: StoreTrouble }
  | HostNode
  | OwnerNode
  | EntryNode
  | FindingNode
  | GroupNode
  | PlaceNode
  | RecordNode
  /** Below the latest records: all of them. `count` is how many there are; 0 says that there are none. */
  | { readonly kind: 'allRecords'; readonly id: string; readonly entry: Entry; readonly count: number }
  /** The token before the present one is still kept. */
  | { readonly kind: 'previous'; readonly id: string; readonly entry: Entry; readonly replacedAt: number }
  | { readonly kind: 'gone'; readonly id: string; readonly children: readonly TreeNode[] }
  | { readonly kind: 'lost'; readonly id: string; readonly lost: LostEntry }
  | { readonly kind: 'unreadable'; readonly id: string; readonly count: number }
  /** The store could not be read at all; opening it says why. */
  | { readonly kind: 'failed'; readonly id: string };
