import * as vscode from 'vscode';

/**
 * Why a scope or permission beyond the job is dangerous, in one sentence. Covers the classic scopes and the
 * fine-grained names (with or without `:level`); what is not in the table gets the general sentence.
 * Source of the grants: facts/classic-scopes.json and facts/fine-grained-permissions.json.
 */
export function surplusReason(name: string): string {
  const { t } = vscode.l10n;
  const reasons: Readonly<Record<string, string>> = {
    repo: t('reads and writes the code, webhooks and secrets of every repository you can reach.'),
    public_repo: t('writes to all your public repositories.'),
    'repo:status': t('can fake a green status check.'),
    repo_deployment: t('can change deployment states.'),
    'repo:invite': t('can accept repository invitations in your name.'),
    security_events: t('reads security alerts, and with them leaked secrets.'),
    workflow: t('changes workflow files, and so can run code with every secret of a repository.'),
    'write:packages': t('publishes packages in your name.'),
    'read:packages': t('downloads private packages.'),
    'delete:packages': t('deletes packages.'),
    'admin:org': t('manages the organization: members, teams, runners and secrets.'),
    'write:org': t('changes who is a member of the organization.'),
    'read:org': t('lists the members and teams of your organizations.'),
    'manage_runners:org': t('adds machines that run your organization’s jobs.'),
    'admin:public_key': t('adds an SSH key to your account, which lives on after the token is gone.'),
    'write:public_key': t('adds an SSH key to your account, which lives on after the token is gone.'),
    'read:public_key': t('lists your SSH keys.'),
    'admin:repo_hook': t('adds webhooks that send out what happens in private repositories.'),
    'write:repo_hook': t('adds webhooks that send out what happens in private repositories.'),
    'read:repo_hook': t('reads webhooks, whose addresses may hold secrets.'),
    'admin:org_hook': t('adds webhooks for the whole organization.'),
    gist: t('reads your secret gists and writes gists in your name.'),
    notifications: t('reads your notifications.'),
    user: t('reads and changes your profile and e-mail addresses.'),
    'read:user': t('reads your whole profile.'),
    'user:email': t('reads your e-mail addresses.'),
    'user:follow': t('follows people in your name.'),
    project: t('reads and changes your projects.'),
    'read:project': t('reads your projects.'),
    delete_repo: t('deletes repositories.'),
    'admin:enterprise': t('controls the whole enterprise.'),
    'manage_runners:enterprise': t('adds machines that run jobs of the whole enterprise.'),
    'manage_billing:enterprise': t('reads and changes the enterprise’s billing.'),
    'read:enterprise': t('reads the enterprise’s profile.'),
    audit_log: t('reads the audit log.'),
    'read:audit_log': t('reads the audit log.'),
    codespace: t('starts codespaces, which hold a token of their own.'),
    'codespace:secrets': t('changes the secrets of your codespaces.'),
    'admin:gpg_key': t('adds a GPG key, and so can forge verified commits.'),
    'write:gpg_key': t('adds a GPG key, and so can forge verified commits.'),
    'admin:ssh_signing_key': t('adds a signing key, and so can forge verified commits.'),
    'write:ssh_signing_key': t('adds a signing key, and so can forge verified commits.'),
    site_admin: t('administers the whole GitHub Enterprise Server.'),
    administration: t('changes settings, access and branch protection, and deletes the repository.'),
    discussions: t('opens and changes discussions.'),
    actions: t('starts, cancels and disables workflow runs.'),
    workflows: t('changes workflow files, and so can run code with every secret of the repository.'),
    members: t('changes who is a member of the organization.'),
    organization_administration: t('changes the organization’s settings.'),
    organization_secrets: t('changes the secrets of the organization.'),
    organization_hooks: t('adds webhooks for the whole organization.'),
    organization_self_hosted_runners: t('adds machines that run your organization’s jobs.'),
    secrets: t('replaces the secrets workflows use.'),
    dependabot_secrets: t('replaces the secrets Dependabot uses.'),
    codespaces_secrets: t('replaces the secrets codespaces use.'),
    environments: t('changes deployment environments and their protection.'),
    repository_hooks: t('adds webhooks that send out what happens in the repository.'),
    keys: t('adds an SSH key to your account, which lives on after the token is gone.'),
    gpg_keys: t('adds a GPG key, and so can forge verified commits.'),
    contents: t('changes the code.'),
    pull_requests: t('opens and changes pull requests.'),
    issues: t('opens and changes issues.'),
  };
  // A scope name comes from a server: `constructor` must find nothing.
  const own = (key: string) => (Object.hasOwn(reasons, key) ? reasons[key] : undefined);
  const known = own(name);
  if (known !== undefined) return known;
  // The table says what writing does; no classic scope ends like this.
  if (name.endsWith(':read')) return t('reads what this job does not need.');
  return own(name.split(':')[0] ?? '') ?? t('is not needed for this job.');
}
