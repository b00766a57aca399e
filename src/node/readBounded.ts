import type { ApiProblem } from '../github/problems.ts';
import { Failure } from '../shared/failure.ts';

/**
 * A body as text, read piece by piece and given up at `maxBytes`, counted after decompression: neither an endless
 * body nor a few kilobytes that unpack to gigabytes fill the memory (G08). A byte order mark is dropped.
 */
export async function readBounded(response: Response, maxBytes: number): Promise<string> {
  const tooLarge = new Failure<ApiProblem>({ kind: 'tooLarge', maxBytes });
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) {
      // Not awaited: a server that never ends may also never let go.
      reader.cancel().catch(() => undefined);
      throw tooLarge;
    }
    text += decoder.decode(value, { stream: true });
  }
}
