export interface ClassicScope {
  readonly scope: string;
  /** The scope that includes this one; GitHub drops the included one from its list. */
  readonly parent: string | undefined;
  /** 0 harmless to 10 full control. This project's assessment of the documented grants. */
  readonly risk: number;
}

type Row = readonly [scope: string, parent: string | undefined, risk: number];

/** Why each is worth a warning stands in `vscode/messages/surplus.ts`. Source: facts/classic-scopes.json (github/docs scopes-for-oauth-apps.md; parents also from trufflehog and gh). */
const rows: readonly Row[] = [
  ['repo', undefined, 9],
  ['repo:status', 'repo', 2],
  ['repo_deployment', 'repo', 2],
  ['public_repo', 'repo', 6],
  ['repo:invite', 'repo', 2],
  ['security_events', 'repo', 5],
  ['workflow', undefined, 8],
  ['write:packages', undefined, 7],
  ['read:packages', 'write:packages', 2],
  ['delete:packages', undefined, 7],
  ['admin:org', undefined, 10],
  ['write:org', 'admin:org', 7],
  ['read:org', 'write:org', 2],
  ['manage_runners:org', 'admin:org', 8],
  ['admin:public_key', undefined, 9],
  ['write:public_key', 'admin:public_key', 9],
  ['read:public_key', 'write:public_key', 1],
  ['admin:repo_hook', undefined, 7],
  ['write:repo_hook', 'admin:repo_hook', 6],
  ['read:repo_hook', 'write:repo_hook', 2],
  ['admin:org_hook', undefined, 8],
  ['gist', undefined, 3],
  ['notifications', undefined, 2],
  ['user', undefined, 5],
  ['read:user', 'user', 1],
  ['user:email', 'user', 1],
  ['user:follow', 'user', 1],
  ['project', undefined, 4],
  ['read:project', 'project', 1],
  ['delete_repo', undefined, 9],
  ['write:discussion', undefined, 2],
  ['read:discussion', 'write:discussion', 1],
  ['admin:enterprise', undefined, 10],
  ['manage_runners:enterprise', 'admin:enterprise', 8],
  ['manage_billing:enterprise', 'admin:enterprise', 6],
  ['read:enterprise', 'manage_billing:enterprise', 4],
  ['audit_log', undefined, 6],
  ['read:audit_log', 'audit_log', 5],
  ['codespace', undefined, 7],
  ['codespace:secrets', 'codespace', 6],
  ['copilot', undefined, 3],
  ['manage_billing:copilot', 'copilot', 4],
  ['admin:gpg_key', undefined, 7],
  ['write:gpg_key', 'admin:gpg_key', 7],
  ['read:gpg_key', 'write:gpg_key', 1],
  ['admin:ssh_signing_key', undefined, 7],
  ['write:ssh_signing_key', 'admin:ssh_signing_key', 7],
  ['read:ssh_signing_key', 'write:ssh_signing_key', 1],
  ['site_admin', undefined, 10],
];

/** Every classic scope we know, by name. */
export const classicScopes: ReadonlyMap<string, ClassicScope> = new Map(
  rows.map(([scope, parent, risk]) => [scope, Object.freeze({ scope, parent, risk })]),
);

/** What is known about a scope; a scope that is not in the table counts as dangerous as any, since nobody can tell. */
export function describeScope(scope: string): ClassicScope {
  return classicScopes.get(scope) ?? { scope, parent: undefined, risk: 10 };
}
