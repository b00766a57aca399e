import type { PushEnd } from './explainPush.ts';
import type { ReadyPush } from './planPush.ts';
import { readPorcelain } from './porcelain.ts';
import { choicesOf } from './pushChoices.ts';

/**
 * A branch of the remote, and where its remote-tracking ref was when the push was planned. As long as the branch is
 * there, the commits that were left out of the judgement are on the remote.
 */
export interface Anchor {
  /** The branch on the remote, `refs/heads/…`. */
  readonly ref: string;
  readonly sha: string;
  /** Only of the branch that is pushed: whether the push moves it forward, and drops nothing. */
  readonly forward?: boolean;
}

/** A remote-tracking ref is a file that any program of the person can write: it proves nothing until a server agrees. */
export type Proof =
  /** The push itself holds to these, and sends nothing where one of them is elsewhere. */
  | { readonly kind: 'anchors'; readonly anchors: readonly Anchor[] }
  /** The server named the commits itself. */
  | { readonly kind: 'asked' };

/** The anchors that this push can hold to; none when they are not enough. */
export function anchorsOf(push: Pick<ReadyPush, 'target' | 'proof' | 'choices'>): readonly Anchor[] {
  if (push.proof?.kind !== 'anchors') return [];
  const { anchors } = push.proof;
  const { overwrite } = choicesOf(push);
  const holds = anchors.every(({ ref, sha, forward }) => {
    if (ref !== push.target.remoteRef) return true;
    // A lease is a force: on the branch itself it may stand only where nothing is dropped, or where the person chose so.
    return overwrite === undefined ? forward === true : overwrite.expected === sha;
  });
  return holds ? anchors : [];
}

/** Whether the server must be asked first if it has the commits that were left out of the judgement. */
export function mustAsk(push: ReadyPush): boolean {
  const nothingLeftOut = (push.target.known ?? []).length === 0;
  return !nothingLeftOut && push.proof?.kind !== 'asked' && anchorsOf(push).length === 0;
}

/** Whether git sent nothing because an anchor is elsewhere by now, or the server cannot hold to several refs. */
export function anchorLost(end: PushEnd, push: ReadyPush): boolean {
  const { remoteRef } = push.target;
  const { overwrite, tags } = choicesOf(push);
  const anchors = anchorsOf(push).filter(({ ref }) => overwrite === undefined || ref !== remoteRef);
  if (anchors.length === 0) return false;
  const atomic = tags.length === 0 && /receiving end does not support --atomic/i.test(end.stderr);
  const stale = readPorcelain(end.stdout).filter(
    ({ flag, summary }) => flag === '!' && /\(stale info\)/.test(summary),
  );
  return atomic || stale.some(({ to }) => anchors.some(({ ref }) => ref === to));
}
