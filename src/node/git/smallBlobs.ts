import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/**
 * Reads small blobs one after the other, without any filter: `cat-file` knows no attributes. `onBlob` gets each blob's
 * bytes as one character each. Only one blob and one chunk are held at a time. False when git did not give all.
 */
export async function readSmallBlobs(
  context: GitContext,
  folder: string,
  blobs: readonly string[],
  onBlob: (blob: string, text: string) => void,
  signal?: CancelSignal,
): Promise<boolean> {
  if (blobs.length === 0) return true;
  const reader = new BatchReader(onBlob);
  const end = await runInRepository(context, folder, ['cat-file', '--batch'], {
    signal,
    stdin: `${blobs.join('\n')}\n`,
    onStdout: (chunk) => reader.write(chunk),
  });
  return end.exitCode === 0 && reader.count === blobs.length;
}

/** `<id> blob <size> LF <bytes> LF`, as `git cat-file --batch` prints it; `<id> missing LF` counts as nothing. */
class BatchReader {
  readonly #onBlob: (blob: string, text: string) => void;
  #rest: Buffer = Buffer.alloc(0);
  count = 0;

  constructor(onBlob: (blob: string, text: string) => void) {
    this.#onBlob = onBlob;
  }

  write(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const lineEnd = bytes.indexOf(10, at);
      if (lineEnd < 0) break;
      const [blob = '', kind = '', size = ''] = bytes.toString('latin1', at, lineEnd).split(' ');
      const length = kind === 'blob' ? Number(size) : undefined;
      if (length === undefined) {
        at = lineEnd + 1;
        continue;
      }
      const start = lineEnd + 1;
      if (bytes.length < start + length + 1) break;
      this.#onBlob(blob, bytes.toString('latin1', start, start + length));
      this.count += 1;
      at = start + length + 1;
    }
    this.#rest = bytes.subarray(at);
  }
}
