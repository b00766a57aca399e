/**
 * Every permission of a fine-grained token or an App that may stand in a list of rules, as GitHub's API spells it.
 * Source: facts/fine-grained-permissions.json (`permissions`, and the ones of `app_only` that a repository has).
 */
const names: ReadonlySet<string> = new Set(
  `
  actions actions_variables administration artifact_metadata attestations blocking checks code_quality
  codespaces codespaces_lifecycle_admin codespaces_metadata codespaces_secrets codespaces_user_secrets
  contents copilot_editor_context copilot_messages copilot_requests dependabot_secrets deployments
  discussions emails environments followers gists git_signing_ssh_public_keys gpg_keys
  interaction_limits issue_types issues keys knowledge_bases members merge_queues metadata
  organization_actions_variables organization_administration organization_announcement_banners
  organization_api_insights organization_campaigns organization_code_scanning_dismissal_requests
  organization_codespaces organization_codespaces_secrets organization_codespaces_settings
  organization_copilot_seat_management organization_custom_org_roles organization_custom_properties
  organization_custom_roles organization_dependabot_secrets organization_events organization_hooks
  organization_knowledge_bases organization_models organization_network_configurations
  organization_plan organization_private_registries organization_projects organization_secrets
  organization_self_hosted_runners organization_user_blocking packages pages plan
  private_repository_invitations profile pull_requests repository_advisories
  repository_custom_properties repository_hooks secret_scanning_alerts secrets security_events
  single_file starring statuses team_discussions user_events user_models vulnerability_alerts watching
  workflows
  `
    .trim()
    .split(/\s+/),
);

/** Whether GitHub documents a permission of this name. */
export function isPermissionName(name: string): boolean {
  return names.has(name);
}
