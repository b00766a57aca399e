import { judgePermission } from '../preflight/judgePermission.ts';
import { listNeeds } from '../preflight/needs.ts';
import type { Check } from '../preflight/preflight.ts';
import { type ReadinessPart, type ReadinessReason, worstOf } from '../preflight/readiness.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { PushTarget } from '../push/pushTarget.ts';
import { Failure } from '../shared/failure.ts';
import type { Entry } from '../tokens/entry.ts';
import { isOver } from '../tokens/lifeLeft.ts';
import { modeOf } from '../tokens/origin.ts';
import type { OpenGit } from './gitShell.ts';
import { actorOf } from './journaling.ts';
import { locatePull, lookAtPush } from './lookAhead.ts';
import {
  checkReason,
  existingReason,
  headIsBaseReason,
  noneReason,
  nothingReason,
  overReason,
  problemReason,
  refusalReason,
  unclearReason,
} from './messages/readiness.ts';
import type { Services } from './services.ts';

/** Whom one of the two jobs would be done with: nobody, or the person would be asked. */
export type Chosen = Entry | 'none' | 'unclear';

export interface ReadinessPlace {
  readonly folder: string;
  readonly git: OpenGit;
  readonly target: PushTarget;
  /** Undefined when there is nothing to push. */
  readonly push: ReadyPush | undefined;
}

/** A verdict with what it rests on; `checks` are those of the preflight, for who can act on them. */
export interface LookedAt {
  readonly part: ReadinessPart;
  readonly checks: readonly Check[];
  /** GitHub said so just now. */
  readonly dead: boolean;
}

type Looking = Pick<Services, 'api' | 'credentials' | 'clock' | 'memory'>;

/** Both, the push first: a token that GitHub does not know any more is not sent a second time. */
export async function lookAtBoth(
  services: Looking,
  place: ReadinessPlace,
  { pusher, opener }: { readonly pusher: Chosen; readonly opener: Chosen },
  signal: AbortSignal,
): Promise<{ readonly push: LookedAt; readonly pullRequest: LookedAt }> {
  const push = await lookAtPushing(services, place, pusher, signal);
  const died =
    push.dead && typeof pusher !== 'string' && typeof opener !== 'string' && opener.id === pusher.id;
  const left: Chosen = died ? { ...opener, health: { kind: 'dead', at: services.clock.now() } } : opener;
  return { push, pullRequest: await lookAtOpening(services, place, left, signal) };
}

/**
 * Whether a push would work, as far as it can be known without one: this repository by reading, GitHub by GET, among them
 * the one that a push begins with. Throws `Failure` where the token cannot be had.
 */
async function lookAtPushing(
  services: Looking,
  place: ReadinessPlace,
  chosen: Chosen,
  signal: AbortSignal,
): Promise<LookedAt> {
  const stopped = stopOf(services, place.target, chosen);
  if (typeof chosen === 'string' || stopped !== undefined) return partOf(place, chosen, stopped ?? []);
  const { folder, git, target, push } = place;
  if (push === undefined) {
    const token = await services.credentials.secretOf(chosen, 'push', signal);
    const answer = await git.askReceive(target, token, signal);
    return partOf(place, chosen, [nothingReason(answer)]);
  }
  const ahead = { folder, git, target, push, pusher: chosen, opener: chosen };
  const part = await lookAtPush(services, ahead, { kind: 'headIsBase' }, signal);
  if (part.kind === 'nothing') return partOf(place, chosen, []);
  const { checks } = part.preflight;
  const reasons = [
    ...checks.map((check) => checkReason(check, chosen)),
    ...part.refusals.map(refusalReason),
    ...(part.lfs.problem === undefined ? [] : [problemReason('push', part.lfs.problem)]),
  ];
  return partOf(place, chosen, reasons, checks);
}

/** The same for a draft pull request. That it may be opened is never tried: it is known, or it is not. */
async function lookAtOpening(
  services: Looking,
  place: ReadinessPlace,
  chosen: Chosen,
  signal: AbortSignal,
): Promise<LookedAt> {
  const stopped = stopOf(services, place.target, chosen);
  if (typeof chosen === 'string' || stopped !== undefined) return partOf(place, chosen, stopped ?? []);
  try {
    const { into, headIsBase, existing } = await locatePull(
      services,
      { target: place.target, opener: chosen },
      signal,
    );
    if (headIsBase) return partOf(place, chosen, [headIsBaseReason(place.target.branch)]);
    const check = permissionToOpen(chosen, into.repository);
    const reasons = [checkReason(check, chosen), ...(existing ? [existingReason(existing.number)] : [])];
    return partOf(place, chosen, reasons, [check]);
  } catch (error) {
    if (!Failure.is(error) || error.problem.kind === 'cancelled') throw error;
    return partOf(place, chosen, [problemReason('pull', error.problem)]);
  }
}

const wishes = Object.freeze({ labels: false, assignees: false, reviewers: false, milestone: false });

/** It is opened where it goes: of a fork, in the original. */
function permissionToOpen(entry: Entry, repository: string): Check {
  const [owner = '', repo = ''] = repository.split('/');
  const need = listNeeds({ workflows: [] }, wishes).find(({ id }) => id === 'pull-requests');
  if (need === undefined) throw new Error('a pull request needs nothing');
  return judgePermission(entry, { owner, repo }, need);
}

/** What ends it before anything is sent: a token that GitHub does not know any more is not sent again. */
function stopOf(
  { clock }: Pick<Services, 'clock'>,
  { host }: PushTarget,
  chosen: Chosen,
): readonly ReadinessReason[] | undefined {
  if (chosen === 'none') return [noneReason(host)];
  if (chosen === 'unclear') return [unclearReason()];
  return isOver(chosen, clock.now()) ? [overReason(chosen)] : undefined;
}

const deadKind = 'badCredentials';

async function partOf(
  { folder, git }: ReadinessPlace,
  chosen: Chosen,
  reasons: readonly ReadinessReason[],
  checks: readonly Check[] = [],
): Promise<LookedAt> {
  const who = typeof chosen === 'string' ? undefined : chosen;
  const { actor = '', actorSource } =
    who === undefined ? ({ actorSource: 'none' } as const) : await actorOf(who, { folder, git });
  const mode = who === undefined ? '' : modeOf(who);
  const dead = checks.some((check) => check.id === 'contents' && check.data.problem === deadKind);
  return {
    part: { verdict: worstOf(reasons), mode, actor, actorSource, reasons },
    checks,
    dead: dead || reasons.some(({ id }) => id === deadKind),
  };
}
