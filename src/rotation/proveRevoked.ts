import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Problem } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { problemOf } from './proveOld.ts';
import { canBeSeenDead, kindOfTarget, noteDead } from './revocationNotes.ts';
import type { Revoked, RevokePorts, RevokeTarget } from './revokePorts.ts';
import { wayToRevoke } from './revokeWays.ts';

/** GitHub takes a request before it is done: asked at once, it would often say that the token lives. */
const settlingMs = 2_000;
/** So many proofs in a row, then one for each of these spans (ms): each is a refused sign-in, and several lock a person out. */
const proofsAtOnce = 3;
const proofSpacingMs = 20_000;

/** Answers of GitHub that say "ask no more for now". */
const silencing: readonly string[] = ['loginAttempts', 'rateLimited', 'secondaryRateLimit'];

/** Shows tokens dead that GitHub said it would end: exactly one call for each, spaced over all of one action. */
export class RevocationProofs {
  readonly #ports: RevokePorts;
  readonly #signal: CancelSignal;
  #asked = 0;
  #silenced: Problem | undefined;

  constructor(ports: RevokePorts, signal: CancelSignal) {
    this.#ports = ports;
    this.#signal = signal;
  }

  /** Call it once for each token, in turn. Never throws. */
  async prove(target: RevokeTarget, secret: Secret): Promise<Revoked> {
    if (!canBeSeenDead(target)) return { kind: 'acceptedForGood' };
    if (this.#silenced !== undefined) return { kind: 'accepted', cause: this.#silenced };
    const unseen = isKnownDead(target) ? undefined : await this.#ask(target, secret);
    if (unseen !== undefined) return unseen;
    const { vault, clock, record } = this.#ports;
    const noted = await noteDead(target, clock.now(), vault);
    await record(target, { kind: 'dead' });
    return { kind: 'dead', unnoted: !noted };
  }

  /** Undefined when it was refused; else why it is not shown dead. */
  async #ask(target: RevokeTarget, secret: Secret): Promise<Revoked | undefined> {
    await this.#ports.pause(this.#waitMs(), this.#signal);
    if (this.#signal.aborted) return { kind: 'accepted', cause: { kind: 'cancelled' } };
    this.#asked += 1;
    try {
      return (await this.#isDead(target, secret)) ? undefined : { kind: 'accepted', cause: undefined };
    } catch (error) {
      const cause = problemOf(error);
      if (silencing.includes(cause.kind)) this.#silenced = cause;
      return { kind: 'accepted', cause };
    }
  }

  #waitMs(): number {
    if (this.#asked === 0) return settlingMs;
    return this.#asked < proofsAtOnce ? 0 : proofSpacingMs;
  }

  /** An installation token can be asked about nowhere without a repository, so it is asked to end itself once more. */
  async #isDead(target: RevokeTarget, secret: Secret): Promise<boolean> {
    const { revoker, inspector } = this.#ports;
    const { host } = target.entry;
    const kind = kindOfTarget(target);
    if (wayToRevoke(host, kind) === 'itself') return (await revoker.endItself(host, secret)) === 'dead';
    return (await inspector.inspect(host, secret, kind, this.#signal)).kind === 'dead';
  }
}

/** It was refused once already: asking again would be the 401 that is never repeated. */
function isKnownDead({ entry, which }: RevokeTarget): boolean {
  return which === 'present' && entry.health.kind === 'dead';
}
