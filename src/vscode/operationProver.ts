import type { ApiRequest } from '../github/apiAnswer.ts';
import { explainAnswer } from '../github/explainAnswer.ts';
import { splitFullName } from '../github/repository.ts';
import { filterRecords } from '../journal/filterRecords.ts';
import type { JournalAction } from '../journal/journalRecord.ts';
import { planOne } from '../permissions/planProbes.ts';
import { judgeOperation } from '../rotation/judgeOperation.ts';
import type { KnownUse, RotationOperation } from '../rotation/knownOperations.ts';
import type { OperationAnswer, OperationProver, OperationQuestion } from '../rotation/proveOperations.ts';
import { once } from '../shared/once.ts';
import type { Entry } from '../tokens/entry.ts';
import { hostOf } from '../tokens/host.ts';
import type { OpenGit } from './gitShell.ts';
import { openGit } from './openGit.ts';
import type { Services } from './services.ts';

const operationOf: Readonly<Partial<Record<JournalAction, RotationOperation>>> = Object.freeze({
  fetch: 'read',
  push: 'push',
  'open-pull-request': 'open-draft-pr',
  'update-pull-request': 'open-draft-pr',
  'ready-for-review': 'open-draft-pr',
});

/** Asks GitHub what a new token can do, by requests that write nothing: one for each operation of each repository. */
export function operationProver(services: Services, entry: Entry): OperationProver {
  const git = once(() => openGit(services));
  return {
    uses: () => knownUses(services, entry),
    prove: (question, signal) =>
      question.operation === 'push'
        ? provePush(git, question, signal)
        : proveByApi(services, question, signal),
  };
}

async function knownUses({ journal }: Services, { id, host }: Entry): Promise<readonly KnownUse[]> {
  const { records } = await journal.read();
  return filterRecords(records, { entryId: id, results: ['done'] }).flatMap((record) => {
    const operation = operationOf[record.action];
    const { repository, time: at } = record;
    if (operation === undefined || repository === undefined || record.host !== host) return [];
    return [{ operation, repository, at }];
  });
}

async function proveByApi(
  { api }: Services,
  { host, secret, repository, operation }: OperationQuestion,
  signal: ApiRequest['signal'],
): Promise<OperationAnswer> {
  const id = operation === 'read' ? 'contents:read' : 'pull_requests:write';
  const { request } = planOne(id, { host: hostOf(host), repository, nonce: '' });
  if (request === undefined) return { verdict: 'unknown' };
  const answer = await api.request({ ...request, credential: { host, token: secret }, signal });
  return judgeOperation(answer.kind === 'ok' ? undefined : explainAnswer(answer, hostOf(host)));
}

/** The refs as a push sees them, from an empty repository of ours. Throws where git cannot be run: then it is unknown. */
async function provePush(
  git: () => Promise<OpenGit>,
  { host, secret, repository }: OperationQuestion,
  signal: ApiRequest['signal'],
): Promise<OperationAnswer> {
  const address = { host: hostOf(host), ...splitFullName(repository) };
  const answer = await (await git()).askReceive(address, secret, signal);
  return judgeOperation(answer.kind === 'refused' ? answer.problem : undefined);
}
