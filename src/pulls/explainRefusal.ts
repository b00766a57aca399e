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
export function explainRefusal(errors: readonly ServerError[], { head, base }: PullNames): PullRefusal {
  // By wording first and by item second: GitHub may say two things at once, and the order here decides which counts.
  for (const [id, { says }] of Object.entries(pullWordings)) {
    if (errors.some(({ message }) => says.test(message))) return causes[id as PullId]({ head, base });
  }
  const invalid = (name: string) =>
    errors.some(({ field, code }) => field === name && (code === 'invalid' || code === 'missing'));
  if (invalid('head')) return { kind: 'headInvalid', head };
  if (invalid('base')) return { kind: 'baseInvalid', base };
  return { kind: 'refused', errors };
}

type PullId = keyof typeof pullWordings;

/** The cause of each wording. A wording without a cause does not compile. */
const causes: Readonly<Record<PullId, (names: PullNames) => PullRefusal>> = {
  'pr-exists': () => ({ kind: 'alreadyExists' }),
  'draft-unsupported': () => ({ kind: 'draftUnsupported' }),
  'no-commits-between': ({ head, base }) => ({ kind: 'noCommits', base, head }),
  'no-common-history': ({ head, base }) => ({ kind: 'noCommonHistory', base, head }),
  'reviewer-not-collaborator': () => ({ kind: 'reviewerRefused', why: 'notCollaborator' }),
  'author-as-reviewer': () => ({ kind: 'reviewerRefused', why: 'author' }),
  'title-too-long': () => ({ kind: 'textTooLong', field: 'title' }),
  'body-too-long': () => ({ kind: 'textTooLong', field: 'body' }),
};
