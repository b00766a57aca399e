import type { Print } from './lookIn.ts';
import type { PlacelessLeak } from './ports.ts';
import { secretAt } from './secretAt.ts';
import { TokenStream } from './tokenStream.ts';

/** In characters. Some milliseconds each. */
const slice = 1_000_000;

/** The same as `lookIn` for a text of any size. `pause` lets others have their turn between the slices. */
export async function lookInSlices(
  text: string,
  print: Print,
  pause: () => Promise<void>,
): Promise<readonly PlacelessLeak[]> {
  const stream = new TokenStream();
  for (let from = 0; from < text.length; from += slice) {
    if (from > 0) await pause();
    stream.write(text.slice(from, from + slice));
  }
  const at = placesIn(text);
  return stream.end().map((finding) => {
    const { offset, length, ...rest } = finding;
    const [from, to] = [at(offset), at(offset + length)];
    const spot = { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    return { ...rest, print: print(secretAt(text, finding)), spot };
  });
}

/** Asked from front to back, it walks the text once: also one of a single endless line with a thousand tokens in it. */
function placesIn(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const ending = /\r\n?|\n/g;
  const after = () => (ending.test(text) ? ending.lastIndex : Number.POSITIVE_INFINITY);
  let [line, start, next] = [0, 0, after()];
  return (offset) => {
    while (next <= offset) [line, start, next] = [line + 1, next, after()];
    return { line, column: offset - start };
  };
}
