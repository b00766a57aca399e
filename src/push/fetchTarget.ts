import { isSafeRemoteName } from './branchName.ts';
import { lastValue } from './configEntries.ts';
import type { FetchProblem } from './fetchProblems.ts';
import { type FetchSpecs, readFetchSpecs } from './fetchSpecs.ts';
import { trackingRefOf } from './refspecs.ts';
import type { KnownHosts, RepositoryAddress } from './remoteAddress.ts';
import { canonicalUrl, parseRemoteUrl } from './remoteUrl.ts';
import type { RepositoryFacts } from './repositoryFacts.ts';

/** Everything a confirmed fetch needs. The configuration of the repository is not read again after it (H14). */
export interface ReadyFetch extends RepositoryAddress {
  readonly kind: 'fetch';
  readonly facts: RepositoryFacts;
  readonly remote: string;
  /** The canonical HTTPS URL, built from the three names. */
  readonly url: string;
  readonly specs: FetchSpecs;
  /** The branch that is checked out, and where the remote's side of it is kept; undefined when there is none. */
  readonly current:
    | { readonly branch: string; readonly sha: string; readonly trackingRef: string }
    | undefined;
}

export type FetchPlan =
  | ReadyFetch
  | { readonly kind: 'chooseRemote'; readonly remotes: readonly string[] }
  | { readonly kind: 'askAlias'; readonly remote: string; readonly alias: string }
  | { readonly kind: 'refused'; readonly problem: FetchProblem };

const refused = (problem: FetchProblem): FetchPlan => ({ kind: 'refused', problem });

/**
 * Decides what would be fetched from where, or why not. `remote` is the person's answer to an earlier `chooseRemote`.
 * Only the fetch address counts, and only one that a token may go to. LFS is no obstacle: no file is checked out.
 */
export function planFetch(facts: RepositoryFacts, known: KnownHosts, remote?: string): FetchPlan {
  if (facts.remotes.length === 0) return refused({ kind: 'noRemote' });
  if (facts.partial || facts.remotes.some((each) => each.partial)) return refused({ kind: 'partialClone' });
  const name = remote ?? usualRemote(facts);
  if (name === undefined) {
    return { kind: 'chooseRemote', remotes: facts.remotes.map((each) => each.name) };
  }
  const found = facts.remotes.find((each) => each.name === name);
  if (found === undefined || !isSafeRemoteName(name)) return refused({ kind: 'remoteUnknown', remote: name });
  if (found.helper !== undefined) {
    return refused({ kind: 'remoteRefused', remote: name, refusal: { kind: 'remoteHelper' } });
  }
  const [text] = found.urls;
  if (text === undefined) return refused({ kind: 'remoteWithoutUrl', remote: name });
  if (found.urls.length > 1) return refused({ kind: 'severalUrls', remote: name });
  const address = parseRemoteUrl(text, known);
  if (address.kind === 'sshAlias') return { kind: 'askAlias', remote: name, alias: address.alias };
  if (address.kind === 'refused') {
    return refused({ kind: 'remoteRefused', remote: name, refusal: address.refusal });
  }
  const specs = readFetchSpecs(name, found.fetch);
  if (specs.specs.length === 0) return refused({ kind: 'noTrackingRefs', remote: name });
  const { host, owner, repo, alias } = address;
  return {
    kind: 'fetch',
    facts,
    host,
    owner,
    repo,
    ...(alias === undefined ? {} : { alias }),
    remote: name,
    url: canonicalUrl(address),
    specs,
    current: currentOf(facts, name, specs),
  };
}

/**
 * The remote the branch is fetched from or pushed to, when they are the same; the only one there is; else the person is
 * asked. After a refused push it is the push's remote that matters, after a colleague's news it may be the other.
 */
function usualRemote({ head, config, remotes }: RepositoryFacts): string | undefined {
  const branch = head.kind === 'detached' ? '' : head.branch;
  const pushed =
    lastValue(config, 'branch', branch, 'pushremote') ?? lastValue(config, 'remote', '', 'pushdefault');
  const followed = lastValue(config, 'branch', branch, 'remote');
  const named = [...new Set([pushed, followed])].filter((name) =>
    remotes.some((remote) => remote.name === name),
  );
  const candidates = named.length > 0 ? named : remotes.map(({ name }) => name);
  return candidates.length === 1 ? candidates[0] : undefined;
}

function currentOf(
  { head, config }: RepositoryFacts,
  remote: string,
  specs: FetchSpecs,
): ReadyFetch['current'] {
  if (head.kind !== 'branch') return undefined;
  const { branch, sha } = head;
  const follows = lastValue(config, 'branch', branch, 'remote') === remote;
  const merge = follows ? lastValue(config, 'branch', branch, 'merge') : undefined;
  const lines = specs.specs.map(({ from, to }) => `${from}:${to}`);
  const trackingRef = trackingRefOf(merge ?? `refs/heads/${branch}`, lines);
  return trackingRef === undefined ? undefined : { branch, sha, trackingRef };
}
