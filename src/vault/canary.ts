import { Secret } from '../shared/secret.ts';
import { canaryKey } from './entryRecord.ts';
import { blankMarker, canaryId } from './marker.ts';
import type { Writing } from './writeRecord.ts';

/**
 * Stores the canary with the first entry, not at start: on some desktops the first store asks to unlock a keyring, and
 * a person without entries should not be asked. The value before its marker, so that a crash in between cannot make a
 * canary that was never stored look lost. It is a witness only: its failure is nobody's problem.
 */
export async function ensureCanary({ ports, session, turn, judged }: Writing): Promise<void> {
  const { marker, found } = judged.snapshot.canary;
  if (marker && found) return;
  const generation = marker && !marker.kept ? marker.generation + 1 : 1;
  try {
    await ports.store.store(canaryKey, new Secret(JSON.stringify({ tokenWarden: 1, canary: session.run })));
    await ports.files.write({
      ...blankMarker(canaryId),
      generation,
      next: generation,
      by: session.id,
      turn: turn.number,
      at: ports.clock.now(),
      run: session.run,
    });
  } catch {
    // Tried again with the next entry.
  }
}
