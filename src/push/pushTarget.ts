import { isSafeBranchName, isSafeRemoteName } from './branchName.ts';
import { type ConfigEntry, lastValue } from './configEntries.ts';
import type { PushProblem } from './problems.ts';
import { trackingRefOf } from './refspecs.ts';
import type { KnownHosts, RemoteAddress, RepositoryAddress } from './remoteAddress.ts';
import { type RemoteConfig, rewrittenForPush } from './remotes.ts';
import { canonicalUrl, parseRemoteUrl } from './remoteUrl.ts';
import type { RepositoryFacts } from './repositoryFacts.ts';

/** Where a push would go, fixed: what the person confirms is what is pushed. */
export interface PushTarget extends RepositoryAddress {
  readonly remote: string;
  /** The canonical HTTPS URL, built from the three names. */
  readonly url: string;
  readonly branch: string;
  readonly sha: string;
  readonly localRef: string;
  readonly remoteRef: string;
  readonly trackingRef: string | undefined;
  /**
   * Commits that the remote is taken to have, with everything before them: what is judged is what comes after. Ids, fixed
   * by the plan, so that no ref that is written later changes what was judged. None when it is absent.
   */
  readonly known?: readonly string[];
}

export type ChosenTarget =
  | { readonly kind: 'target'; readonly target: PushTarget }
  | { readonly kind: 'chooseRemote'; readonly remotes: readonly string[] }
  | { readonly kind: 'askAlias'; readonly remote: string; readonly alias: string }
  | { readonly kind: 'refused'; readonly problem: PushProblem };

const refused = (problem: PushProblem): ChosenTarget => ({ kind: 'refused', problem });

/** Decides what would be pushed where, or why not. `remote` is the person's answer to an earlier `chooseRemote`. */
export function chooseTarget(facts: RepositoryFacts, known: KnownHosts, remote?: string): ChosenTarget {
  const { head } = facts;
  if (head.kind === 'detached') return refused({ kind: 'detachedHead' });
  if (head.kind === 'unborn') return refused({ kind: 'unbornBranch', branch: head.branch });
  if (!isSafeBranchName(head.branch)) return refused({ kind: 'branchNameUnsafe', branch: head.branch });
  const name = remote ?? usualRemote(head.branch, facts);
  if (name === undefined) {
    return facts.remotes.length === 0
      ? refused({ kind: 'noRemote' })
      : { kind: 'chooseRemote', remotes: facts.remotes.map((each) => each.name) };
  }
  const found = facts.remotes.find((each) => each.name === name);
  if (found === undefined || !isSafeRemoteName(name)) return refused({ kind: 'remoteUnknown', remote: name });
  const address = addressOf(found, facts.config, known);
  if (address.kind === 'sshAlias') return { kind: 'askAlias', remote: name, alias: address.alias };
  if (address.kind === 'refused') return refused(address.problem);
  const { host, owner, repo, alias } = address;
  const remoteRef = remoteRefOf(head.branch, name, facts.config);
  const target: PushTarget = {
    host,
    owner,
    repo,
    remote: name,
    url: canonicalUrl(address),
    branch: head.branch,
    sha: head.sha,
    localRef: `refs/heads/${head.branch}`,
    remoteRef,
    trackingRef: trackingRefOf(remoteRef, found.fetch),
    ...(alias === undefined ? {} : { alias }),
  };
  return { kind: 'target', target };
}

/** git's own order: `branch.<n>.pushRemote`, `remote.pushDefault`, `branch.<n>.remote`, the only remote. */
export function usualRemote(
  branch: string,
  facts: Pick<RepositoryFacts, 'config' | 'remotes'>,
): string | undefined {
  const named =
    lastValue(facts.config, 'branch', branch, 'pushremote') ??
    lastValue(facts.config, 'remote', '', 'pushdefault') ??
    lastValue(facts.config, 'branch', branch, 'remote');
  if (named !== undefined && facts.remotes.some((each) => each.name === named)) return named;
  return facts.remotes.length === 1 ? facts.remotes[0]?.name : undefined;
}

type TargetAddress =
  | (RepositoryAddress & { readonly kind: 'https' | 'ssh' })
  | Extract<RemoteAddress, { kind: 'sshAlias' }>
  | { readonly kind: 'refused'; readonly problem: PushProblem };

/**
 * One address for one remote. A `pushurl` or `pushInsteadOf` that leads to another host than the fetch URL is refused:
 * it is how a repository's file would send a push elsewhere while the page shown is the familiar one.
 */
export function addressOf(
  remote: RemoteConfig,
  config: readonly ConfigEntry[],
  known: KnownHosts,
): TargetAddress {
  const stop = (problem: PushProblem): TargetAddress => ({ kind: 'refused', problem });
  const { name } = remote;
  if (remote.helper !== undefined) {
    return stop({ kind: 'remoteRefused', remote: name, refusal: { kind: 'remoteHelper' } });
  }
  const [fetchUrl] = remote.urls;
  if (fetchUrl === undefined) return stop({ kind: 'remoteWithoutUrl', remote: name });
  if (remote.urls.length > 1 || remote.pushUrls.length > 1)
    return stop({ kind: 'severalUrls', remote: name });
  const fetched = parseRemoteUrl(fetchUrl, known);
  const [pushUrl = rewrittenForPush(fetchUrl, config)] = remote.pushUrls;
  const pushed = pushUrl === undefined ? fetched : parseRemoteUrl(pushUrl, known);
  // Asked first: only a known host can be compared.
  for (const address of [pushed, fetched]) if (address.kind === 'sshAlias') return address;
  if (hostNameOf(fetched) !== hostNameOf(pushed)) return stop({ kind: 'pushUrlElsewhere', remote: name });
  if (pushed.kind === 'refused')
    return stop({ kind: 'remoteRefused', remote: name, refusal: pushed.refusal });
  return pushed;
}

function hostNameOf(address: RemoteAddress): string {
  if (address.kind === 'refused') return JSON.stringify(address.refusal);
  return address.kind === 'sshAlias' ? address.alias : address.host.name;
}

/** The branch's own name, unless `push.default=upstream` and an upstream on this remote say otherwise. */
function remoteRefOf(branch: string, remote: string, config: readonly ConfigEntry[]): string {
  const way = lastValue(config, 'push', '', 'default');
  const merge = lastValue(config, 'branch', branch, 'merge');
  const follows = way === 'upstream' || way === 'tracking';
  if (!follows || merge === undefined || lastValue(config, 'branch', branch, 'remote') !== remote) {
    return `refs/heads/${branch}`;
  }
  const named = merge.startsWith('refs/heads/') && isSafeBranchName(merge.slice('refs/heads/'.length));
  return named ? merge : `refs/heads/${branch}`;
}
