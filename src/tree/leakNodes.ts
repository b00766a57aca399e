import type { JudgedLeak } from '../leaks/judgeLeaks.ts';
import { type LeakPlace, placeId } from '../leaks/leak.ts';
import { grouped } from '../shared/grouped.ts';
import type { Entry } from '../tokens/entry.ts';
import type { LeakNode, LeakPlaceNode, LeaksNode } from './treeNode.ts';

/** How a place is called, and the folder it is in. Injected because folders of the workspace decide. */
export type LeakNames = (place: LeakPlace) => Pick<LeakPlaceNode, 'name' | 'folder' | 'ignored'>;

/** More lines help nobody. The heading counts all. */
const mostPlaces = 500;

/** The found tokens by where they lie, those that surely are some first; nothing where none was found. */
export function leakNodes(
  leaks: readonly JudgedLeak[],
  entries: readonly Pick<Entry, 'id' | 'name'>[],
  nameOf: LeakNames,
): readonly LeaksNode[] {
  if (leaks.length === 0) return [];
  const names = new Map(entries.map(({ id, name }) => [id, name]));
  const groups = grouped(leaks, ({ leak }) => placeId(leak.place));
  const children = [...groups].map(([key, found]) => placeNode(key, found, nameOf, names));
  const counts = countPlaces(leaks);
  return [
    {
      kind: 'leaks',
      id: 'leaks',
      ...counts,
      urgency: counts.tokens > 0 ? 'warning' : 'none',
      children: children.toSorted(byWeight).slice(0, mostPlaces),
    },
  ];
}

/** How much was found, of each weight. */
export function countPlaces(
  leaks: readonly JudgedLeak[],
): Pick<LeaksNode, 'tokens' | 'places' | 'possible' | 'testData'> {
  const sure = leaks.filter(({ weight }) => weight === 'warning');
  return {
    tokens: countLeaked(leaks),
    places: new Set(sure.map(({ leak }) => placeId(leak.place))).size,
    possible: leaks.filter(({ weight }) => weight === 'hint').length,
    testData: leaks.filter(({ weight }) => weight === 'quiet').length,
  };
}

/** Different tokens that surely lie where they should not. */
export function countLeaked(leaks: readonly JudgedLeak[]): number {
  return new Set(leaks.filter(({ weight }) => weight === 'warning').map(({ leak }) => leak.print)).size;
}

const weights = { warning: 0, hint: 1, quiet: 2 } as const;

function placeNode(
  key: string,
  found: readonly JudgedLeak[],
  nameOf: LeakNames,
  names: ReadonlyMap<string, string>,
): LeakPlaceNode {
  const [{ leak }] = found as [JudgedLeak];
  const sorted = found.toSorted(
    (a, b) =>
      a.leak.spot.line - b.leak.spot.line ||
      a.leak.spot.column - b.leak.spot.column ||
      weightOf(a) - weightOf(b),
  );
  return {
    kind: 'leakPlace',
    id: `leakPlace:${key}`,
    place: leak.place,
    ...nameOf(leak.place),
    urgency: found.some(({ weight }) => weight === 'warning') ? 'warning' : 'none',
    children: sorted.map(
      (judged): LeakNode => ({
        kind: 'leak',
        id: `leak:${judged.leak.id}`,
        judged,
        entryName: judged.ours && names.get(judged.ours.entryId),
      }),
    ),
  };
}

const weightOf = ({ weight }: JudgedLeak) => weights[weight];

function byWeight(a: LeakPlaceNode, b: LeakPlaceNode): number {
  const best = ({ children }: LeakPlaceNode) => Math.min(...children.map(({ judged }) => weightOf(judged)));
  const pathOf = ({ folder, name }: LeakPlaceNode) => `${folder}/${name}`.toLowerCase();
  return best(a) - best(b) || (pathOf(a) < pathOf(b) ? -1 : 1);
}
