import { holdsToken } from '../tokens/candidates.ts';
import type { GitHubHost } from '../tokens/host.ts';

export interface ComparedBranches {
  /** `owner/name` the pull request goes to. */
  readonly repository: string;
  readonly base: string;
  readonly headOwner: string;
  readonly branch: string;
}

export interface PullValues {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

const longestUrl = 8000;

/**
 * GitHub's own form for a pull request, filled in: for whoever may open one in the browser but not by token. What
 * would make the address too long is left out, the body first. Source: docs.github.com, "Using query parameters to
 * create a pull request"; the length is a guess below what servers and browsers take. A value that holds a token is left
 * out too: an address stays in the history of the browser.
 */
export function comparePage(
  host: GitHubHost,
  { repository, base, headOwner, branch }: ComparedBranches,
  { title, body, labels }: PullValues,
): { readonly url: string; readonly leftOut: readonly ('title' | 'body' | 'labels')[] } {
  const path = (text: string) => text.split('/').map(encodeURIComponent).join('/');
  const head = `${encodeURIComponent(headOwner)}:${path(branch)}`;
  const fields: readonly (readonly ['title' | 'body' | 'labels', string])[] = [
    ['title', title],
    ['labels', labels.join(',')],
    ['body', body],
  ];
  const leftOut: ('title' | 'body' | 'labels')[] = [];
  let url = `${host.web}/${path(repository)}/compare/${path(base)}...${head}?expand=1`;
  for (const [name, value] of fields) {
    if (value === '') continue;
    // A lone half of a character would make encodeURIComponent throw.
    const longer = `${url}&${name}=${encodeURIComponent(value.replace(/\p{Cs}/gu, ''))}`;
    if (longer.length > longestUrl || holdsToken(value)) leftOut.push(name);
    else url = longer;
  }
  return { url, leftOut };
}
