import type { Finding } from '../shared/finding.ts';
import type { Evidence } from '../shared/permissions.ts';
import type { Breadth } from './breadth.ts';
import type { Entry, PurposeId, Sso } from './entry.ts';
import type { HostName } from './host.ts';
import { kinds, type TokenKind } from './kind.ts';
import { type LifeLeft, lifeLeft } from './lifeLeft.ts';

/** Where the credential in use comes from: the vault, or a login the person has anyway (gh, VS Code). */
export type CredentialMode = 'vault' | 'login';

export interface StatusInput {
  /** The entry that would be used for the active repository. */
  readonly chosen: Entry | undefined;
  /** Every other entry of the vault. */
  readonly others: readonly Entry[];
  /** Findings of all of them. */
  readonly findings: readonly Finding[];
  /** ms since the epoch. */
  readonly now: number;
  readonly mode: CredentialMode;
  /** `policy/judgeBreadth`, handed in because policy stands above this folder. */
  readonly breadthOf: (entry: Entry) => Breadth;
}

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
  | { readonly kind: 'scope'; readonly breadth: Breadth; readonly listed: readonly string[] | undefined }
  /** Only for kinds that need it: a fine-grained token is authorised when it is made. */
  | { readonly kind: 'sso'; readonly sso: Sso }
  | { readonly kind: 'purpose'; readonly purpose: PurposeId }
  | { readonly kind: 'mode'; readonly mode: CredentialMode }
  /** An old token is still kept after a rotation. */
  | { readonly kind: 'previous'; readonly replacedAt: number }
  | { readonly kind: 'checked'; readonly at: number | undefined };

/** Another entry the hover names. */
export interface OtherDue {
  readonly entryId: string;
  readonly name: string;
  readonly host: HostName;
  readonly life: LifeLeft;
  readonly findings: readonly Finding[];
}

export type StatusModel =
  /** No entry exists yet: nothing is shown at all. */
  | { readonly kind: 'hidden' }
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
      readonly rows: readonly StatusRow[];
      /** Findings of the chosen entry, accepted ones too, worst first. */
      readonly findings: readonly Finding[];
      /** Others that die sooner, are dead or wait for an answer; soonest first. */
      readonly others: readonly OtherDue[];
      /** How many of the others caused a colour: the label must say it, colour alone does not. */
      readonly othersColoured: number;
    };

const weight = { error: 0, warning: 1, info: 2 } as const;

/** The status-bar item and its hover as data; `vscode/messages` turns it into words. */
export function summariseStatus(input: StatusInput): StatusModel {
  const { chosen, others, findings, now } = input;
  if (chosen === undefined && others.length === 0) return { kind: 'hidden' };
  const mine = findings.filter((f) => f.entryId === chosen?.id);
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
    rows: chosen ? rowsOf(chosen, input) : [],
    findings: mine.toSorted((a, b) => weight[a.severity] - weight[b.severity]),
    others: othersDue(input),
    othersColoured: new Set(loud.filter((f) => f.entryId !== chosen?.id).map((f) => f.entryId)).size,
  };
}

function rowsOf(entry: Entry, { now, mode, breadthOf }: StatusInput): readonly StatusRow[] {
  const { expiry, scopes } = entry;
  const rows: StatusRow[] = [
    { kind: 'name', name: entry.name },
    { kind: 'tokenKind', tokenKind: entry.kind },
    { kind: 'host', host: entry.host },
  ];
  if (entry.owner) rows.push({ kind: 'owner', owner: entry.owner.value, evidence: entry.owner.evidence });
  if (entry.login !== undefined) rows.push({ kind: 'login', login: entry.login, evidence: 'listed' });
  rows.push({
    kind: 'expiry',
    at: expiry.kind === 'at' ? expiry.at : undefined,
    life: lifeLeft(entry, now),
    evidence: expiry.kind === 'at' || expiry.kind === 'never' ? 'listed' : undefined,
  });
  rows.push({
    kind: 'scope',
    breadth: breadthOf(entry),
    listed: scopes.kind === 'listed' ? scopes.scopes : undefined,
  });
  if (kinds[entry.kind].sendsScopes) rows.push({ kind: 'sso', sso: entry.sso });
  if (entry.purpose !== undefined) rows.push({ kind: 'purpose', purpose: entry.purpose });
  rows.push({ kind: 'mode', mode });
  if (entry.previous) rows.push({ kind: 'previous', replacedAt: entry.previous.replacedAt });
  rows.push({ kind: 'checked', at: entry.checkedAt });
  return rows;
}

function othersDue({ chosen, others, findings, now }: StatusInput): readonly OtherDue[] {
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
