export interface News<T> {
  /** What was not told yet. */
  readonly news: readonly T[];
  /** To be handed in the next time. */
  readonly told: readonly string[];
}

/** What is to be told of what is found now: each once, and again when it was gone and comes back. */
export function newsOf<T>(found: readonly T[], told: readonly string[], keyOf: (one: T) => string): News<T> {
  const news = new Map(found.map((one) => [keyOf(one), one]));
  const keys = [...news.keys()];
  for (const key of told) news.delete(key);
  return { news: [...news.values()], told: keys };
}
