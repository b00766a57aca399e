import type { JournalRecord } from '../journal/journalRecord.ts';
import type { JudgedLeak } from '../leaks/judgeLeaks.ts';
import type { LeakPlace } from '../leaks/leak.ts';
import type { PermissionRow } from '../permissions/permissionTable.ts';
import type { Sight } from '../permissions/sight.ts';
import type { PolicyFinding } from '../policy/policyFinding.ts';
import type { Severity } from '../shared/finding.ts';
import type { Breadth } from '../tokens/breadth.ts';
import type {
  Acceptance,
  BegunRotation,
  Entry,
  KeyRecord,
  Observation,
  PreviousToken,
} from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import type { LifeLeft } from '../tokens/lifeLeft.ts';
import type { LostEntry } from '../vault/judgeStore.ts';
import type { WatchedToken } from '../watched/watchedToken.ts';

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

/** One repository in which something is known of a token; what it may do there stands below. */
export interface PlaceNode {
  readonly kind: 'place';
  readonly id: string;
  readonly entry: Entry;
  /** `owner/name`. */
  readonly repository: string;
  readonly sight: Sight;
  /** What a person did there with it, newest first. */
  readonly seen: readonly Observation[];
  readonly children: readonly PermissionNode[];
}

/** One permission, whether the token has it, how that is known, and whether it needs it. */
export interface PermissionNode {
  readonly kind: 'permission';
  readonly id: string;
  readonly row: PermissionRow;
}

/** A token that lives elsewhere: what a person said about it, and whether its date is near. */
export interface WatchedNode {
  readonly kind: 'watched';
  readonly id: string;
  readonly token: WatchedToken;
  readonly urgency: Urgency;
}

/** A heading below a token. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly entry: Entry;
  readonly of: 'permissions' | 'places' | 'journal';
}

export interface RecordNode {
  readonly kind: 'record';
  readonly id: string;
  readonly entry: Entry;
  readonly record: JournalRecord;
}

/** A found token, where it lies. */
export interface LeakNode {
  readonly kind: 'leak';
  readonly id: string;
  readonly judged: JudgedLeak;
  /** Name of the entry whose token it is. */
  readonly entryName: string | undefined;
}

/** One file, or one file of one commit, with the tokens that lie in it. */
export interface LeakPlaceNode {
  readonly kind: 'leakPlace';
  readonly id: string;
  readonly place: LeakPlace;
  readonly name: string;
  /** Where that is; empty at the top of the workspace. */
  readonly folder: string;
  /** Git is known to ignore it: the likeliest place of a token, and no commit takes it along. */
  readonly ignored?: boolean;
  readonly urgency: Urgency;
  readonly children: readonly LeakNode[];
}

/** Heading of the found tokens. */
export interface LeaksNode {
  readonly kind: 'leaks';
  readonly id: string;
  /** Different tokens that are surely some, and how many places they lie in. */
  readonly tokens: number;
  readonly places: number;
  /** Findings that may be tokens. */
  readonly possible: number;
  /** Findings that somebody said are none. */
  readonly testData: number;
  readonly urgency: Urgency;
  readonly children: readonly LeakPlaceNode[];
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
  | PermissionNode
  | RecordNode
  /** Below the latest records: all of them. `count` is how many there are; 0 says that there are none. */
  | { readonly kind: 'allRecords'; readonly id: string; readonly entry: Entry; readonly count: number }
  /** A rotation was begun and has not ended. */
  | { readonly kind: 'begun'; readonly id: string; readonly entry: Entry; readonly begun: BegunRotation }
  /** The token before the present one is still kept. */
  | {
      readonly kind: 'previous';
      readonly id: string;
      readonly entry: Entry;
      readonly previous: PreviousToken;
    }
  /** One private key of a GitHub App; `old` is kept beside the one in use. */
  | {
      readonly kind: 'key';
      readonly id: string;
      readonly entry: Entry;
      readonly key: KeyRecord;
      readonly old: boolean;
    }
  /** Where a GitHub App is installed, and uninstalled: a page of GitHub's. */
  | { readonly kind: 'installations'; readonly id: string; readonly entry: Entry }
  | WatchedNode
  /** Heading of the watched tokens; `unreadable`: how many files of theirs cannot be read. */
  | {
      readonly kind: 'elsewhere';
      readonly id: string;
      readonly children: readonly WatchedNode[];
      readonly unreadable: number;
    }
  | LeaksNode
  | LeakPlaceNode
  | LeakNode
  | { readonly kind: 'gone'; readonly id: string; readonly children: readonly TreeNode[] }
  | { readonly kind: 'lost'; readonly id: string; readonly lost: LostEntry }
  | { readonly kind: 'unreadable'; readonly id: string; readonly count: number }
  /** The store could not be read at all; opening it says why. */
  | { readonly kind: 'failed'; readonly id: string };
