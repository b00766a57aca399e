import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { lentEntry } from './lentEntry.ts';
import type { SourceProblem } from './problems.ts';
import type { LoginProgram } from './program.ts';
import { credentialQuestion, type LentCredential, readCredential } from './readCredential.ts';
import { type Asked, noOffers, type Source } from './source.ts';

/**
 * What git's credential helpers answer, as they are set up for all repositories. They are only asked: nothing is
 * approved, rejected or stored with them, so the set-up stays as it is (S4-06).
 */
export function helperSource(git: LoginProgram, clock: Clock): Source {
  return {
    mode: 'login',
    async offers(asked, signal) {
      try {
        const found = await fill(git, asked, signal);
        if (found === undefined) return noOffers;
        const { kind, userName } = found;
        const entry = lentEntry(
          { origin: { kind: 'git' }, host: asked.host, kind, named: userName },
          clock.now(),
        );
        return { entries: [entry], troubles: [] };
      } catch (error) {
        if (!Failure.is(error)) throw error;
        return { entries: [], troubles: [{ from: 'git', problem: error.problem }] };
      }
    },
    async secretOf({ id }, asked, signal) {
      const found = await fill(git, asked, signal);
      if (found === undefined) throw new Failure<SourceProblem>({ kind: 'notOffered', id });
      return found.token;
    },
  };
}

/** Undefined where no helper knows anything, or there is no git. Throws `Failure<SourceProblem>`. */
async function fill(
  git: LoginProgram,
  asked: Asked,
  signal: CancelSignal | undefined,
): Promise<LentCredential | undefined> {
  const answer = await git.run(['credential', 'fill'], signal, credentialQuestion(asked));
  if (answer.kind === 'slow') throw new Failure<SourceProblem>({ kind: 'helperSlow' });
  // Without an answer git would ask the person, and fails because it may not.
  if (answer.kind === 'absent' || answer.exitCode !== 0) return undefined;
  const read = readCredential(answer.stdout, asked.host.name);
  if (read.kind === 'refused') throw new Failure(read.problem);
  return read.kind === 'nothing' ? undefined : read.credential;
}
