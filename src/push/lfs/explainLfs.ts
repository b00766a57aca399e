import { explainPush } from '../explainPush.ts';
import type { PushProblem } from '../problems.ts';

/**
 * What a refusal of the LFS service means. GitHub refuses a token here in the words it has for a push, so those are
 * read by the same table; what only LFS can say comes first. Source: git-lfs docs/api/batch.md, GitHub's own texts.
 */
export function explainLfsStatus(status: number, message: string): PushProblem {
  if (status === 507 || status === 509 || /over its data quota|exceeded its LFS budget/i.test(message)) {
    return { kind: 'lfsQuota' };
  }
  if (status === 501 || /LFS is (?:disabled|not enabled)/i.test(message)) return { kind: 'lfsOff' };
  if ([406, 409, 410, 413, 422].includes(status)) return { kind: 'lfsRefused', status };
  const stderr = `remote: ${message}\nThe requested URL returned error: ${status}`;
  const explained = explainPush(
    { end: 'exited', exitCode: 128, stdout: '', stderr, timeoutSeconds: 0 },
    'refs/none',
  );
  return explained.kind === 'refused' && explained.problem.kind !== 'unknown'
    ? explained.problem
    : { kind: 'lfsRefused', status };
}
