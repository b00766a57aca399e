import { explainPush, type PushEnd } from './explainPush.ts';
import type { FetchProblem } from './fetchProblems.ts';

/** A name here needs a folder where the server has a branch, or the other way round: the other refs have moved. */
const clash =
  /^error: (?:cannot lock ref '[^\n]*' exists; cannot create|some local refs could not be updated)/m;

/**
 * Why the isolated fetch brought nothing; undefined when it did. Network, host and credential speak as they do to a
 * push. Source: git's builtin/fetch.c, fetch-pack.c, index-pack.c.
 */
export function explainFetch(end: PushEnd): FetchProblem | undefined {
  // git then leaves those branches alone and calls it a success.
  if (/^warning: rejected refs\/.* because shallow roots are not allowed/m.test(end.stderr)) {
    return { kind: 'shallowChanged' };
  }
  if (end.end === 'exited' && (end.exitCode === 0 || (end.exitCode === 1 && clash.test(end.stderr)))) {
    return undefined;
  }
  const text = end.stderr;
  if (end.end === 'exited' && /^fatal: fsck error in pack/m.test(text)) return { kind: 'badObjects' };
  if (end.end === 'exited' && /^fatal: couldn't find remote ref /m.test(text)) {
    return { kind: 'remoteBranchGone' };
  }
  // Here, and not at the server, as with a push.
  if (/No space left on device|unable to (?:create temporary|write) file/i.test(text)) {
    return { kind: 'tempFolderUnusable' };
  }
  const shared = explainPush({ ...end, stdout: '' }, '');
  const refused = shared.kind === 'refused' ? shared.problem : undefined;
  // Nothing was given to the server that it could refuse.
  const problem: FetchProblem =
    refused === undefined || refused.kind === 'objectsRefused' ? { kind: 'unknown' } : refused;
  if (problem.kind !== 'unknown') return problem;
  return /did not send all necessary objects|malformed response|HTTP\/0\.9|index-pack|pack has|inflate|unresolved deltas|corrupt|protocol error|sideband/i.test(
    text,
  )
    ? { kind: 'incompleteAnswer' }
    : problem;
}

/** Refs that git itself left alone in the isolated repository. */
export function countClashes(stderr: string): number {
  if (!clash.test(stderr)) return 0;
  const named = stderr.split('\n').filter((line) => /^ ! .*\(unable to update local ref\)/.test(line)).length;
  return Math.max(1, named);
}
