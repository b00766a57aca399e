import { isHeaderSafe } from '../../shared/text.ts';
import type { LfsObject } from './lfsObjects.ts';
import type { LfsProblem } from './problems.ts';

/** The parts of a batch answer that are looked at, in their shape but not yet believed. */
export interface BatchAnswer {
  readonly transfer?: string | undefined;
  readonly hash_algo?: string | undefined;
  readonly objects: readonly AnsweredObject[];
}

export interface AnsweredObject {
  readonly oid: string;
  readonly size: number;
  readonly error?: { readonly code: number } | undefined;
  readonly actions?:
    | { readonly upload?: AnsweredAction | undefined; readonly verify?: AnsweredAction | undefined }
    | undefined;
}

export interface AnsweredAction {
  readonly href: string;
  readonly header?: Readonly<Record<string, string>> | undefined;
}

/** A request the server asked for, with the headers it gave: nothing of ours is ever added but length and type. */
export interface LfsAction {
  readonly href: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LfsUpload {
  readonly object: LfsObject;
  readonly upload: LfsAction;
  readonly verify: LfsAction | undefined;
}

export type JudgedBatch =
  | { readonly kind: 'uploads'; readonly uploads: readonly LfsUpload[] }
  | { readonly kind: 'refused'; readonly problem: LfsProblem };

const refused = (problem: LfsProblem): JudgedBatch => ({ kind: 'refused', problem });

/**
 * What of the asked-for content the server wants, and where to. An answer about content nobody asked for, twice the
 * same, or not about all of it is refused as a whole: a server can choose among the planned objects and nothing else.
 * An object without an upload action is one the server has. Source: git-lfs docs/api/batch.md.
 */
export function judgeBatch(asked: readonly LfsObject[], answer: BatchAnswer): JudgedBatch {
  const open = new Map(asked.map((object) => [object.oid, object]));
  if ((answer.transfer ?? 'basic') !== 'basic' || (answer.hash_algo ?? 'sha256') !== 'sha256') {
    return refused({ kind: 'lfsAnswer' });
  }
  const uploads: LfsUpload[] = [];
  for (const { oid, size, error, actions } of answer.objects) {
    const object = open.get(oid);
    if (object === undefined || object.bytes !== size) return refused({ kind: 'lfsAnswer' });
    open.delete(oid);
    if (error !== undefined) return refused(explainObject(object, error.code));
    if (actions?.upload === undefined) continue;
    const upload = readAction(actions.upload);
    const verify = actions.verify === undefined ? undefined : readAction(actions.verify);
    if (upload === undefined || (verify === undefined && actions.verify !== undefined)) {
      return refused({ kind: 'lfsAnswer' });
    }
    uploads.push({ object, upload, verify });
  }
  return open.size > 0 ? refused({ kind: 'lfsAnswer' }) : { kind: 'uploads', uploads };
}

function explainObject({ path }: LfsObject, code: number): LfsProblem {
  return code === 507 ? { kind: 'lfsQuota' } : { kind: 'lfsObjectRefused', path, code };
}

/** A name with a dot: not `localhost`, and no address in digits or brackets, which no public storage has. */
const address =
  /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?\/[\x21\x24-\x5b\x5d\x5f\x61-\x7a\x7e]*$/i;
const headerName = /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/;
/** These would steer the connection itself, or start a second request in the first one's body. */
const reserved =
  /^(?:host|content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*|cookie|via|forwarded|x-forwarded-.*|http2-settings|sec-.*)$/i;
const mostHeaders = 30;

function readAction({ href, header = {} }: AnsweredAction): LfsAction | undefined {
  const given = Object.entries(header);
  if (href.length > 8_000 || !address.test(href) || given.length > mostHeaders) return undefined;
  const wrong = given.some(
    ([name, value]) =>
      !headerName.test(name) || reserved.test(name) || value.length > 8_000 || !isHeaderSafe(value),
  );
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  if (wrong || names.size !== given.length) return undefined;
  return { href, headers: Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value])) };
}
