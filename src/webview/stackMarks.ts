/** Where a mark stands: the place in its stack, and the share of the width at which the stack is. */
export interface Stacked {
  readonly at: number;
  readonly height: number;
}

/**
 * Marks that would lie on one another are put on one another. `at`: shares of the width, 0 to 1, in any order;
 * `places`: how many stacks fit side by side. Gives one for each, in their order, heights from 0.
 */
export function stackMarks(at: readonly number[], places: number): readonly Stacked[] {
  const heights = new Map<number, number>();
  const last = Math.max(1, places - 1);
  return at.map((share) => {
    const place = Math.round((share > 0 ? Math.min(share, 1) : 0) * last);
    const height = heights.get(place) ?? 0;
    heights.set(place, height + 1);
    return { at: place / last, height };
  });
}
