/** Whose review is asked for. */
export interface ReviewerNames {
  readonly reviewers: readonly string[];
  /** Slugs of teams of the repository's owner. */
  readonly teams: readonly string[];
}

export type NamesRead<T> =
  | { readonly kind: 'names'; readonly names: T }
  /** The first that cannot be one. */
  | { readonly kind: 'refused'; readonly name: string };

/** GitHub's own limit. */
const longestLabel = 50;
/** A login or the slug of a team; managed users have an underscore before their company's short name. */
const login = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** Labels as typed, separated by commas. */
export function readLabels(text: string): NamesRead<readonly string[]> {
  const names = split(text, /,/);
  const bad = names.find((name) => name.length > longestLabel || /\p{C}/u.test(name));
  return bad === undefined ? { kind: 'names', names } : { kind: 'refused', name: bad };
}

/** Logins as typed, separated by commas or spaces; a leading `@` is what people are used to. */
export function readLogins(text: string): NamesRead<readonly string[]> {
  const names = split(text, /[\s,;]+/).map((name) => name.replace(/^@/, ''));
  const bad = names.find((name) => !login.test(name));
  return bad === undefined ? { kind: 'names', names } : { kind: 'refused', name: bad };
}

/** Logins, and teams as `owner/team`: GitHub asks only teams of the repository's own owner for a review. */
export function readReviewers(text: string, owner: string): NamesRead<ReviewerNames> {
  const names = split(text, /[\s,;]+/).map((name) => name.replace(/^@/, ''));
  const bad = names.find((name) => {
    const [first = '', second, ...rest] = name.split('/');
    if (second === undefined) return !login.test(name);
    return rest.length > 0 || first.toLowerCase() !== owner.toLowerCase() || !login.test(second);
  });
  if (bad !== undefined) return { kind: 'refused', name: bad };
  return {
    kind: 'names',
    names: {
      reviewers: names.filter((name) => !name.includes('/')),
      teams: names.filter((name) => name.includes('/')).map((name) => name.split('/')[1] ?? ''),
    },
  };
}

function split(text: string, mark: RegExp): readonly string[] {
  const names = text
    .split(mark)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...new Set(names)];
}
