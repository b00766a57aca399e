import type { CancelSignal } from '../../github/apiAnswer.ts';
import { type AppAnswer, readApp } from '../../github/appAnswer.ts';
import type { ApiProblem } from '../../github/problems.ts';
import { Failure } from '../../shared/failure.ts';
import type { Secret } from '../../shared/secret.ts';
import { blankEntry } from '../../tokens/blankEntry.ts';
import type { HostName } from '../../tokens/host.ts';
import { createAppSpeaker } from '../askAsApp.ts';
import type { AppPorts } from '../ports.ts';

/** A key that is not stored, with the App and the host it is said to belong to. */
export interface KeyToProve {
  readonly host: HostName;
  /** Client id, or the App's number. */
  readonly clientId: string;
  readonly pem: Secret;
}

/**
 * Lets the key sign once and asks GitHub whose it is: a key is stored only after this. Throws `Failure` of `AppProblem`,
 * `KeyProblem` or `ApiProblem`.
 */
export async function proveApp(
  ports: Pick<AppPorts, 'api' | 'clock' | 'sign' | 'learn'>,
  { host, clientId, pem }: KeyToProve,
  signal?: CancelSignal,
): Promise<AppAnswer> {
  const ask = createAppSpeaker({ ...ports, keysOf: async () => [pem], noteMint: () => undefined });
  const app = { ...blankEntry(host, 'app-key', ports.clock.now()), app: { clientId } };
  const { answer, problem } = await ask(app, { operation: 'GET /app' }, signal);
  if (answer.kind === 'refused') {
    // No App has this id: to the person that is the same as an App that does not know the key.
    const unknown = problem === undefined || problem.kind === 'notFoundOrHidden';
    throw new Failure(unknown ? { kind: 'appKey' } : problem, answer.message);
  }
  const read = readApp(answer.data);
  if (read === undefined) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  return read;
}
