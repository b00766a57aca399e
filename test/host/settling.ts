import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/**
 * Until what nobody waits for has come: turns of this process, and looks at the disk that queue behind those that were
 * begun before. A number of them and not a time, which a busy machine would outrun.
 */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await stat(tmpdir());
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
