import type { Journal, JournalFacts } from '../journal/journal.ts';
import type { ActorSource, JournalAction, JournalResult } from '../journal/journalRecord.ts';
import type { ProbeVerdict } from '../permissions/judgeProbe.ts';
import { judgeEntry } from '../policy/judgeEntry.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { PushResult } from '../push/pushBranch.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import { kindOfTarget } from '../rotation/revocationNotes.ts';
import type { RevokeStep, RevokeTarget } from '../rotation/revokePorts.ts';
import type { RotationResult } from '../rotation/rotationResult.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Entry } from '../tokens/entry.ts';
import { modeOf } from '../tokens/origin.ts';
import { brokenKinds } from './brokenKinds.ts';

/** What of the services is needed to keep a record. */
export interface Journalling {
  readonly journal: Pick<Journal, 'record'>;
  readonly clock: Clock;
  /** What the person wants tokens judged by; without it the built-in rules count. */
  readonly policy?: () => Policy;
}

/** Where git can be asked who works here; only when GitHub named nobody. */
export interface Here {
  readonly folder: string;
  readonly git: { identity(folder: string): Promise<string | undefined> };
}

/** What the guardrails said about this one action. */
export interface Guarded {
  readonly findingIds?: readonly string[];
  readonly overrides?: readonly string[];
}

/** What of a step of a push the journal tells. */
export type PushToRecord = Here & {
  readonly push: Pick<ReadyPush, 'target' | 'trackingSha'>;
  readonly entry: Entry;
};

/** A push that ended well, also one that found everything there already. */
export function journalPushed(
  services: Journalling,
  step: PushToRecord,
  result: PushResult,
  guarded?: Guarded,
) {
  const { target, trackingSha } = step.push;
  const shaFrom = result.kind === 'upToDate' ? target.sha : trackingSha;
  const facts = { ref: target.remoteRef, shaFrom, shaTo: target.sha };
  return journalRemote(services, 'push', step.entry, target, { ...facts, ...guarded, result: 'done' }, step);
}

/** A push that was refused, failed or was cancelled: what would have gone where. */
export function journalNotPushed(
  services: Journalling,
  step: PushToRecord,
  error: unknown,
  guarded?: Guarded,
) {
  const { target, trackingSha } = step.push;
  const facts = { ref: target.remoteRef, shaFrom: trackingSha, shaTo: target.sha, ...resultOf(error) };
  return journalRemote(services, 'push', step.entry, target, { ...facts, ...guarded }, step);
}

/** What was done to a pull request, or not: `end` is the pull request, or what was thrown. */
export function journalPull(
  services: Journalling,
  stage: Here & {
    readonly entry: Entry;
    readonly target: RepositoryAddress & { readonly remoteRef: string; readonly sha: string };
  },
  end: { readonly url: string } | { readonly thrown: unknown },
  action: JournalAction = 'open-pull-request',
  guarded?: Guarded,
) {
  const { entry, target } = stage;
  const ended: Ended = 'url' in end ? { result: 'done', pullRequestUrl: end.url } : resultOf(end.thrown);
  const facts = { ref: target.remoteRef, shaTo: target.sha, ...guarded, ...ended };
  return journalRemote(services, action, entry, target, facts, stage);
}

/** A fetch, or how it ended otherwise: `thrown` is what was thrown. */
export function journalFetch(
  services: Journalling,
  { fetch, entry, ...here }: Here & { readonly fetch: RepositoryAddress; readonly entry: Entry },
  end?: { readonly thrown: unknown },
) {
  const ended: Ended = end === undefined ? { result: 'done' } : resultOf(end.thrown);
  return journalRemote(services, 'fetch', entry, fetch, ended, here);
}

/** A run of probes: undefined when it reached its end, else the verdict that stopped it, or what was thrown. */
export function journalProbe(
  services: Journalling,
  entry: Entry,
  address: RepositoryAddress,
  stopped: ProbeVerdict | { readonly thrown: unknown } | undefined,
) {
  return journalRemote(services, 'probe', entry, address, endOfProbe(stopped));
}

function endOfProbe(stopped: Parameters<typeof journalProbe>[3]): Ended {
  if (stopped === undefined) return { result: 'done' };
  if ('thrown' in stopped) return resultOf(stopped.thrown);
  if (stopped.kind !== 'unknown') return { result: 'refused', problem: 'badCredentials' };
  return resultOf(new Failure({ kind: stopped.why }));
}

type Ended = Partial<JournalFacts> & { readonly result: JournalResult };

/** Anything done with a token at a repository. `here` is only asked when GitHub named nobody for the entry. */
async function journalRemote(
  services: Journalling,
  action: JournalAction,
  entry: Entry,
  { host, owner, repo }: RepositoryAddress,
  ended: Ended,
  here?: Here,
): Promise<void> {
  const actor = await actorOf(entry, here);
  const { findingIds = findingsOf(services, entry), ...rest } = ended;
  await services.journal.record({
    ...factsOf(services, action, entry),
    ...actor,
    host: host.name,
    repository: `${owner}/${repo}`,
    ...rest,
    findingIds,
  });
}

/** What was done with an entry itself, with no repository. */
export function journalEntry(
  services: Journalling,
  action: 'add' | 'forget' | 'copy' | 'revoke' | 'rotate',
  entry: Entry,
  ended: Ended = { result: 'done' },
): Promise<void> {
  return services.journal.record({ ...factsOf(services, action, entry), ...loginOf(entry), ...ended });
}

/** How a rotation ended. Undefined: the new token was good, no store took it, and the person let it go. */
export function journalRotation(
  services: Journalling,
  entry: Entry,
  result: RotationResult | undefined,
): Promise<void> {
  return journalEntry(services, 'rotate', result?.kind === 'rotated' ? result.entry : entry, endOf(result));
}

/** A step of a revocation: wanted, accepted, shown dead, withdrawn, or why not. `found`: of a token that no entry holds. */
export function journalRevocation(
  services: Journalling,
  target: RevokeTarget,
  step: RevokeStep,
  found: { readonly mode?: 'found' } = {},
): Promise<void> {
  const ends: Readonly<Record<Exclude<RevokeStep['kind'], 'notDone'>, JournalResult>> = {
    wanted: 'wanted',
    accepted: 'accepted',
    dead: 'done',
    withdrawn: 'cancelled',
  };
  const ended: Ended =
    step.kind === 'notDone' ? resultOf(new Failure(step.cause)) : { result: ends[step.kind] };
  const entry = { ...target.entry, kind: kindOfTarget(target) };
  return journalEntry(services, 'revoke', entry, { ...ended, ...found });
}

function endOf(result: RotationResult | undefined): Ended {
  switch (result?.kind) {
    case 'rotated':
      return { result: 'done' };
    case 'refused':
      return { result: 'refused', problem: result.problem.kind };
    case 'cancelled':
    case 'keptOld':
      return { result: 'cancelled' };
    case 'notProved':
      return { result: 'failed', problem: result.cause.kind };
    case 'newNotStored':
      // The new token is good and lives in memory only: whether a store takes it is still open.
      return { result: 'pending', problem: result.cause.kind };
    case undefined:
      return { result: 'failed', problem: 'newNotStored' };
  }
}

function factsOf({ clock }: Journalling, action: JournalAction, entry: Entry) {
  const { id, name, kind, host } = entry;
  const mode = modeOf(entry);
  return { time: clock.now(), action, mode, entryId: id, entryName: name, kind, host };
}

export interface Actor {
  readonly actor?: string;
  readonly actorSource: ActorSource;
}

function loginOf({ login }: Entry): Actor {
  return login === undefined ? { actorSource: 'none' } : { actor: login, actorSource: 'github' };
}

/**
 * Who acts, and how we know (S4-23, X-11): never git's word where GitHub gave its own, and never for an App's token: the
 * person at git is not who acts then.
 */
export async function actorOf(entry: Entry, here: Here | undefined): Promise<Actor> {
  const known = loginOf(entry);
  const isApps = entry.kind === 'installation-token';
  if (known.actorSource === 'github' || isApps || here === undefined) return known;
  const named = await here.git.identity(here.folder).catch(() => undefined);
  return named === undefined ? known : { actor: named, actorSource: 'git' };
}

function findingsOf({ clock, policy }: Journalling, entry: Entry): readonly string[] {
  const rules = policy === undefined ? {} : { policy: policy() };
  return judgeEntry(entry, { now: clock.now(), usedHere: true, ...rules }).map(({ id }) => id);
}

function resultOf(error: unknown): Ended {
  if (!Failure.is(error)) return { result: 'failed', problem: 'unexpected' };
  const { kind } = error.problem;
  if (kind === 'cancelled') return { result: 'cancelled' };
  return { result: brokenKinds.includes(kind) ? 'failed' : 'refused', problem: kind };
}
