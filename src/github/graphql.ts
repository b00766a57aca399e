import type { GitHubHost } from '../tokens/host.ts';

/**
 * What only GraphQL can do, each with its one document. Nothing else is ever sent there: a document is never built
 * from values, they travel as variables. There is no mutation that merges, and none that reads.
 * Source: docs.github.com, GraphQL mutations; both need write access to pull requests.
 */
export const graphqlMutations = Object.freeze({
  'GRAPHQL markPullRequestReadyForReview':
    'mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { number isDraft } } }',
  'GRAPHQL convertPullRequestToDraft':
    'mutation($id: ID!) { convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { number isDraft } } }',
} as const);

export type GraphqlMutation = keyof typeof graphqlMutations;

/** The one address of a host's GraphQL API. Source: facts/hosts.json (a GHES has it beside `/api/v3`, not below). */
export function graphqlAddress({ api }: GitHubHost): string {
  return `${api.replace(/\/v3$/, '')}/graphql`;
}

/**
 * The status a REST call would have had: GraphQL refuses with 200 and a type, and one judge reads both. Types:
 * facts/error-catalogue.json for `FORBIDDEN`, the others from GitHub's public schema answers (unverified).
 */
export function statusOfGraphqlError(type: string): number {
  switch (type) {
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return 403;
    case 'NOT_FOUND':
      return 404;
    case 'RATE_LIMITED':
      return 429;
    default:
      return 422;
  }
}
