import { isSafeBranchName } from './branchName.ts';
import type { ReadyPush } from './planPush.ts';

/** A tag as it is here: the tag object, or the commit itself for a light one. */
export interface TagRef {
  /** Without `refs/tags/`. */
  readonly name: string;
  readonly oid: string;
}

/** What overwriting would drop, as far as this repository knows. */
export interface Lease {
  /** Where the remote-tracking ref was when it was shown: GitHub's branch must still be there. */
  readonly expected: string;
  /** Commits that are on GitHub's branch and not on ours; at most `mostDropped` are counted. */
  readonly dropped: number;
}

export const mostDropped = 10_000;

/** More than fit into one command line on every system, and into what is read of git's answer, are not offered. */
export const mostTags = 50;
const longestTag = 200;

/** What a person may choose beside the ordinary, for one push only. Nothing of it is ever remembered. */
export interface PushOffers {
  /** Only of a branch that diverged from its remote-tracking ref. */
  readonly overwrite: Lease | undefined;
  /** Tags on the commits to push, the newest first; at most `mostTags`. */
  readonly tags: readonly TagRef[];
  /** Whether there is a hook to skip. */
  readonly hook: boolean;
}

/** What they chose. */
export interface PushChoices {
  readonly overwrite: Lease | undefined;
  readonly tags: readonly TagRef[];
  readonly skipHook: boolean;
}

export const plainPush: PushChoices = Object.freeze({
  overwrite: undefined,
  tags: Object.freeze([]),
  skipHook: false,
});

export function choicesOf({ choices = plainPush }: Pick<ReadyPush, 'choices'>): PushChoices {
  return choices;
}

/** Another program may ask for a push, never for one that rewrites a branch or goes around the person's hook (E02). */
export function offersTo(offers: PushOffers, byProgram: boolean): PushOffers {
  return byProgram ? { ...offers, overwrite: undefined, hook: false } : offers;
}

export function tagRefOf({ name }: TagRef): string {
  return `refs/tags/${name}`;
}

/** A tag that can stand in a refspec and in a sentence as it is. */
export function isSafeTag({ name, oid }: TagRef): boolean {
  return name.length <= longestTag && isSafeBranchName(name) && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid);
}
