import type { GitHubHost } from '../tokens/host.ts';
import { type KnownHosts, type RemoteAddress, readRepositoryPath, refuseRemote } from './remoteAddress.ts';

const userPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;
const namePattern = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/;

/** Forges that are surely not GitHub: asking which GitHub they stand for would be asking for a mistake. */
const otherForges: ReadonlySet<string> = new Set([
  'gitlab.com',
  'altssh.gitlab.com',
  'bitbucket.org',
  'altssh.bitbucket.org',
  'codeberg.org',
  'git.sr.ht',
  'ssh.dev.azure.com',
  'vs-ssh.visualstudio.com',
  'gitee.com',
]);

interface SshParts {
  readonly user: string | undefined;
  readonly name: string;
  readonly port: string | undefined;
  readonly path: string;
}

/**
 * Reads `git@host:owner/repo`, `org-123@host:…`, `alias:owner/repo` and `ssh://…`; undefined when the text is no SSH
 * address. SSH is never spoken: the result only says which repository on which known host is meant.
 */
export function readSshAddress(text: string, known: KnownHosts): RemoteAddress | undefined {
  const parts = text.includes('://') ? readUrl(text) : readScpLike(text);
  if (parts === undefined) return undefined;
  if (parts === 'userInfo') return refuseRemote({ kind: 'userInfo' });
  // A leading dash would be an option to the ssh program (CVE-2017-1000117); a trailing dot is another name.
  if (!namePattern.test(parts.name)) return refuseRemote({ kind: 'malformedHost' });
  if (parts.user !== undefined && !userPattern.test(parts.user)) return refuseRemote({ kind: 'userInfo' });
  const repository = readRepositoryPath(parts.path);
  if (repository === undefined) return refuseRemote({ kind: 'path' });
  const name = parts.name.toLowerCase();
  const host = findHost(name, known);
  if (host !== undefined) {
    return portFits(host, name, parts.port)
      ? { kind: 'ssh', host, ...repository }
      : refuseRemote({ kind: 'port' });
  }
  if (otherForges.has(name)) return refuseRemote({ kind: 'unknownHost', host: name });
  // SSH's own configuration is matched with case, so the alias is remembered as written.
  const remembered = Object.hasOwn(known.aliases, parts.name) ? known.aliases[parts.name] : undefined;
  const aliased = known.hosts.find((candidate) => candidate.name === remembered);
  if (aliased !== undefined) return { kind: 'ssh', host: aliased, ...repository, alias: parts.name };
  return { kind: 'sshAlias', alias: parts.name, ...repository };
}

function readUrl(text: string): SshParts | 'userInfo' | undefined {
  const match = /^(?:ssh|git\+ssh|ssh\+git):\/\/(?:([^/@]*)@)?([^/@:]*)(?::([0-9]*))?\/(.*)$/.exec(text);
  if (match === null) return /^(?:ssh|git\+ssh|ssh\+git):\/\//.test(text) ? brokenUrl(text) : undefined;
  return { user: match[1], name: match[2] ?? '', port: match[3] || undefined, path: match[4] ?? '' };
}

function brokenUrl(text: string): SshParts | 'userInfo' {
  return text.includes('@') ? 'userInfo' : { user: undefined, name: '', port: undefined, path: '' };
}

/** git's rule: a colon before the first slash makes it an SSH address; `https:github.com/…` is then one too. */
function readScpLike(text: string): SshParts | undefined {
  const match = /^(?:([^/:@]*)@)?([^/:@]*):(.*)$/.exec(text);
  if (match === null) return undefined;
  const name = match[2] ?? '';
  if (/^(?:https?|ssh|git|ftps?|file|ext|fd)$/i.test(name))
    return { user: undefined, name: '', port: undefined, path: '' };
  return { user: match[1], name, port: undefined, path: (match[3] ?? '').replace(/^\//, '') };
}

function findHost(name: string, known: KnownHosts): GitHubHost | undefined {
  const wanted = name === 'ssh.github.com' ? 'github.com' : name;
  return known.hosts.find(
    (host) => host.name === wanted || (host.kind === 'ghes' && host.name.startsWith(`${wanted}:`)),
  );
}

/** GHES administrators choose the SSH port; GitHub's own hosts have 22, and 443 on `ssh.github.com`. */
function portFits(host: GitHubHost, name: string, port: string | undefined): boolean {
  if (port === undefined || host.kind === 'ghes') return true;
  return name === 'ssh.github.com' ? port === '443' || port === '22' : port === '22';
}
