import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import type { Repository } from '../world.ts';
import { accountBody } from './accountBodies.ts';
import type { Result } from './operation.ts';
import { repositoryUrl } from './repositoryBodies.ts';

/** `GET branches/{branch}/protection`, which only administrators are answered. */
export function protectionAnswer(
  registry: Registry,
  host: SandboxHost,
  repository: Repository,
  branch: string,
): Result {
  const protection = repository.protection?.[branch];
  if (protection === undefined) {
    const documentation_url = 'https://docs.github.com/rest/branches/branch-protection#get-branch-protection';
    return { status: 404, body: { message: 'Branch not protected', documentation_url, status: '404' } };
  }
  const { approvals, enforceAdmins, bypass } = protection;
  const url = `${repositoryUrl(host, repository)}/branches/${encodeURIComponent(branch)}/protection`;
  const off = { enabled: false };
  return {
    status: 200,
    body: {
      url,
      enforce_admins: { url: `${url}/enforce_admins`, enabled: enforceAdmins },
      required_signatures: { url: `${url}/required_signatures`, enabled: false },
      required_linear_history: off,
      allow_force_pushes: off,
      allow_deletions: off,
      block_creations: off,
      required_conversation_resolution: off,
      ...(approvals === undefined
        ? {}
        : {
            required_pull_request_reviews: {
              url: `${url}/required_pull_request_reviews`,
              dismiss_stale_reviews: false,
              require_code_owner_reviews: false,
              require_last_push_approval: false,
              required_approving_review_count: approvals,
              bypass_pull_request_allowances: {
                users: bypass.map((login) => accountBody(registry, host, login)),
                teams: [],
                apps: [],
              },
            },
          }),
    },
  };
}
