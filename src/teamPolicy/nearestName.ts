/** Longer words are nobody's slip of one of ours. */
const longest = 40;

/** The name that a mistyped one was meant to be: equal but for case, dashes and spaces, or two slips away. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  if (typed.length > longest) return undefined;
  const word = bare(typed);
  const ranked = names
    .map((name) => ({ name, slips: slipsBetween(word, bare(name)) }))
    .filter(({ name, slips }) => slips <= Math.min(2, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.slips - b.slips);
  return ranked[0]?.name;
}

function bare(text: string): string {
  return text.replace(/[-_\s]/g, '').toLowerCase();
}

/** How many letters were added, left out or taken for another (Levenshtein's distance). */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1];
    for (const [index, other] of [...b].entries()) {
      const kept = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(kept, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
