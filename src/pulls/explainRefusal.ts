import type { ServerError } from '../github/apiAnswer.ts';
import { pullWordings } from '../github/errorCatalogue.ts';
import type { PullProblem } from './problems.ts';

export interface PullNames {
  readonly head: string;
  readonly base: string;
}

export type PullRefusal = PullProblem | { readonly kind: 'alreadyExists' };

/**
 * What a 422 on opening a pull request means. GitHub gives the draft refusal in two forms, as an item and as the
 * top-level message; both arrive here as items. Source: facts/error-catalogue.json.
 */
export function explainRefusal(errors: readonly ServerError[], names: PullNames): PullRefusal {
  const { head, base } = names;
  // By wording first and by item second: GitHub may say two things at once, and the order here decides which counts.
  for (const [id, { says }] of Object.entries(pullWordings)) {
    for (const error of errors) {
      const match = says.exec(error.message);
      const cause = match && causes[id as PullId](names, match, error);
      if (cause) return cause;
    }
  }
  const invalid = (name: string) =>
    errors.some(({ field, code }) => field === name && (code === 'invalid' || code === 'missing'));
  if (errors.some(({ field }) => field === 'fork_collab')) return { kind: 'maintainerEditsRefused' };
  if (invalid('head')) return { kind: 'headInvalid', head };
  if (invalid('base')) return { kind: 'baseInvalid', base };
  return { kind: 'refused', errors };
}

type PullId = keyof typeof pullWordings;
type Cause = (names: PullNames, match: RegExpExecArray, error: ServerError) => PullRefusal | undefined;

/** The cause of each wording. A wording without a cause does not compile. */
const causes: Readonly<Record<PullId, Cause>> = {
  'pr-exists': () => ({ kind: 'alreadyExists' }),
  'draft-unsupported': () => ({ kind: 'draftUnsupported' }),
  'no-commits-between': ({ head, base }) => ({ kind: 'noCommits', base, head }),
  'no-common-history': ({ head, base }) => ({ kind: 'noCommonHistory', base, head }),
  'reviewer-not-collaborator': () => ({ kind: 'reviewerRefused', why: 'notCollaborator' }),
  'author-as-reviewer': () => ({ kind: 'reviewerRefused', why: 'author' }),
  'text-too-long': (_names, [, named, most], { field }) => {
    const which = (named ?? field).toLowerCase();
    if (which !== 'title' && which !== 'body') return undefined;
    return { kind: 'tooLong', field: which, most: most === undefined ? undefined : Number(most) };
  },
  'fork-collab': () => ({ kind: 'maintainerEditsRefused' }),
};
