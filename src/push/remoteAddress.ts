import type { GitHubHost, HostName } from '../tokens/host.ts';
import { ownerNamePattern } from '../tokens/ownerName.ts';
import type { RemoteRefusal } from './problems.ts';

/** One repository on one GitHub. */
export interface RepositoryAddress {
  readonly host: GitHubHost;
  readonly owner: string;
  readonly repo: string;
  /** The name of the person's SSH configuration that led here, when the host rests on their answer about it. */
  readonly alias?: string;
}

export type RemoteAddress =
  | (RepositoryAddress & { readonly kind: 'https' })
  /** An SSH remote of a known host: pushed over HTTPS, the remote itself stays as it is. */
  | (RepositoryAddress & { readonly kind: 'ssh' })
  /** A name of the person's SSH configuration. Which GitHub it stands for is asked once. */
  | { readonly kind: 'sshAlias'; readonly alias: string; readonly owner: string; readonly repo: string }
  | { readonly kind: 'refused'; readonly refusal: RemoteRefusal };

/** The hosts a token may go to, all from application-scoped settings, never from the workspace. */
export interface KnownHosts {
  readonly hosts: readonly GitHubHost[];
  /** SSH alias -> host, as the person answered before. */
  readonly aliases: Readonly<Record<string, HostName>>;
}

const repoPattern = /^[A-Za-z0-9._-]{1,100}$/;

export function refuseRemote(refusal: RemoteRefusal): {
  readonly kind: 'refused';
  readonly refusal: RemoteRefusal;
} {
  return { kind: 'refused', refusal };
}

/** `owner/repo`, `owner/repo.git`, one trailing slash; anything else is undefined. */
export function readRepositoryPath(
  path: string,
): { readonly owner: string; readonly repo: string } | undefined {
  const parts = path.replace(/\/$/, '').split('/');
  const owner = parts[0] ?? '';
  const repo = (parts[1] ?? '').replace(/\.git$/, '');
  if (parts.length !== 2 || !ownerNamePattern.test(owner) || !repoPattern.test(repo)) return undefined;
  return repo === '.' || repo === '..' ? undefined : { owner, repo };
}
