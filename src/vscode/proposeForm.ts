import * as vscode from 'vscode';
import { type HeadBranch, isFromFork } from '../pulls/openPullRequest.ts';
import { composeBody, proposePullRequest } from '../pulls/proposePullRequest.ts';
import { readReviewers } from '../pulls/readNames.ts';
import type { PullTarget } from '../pulls/readTarget.ts';
import { unknownPlaceholders } from '../pulls/titleTemplate.ts';
import type { PushTarget } from '../push/pushTarget.ts';
import type { OpenGit } from './gitShell.ts';
import type { PullRequestForm, PullRequestQuestion } from './pullRequestForm.ts';
import { listTemplates, readTemplate } from './pullRequestTemplate.ts';
import { readSetting } from './settings.ts';

export interface FormFacts {
  readonly folder: string;
  readonly git: OpenGit;
  readonly target: PushTarget;
  readonly into: PullTarget;
  readonly head: HeadBranch;
}

/** What the form starts with, and what it can offer. */
export type ProposedForm = Pick<
  PullRequestQuestion,
  'form' | 'templates' | 'bodyOf' | 'bases' | 'fromFork'
> & {
  /** Placeholders of the person's title pattern that mean nothing. */
  readonly unknown: readonly string[];
};

/** Proposes title, body, base and the rest from commits, templates and settings. Reads only. */
export async function proposeForm({ folder, git, target, into, head }: FormFacts): Promise<ProposedForm> {
  const root = vscode.Uri.file(folder);
  const base = `refs/remotes/${target.remote}/${into.defaultBranch}`;
  const [newestFirst, templates] = await Promise.all([
    git.commits(folder, base, target.sha),
    listTemplates(root),
  ]);
  const commits = (newestFirst ?? []).toReversed();
  const read = async (path: string | undefined) =>
    path === undefined ? undefined : readTemplate(root, path);
  const titleTemplate = String(readSetting('tokenWarden.pullRequestTitle'));
  const proposed = proposePullRequest({
    branch: target.branch,
    defaultBranch: into.defaultBranch,
    commits,
    template: await read(templates.usual),
    titleTemplate,
  });
  const fromFork = isFromFork(head);
  const paths = [...(templates.usual === undefined ? [] : [templates.usual]), ...templates.others];
  return {
    form: {
      ...proposed,
      draft: true,
      ...defaults(into.owner),
      // GitHub's own page has it on; the form shows it.
      ...(fromFork ? { maintainerCanModify: true } : {}),
    },
    // With one template alone there is nothing to choose.
    templates: templates.others.length === 0 ? [] : paths,
    bodyOf: async (path, withCommits) =>
      composeBody(await read(path), commits, withCommits ? 'always' : 'unless-template'),
    bases: () => git.remoteBranches(folder, target.remote),
    fromFork,
    unknown: unknownPlaceholders(titleTemplate),
  };
}

/** From the person's settings. A value that is no list of names is no default. */
function defaults(owner: string): Pick<PullRequestForm, 'labels' | 'reviewers' | 'teams'> {
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  const reviewers = texts(readSetting('tokenWarden.pullRequestReviewers'))
    .map((name) => readReviewers(name, owner))
    .flatMap((read) => (read.kind === 'names' ? [read.names] : []));
  return {
    labels: texts(readSetting('tokenWarden.pullRequestLabels')),
    reviewers: reviewers.flatMap((names) => names.reviewers),
    teams: reviewers.flatMap((names) => names.teams),
  };
}
