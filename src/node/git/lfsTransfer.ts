import type { LfsAction, LfsUpload } from '../../push/lfs/judgeBatch.ts';
import type { PushProblem } from '../../push/problems.ts';
import { Failure } from '../../shared/failure.ts';
import type { Fetch } from '../guardedFetch.ts';
import { type LfsLimits, type LfsResponse, requestLfs } from './lfsRequest.ts';
import { bodyOf, openStored } from './lfsStore.ts';

/** What a transfer may use. There is no token among it. */
export interface Storage {
  readonly fetch: Fetch;
  readonly limits: LfsLimits;
  readonly clean: (text: string, maxChars: number) => string;
}

/**
 * Sends one file's content where the server said, with the headers it gave for that and none of ours that could hold a
 * credential, then tells the server if it asked for that, again with its own headers only. Throws
 * `Failure<PushProblem>`.
 */
export async function transfer(
  storage: Storage,
  { object, upload, verify }: LfsUpload,
  file: string,
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { path, oid, bytes } = object;
  const handle = await openStored(file, object, signal);
  if (signal.aborted) {
    await handle?.close();
    throw new Failure<PushProblem>({ kind: 'cancelled' });
  }
  if (handle === undefined) throw new Failure<PushProblem>({ kind: 'lfsDamaged', path });
  try {
    const sent = await put(storage, upload, bytes, signal, (alive) =>
      bodyOf(handle, object, (count) => {
        alive();
        onBytes(count);
      }),
    );
    refuse(sent, storage, (status) => ({ kind: 'lfsUploadFailed', path, status }));
  } finally {
    await handle.close();
  }
  if (verify === undefined) return;
  const told = await requestLfs(
    storage.fetch,
    {
      method: 'POST',
      url: verify.href,
      headers: { accept: mediaType, 'content-type': mediaType, ...verify.headers },
      body: JSON.stringify({ oid, size: bytes }),
    },
    signal,
    storage.limits,
  );
  refuse(told, storage, (status) => ({ kind: 'lfsVerifyFailed', path, status }));
}

const mediaType = 'application/vnd.git-lfs+json';

function put(
  { fetch, limits }: Storage,
  { href, headers }: LfsAction,
  bytes: number,
  signal: AbortSignal,
  body: (alive: () => void) => ReadableStream<Uint8Array>,
): Promise<LfsResponse> {
  const all = { 'content-type': 'application/octet-stream', ...headers, 'content-length': String(bytes) };
  return requestLfs(fetch, { method: 'PUT', url: href, headers: all, body }, signal, limits);
}

function refuse(
  { status, body }: LfsResponse,
  storage: Storage,
  problem: (status: number) => PushProblem,
): void {
  if (status < 200 || status > 299)
    throw new Failure(problem(status), storage.clean(body.slice(0, 4_000), 2_000));
}
