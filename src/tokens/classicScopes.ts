/**
 * Why a classic scope is worth a warning. An id, because the words are the messages module's; several scopes share
 * one, so a sentence names the scope and then gives the reason.
 */
export type ScopeReason =
  | 'every-private-repository'
  | 'fakes-status'
  | 'deployments'
  | 'supply-chain'
  | 'invitations'
  | 'reads-leaked-secrets'
  | 'runs-code-with-secrets'
  | 'reads-packages'
  | 'destroys'
  | 'organisation-control'
  | 'organisation-members'
  | 'reads-organisation'
  | 'runners'
  | 'outlives-revocation'
  | 'reads-account'
  | 'sends-events-out'
  | 'reads-hooks'
  | 'secret-gists'
  | 'reads-activity'
  | 'changes-account'
  | 'projects'
  | 'reads-projects'
  | 'discussions'
  | 'enterprise-control'
  | 'billing'
  | 'reads-enterprise'
  | 'audit-log'
  | 'codespaces'
  | 'copilot'
  | 'forges-signatures'
  | 'site-control'
  /** Not in the table: GitHub knows it, we do not. */
  | 'unknown-scope';

export interface ClassicScope {
  readonly scope: string;
  /** The scope that includes this one; GitHub drops the included one from its list. */
  readonly parent: string | undefined;
  /** 0 harmless to 10 full control. This project's assessment of the documented grants. */
  readonly risk: number;
  readonly reason: ScopeReason;
}

type Row = readonly [scope: string, parent: string | undefined, risk: number, reason: ScopeReason];

/** Source: facts/classic-scopes.json (github/docs scopes-for-oauth-apps.md; parents also from trufflehog and gh). */
const rows: readonly Row[] = [
  ['repo', undefined, 9, 'every-private-repository'],
  ['repo:status', 'repo', 2, 'fakes-status'],
  ['repo_deployment', 'repo', 2, 'deployments'],
  ['public_repo', 'repo', 6, 'supply-chain'],
  ['repo:invite', 'repo', 2, 'invitations'],
  ['security_events', 'repo', 5, 'reads-leaked-secrets'],
  ['workflow', undefined, 8, 'runs-code-with-secrets'],
  ['write:packages', undefined, 7, 'supply-chain'],
  ['read:packages', 'write:packages', 2, 'reads-packages'],
  ['delete:packages', undefined, 7, 'destroys'],
  ['admin:org', undefined, 10, 'organisation-control'],
  ['write:org', 'admin:org', 7, 'organisation-members'],
  ['read:org', 'write:org', 2, 'reads-organisation'],
  ['manage_runners:org', 'admin:org', 8, 'runners'],
  ['admin:public_key', undefined, 9, 'outlives-revocation'],
  ['write:public_key', 'admin:public_key', 9, 'outlives-revocation'],
  ['read:public_key', 'write:public_key', 1, 'reads-account'],
  ['admin:repo_hook', undefined, 7, 'sends-events-out'],
  ['write:repo_hook', 'admin:repo_hook', 6, 'sends-events-out'],
  ['read:repo_hook', 'write:repo_hook', 2, 'reads-hooks'],
  ['admin:org_hook', undefined, 8, 'sends-events-out'],
  ['gist', undefined, 3, 'secret-gists'],
  ['notifications', undefined, 2, 'reads-activity'],
  ['user', undefined, 5, 'changes-account'],
  ['read:user', 'user', 1, 'reads-account'],
  ['user:email', 'user', 1, 'reads-account'],
  ['user:follow', 'user', 1, 'changes-account'],
  ['project', undefined, 4, 'projects'],
  ['read:project', 'project', 1, 'reads-projects'],
  ['delete_repo', undefined, 9, 'destroys'],
  ['write:discussion', undefined, 2, 'discussions'],
  ['read:discussion', 'write:discussion', 1, 'discussions'],
  ['admin:enterprise', undefined, 10, 'enterprise-control'],
  ['manage_runners:enterprise', 'admin:enterprise', 8, 'runners'],
  ['manage_billing:enterprise', 'admin:enterprise', 6, 'billing'],
  ['read:enterprise', 'manage_billing:enterprise', 4, 'reads-enterprise'],
  ['audit_log', undefined, 6, 'audit-log'],
  ['read:audit_log', 'audit_log', 5, 'audit-log'],
  ['codespace', undefined, 7, 'codespaces'],
  ['codespace:secrets', 'codespace', 6, 'codespaces'],
  ['copilot', undefined, 3, 'copilot'],
  ['manage_billing:copilot', 'copilot', 4, 'billing'],
  ['admin:gpg_key', undefined, 7, 'forges-signatures'],
  ['write:gpg_key', 'admin:gpg_key', 7, 'forges-signatures'],
  ['read:gpg_key', 'write:gpg_key', 1, 'reads-account'],
  ['admin:ssh_signing_key', undefined, 7, 'forges-signatures'],
  ['write:ssh_signing_key', 'admin:ssh_signing_key', 7, 'forges-signatures'],
  ['read:ssh_signing_key', 'write:ssh_signing_key', 1, 'reads-account'],
  ['site_admin', undefined, 10, 'site-control'],
];

/** Every classic scope we know, by name. */
export const classicScopes: ReadonlyMap<string, ClassicScope> = new Map(
  rows.map(([scope, parent, risk, reason]) => [scope, Object.freeze({ scope, parent, risk, reason })]),
);

/** What is known about a scope; a scope that is not in the table counts as dangerous as any, since nobody can tell. */
export function describeScope(scope: string): ClassicScope {
  return classicScopes.get(scope) ?? { scope, parent: undefined, risk: 10, reason: 'unknown-scope' };
}
