import { kinds } from '../tokens/kind.ts';
import type { JudgedLeak } from './judgeLeaks.ts';

/** What can be done about a found token. */
export type LeakAct =
  /** An environment reference takes its place where the language has one; else it is removed. */
  | 'replace'
  /** A remote gets its address without the token. */
  | 'stripRemote'
  | 'moveToVault'
  /** One call to the host the person names. */
  | 'check'
  /** Ours: the rotation of its entry. */
  | 'rotate'
  | 'revoke'
  | 'markTestData'
  | 'unmarkTestData'
  /** What no tool can do: history, backups, whoever copied it. */
  | 'whatIsLeft';

/** What may happen here. In an untrusted or virtual workspace nothing runs and nothing is sent; texts can be mended. */
export interface ActFacts {
  readonly trusted: boolean;
}

/** What is offered for a leak, the next step first. */
export function planActs(
  { leak, ours, testData, checked }: JudgedLeak,
  { trusted }: ActFacts,
): readonly LeakAct[] {
  if (testData !== undefined)
    return ['unmarkTestData', ...(leak.place.kind === 'file' ? mending(leak, trusted) : [])];
  const acts: LeakAct[] = leak.place.kind === 'file' ? [...mending(leak, trusted)] : [];
  const { authenticates } = kinds[leak.kind];
  if (trusted) {
    const dead = checked?.kind === 'dead';
    if (ours === undefined && authenticates && !dead) acts.push('moveToVault');
    // Another host may know one that is not ours; a refusal is not asked for twice.
    if (authenticates && !(dead && ours !== undefined)) acts.push('check');
    // Of the old one there is nothing to rotate any more.
    if (ours?.old === false) acts.push('rotate');
    if (leak.kind !== 'app-key' && !dead) acts.push('revoke');
  }
  if (ours === undefined && checked?.kind !== 'alive') acts.push('markTestData');
  return [...acts, 'whatIsLeft'];
}

function mending({ place, written }: JudgedLeak['leak'], trusted: boolean): readonly LeakAct[] {
  // Of a file on this disk: git would take the path of any other document, whatever it is called, for one of the disk.
  const isGitConfig = place.kind === 'file' && /^file:.*\/\.git\/(?:.*\/)?config$/.test(place.uri);
  if (isGitConfig && written === 'url') return trusted ? ['stripRemote'] : [];
  return ['replace'];
}
