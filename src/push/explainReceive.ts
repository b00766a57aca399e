import { type ExplainedPush, explainPush, type PushEnd } from './explainPush.ts';

/** What came of asking as a push asks, with nothing to push: that it was answered is all there is to see. */
export function explainReceive(end: PushEnd): ExplainedPush {
  return end.end === 'exited' && end.exitCode === 0 ? { kind: 'upToDate' } : explainPush(end, '');
}
