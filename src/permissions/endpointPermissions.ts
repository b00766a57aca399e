import type { Operation } from '../github/apiAnswer.ts';
import type { Permissions } from '../shared/permissions.ts';

/**
 * What each operation accepts, one set or another, for when GitHub does not say so in its answer (it never does to a
 * classic token). An operation without a line does not compile; an empty one asks for no permission.
 * Source: facts/endpoint-permissions.json and facts/permission-probes.json.
 */
export const endpointPermissions: Readonly<Record<Operation, readonly Permissions[]>> = Object.freeze({
  'GET /user': [],
  'DELETE /installation/token': [],
  'GET /app': [],
  'GET /repos/{owner}/{repo}/installation': [],
  'GET /users/{username}/installation': [],
  'POST /app/installations/{installation_id}/access_tokens': [],
  'GET /repos/{owner}/{repo}': [{ metadata: 'read' }],
  'GET /repos/{owner}/{repo}/branches/{branch}': [{ contents: 'read' }],
  'GET /repos/{owner}/{repo}/branches/{branch}/protection': [{ administration: 'read' }],
  'GET /repos/{owner}/{repo}/rules/branches/{branch}': [{ metadata: 'read' }],
  'GET /repos/{owner}/{repo}/pulls': [{ pull_requests: 'read' }],
  'POST /repos/{owner}/{repo}/pulls': [{ pull_requests: 'write' }],
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': [{ pull_requests: 'read' }, { contents: 'read' }],
  'PATCH /repos/{owner}/{repo}/pulls/{pull_number}': [{ pull_requests: 'write' }],
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers': [{ pull_requests: 'write' }],
  'DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers': [{ pull_requests: 'write' }],
  'GET /repos/{owner}/{repo}/labels/{name}': [{ issues: 'read' }, { pull_requests: 'read' }],
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels': [
    { issues: 'write' },
    { pull_requests: 'write' },
  ],
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': [
    { issues: 'write' },
    { pull_requests: 'write' },
  ],
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees': [
    { issues: 'write' },
    { pull_requests: 'write' },
  ],
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}': [{ issues: 'write' }, { pull_requests: 'write' }],
  'GET /repos/{owner}/{repo}/commits': [{ contents: 'read' }],
  'GET /repos/{owner}/{repo}/issues': [{ issues: 'read' }],
  'GET /repos/{owner}/{repo}/actions/artifacts': [{ actions: 'read' }],
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses': [{ statuses: 'read' }],
  'GET /repos/{owner}/{repo}/actions/secrets': [{ secrets: 'read' }],
  'GET /repos/{owner}/{repo}/actions/variables': [{ actions_variables: 'read' }],
  'GET /repos/{owner}/{repo}/dependabot/secrets': [{ dependabot_secrets: 'read' }],
  'GET /repos/{owner}/{repo}/hooks': [{ repository_hooks: 'read' }],
  'GET /repos/{owner}/{repo}/actions/permissions': [{ administration: 'read' }],
  'GET /repos/{owner}/{repo}/rulesets/rule-suites': [{ administration: 'write' }],
  'GET /repos/{owner}/{repo}/codespaces/secrets/{secret_name}': [{ codespaces_secrets: 'write' }],
  'GET /repos/{owner}/{repo}/secret-scanning/alerts': [{ secret_scanning_alerts: 'read' }],
  'GET /user/emails': [{ emails: 'read' }],
  'GET /user/keys': [{ keys: 'read' }],
  'GET /user/gpg_keys': [{ gpg_keys: 'read' }],
  'GET /user/installations': [],
  'GRAPHQL markPullRequestReadyForReview': [{ pull_requests: 'write' }],
  'GRAPHQL convertPullRequestToDraft': [{ pull_requests: 'write' }],
} as const);
