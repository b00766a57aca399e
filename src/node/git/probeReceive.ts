import type { PushEnd } from '../../push/explainPush.ts';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import { canonicalUrl } from '../../push/remoteUrl.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { Secret } from '../../shared/secret.ts';
import { type IsolatedContext, withIsolatedGit } from './isolatedGit.ts';

/**
 * Whether GitHub would let this token push to a repository, with no repository here: the refs as a push sees them, one
 * GET. Three things keep it from writing: an empty repository, of whose branches none matches any there; `:`, which
 * asks for matching branches only; and `--dry-run`. Source: facts/permission-probes.json, `contents:write`.
 */
export function probeReceive(
  context: IsolatedContext,
  address: RepositoryAddress,
  secret: Secret,
  signal?: CancelSignal,
): Promise<PushEnd> {
  const url = canonicalUrl(address);
  const args = ['push', '--dry-run', '--porcelain', '--no-verify', '--end-of-options', url, ':'];
  return withIsolatedGit(context, { url, facts: undefined }, secret, (run) => run({ args, signal }));
}
