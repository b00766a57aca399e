/** The same value with every text in it changed: each different text once, because most of them stand there often. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  const known = new Map<string, string>();
  const changed = (text: string) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const after = change(text);
    known.set(text, after);
    return after;
  };
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return changed(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as T;
}
