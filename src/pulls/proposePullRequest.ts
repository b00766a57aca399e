import { longestBody } from './templates.ts';
import { expandTitle } from './titleTemplate.ts';

export interface Commit {
  readonly subject: string;
  /** The message below the subject; may be empty. */
  readonly body: string;
}

export interface PullFacts {
  readonly branch: string;
  readonly defaultBranch: string;
  /** What the branch has and the base has not, oldest first. */
  readonly commits: readonly Commit[];
  /** Text of the repository's template, if there is one. */
  readonly template: string | undefined;
  /** The person's pattern for titles; empty for the subject alone. */
  readonly titleTemplate: string;
}

export interface ProposedPullRequest {
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** GitHub cuts or refuses longer titles. */
const longestTitle = 256;
const mostCommits = 100;

/**
 * What to start the form with: the subject of a single commit, otherwise the branch name as words; the template if
 * there is one, otherwise the commits. Everything may be edited before anything is sent.
 */
export function proposePullRequest({
  branch,
  defaultBranch,
  commits,
  template,
  titleTemplate,
}: PullFacts): ProposedPullRequest {
  const only = commits.length === 1 ? commits[0] : undefined;
  const subject = oneLine(only?.subject ?? '') || humanise(branch);
  const title = oneLine(expandTitle(titleTemplate, { branch, subject })) || subject;
  return {
    base: defaultBranch,
    title: bounded(title, longestTitle),
    body: composeBody(template, commits, 'unless-template'),
  };
}

/**
 * The body: the template as it is, its own checklist and trailer included, then the commits when they are asked for
 * or when there is no template.
 */
export function composeBody(
  template: string | undefined,
  commits: readonly Commit[],
  list: 'always' | 'unless-template',
): string {
  const text = template?.trim() === '' ? undefined : template;
  if (text === undefined) return bounded(cleanText(bodyOf(commits)), longestBody);
  const listed = list === 'always' ? `${text.trimEnd()}\n\n${listOf(commits)}` : text;
  return bounded(cleanText(listed), longestBody);
}

/** `fix/login_crash-on-start` as `Login crash on start`: GitHub's own way, without the usual first folder. */
export function humanise(branch: string): string {
  const name = branch.replace(/^(?:feature|feat|fix|bugfix|hotfix|chore|docs|refactor|test|ci)\/(?=.)/i, '');
  const words = oneLine(name.replace(/[-_/]+/g, ' '));
  const [first = '', ...rest] = words;
  return words === '' ? oneLine(branch) : first.toUpperCase() + rest.join('');
}

function bodyOf(commits: readonly Commit[]): string {
  return commits.length === 1 ? (commits[0]?.body.trim() ?? '') : listOf(commits);
}

function listOf(commits: readonly Commit[]): string {
  const lines = commits.slice(0, mostCommits).map(({ subject }) => `- ${oneLine(subject)}`);
  if (commits.length > mostCommits) lines.push('- …');
  return lines.join('\n');
}

function oneLine(text: string): string {
  return text.replace(/[\p{C}\s]+/gu, ' ').trim();
}

/** Line ends as `\n`; other control characters would be invisible in the form and stay in the pull request. */
function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** Cut by code point, marked with `…`. */
function bounded(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
