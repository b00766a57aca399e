import type { PlacelessLeak } from '../../leaks/ports.ts';
import { readObjects } from '../git/readObjects.ts';
import type { RepositoryLook } from './repositoryLook.ts';
import { ObjectLook } from './repositoryObject.ts';

/** A whole history may take long; a git that hangs is stopped. */
const timeoutMs = 10 * 60_000;
/** One broken object ends git. So many are passed over; a repository with more needs other help. */
const mostBroken = 20;

export interface ObjectListener {
  /** Of a file: what it is called says whose a private key in it is. */
  readonly nameOf?: (id: string) => string | undefined;
  readonly onLeaks: (id: string, leaks: readonly PlacelessLeak[]) => void;
}

/**
 * Looks at objects in the order of their ids; `onLeaks` hears of those with tokens. False when one could not be read: the
 * others are read all the same.
 */
export async function readAll(
  { context, root, print, signal }: RepositoryLook,
  ids: readonly string[],
  { nameOf, onLeaks }: ObjectListener,
): Promise<boolean> {
  let complete = true;
  for (let from = 0, broken = 0; from < ids.length; broken++) {
    const rest = ids.slice(from);
    let last: string | undefined;
    const { end, read } = await readObjects(
      context,
      root,
      rest,
      (id) => {
        const look = new ObjectLook(print, nameOf?.(id));
        return {
          write: (piece) => look.write(piece),
          end: () => {
            last = id;
            const leaks = look.end();
            if (leaks.length > 0) onLeaks(id, leaks);
          },
        };
      },
      { signal, timeoutMs },
    );
    complete &&= end === 'done' && read === rest.length;
    if (end !== 'broken' || broken === mostBroken) break;
    // What follows the last that came is what git broke off at.
    from += (last === undefined ? 0 : rest.indexOf(last) + 1) + 1;
  }
  return complete;
}
