import { filterRecords } from '../journal/filterRecords.ts';
import type { JournalRecord } from '../journal/journalRecord.ts';
import type { Entry, Observation } from '../tokens/entry.ts';
import type { EntryNode, FindingNode, PlaceNode, TreeNode } from './treeNode.ts';

/** Records that stand in the tree; the list has them all. */
const latest = 5;

/** What stands below a line, made when it is opened. Records are read for it: `recordNodes`. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  switch (node.kind) {
    case 'host':
    case 'owner':
    case 'gone':
      return node.children;
    case 'entry':
      return belowEntry(node);
    case 'group':
      return node.of === 'places' ? placeNodes(node.entry) : [];
    default:
      return [];
  }
}

function belowEntry({ entry, findings }: EntryNode): readonly TreeNode[] {
  const nodes: TreeNode[] = [...findingNodes(entry, findings)];
  if (entry.previous) {
    const { replacedAt } = entry.previous;
    nodes.push({ kind: 'previous', id: `previous:${entry.id}`, entry, replacedAt });
  }
  if (entry.observed.length + entry.confirmedFor.length > 0) {
    nodes.push({ kind: 'group', id: `places:${entry.id}`, entry, of: 'places' });
  }
  nodes.push({ kind: 'group', id: `journal:${entry.id}`, entry, of: 'journal' });
  return nodes;
}

/** A rule may speak twice about one token, for example for two organisations: the second gets a number. */
function findingNodes(entry: Entry, findings: EntryNode['findings']): readonly FindingNode[] {
  const times = new Map<string, number>();
  return findings.map((finding): FindingNode => {
    const time = (times.get(finding.id) ?? 0) + 1;
    times.set(finding.id, time);
    const id = `finding:${entry.id}/${finding.id}${time === 1 ? '' : `#${time}`}`;
    return { kind: 'finding', id, entry, finding, accepted: acceptanceOf(entry, finding) };
  });
}

/** The acceptance that keeps a finding quiet: the one that runs longest. */
function acceptanceOf(entry: Entry, { id, acceptedUntil }: FindingNode['finding']) {
  return acceptedUntil === undefined
    ? undefined
    : entry.accepted.find(({ findingId, until }) => findingId === id && until === acceptedUntil);
}

function placeNodes(entry: Entry): readonly PlaceNode[] {
  const places = new Map<string, { readonly repository: string; readonly seen: Observation[] }>();
  const at = (repository: string) => {
    const key = repository.toLowerCase();
    const place = places.get(key) ?? { repository, seen: [] };
    places.set(key, place);
    return place;
  };
  for (const seen of entry.observed) at(seen.repository).seen.push(seen);
  for (const repository of entry.confirmedFor) at(repository);
  return [...places]
    .map(
      ([key, { repository, seen }]): PlaceNode => ({
        kind: 'place',
        id: `place:${entry.id}/${key}`,
        entry,
        repository,
        seen: seen.toSorted((a, b) => b.at - a.at),
      }),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The latest records of an entry, newest first, and the way to all of them. */
export function recordNodes(entry: Entry, records: readonly JournalRecord[]): readonly TreeNode[] {
  const mine = filterRecords(records, { entryId: entry.id });
  const from = Math.max(0, mine.length - latest);
  // Numbered from the oldest one, which stays the same when others are added.
  const shown = mine
    .slice(from)
    .map((record, n): TreeNode => ({ kind: 'record', id: `record:${entry.id}/${from + n}`, entry, record }));
  return [
    ...shown.toReversed(),
    { kind: 'allRecords', id: `records:${entry.id}`, entry, count: mine.length },
  ];
}
