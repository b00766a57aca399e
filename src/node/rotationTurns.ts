import { createHash } from 'node:crypto';
import type { RotationPart, RotationTurn, RotationTurns } from '../rotation/rotationsInFlight.ts';
import type { TurnFolders } from './repositoryTurns.ts';

/** Turns of entries, beside those of repositories and swept with them. A name is a hash, so that no id is listed. */
export function rotationTurns(folders: Pick<TurnFolders, 'begin' | 'isHeld'>): RotationTurns {
  return {
    begin: (entryId, part): Promise<RotationTurn | undefined> => folders.begin(nameOf(entryId, part)),
    isHeld: (entryId, part) => folders.isHeld(nameOf(entryId, part)),
  };
}

function nameOf(entryId: string, part: RotationPart): string {
  return createHash('sha256').update(`rotation ${part} ${entryId}`).digest('hex').slice(0, 40);
}
