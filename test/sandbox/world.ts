import type { TokenKind } from './tokenStrings.ts';

export type Level = 'read' | 'write' | 'admin';
export type Permissions = Readonly<Record<string, Level>>;

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly type: 'User' | 'Organization';
}

/** What an organisation demands of tokens that want to act on what it owns. */
export interface OrganisationPolicy {
  readonly enforcesSso: boolean;
  readonly forbidsClassic: boolean;
  readonly forbidsFineGrained: boolean;
  /** Longest lifetime of a fine-grained token, in days; `undefined` is GitHub's "no limit". */
  readonly maxLifetimeDays: number | undefined;
  readonly requiresApproval: boolean;
}

export interface Organisation extends Account {
  readonly policy: OrganisationPolicy;
  readonly members: readonly string[];
}

/** Rules of a ruleset, as `GET rules/branches/{branch}` names them. */
export type RuleType =
  | 'pull_request'
  | 'non_fast_forward'
  | 'deletion'
  | 'creation'
  | 'update'
  | 'required_status_checks'
  | 'required_signatures';

/** Classic branch protection as administrators read it. What it refuses stands in `protectedBranches`. */
export interface Protection {
  /** Undefined: no pull request is asked for. */
  readonly approvals: number | undefined;
  readonly enforceAdmins: boolean;
  /** Logins that may go around the pull request. */
  readonly bypass: readonly string[];
}

export interface Repository {
  readonly id: number;
  readonly host: string;
  readonly owner: string;
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly description: string;
  readonly private: boolean;
  readonly archived: boolean;
  readonly defaultBranch: string;
  /** False plays a private repository on a plan without drafts: 422. */
  readonly draftsSupported: boolean;
  readonly collaborators: Readonly<Record<string, Level>>;
  /** Classic branch protection: branch name to the reasons GH006 prints. */
  readonly protectedBranches: Readonly<Record<string, readonly string[]>>;
  readonly protection?: Readonly<Record<string, Protection>>;
  readonly rules: readonly { readonly branch: string; readonly type: RuleType }[];
  readonly labels: readonly string[];
  /** Numbers of open milestones. */
  readonly milestones?: readonly number[];
  /** Slugs of the owner's teams with access. */
  readonly teams?: readonly string[];
  /** Id of the repository this is a fork of. */
  readonly forkOf?: number;
  /** The bare repository on disk. */
  readonly gitDir: string;
  readonly createdAt: Date;
  readonly pushedAt: Date;
}

export interface Token {
  readonly id: string;
  readonly value: string;
  readonly kind: TokenKind;
  readonly host: string;
  readonly name: string;
  /** The user it acts as; for installation tokens the App's bot. */
  readonly login: string;
  /** The user or organisation it is bound to (fine-grained and App tokens); classic tokens follow the user. */
  readonly owner: string;
  readonly scopes: readonly string[];
  readonly permissions: Permissions;
  /** Full names, or every repository of the owner, or public reading only. */
  readonly repositories: 'all' | 'public' | readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | undefined;
  /** GitHub writes the expiry header in two ways: `… UTC` and with a numeric offset. */
  readonly expiryFormat: 'utc' | 'offset';
  readonly ssoAuthorised: readonly string[];
  readonly approval: 'approved' | 'pending';
  readonly ended: 'no' | 'revoked' | 'deleted' | 'regenerated';
}

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly repositoryId: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'closed';
  readonly draft: boolean;
  readonly head: string;
  /** Id of the fork the branch is in; the repository itself when absent. */
  readonly headRepositoryId?: number | undefined;
  readonly base: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teams?: readonly string[];
  readonly assignees?: readonly string[];
  readonly milestone?: number | undefined;
  readonly maintainerCanModify?: boolean;
  readonly mergedAt?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | undefined;
}

export const defaultPolicy: OrganisationPolicy = {
  enforcesSso: false,
  forbidsClassic: false,
  forbidsFineGrained: false,
  maxLifetimeDays: 366,
  requiresApproval: false,
};

/** Classic scopes that a scope brings with it. Source: docs.github.com "Scopes for OAuth apps". */
const implied: Readonly<Record<string, readonly string[]>> = {
  repo: ['repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events'],
  user: ['read:user', 'user:email', 'user:follow'],
  'admin:org': ['write:org', 'read:org', 'manage_runners:org'],
  'write:org': ['read:org'],
};

/** True if one of `scopes` is, or brings, `wanted`. */
export function hasScope(scopes: readonly string[], wanted: string): boolean {
  return scopes.some((scope) => scope === wanted || (implied[scope] ?? []).includes(wanted));
}

export function fullName(repository: Repository): string {
  return `${repository.owner}/${repository.name}`;
}

/** The repository's classic "SSO required" page, valid an hour at the real one. */
export function ssoUrl(webUrl: string, organisation: string): string {
  return `${webUrl}/orgs/${organisation}/sso?authorization_request=sandbox-${organisation}`;
}
