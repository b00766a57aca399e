import { type ExplainedPush, explainPush, type PushEnd } from './explainPush.ts';
import type { ReadyPush } from './planPush.ts';
import { type RefStatus, readPorcelain } from './porcelain.ts';
import type { RefusedPush } from './problems.ts';
import { choicesOf, type TagRef, tagRefOf } from './pushChoices.ts';

/**
 * What happened to the branch and to each tag that went with it. Pushed only if every one of them is proved to be: one
 * push is one answer. The cause is that of the ref which was refused for itself, not of those that fell with it.
 */
export function explainRefs(end: PushEnd, push: ReadyPush): ExplainedPush {
  const { remoteRef } = push.target;
  const { overwrite, tags } = choicesOf(push);
  if (end.end !== 'exited') return explainPush(end, remoteRef);
  const statuses = readPorcelain(end.stdout);
  const statusOf = (ref: string) => statuses.find((each) => each.to === ref);
  const branch = statusOf(remoteRef);
  if (tags.length > 0 && /receiving end does not support --atomic/i.test(end.stderr)) {
    return refused({ kind: 'atomicUnsupported' });
  }
  // The branch could not be taken because a tag was not.
  const culprit =
    branch !== undefined && fellWith(branch) ? tags.find((tag) => isOwnRefusal(tag, statusOf)) : undefined;
  if (culprit !== undefined) return explainTag(end, culprit, statusOf);
  if (overwrite !== undefined && branch !== undefined) {
    if (branch.flag === '!' && /\(stale info\)/.test(branch.summary)) return refused({ kind: 'staleLease' });
    if (branch.flag === '+' && end.exitCode === 0) return withTags(end, { kind: 'pushed' }, tags, statusOf);
  }
  return withTags(end, explainPush(end, remoteRef), tags, statusOf);
}

type StatusOf = (ref: string) => RefStatus | undefined;

function withTags(
  end: PushEnd,
  branch: ExplainedPush,
  tags: readonly TagRef[],
  statusOf: StatusOf,
): ExplainedPush {
  if (branch.kind === 'refused') return branch;
  const flags = tags.map((tag) => statusOf(tagRefOf(tag))?.flag ?? '!');
  const missing = tags.find((_tag, index) => !'*='.includes(flags[index] ?? '!'));
  if (missing !== undefined) return explainTag(end, missing, statusOf);
  return flags.includes('*') ? { kind: 'pushed' } : branch;
}

function explainTag(end: PushEnd, tag: TagRef, statusOf: StatusOf): ExplainedPush {
  const ref = tagRefOf(tag);
  if (/\((?:already exists|would clobber existing tag)\)/.test(statusOf(ref)?.summary ?? '')) {
    return refused({ kind: 'tagExists', tag: tag.name });
  }
  const explained = explainPush(end, ref);
  return explained.kind === 'refused' ? explained : refused({ kind: 'unknown' });
}

/** git's and the server's words for a ref that was fine itself. */
function fellWith({ flag, summary }: RefStatus): boolean {
  return flag === '!' && /\(atomic (?:push failed|transaction failed|push failure)\)/.test(summary);
}

function isOwnRefusal(tag: TagRef, statusOf: StatusOf): boolean {
  const status = statusOf(tagRefOf(tag));
  return status !== undefined && status.flag === '!' && !fellWith(status);
}

function refused(problem: RefusedPush): ExplainedPush {
  return { kind: 'refused', problem };
}
