import type { ServerError } from '../github/apiAnswer.ts';
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
  const says = (pattern: RegExp) => errors.some(({ message }) => pattern.test(message));
  const invalid = (name: string) =>
    errors.some(({ field, code }) => field === name && (code === 'invalid' || code === 'missing'));
  if (says(/^A pull request already exists for /i)) return { kind: 'alreadyExists' };
  if (says(/Draft pull requests are not supported in this repository/i)) return { kind: 'draftUnsupported' };
  if (says(/^(?:No commits between .+ and |There are no new commits between )/i))
    return { kind: 'noCommits', base, head };
  if (says(/has no history in common with/i)) return { kind: 'noCommonHistory', base, head };
  const long = errors.map(tooLong).find((found) => found !== undefined);
  if (long) return long;
  if (errors.some(({ field, message }) => field === 'fork_collab' || /^Fork collab /i.test(message))) {
    return { kind: 'maintainerEditsRefused' };
  }
  if (invalid('head')) return { kind: 'headInvalid', head };
  if (invalid('base')) return { kind: 'baseInvalid', base };
  return { kind: 'refused', errors };
}

/** `title is too long (maximum is 256 characters)`: the wording of GitHub's validations; from memory, unverified. */
function tooLong({ field, message }: ServerError): PullProblem | undefined {
  const [, named, most] = /^(?:(\w+) )?is too long(?: \(maximum is (\d{1,9}))?/i.exec(message) ?? [];
  const which = (named ?? field).toLowerCase();
  if (!/is too long/i.test(message) || (which !== 'title' && which !== 'body')) return undefined;
  return { kind: 'tooLong', field: which, most: most === undefined ? undefined : Number(most) };
}
