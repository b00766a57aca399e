import type { CancelSignal } from '../github/apiAnswer.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { problemOf } from './proveOld.ts';
import { RevocationProofs } from './proveRevoked.ts';
import { isSameToken, kindOfTarget, noteRevocation } from './revocationNotes.ts';
import type { Revoked, RevokePorts, RevokeResult, RevokeTarget } from './revokePorts.ts';
import { batchSize, wayToRevoke } from './revokeWays.ts';

/** One token on its way: its value, read before the wish was noted. */
interface Sending {
  readonly target: RevokeTarget;
  readonly secret: Secret;
  /** What would bring the next token of the same sign-in: it goes with it. */
  readonly renewal: Secret | undefined;
  /** The store did not take the wish: a restart would forget it, which the person is told. */
  readonly unnoted: boolean;
}

/**
 * Ends tokens at GitHub, which cannot be undone: only call it for what a person confirmed. Every wish is stored before
 * anything is sent, so that neither an outage nor a crash makes it look done (G18). Sent in small batches; cancelling
 * counts between two of them. A window that closes cancels too, so the wishes stay until the person withdraws them. Each
 * token gets one answer, in the order given. Never throws.
 */
export async function revokeTokens(
  targets: readonly RevokeTarget[],
  ports: RevokePorts,
  signal: CancelSignal,
): Promise<readonly RevokeResult[]> {
  const results = new Map<RevokeTarget, Revoked>();
  await holding(targets, ports, results, async (held) => {
    const sending: Sending[] = [];
    for (const target of held) {
      const begun = await begin(target, ports);
      if ('secret' in begun) sending.push(begun);
      else results.set(target, begun);
    }
    await sendAll(sending, ports, signal, results);
  });
  return targets.map((target) => ({ target, revoked: results.get(target) ?? { kind: 'busy' } }));
}

/** Keeps rotations of the same entries away while it runs. An entry that is being rotated is left out. */
async function holding(
  targets: readonly RevokeTarget[],
  ports: RevokePorts,
  results: Map<RevokeTarget, Revoked>,
  act: (held: readonly RevokeTarget[]) => Promise<void>,
): Promise<void> {
  const [id, ...rest] = [...new Set(targets.map(({ entry }) => entry.id))];
  if (id === undefined) return act([]);
  const mine = targets.filter(({ entry }) => entry.id === id);
  const others = targets.filter(({ entry }) => rest.includes(entry.id));
  const go = () => holding(others, ports, results, (held) => act([...mine, ...held]));
  const busy = await ports.inFlight.run(id, go, (why) => why);
  if (busy === undefined) return;
  // A folder that takes no file must not keep a leaked token alive: the only harm is that another window may try too.
  if (busy.kind === 'rotationUnseen') return go();
  for (const target of mine) results.set(target, { kind: 'busy' });
  await holding(others, ports, results, act);
}

/** Reads the value, then notes the wish. In this order: a wish that could be noted says that the value is the one meant. */
async function begin(target: RevokeTarget, ports: RevokePorts): Promise<Sending | Revoked> {
  const { entry, which } = target;
  const { vault, clock, record } = ports;
  if (wayToRevoke(entry.host, kindOfTarget(target)) === 'page') return { kind: 'onItsPage' };
  const now = clock.now();
  let secret: Secret;
  try {
    secret = await (which === 'present' ? vault.secretOf(entry.id) : vault.previousSecretOf(entry.id));
  } catch (error) {
    return gone(problemOf(error));
  }
  let unnoted = false;
  try {
    await noteRevocation(target, (known) => known ?? { wantedAt: now }, vault);
  } catch (error) {
    const cause = problemOf(error);
    const latest = await vault.entryOf(entry.id).catch(() => undefined);
    // A store that takes nothing must not keep a leaked token alive; one that says nothing must not end another.
    if (latest === undefined || !isSameToken(latest, target)) return gone(cause);
    unnoted = true;
  }
  const renewal = which === 'present' ? await vault.renewalOf?.(entry.id).catch(() => undefined) : undefined;
  await record(target, { kind: 'wanted' });
  return { target, secret, renewal, unnoted };
}

/** Nothing was sent: another token is there, or the store cannot be read. */
function gone(cause: Problem): Revoked {
  const other = ['changedMeanwhile', 'noPrevious', 'noSuchEntry'].includes(cause.kind);
  return other ? { kind: 'changedMeanwhile' } : { kind: 'notYet', cause, unnoted: true };
}

async function sendAll(
  sending: readonly Sending[],
  ports: RevokePorts,
  signal: CancelSignal,
  results: Map<RevokeTarget, Revoked>,
): Promise<void> {
  const proofs = new RevocationProofs(ports, signal);
  let stopped: Problem | undefined;
  let done = 0;
  for (const batch of batchesOf(sending)) {
    if (stopped === undefined && signal.aborted) {
      for (const { target } of batch) results.set(target, { kind: 'cancelled' });
      continue;
    }
    const cause = stopped ?? (await send(batch, ports));
    // A list with one value that GitHub does not take ends nothing: each of them by itself shows which it was.
    const alone = cause?.kind === 'validation' && batch.length > 1;
    for (const one of batch) {
      const problem = alone ? await send([one], ports) : cause;
      results.set(one.target, await settle(one, problem, proofs, ports));
      if (problem !== undefined && problem.kind !== 'validation') stopped ??= problem;
    }
    done += batch.length;
    ports.report(done, sending.length);
  }
}

/** Lists of at most `batchSize` for one host; an installation token ends itself and is a list of one. */
function batchesOf(sending: readonly Sending[]): readonly (readonly Sending[])[] {
  const batches: Sending[][] = [];
  const listed = sending.filter(({ target }) => wayOf(target) === 'list');
  for (const host of new Set(listed.map(({ target }) => target.entry.host))) {
    const here = listed.filter(({ target }) => target.entry.host === host);
    for (let at = 0; at < here.length; at += batchSize) batches.push(here.slice(at, at + batchSize));
  }
  const alone = sending.filter(({ target }) => wayOf(target) === 'itself');
  return [...batches, ...alone.map((one) => [one])];
}

function wayOf(target: RevokeTarget) {
  return wayToRevoke(target.entry.host, kindOfTarget(target));
}

/** Undefined when GitHub took it; else why not. One request. */
async function send(batch: readonly Sending[], { revoker }: RevokePorts): Promise<Problem | undefined> {
  const [first] = batch;
  if (first === undefined) return undefined;
  const { host } = first.target.entry;
  try {
    if (wayOf(first.target) === 'itself') await revoker.endItself(host, first.secret);
    else {
      await revoker.revokeList(
        host,
        batch.flatMap(({ secret, renewal }) => (renewal === undefined ? [secret] : [secret, renewal])),
      );
    }
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** What is stored and told of one token after GitHub was asked to end it. */
async function settle(
  one: Sending,
  problem: Problem | undefined,
  proofs: RevocationProofs,
  ports: RevokePorts,
): Promise<Revoked> {
  const { target, secret } = one;
  const { vault, clock, record } = ports;
  const at = clock.now();
  if (problem !== undefined) {
    const noted = await isNoted(
      noteRevocation(
        target,
        (known) => ({ wantedAt: at, ...known, lastTriedAt: at, lastProblem: problem.kind }),
        vault,
      ),
    );
    await record(target, { kind: 'notDone', cause: problem });
    return { kind: 'notYet', cause: problem, unnoted: one.unnoted && !noted };
  }
  await isNoted(
    noteRevocation(
      target,
      (known) => ({ wantedAt: known?.wantedAt ?? at, lastTriedAt: at, acceptedAt: at }),
      vault,
    ),
  );
  await record(target, { kind: 'accepted' });
  return proofs.prove(target, secret);
}

/** Notes are kept as far as the store takes them: what GitHub did is done, whether it can be noted or not. */
async function isNoted(note: Promise<void>): Promise<boolean> {
  try {
    await note;
    return true;
  } catch (error) {
    return Failure.is(error) && error.problem.kind === 'changedMeanwhile';
  }
}
