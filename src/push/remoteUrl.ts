import { type GitHubHost, parseHost } from '../tokens/host.ts';
import {
  type KnownHosts,
  type RemoteAddress,
  type RepositoryAddress,
  readRepositoryPath,
  refuseRemote,
} from './remoteAddress.ts';
import { readSshAddress } from './sshAddress.ts';

const maxLength = 1024;

/**
 * Reads a remote's URL by hand. Node, curl and git read odd URLs differently (`https://github.com\@evil.example` is
 * two hosts), so everything they could disagree about is refused here instead of mended, and only `canonicalUrl` of
 * the result is ever given to git.
 */
export function parseRemoteUrl(text: string, known: KnownHosts): RemoteAddress {
  if (text === '') return refuseRemote({ kind: 'empty' });
  if (text.length > maxLength) return refuseRemote({ kind: 'tooLong' });
  if (/^[A-Za-z0-9]+::/.test(text)) return refuseRemote({ kind: 'remoteHelper' });
  if (/^[A-Za-z]:[\\/]/.test(text)) return refuseRemote({ kind: 'localPath' });
  if (/[^\x21-\x7e]|[\\%?#"'`$<>|]/.test(text)) return refuseRemote({ kind: 'unsafeCharacter' });
  const ssh = readSshAddress(text, known);
  if (ssh !== undefined) return ssh;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];
  if (scheme === undefined) return refuseRemote({ kind: 'localPath' });
  // Case matters: git looks for a helper named after the scheme as it is written.
  if (scheme !== 'https') return refuseRemote({ kind: 'scheme', scheme: scheme.slice(0, 20) });
  return readHttps(text, known);
}

function readHttps(text: string, known: KnownHosts): RemoteAddress {
  const match = /^https:\/\/([^/]+)\/(.*)$/.exec(text);
  const authority = match?.[1];
  if (match === null || authority === undefined) return refuseRemote({ kind: 'malformedHost' });
  if (authority.includes('@')) return refuseRemote({ kind: 'userInfo' });
  const host = known.hosts.find((candidate) => candidate.name === authority.toLowerCase());
  if (host === undefined) return refuseHost(authority, known);
  const path = readRepositoryPath(match[2] ?? '');
  return path === undefined ? refuseRemote({ kind: 'path' }) : { kind: 'https', host, ...path };
}

/** Says which of "another port", "not a host name" and "a host we do not know" it is. */
function refuseHost(authority: string, known: KnownHosts): RemoteAddress {
  const name = authority.toLowerCase().replace(/:[0-9]*$/, '');
  const sameName = (host: GitHubHost) => host.name === name || host.name.startsWith(`${name}:`);
  if (known.hosts.some(sameName)) return refuseRemote({ kind: 'port' });
  const parsed = parseHost(authority);
  if (parsed.kind === 'refused') return refuseRemote({ kind: 'malformedHost' });
  return refuseRemote({ kind: 'unknownHost', host: parsed.host.name });
}

/**
 * The only URL text git is given, and the only one a configuration key is built from: it holds nothing but a host of
 * the settings and two names of letters, digits, `.`, `_` and `-`.
 */
export function canonicalUrl(address: RepositoryAddress): string {
  return `${address.host.web}/${address.owner}/${address.repo}.git`;
}
