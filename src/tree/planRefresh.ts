/** One line as it was last drawn. */
export interface Drawn {
  /** Everything that is seen of it, as one text. */
  readonly look: string;
  /** Ids of what stands below it; undefined while it was never opened. */
  readonly below: readonly string[] | undefined;
}

/** Lines by id, as far as they were opened. The lines at the top stand below `top`. */
export type Picture = ReadonlyMap<string, Drawn>;

export const top = '';

/**
 * The lines to draw again, so that the rest of the tree is left alone: with `everything`, the lines at the top are others.
 * A line is drawn again with all that stands below it.
 */
export function planRefresh(before: Picture, after: Picture): 'everything' | readonly string[] {
  const again: string[] = [];
  const look = (id: string): boolean => {
    const [old, now] = [before.get(id), after.get(id)];
    if (old === undefined || now === undefined || old.look !== now.look) return true;
    if (old.below === undefined || now.below === undefined) return false;
    if (old.below.join('\n') !== now.below.join('\n')) return true;
    for (const child of now.below) if (look(child)) again.push(child);
    return false;
  };
  return look(top) ? 'everything' : again;
}
