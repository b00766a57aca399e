import type { JudgedLeak } from '../leaks/judgeLeaks.ts';
import type { PolicyFinding } from '../policy/policyFinding.ts';
import { grouped } from '../shared/grouped.ts';
import type { Breadth } from '../tokens/breadth.ts';
import type { Entry } from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import { kinds } from '../tokens/kind.ts';
import { lifeLeft } from '../tokens/lifeLeft.ts';
import type { VaultView } from '../vault/judgeStore.ts';
import type { WatchedListing } from '../watched/watchedToken.ts';
import { type LeakNames, leakNodes } from './leakNodes.ts';
import type {
  EntryNode,
  HostNode,
  OwnerNode,
  StoreTrouble,
  TreeNode,
  Urgency,
  WatchedNode,
} from './treeNode.ts';

export interface TreeFacts {
  readonly view: Pick<VaultView, 'entries' | 'lost' | 'unreadable' | 'mode' | 'keeping'>;
  /** Id of the entry that serves the repository at hand. */
  readonly usedHere: string | undefined;
  /** The GitHub of the repository at hand. */
  readonly hostHere: HostName | undefined;
  readonly findings: readonly PolicyFinding[];
  readonly watched: WatchedListing;
  /** What is to be said about the watched ones. */
  readonly watchedFindings: readonly PolicyFinding[];
  /** Tokens that were found where they should not lie. */
  readonly leaks: readonly JudgedLeak[];
  readonly nameOf: LeakNames;
  /** ms since the epoch. */
  readonly now: number;
  readonly breadthOf: (entry: Entry) => Breadth;
}

const weight: Readonly<Record<Urgency, number>> = { error: 0, warning: 1, info: 2, none: 3 };

/**
 * Every token, by host (where there are several) and owner: the one used here first, then the most urgent, then by name.
 * What the store cannot give stands around them, and nothing does while all is well.
 */
export function summariseTree(facts: TreeFacts): readonly TreeNode[] {
  const findings = byEntry(facts.findings);
  const hosts = byHost(
    facts.view.entries.map((entry) => entryNode(entry, findings.get(entry.id) ?? [], facts)),
  );
  const [only] = hosts;
  const stored = hosts.length === 1 && only ? only.children : hosts;
  const shown = [
    ...stored,
    ...elsewhere(facts),
    ...leakNodes(facts.leaks, facts.view.entries, facts.nameOf),
    ...missing(facts),
  ];
  // An empty view says itself what keeps it empty, where there is room to say what to do.
  return shown.length === 0 ? [] : [...troubles(facts), ...shown];
}

function entryNode(entry: Entry, findings: readonly PolicyFinding[], facts: TreeFacts): EntryNode {
  const open = findings.filter(({ acceptedUntil }) => acceptedUntil === undefined);
  return {
    kind: 'entry',
    id: `entry:${entry.id}`,
    entry,
    life: lifeLeft(entry, facts.now),
    breadth: facts.breadthOf(entry),
    usedHere: entry.id === facts.usedHere,
    couldServe:
      entry.host === facts.hostHere && entry.id !== facts.usedHere && kinds[entry.kind].authenticates,
    urgency: worst(open.map(({ severity }) => severity)),
    findings: findings.toSorted(
      (a, b) => accepted(a) - accepted(b) || weight[a.severity] - weight[b.severity],
    ),
  };
}

const accepted = ({ acceptedUntil }: PolicyFinding) => Number(acceptedUntil !== undefined);

function byHost(entries: readonly EntryNode[]): readonly HostNode[] {
  const hosts = [...grouped(entries, ({ entry }) => entry.host).values()].map((ofHost): HostNode => {
    const { host } = (ofHost[0] as EntryNode).entry;
    const children = byOwner(host, ofHost);
    return { kind: 'host', id: `host:${host}`, host, urgency: worst(children.map(urgencyOf)), children };
  });
  return hosts.toSorted((a, b) =>
    byRank(rankOf(a.children.flatMap(entriesOf)), rankOf(b.children.flatMap(entriesOf)), a.host, b.host),
  );
}

/** Under its owner, or under its account where GitHub ties it to no owner; as GitHub, without letter case. */
function byOwner(host: HostName, entries: readonly EntryNode[]): readonly OwnerNode[] {
  const ownerOf = ({ entry }: EntryNode) => entry.owner?.value ?? entry.login;
  const owners = [...grouped(entries, (node) => ownerOf(node)?.toLowerCase() ?? '')].map(
    ([key, ofOwner]): OwnerNode => ({
      kind: 'owner',
      id: `owner:${host}/${key}`,
      host,
      owner: ownerOf(ofOwner[0] as EntryNode),
      urgency: worst(ofOwner.map(urgencyOf)),
      children: ofOwner.toSorted((a, b) => byRank(rankOf([a]), rankOf([b]), a.entry.name, b.entry.name)),
    }),
  );
  return owners.toSorted((a, b) =>
    byRank(rankOf(a.children), rankOf(b.children), a.owner ?? '\uffff', b.owner ?? '\uffff'),
  );
}

const urgencyOf = ({ urgency }: { readonly urgency: Urgency }) => urgency;
const entriesOf = ({ children }: OwnerNode) => children;

/** Ends of a token, which come before the rest also where they raise no alarm. */
const ends: readonly PolicyFinding['id'][] = ['dead', 'expired', 'expires-soon', 'expires-later'];

/** Used here comes before everything, then what is urgent, then what ends. What only informs moves nothing. */
function rankOf(entries: readonly EntryNode[]): number {
  return Math.min(...entries.map(rankOfOne));
}

function rankOfOne({ usedHere, urgency, findings }: EntryNode): number {
  if (usedHere) return -1;
  if (urgency === 'error' || urgency === 'warning') return weight[urgency];
  return findings.some(({ id, acceptedUntil }) => ends.includes(id) && acceptedUntil === undefined)
    ? weight.info
    : weight.none;
}

function byRank(a: number, b: number, nameA: string, nameB: string): number {
  const [left, right] = [nameA.toLowerCase(), nameB.toLowerCase()];
  return a - b || (left < right ? -1 : left > right ? 1 : 0);
}

function worst(urgencies: readonly Urgency[]): Urgency {
  return urgencies.reduce((a, b) => (weight[b] < weight[a] ? b : a), 'none');
}

/** Once over all findings, however many tokens there are. */
function byEntry(findings: readonly PolicyFinding[]): ReadonlyMap<string, readonly PolicyFinding[]> {
  return grouped(findings, ({ entryId }) => entryId);
}

function troubles({ view }: TreeFacts): readonly TreeNode[] {
  const { mode, keeping } = view;
  const found: StoreTrouble[] = [];
  if (mode.kind !== 'open') found.push(mode.kind);
  if (keeping === 'memoryOnly') found.push('memoryOnly');
  return found.map((trouble) => ({ kind: 'store', id: `store:${trouble}`, trouble }));
}

function elsewhere({ watched, watchedFindings }: TreeFacts): readonly TreeNode[] {
  const { tokens, unreadable } = watched;
  if (tokens.length + unreadable.length === 0) return [];
  const findings = byEntry(watchedFindings);
  const children = tokens.map((token): WatchedNode => {
    const urgency = worst((findings.get(token.id) ?? []).map(({ severity }) => severity));
    return { kind: 'watched', id: `watched:${token.id}`, token, urgency };
  });
  const sorted = children.toSorted((a, b) =>
    byRank(weight[a.urgency], weight[b.urgency], a.token.name, b.token.name),
  );
  return [{ kind: 'elsewhere', id: 'elsewhere', children: sorted, unreadable: unreadable.length }];
}

function missing({ view }: TreeFacts): readonly TreeNode[] {
  const { lost, unreadable, mode, entries } = view;
  // Nothing answered at all: the view says what that is, and a list of what is gone would say something else.
  if (mode.kind === 'storeEmpty' && entries.length === 0) return [];
  const nodes: TreeNode[] = [];
  if (lost.length > 0) {
    const children = lost.map((one): TreeNode => ({ kind: 'lost', id: `lost:${one.id}`, lost: one }));
    nodes.push({ kind: 'gone', id: 'gone', children });
  }
  if (unreadable.length > 0) nodes.push({ kind: 'unreadable', id: 'unreadable', count: unreadable.length });
  return nodes;
}
