import type { TokenKind } from '../tokens/kind.ts';
import type { Confidence, Writing } from './tokenFinding.ts';

/** A stretch of a text as editors count: lines and UTF-16 units from zero, the end not included. */
export interface Spot {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a token lies. What is not in a file that can be opened has no spot that could be shown. */
export type LeakPlace =
  /** A document or a file, by its URI as VS Code writes it. */
  | { readonly kind: 'file'; readonly uri: string }
  /** What `git add` took and no commit has yet. `root`: the repository's folder. */
  | { readonly kind: 'staged'; readonly root: string; readonly path: string }
  /** A commit: in a file of it, or in its message (`path` undefined). `outgoing`: no remote has it. */
  | {
      readonly kind: 'commit';
      readonly root: string;
      readonly sha: string;
      readonly path: string | undefined;
      readonly outgoing: boolean;
    };

/** A token that lies where it should not. Of its value it has what may be shown, and a print that proves equality only. */
export interface Leak {
  /** The same for the same token in the same place, from one look to the next. */
  readonly id: string;
  readonly place: LeakPlace;
  readonly spot: Spot;
  readonly kind: TokenKind;
  readonly confidence: Confidence;
  readonly written: Writing;
  /** Prefix and at most the last four characters. */
  readonly masked: string;
  /** `printOf`: equal for equal values on this installation, useless elsewhere (C14). */
  readonly print: string;
}

/** What a person said of a token that is none: counted, shown, and void once GitHub says it lives (I15). */
export interface TestData {
  readonly print: string;
  readonly reason: string;
  /** ms since the epoch. */
  readonly at: number;
}

/** What GitHub answered when the person had a found token checked. `at` in ms since the epoch. */
export type Checked = { readonly host: string; readonly at: number } & (
  | { readonly kind: 'alive'; readonly login: string | undefined }
  | { readonly kind: 'dead' }
);

/** Numbers the leaks of one place, so that two of the same token there can be told apart. */
export function withIds(place: LeakPlace, leaks: readonly Omit<Leak, 'id' | 'place'>[]): readonly Leak[] {
  const times = new Map<string, number>();
  return leaks.map((leak) => {
    const time = times.get(leak.print) ?? 0;
    times.set(leak.print, time + 1);
    return { ...leak, place, id: `${placeId(place)}#${leak.print}${time === 0 ? '' : `~${time}`}` };
  });
}

/** The same for all tokens of one file, or of one file in one commit. */
export function placeId(place: LeakPlace): string {
  switch (place.kind) {
    case 'file':
      return place.uri;
    case 'staged':
      return `staged:${place.root}:${place.path}`;
    case 'commit':
      return `${place.sha}:${place.root}:${place.path ?? ''}`;
  }
}
