import type { Finding } from '../shared/finding.ts';
import type { Breadth } from './breadth.ts';
import type { Entry } from './entry.ts';
import { type LifeLeft, lifeLeft } from './lifeLeft.ts';

export interface StatusInput {
  /** The entry that would be used for the active repository. */
  readonly chosen: Entry | undefined;
  /** Every other entry of the vault. */
  readonly others: readonly Entry[];
  /** Findings of all of them. */
  readonly findings: readonly Finding[];
  /** How many secrets the store no longer has although they were never forgotten here. */
  readonly lost: number;
  /** How many stored values cannot be read. */
  readonly unreadable: number;
  /** ms since the epoch. */
  readonly now: number;
  /** `policy/judgeBreadth`, handed in because policy stands above this folder. */
  readonly breadthOf: (entry: Entry) => Breadth;
}

export type StatusModel =
  /** No entry exists yet: nothing is shown at all. */
  | { readonly kind: 'hidden' }
  /** Nothing usable is left, which must not look like never having stored anything (F02). */
  | { readonly kind: 'lost'; readonly lost: number; readonly unreadable: number }
  | {
      readonly kind: 'shown';
      readonly icon: 'key' | 'warning' | 'error';
      readonly colour: 'none' | 'warning' | 'error';
      /** Undefined when there are entries but none would be used here. */
      readonly entryId: string | undefined;
      readonly name: string | undefined;
      /** The two parts of the short text, and of the accessible label: `9d · narrow`. */
      readonly life: LifeLeft | undefined;
      readonly breadth: Breadth | undefined;
      /** How many of the others caused a colour: the label must say it, colour alone does not. */
      readonly othersColoured: number;
      /** How many secrets are gone from the store. */
      readonly lost: number;
    };

/** The status-bar item as data; `vscode/messages` turns it into words, and `statusTable` holds what the hover adds. */
export function summariseStatus(input: StatusInput): StatusModel {
  const { chosen, others, findings, now, lost, unreadable } = input;
  if (chosen === undefined && others.length === 0)
    return lost + unreadable > 0 ? { kind: 'lost', lost, unreadable } : { kind: 'hidden' };
  const loud = findings.filter((f) => f.severity !== 'info');
  const colour = loud.some((f) => f.severity === 'error') ? 'error' : loud.length > 0 ? 'warning' : 'none';
  return {
    kind: 'shown',
    icon: colour === 'none' ? 'key' : colour,
    colour,
    entryId: chosen?.id,
    name: chosen?.name,
    life: chosen && lifeLeft(chosen, now),
    breadth: chosen && input.breadthOf(chosen),
    othersColoured: new Set(loud.filter((f) => f.entryId !== chosen?.id).map((f) => f.entryId)).size,
    lost,
  };
}
