import { array, integer, looseObject, number, optional, pipe, record, safeParse, string } from 'valibot';
import { explainLfsStatus } from '../../push/lfs/explainLfs.ts';
import { judgeBatch, type LfsUpload } from '../../push/lfs/judgeBatch.ts';
import { lfsEndpoint } from '../../push/lfs/lfsEndpoint.ts';
import type { LfsObject } from '../../push/lfs/lfsObjects.ts';
import type { PushProblem } from '../../push/problems.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import { Failure } from '../../shared/failure.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Fetch } from '../guardedFetch.ts';
import { basicAuthorization } from './credentialHeader.ts';
import { type LfsLimits, requestLfs } from './lfsRequest.ts';

/** The most that is asked about at once; GitHub itself takes about a hundred. */
export const batchSize = 100;

/** How the LFS service of one repository is asked, with the one token. */
export interface LfsService {
  readonly fetch: Fetch;
  readonly target: PushTarget;
  readonly secret: Secret;
  readonly limits: LfsLimits;
  /** Redacts, strips and bounds server text. */
  readonly clean: (text: string, maxChars: number) => string;
}

const mediaType = 'application/vnd.git-lfs+json';

const actionShape = looseObject({ href: string(), header: optional(record(string(), string())) });
const answerShape = looseObject({
  transfer: optional(string()),
  hash_algo: optional(string()),
  objects: array(
    looseObject({
      oid: string(),
      size: number(),
      error: optional(looseObject({ code: pipe(number(), integer()) })),
      actions: optional(looseObject({ upload: optional(actionShape), verify: optional(actionShape) })),
    }),
  ),
});

/**
 * Asks which of these the server wants, at most `batchSize`. Throws `Failure<PushProblem>`: the server's refusal, or an
 * answer that breaks the protocol.
 */
export async function askBatch(
  service: LfsService,
  objects: readonly LfsObject[],
  signal: AbortSignal,
): Promise<readonly LfsUpload[]> {
  const data = await postLfs(service, 'objects/batch', signal, {
    operation: 'upload',
    transfers: ['basic'],
    ref: { name: service.target.remoteRef },
    objects: objects.map(({ oid, bytes }) => ({ oid, size: bytes })),
    hash_algo: 'sha256',
  });
  const read = safeParse(answerShape, data);
  if (!read.success) throw new Failure<PushProblem>({ kind: 'lfsAnswer' });
  const judged = judgeBatch(objects, read.output);
  if (judged.kind === 'refused') throw new Failure<PushProblem>(judged.problem);
  return judged.uploads;
}

/**
 * The only request of LFS that carries the token, and always to the address built from the target: no address a server
 * or a file names is ever given it. Answers the JSON. Throws `Failure<PushProblem>`.
 */
export async function postLfs(
  { fetch, target, secret, limits, clean }: LfsService,
  path: 'objects/batch' | 'locks/verify',
  signal: AbortSignal,
  body: object,
): Promise<unknown> {
  const { status, body: text } = await requestLfs(
    fetch,
    {
      method: 'POST',
      url: `${lfsEndpoint(target)}/${path}`,
      headers: { accept: mediaType, 'content-type': mediaType, authorization: basicAuthorization(secret) },
      body: JSON.stringify(body),
    },
    signal,
    limits,
  );
  const data = parsed(text);
  if (status === 200) return data;
  const message = clean(messageOf(data), 2_000);
  throw new Failure<PushProblem>(explainLfsStatus(status, message), message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(data: unknown): string {
  const read = safeParse(looseObject({ message: string() }), data);
  return read.success ? read.output.message.slice(0, 4_000) : '';
}
