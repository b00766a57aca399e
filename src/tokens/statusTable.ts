import type { Finding } from '../shared/finding.ts';
import type { Evidence } from '../shared/permissions.ts';
import type { Breadth } from './breadth.ts';
import type { Entry, KeyRecord, PurposeId, Sso } from './entry.ts';
import type { HostName } from './host.ts';
import { keysOf } from './keyCounts.ts';
import { kinds, type TokenKind } from './kind.ts';
import { type LifeLeft, lifeLeft } from './lifeLeft.ts';
import { type Mode, modeOf } from './origin.ts';
import type { StatusInput } from './statusModel.ts';

export type TableInput = Omit<StatusInput, 'unreadable'>;

/** One line of the hover's table, as data. */
export type StatusRow =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'tokenKind'; readonly tokenKind: TokenKind }
  | { readonly kind: 'host'; readonly host: HostName }
  | { readonly kind: 'owner'; readonly owner: string; readonly evidence: Evidence }
  | { readonly kind: 'login'; readonly login: string; readonly evidence: Evidence }
  | {
      readonly kind: 'expiry';
      readonly at: number | undefined;
      readonly life: LifeLeft;
      readonly evidence: Evidence | undefined;
    }
  /** How old the secret is, as far as is known here: when it was stored (S2-06). */
  | { readonly kind: 'age'; readonly since: number }
  | { readonly kind: 'scope'; readonly breadth: Breadth; readonly listed: readonly string[] | undefined }
  /** Only for kinds that need it: a fine-grained token is authorised when it is made. */
  | { readonly kind: 'sso'; readonly sso: Sso }
  | { readonly kind: 'purpose'; readonly purpose: PurposeId }
  | { readonly kind: 'mode'; readonly mode: Mode }
  /** An old token is still kept after a rotation. */
  | { readonly kind: 'previous'; readonly replacedAt: number }
  /** A private key of a GitHub App. */
  | { readonly kind: 'key'; readonly key: KeyRecord; readonly old: boolean }
  | { readonly kind: 'checked'; readonly at: number | undefined };

/** Another entry the hover names. */
export interface OtherDue {
  readonly entryId: string;
  readonly name: string;
  readonly host: HostName;
  readonly life: LifeLeft;
  readonly findings: readonly Finding[];
}

/** What the hover says beside the status-bar item. */
export interface StatusTable {
  readonly rows: readonly StatusRow[];
  /** Findings of the chosen entry, accepted ones too, worst first. */
  readonly findings: readonly Finding[];
  /** Others that die sooner, are dead or wait for an answer; soonest first. */
  readonly others: readonly OtherDue[];
  readonly lost: number;
}

const weight = { error: 0, warning: 1, info: 2 } as const;

/** The hover as data. Apart from the item itself, because only the lazily loaded part draws it. */
export function summariseTable(input: TableInput): StatusTable {
  const mine = input.findings.filter((f) => f.entryId === input.chosen?.id);
  return {
    rows: input.chosen ? rowsOf(input.chosen, input) : [],
    findings: mine.toSorted((a, b) => weight[a.severity] - weight[b.severity]),
    others: othersDue(input),
    lost: input.lost,
  };
}

function rowsOf(entry: Entry, { now, breadthOf }: TableInput): readonly StatusRow[] {
  const { expiry, scopes } = entry;
  const rows: StatusRow[] = [
    { kind: 'name', name: entry.name },
    { kind: 'tokenKind', tokenKind: entry.kind },
    { kind: 'host', host: entry.host },
  ];
  if (entry.kind === 'app-key') return [...rows, ...keyRows(entry)];
  if (entry.owner) rows.push({ kind: 'owner', owner: entry.owner.value, evidence: entry.owner.evidence });
  if (entry.login !== undefined) rows.push({ kind: 'login', login: entry.login, evidence: 'listed' });
  rows.push({
    kind: 'expiry',
    at: expiry.kind === 'at' ? expiry.at : undefined,
    life: lifeLeft(entry, now),
    evidence: expiry.kind === 'at' || expiry.kind === 'never' ? 'listed' : undefined,
  });
  rows.push({ kind: 'age', since: entry.secretSince });
  rows.push({
    kind: 'scope',
    breadth: breadthOf(entry),
    listed: scopes.kind === 'listed' ? scopes.scopes : undefined,
  });
  if (kinds[entry.kind].sendsScopes) rows.push({ kind: 'sso', sso: entry.sso });
  if (entry.purpose !== undefined) rows.push({ kind: 'purpose', purpose: entry.purpose });
  rows.push({ kind: 'mode', mode: modeOf(entry) });
  if (entry.previous) rows.push({ kind: 'previous', replacedAt: entry.previous.replacedAt });
  rows.push({ kind: 'checked', at: entry.checkedAt });
  return rows;
}

/** A key has no end, no scope and no sign-in: how old it is and how its mints fared is what there is to know (S2-52). */
function keyRows(entry: Entry): readonly StatusRow[] {
  const { current, old } = keysOf(entry);
  return [
    ...(current ? [{ kind: 'key', key: current, old: false } as const] : []),
    ...(old ? [{ kind: 'key', key: old, old: true } as const] : []),
    { kind: 'checked', at: entry.checkedAt },
  ];
}

function othersDue({ chosen, others, findings, now }: TableInput): readonly OtherDue[] {
  const end = (entry: Entry) => (entry.expiry.kind === 'at' ? entry.expiry.at : Number.POSITIVE_INFINITY);
  const limit = chosen === undefined ? Number.POSITIVE_INFINITY : end(chosen);
  const open = (entry: Entry) =>
    findings.filter((f) => f.entryId === entry.id && f.acceptedUntil === undefined);
  return others
    .filter(
      (entry) => end(entry) < limit || open(entry).some((f) => f.id === 'dead' || f.severity !== 'info'),
    )
    .toSorted((a, b) => end(a) - end(b) || (a.name < b.name ? -1 : 1))
    .map((entry) => ({
      entryId: entry.id,
      name: entry.name,
      host: entry.host,
      life: lifeLeft(entry, now),
      findings: open(entry),
    }));
}
