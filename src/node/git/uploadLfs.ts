import type { LfsUpload } from '../../push/lfs/judgeBatch.ts';
import { judgeLfsConfig, wantsLockCheck } from '../../push/lfs/lfsEndpoint.ts';
import type { LfsObject } from '../../push/lfs/lfsObjects.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type { PushProblem } from '../../push/problems.ts';
import type { PushOptions } from '../../push/pushBranch.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { Failure } from '../../shared/failure.ts';
import type { Redactor } from '../../shared/redactor.ts';
import type { Secret } from '../../shared/secret.ts';
import { cleanServerText } from '../../shared/text.ts';
import type { Fetch } from '../guardedFetch.ts';
import type { GitContext } from './gitContext.ts';
import { askBatch, batchSize, type LfsService } from './lfsBatch.ts';
import { refuseLocked } from './lfsLocks.ts';
import { type LfsLimits, lfsLimits } from './lfsRequest.ts';
import { findStored, lfsStoreOf, type StoredObject } from './lfsStore.ts';
import { transfer } from './lfsTransfer.ts';
import { readLfsConfig } from './readLfsConfig.ts';
import { readLfsObjects } from './readLfsObjects.ts';

const atOnce = 3;

export interface LfsContext extends GitContext {
  /** Learns the token before anything can print it. */
  readonly redactor: Redactor;
  /** Injected, because VS Code replaces the global one to honour proxy settings; that one, unless a test says. */
  readonly fetch?: Fetch;
  readonly lfsLimits?: LfsLimits;
}

interface Located extends LfsObject {
  readonly stored: StoredObject;
}

/**
 * Brings the content of LFS files to the server before the commits that point to it. No git-lfs is run, because it would
 * ask the repository's configuration where to send and the person's helpers what to send along. Nothing happens when
 * the commits bring no pointer. Throws `Failure<PushProblem>`; what was uploaded before stays, and the next push finds
 * it there.
 */
export async function uploadLfs(
  context: LfsContext,
  push: ReadyPush,
  secret: Secret,
  options: PushOptions,
): Promise<void> {
  const { facts, target } = push;
  const { objects, paths } = await readLfsObjects(context, facts, target, options.signal);
  const locks = wantsLockCheck(target, facts.config);
  if (objects.length === 0 && !locks) return;
  const refusal = judgeLfsConfig(target, await readLfsConfig(context, facts, target, options.signal));
  if (refusal !== undefined) throw new Failure<PushProblem>(refusal);
  context.redactor.learn(secret);
  const service: LfsService = {
    fetch: context.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    target,
    secret,
    limits: context.lfsLimits ?? lfsLimits,
    clean: (text, maxChars) => cleanServerText(text, context.redactor, maxChars),
  };
  const { signal, stop } = abortSignalOf(options.signal);
  try {
    if (locks) await refuseLocked(service, paths, signal);
    const store = lfsStoreOf(facts, context.env);
    const located: Located[] = [];
    for (const object of objects) located.push({ ...object, stored: await findStored(store, object) });
    await refuseMissing(service, located, signal);
    await uploadAll(service, located, options, signal);
  } finally {
    stop();
  }
}

/**
 * Content that is not here is no matter while the server has it, e.g. after a clone without content. Asked before
 * anything is uploaded (H11).
 */
async function refuseMissing(
  service: LfsService,
  located: readonly Located[],
  signal: AbortSignal,
): Promise<void> {
  const lacking = located.filter(({ stored }) => stored.kind !== 'here');
  const wanted: LfsUpload[] = [];
  for (const part of inBatches(lacking)) wanted.push(...(await askBatch(service, part, signal)));
  const [first, ...more] = wanted.map(({ object }) => object as Located);
  if (first === undefined) return;
  const { path } = first;
  throw new Failure<PushProblem>(
    first.stored.kind === 'damaged'
      ? { kind: 'lfsDamaged', path }
      : { kind: 'lfsMissing', path, more: more.length },
  );
}

async function uploadAll(
  service: LfsService,
  located: readonly Located[],
  options: PushOptions,
  signal: AbortSignal,
): Promise<void> {
  const here = located.filter(({ stored }) => stored.kind === 'here');
  const total = here.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const onBytes = (count: number) => {
    done += count;
    const percent = total === 0 ? undefined : Math.floor((100 * done) / total);
    options.onProgress?.({ phase: 'uploading', percent });
  };
  for (const part of inBatches(here)) {
    const uploads = await askBatch(service, part, signal);
    const wanted = uploads.reduce((sum, { object }) => sum + object.bytes, 0);
    onBytes(part.reduce((sum, { bytes }) => sum + bytes, 0) - wanted);
    await uploadSome(service, uploads, onBytes, signal);
  }
}

/** A few at once. The first failure ends the others, and is told when all have ended. */
async function uploadSome(
  { fetch, limits, clean }: LfsService,
  uploads: readonly LfsUpload[],
  onBytes: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...uploads];
  const own = abortSignalOf(signal);
  const failures: unknown[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && failures.length === 0; next = waiting.shift()) {
      const { stored } = next.object as Located;
      const file = stored.kind === 'here' ? stored.file : '';
      await transfer({ fetch, limits, clean }, next, file, onBytes, own.signal).catch((error: unknown) => {
        failures.push(error);
        own.abort();
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  own.stop();
  if (failures.length > 0) throw failures[0];
}

function inBatches(objects: readonly Located[]): readonly (readonly Located[])[] {
  return Array.from({ length: Math.ceil(objects.length / batchSize) }, (_, at) =>
    objects.slice(at * batchSize, (at + 1) * batchSize),
  );
}

/** A real signal from the structural one, which may come from another bundle or a test. */
function abortSignalOf(from: CancelSignal | undefined) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (from?.aborted === true) abort();
  from?.addEventListener('abort', abort);
  return { signal: controller.signal, abort, stop: () => from?.removeEventListener('abort', abort) };
}
