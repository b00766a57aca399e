import * as vscode from 'vscode';
import type { FetchResult } from '../../push/fetchBranch.ts';
import type { FetchProblem } from '../../push/fetchProblems.ts';
import type { FetchPhase } from '../../push/fetchProgress.ts';
import type { ReadyFetch } from '../../push/fetchTarget.ts';
import type { PushProblem } from '../../push/problems.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { Advice } from './advice.ts';
import { advisePush } from './push.ts';
import { nextSteps } from './steps.ts';
import { kindWord } from './words.ts';

/** What a fetch is doing, for the progress notification. */
export function fetchPhaseWord(phase: FetchPhase): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<FetchPhase, string>> = {
    connecting: t('connecting'),
    counting: t('GitHub is collecting them'),
    receiving: t('receiving'),
    resolving: t('checking what arrived'),
    storing: t('storing'),
  };
  return words[phase];
}

/** The question before the first use of an entry with a repository. */
export function fetchQuestion(
  fetch: ReadyFetch,
  entry: Entry,
  byProgram: boolean,
): { readonly message: string; readonly detail: string } {
  const { t } = vscode.l10n;
  return {
    message: t('Fetch from {0}?', `${fetch.owner}/${fetch.repo}`),
    detail: [
      t('From {0}, into the remote-tracking branches of {1}', fetch.url, fetch.remote),
      entry.login === undefined
        ? t('With {0} ({1})', entry.name, kindWord(entry.kind))
        : t('As {0}, with {1} ({2})', entry.login, entry.name, kindWord(entry.kind)),
      byProgram
        ? t('Another program asked for this fetch.')
        : t('You are asked once for each token and repository.'),
    ].join('\n'),
  };
}

/** What happened, and what to do with it. */
export function fetchedText(result: FetchResult): string {
  const { t } = vscode.l10n;
  const { skipped, rewound, current } = result;
  const texts = [whatCame(result)];
  if (current?.rewound) {
    texts.push(t('The history of {0} was rewritten on GitHub: look at it before you merge.', current.branch));
  } else if (rewound.length > 0) {
    texts.push(
      rewound.length === 1
        ? t('The history of one other branch was rewritten.')
        : t('The history of {0} other branches was rewritten.', rewound.length),
    );
  }
  if (skipped > 0) {
    texts.push(
      skipped === 1
        ? t('One branch was left out: its name is unsafe or clashes with one here, or it may not move back.')
        : t(
            '{0} branches were left out: their names are unsafe or clash with one here, or they may not move back.',
            skipped,
          ),
    );
  }
  return texts.join(' ');
}

function whatCame({ fetch, moved, current }: FetchResult): string {
  const { t } = vscode.l10n;
  const slug = `${fetch.owner}/${fetch.repo}`;
  const missing = current?.missing ?? 0;
  if (current?.moved && missing > 0) {
    return missing === 1
      ? t('Fetched 1 commit of {0} from {1}. Merge or rebase it, then push.', current.branch, slug)
      : t(
          'Fetched {0} commits of {1} from {2}. Merge or rebase them, then push.',
          missing,
          current.branch,
          slug,
        );
  }
  const came =
    moved.length === 0
      ? t('Nothing new on {0}.', slug)
      : moved.length === 1
        ? t('Fetched one branch from {0}.', slug)
        : t('Fetched {0} branches from {1}.', moved.length, slug);
  if (current === undefined || missing === 0) return came;
  return `${came} ${
    missing === 1
      ? t('One commit of {0} fetched earlier is not in your branch yet. Merge or rebase it.', current.branch)
      : t(
          '{0} commits of {1} fetched earlier are not in your branch yet. Merge or rebase them.',
          missing,
          current.branch,
        )
  }`;
}

/** Why nothing was fetched, in our words. What a push and a fetch have in common is said as the push says it. */
export function adviseFetch(problem: FetchProblem): Advice | undefined {
  const { t } = vscode.l10n;
  const { another, details } = nextSteps();
  const again = { kind: 'fetch', label: t('Fetch with Token') } as const;
  switch (problem.kind) {
    case 'noTrackingRefs':
      return {
        text: t(
          'The remote {0} keeps its branches outside refs/remotes/{0}, where a token’s fetch does not write. Fetch with your own git.',
          problem.remote,
        ),
        next: details,
      };
    case 'remoteBranchGone':
      return {
        text: t('The remote is set to fetch a branch that GitHub no longer has. Correct its fetch setting.'),
        next: details,
      };
    case 'badObjects':
      return {
        text: t(
          'git’s own check refused what GitHub sent, so nothing was taken over. The details name the object. Fetch with your own git if you trust it.',
        ),
        next: details,
      };
    case 'incompleteAnswer':
      return {
        text: t('What arrived was not complete, so nothing was taken over. Fetch again.'),
        next: again,
      };
    case 'shallowChanged':
      return {
        text: t(
          'The fetch would change where the history ends in your repository, so nothing was taken over. Fetch with your own git.',
        ),
        next: details,
      };
    case 'objectsNotTaken':
      return {
        text: t(
          'Your repository did not take the commits. Check the free space and the permissions of its folder, then fetch again.',
        ),
        next: again,
      };
    case 'refsBusy':
      return {
        text: t('Another git was at work in this repository, so no branch was moved. Fetch again.'),
        next: again,
      };
    case 'partialClone':
      return {
        text: t(
          'This is a partial clone, and a fetch into it cannot be isolated. Fetch with your own git, or make a full clone.',
        ),
        next: details,
      };
    case 'writeNotGranted':
      return {
        text: t(
          'The token may not read this repository. Select the repository for it and grant Contents: read.',
        ),
        next: another,
      };
    case 'offline':
      return { text: t('GitHub cannot be reached. Check the network, then fetch again.'), next: again };
    case 'connectionLost':
      return { text: t('The connection broke off, and nothing was taken over. Fetch again.'), next: again };
    case 'rateLimited':
      return { text: t('GitHub asks for a pause. Wait a few minutes, then fetch again.'), next: again };
    case 'serverError':
      return { text: t('GitHub has trouble ({0}). Fetch again later.', problem.status), next: again };
    case 'timeout':
      return {
        text: t('The fetch did not finish within {0} seconds and was stopped. Fetch again.', problem.seconds),
        next: again,
      };
    default:
      return advisePush(problem as PushProblem);
  }
}
