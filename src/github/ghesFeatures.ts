import type { GitHubHost } from '../tokens/host.ts';

/** A release of GitHub Enterprise Server: 3.10 is `[3, 10]`. */
export type GhesVersion = readonly [major: number, minor: number];

/**
 * What not every GitHub Enterprise Server has, by the first release that has it. Sources, read in 2026, in github/docs
 * where nothing else is said; where two of them differ it is the earlier one, so that nothing is withheld that is there.
 */
const since = Object.freeze({
  // data/release-notes/enterprise-server/3-10/0.yml, "Authentication".
  'fine-grained-pats': [3, 10],
  // data/features/repo-rules.yml; the notes of 3.11.0 announce them for everyone.
  rulesets: [3, 10],
  // The description of `POST /repos/{owner}/{repo}/pulls`.
  'draft-pulls': [2, 17],
  // data/release-notes/enterprise-server/3-11/0.yml, "Authentication": the header that names a missing permission.
  'accepted-permissions': [3, 11],
  // docs.github.com/enterprise-server@3.1/developers/apps/authorizing-oauth-apps; older pages were not there to read.
  'device-flow': [3, 1],
  // docs.github.com/enterprise-server@3.19/rest/credentials/revoke: there the request carries a token, unlike elsewhere.
  'revoke-list': [3, 19],
  // data/features/app-key-limit.yml.
  'app-key-limit': [3, 17],
  // facts/hosts.json (`stateless_ghs`): announced for github.com and ghe.com only.
  'stateless-tokens': undefined,
} as const satisfies Readonly<Record<string, GhesVersion | undefined>>);

export type GhesFeature = keyof typeof since;

/** The release a server names in `x-github-enterprise-version`, e.g. `3.19.0`. Undefined for anything else. */
export function readGhesVersion(header: string | undefined): GhesVersion | undefined {
  const [, major, minor] = /^(\d{1,3})\.(\d{1,3})(?:\.\w{1,9}){0,2}$/.exec(header ?? '') ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

/** The first release that has it; undefined where none has. */
export function firstWith(feature: GhesFeature): GhesVersion | undefined {
  return since[feature];
}

/**
 * Whether a host is known to lack something. `unknown` is a server that never named its release: then nothing is
 * guessed, and GitHub itself says what it cannot do.
 */
export function lacks(
  host: Pick<GitHubHost, 'kind'>,
  version: GhesVersion | undefined,
  feature: GhesFeature,
): 'yes' | 'no' | 'unknown' {
  if (host.kind !== 'ghes') return 'no';
  const first = since[feature];
  if (first === undefined) return 'yes';
  if (version === undefined) return 'unknown';
  const [major, minor] = version;
  return major < first[0] || (major === first[0] && minor < first[1]) ? 'yes' : 'no';
}
