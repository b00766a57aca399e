/** What GitHub takes only after a pull request exists, each by a request of its own. */
export interface PullExtras {
  readonly labels?: readonly string[];
  /** Number of a milestone of the repository. */
  readonly milestone?: number;
  /** Logins. */
  readonly assignees?: readonly string[];
  /** Logins whose review is asked for. */
  readonly reviewers?: readonly string[];
  /** Slugs of teams of the repository's owner. */
  readonly teams?: readonly string[];
}

/** The extras a pull request has, and who opened it. */
export interface PresentExtras extends Omit<PullExtras, 'milestone'> {
  readonly author?: string | undefined;
  readonly milestone?: number | undefined;
}

/**
 * What a pull request still lacks of what is wanted: nothing that is there is asked for again. GitHub compares labels
 * and logins without case. The author is left out of the reviewers: GitHub refuses a review of one's own.
 */
export function lackingExtras(
  wanted: PullExtras,
  present: PresentExtras,
): Required<ListedExtras> & PullExtras {
  const author = present.author === undefined ? [] : [present.author];
  const { milestone } = wanted;
  return {
    labels: without(wanted.labels, present.labels),
    assignees: without(wanted.assignees, present.assignees),
    reviewers: without(wanted.reviewers, [...(present.reviewers ?? []), ...author]),
    teams: without(wanted.teams, present.teams),
    ...(milestone === undefined || milestone === present.milestone ? {} : { milestone }),
  };
}

type ListedExtras = Omit<PullExtras, 'milestone'>;

/** `names` without those of `others`, each once, as written first. */
export function without(names: readonly string[] = [], others: readonly string[] = []): readonly string[] {
  const seen = new Set(others.map((other) => other.toLowerCase()));
  return names.filter((name) => {
    const key = name.toLowerCase();
    if (name === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
