import { filterRecords } from '../journal/filterRecords.ts';
import type { JournalRecord } from '../journal/journalRecord.ts';
import { knownRepositories, type PermissionRow, permissionTable } from '../permissions/permissionTable.ts';
import { isSame } from '../permissions/sight.ts';
import { defaultNeverGrant, type NeverGrant } from '../policy/neverGrant.ts';
import type { Entry } from '../tokens/entry.ts';
import { keysOf } from '../tokens/keyCounts.ts';
import type { EntryNode, FindingNode, PermissionNode, PlaceNode, TreeNode } from './treeNode.ts';

/** Records that stand in the tree; the list has them all. */
const latest = 5;

/** What stands below a line, made when it is opened. Records are read for it: `recordNodes`. */
export function childrenOf(node: TreeNode, neverGrant: NeverGrant = defaultNeverGrant): readonly TreeNode[] {
  switch (node.kind) {
    case 'host':
    case 'owner':
    case 'gone':
    case 'place':
    case 'elsewhere':
    case 'leaks':
    case 'leakPlace':
      return node.children;
    case 'entry':
      return belowEntry(node);
    case 'group':
      if (node.of === 'permissions') return generalNodes(node.entry, neverGrant);
      return node.of === 'places' ? placeNodes(node.entry, neverGrant) : [];
    default:
      return [];
  }
}

function belowEntry({ entry, findings }: EntryNode): readonly TreeNode[] {
  const nodes: TreeNode[] = [...findingNodes(entry, findings)];
  if (entry.kind === 'app-key') return [...nodes, ...belowApp(entry)];
  const { rotation: begun, previous } = entry;
  if (begun) nodes.push({ kind: 'begun', id: `begun:${entry.id}`, entry, begun });
  if (previous) nodes.push({ kind: 'previous', id: `previous:${entry.id}`, entry, previous });
  nodes.push({ kind: 'group', id: `permissions:${entry.id}`, entry, of: 'permissions' });
  if (knownRepositories(entry).length > 0) {
    nodes.push({ kind: 'group', id: `places:${entry.id}`, entry, of: 'places' });
  }
  nodes.push({ kind: 'group', id: `journal:${entry.id}`, entry, of: 'journal' });
  return nodes;
}

/** Its keys, by which it is told how it fares; a token's places and rotation do not apply to it. */
function belowApp(entry: Entry): readonly TreeNode[] {
  const { current, old } = keysOf(entry);
  const keys = [current, old].flatMap((key, at): TreeNode[] =>
    key === undefined
      ? []
      : [{ kind: 'key', id: `key:${entry.id}/${key.fingerprint}`, entry, key, old: at === 1 }],
  );
  return [
    ...keys,
    { kind: 'installations', id: `installations:${entry.id}`, entry },
    { kind: 'group', id: `permissions:${entry.id}`, entry, of: 'permissions' },
    { kind: 'group', id: `journal:${entry.id}`, entry, of: 'journal' },
  ];
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

/** What holds whatever the repository. */
function generalNodes(entry: Entry, neverGrant: NeverGrant): readonly TreeNode[] {
  return permissionNodes(entry.id, permissionTable(entry, undefined, neverGrant).rows);
}

function permissionNodes(place: string, rows: readonly PermissionRow[]): readonly PermissionNode[] {
  return rows.map((row) => ({
    kind: 'permission',
    id: `permission:${place}/${row.permission}:${row.level}`,
    row,
  }));
}

/** Each repository with what its job needs there, and what was seen there; what holds anywhere stands above. */
function placeNodes(entry: Entry, neverGrant: NeverGrant): readonly PlaceNode[] {
  return knownRepositories(entry).map((repository): PlaceNode => {
    const table = permissionTable(entry, repository, neverGrant);
    const place = `${entry.id}/${repository.toLowerCase()}`;
    const rows = table.rows.filter(
      ({ need, evidence }) => need === 'needs' || evidence.some(({ at }) => at !== undefined),
    );
    return {
      kind: 'place',
      id: `place:${place}`,
      entry,
      repository,
      sight: table.sight,
      seen: entry.observed
        .filter((one) => isSame(one.repository, repository))
        .toSorted((a, b) => b.at - a.at),
      children: permissionNodes(place, rows),
    };
  });
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
