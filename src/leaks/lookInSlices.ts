import { Lines } from './lines.ts';
import { type Print, placed } from './placed.ts';
import type { PlacelessLeak } from './ports.ts';
import { TokenStream } from './tokenStream.ts';

/** In characters. Some milliseconds each. */
const slice = 1_000_000;

/**
 * The same as `lookIn` for a text of any size. `pause` lets others have their turn between the slices. `name`: the file's,
 * which says of a private key whose it is.
 */
export async function lookInSlices(
  text: string,
  print: Print,
  { pause, name }: { readonly pause: () => Promise<void>; readonly name?: string | undefined },
): Promise<readonly PlacelessLeak[]> {
  const stream = new TokenStream({ name });
  for (let from = 0; from < text.length; from += slice) {
    if (from > 0) await pause();
    stream.write(text.slice(from, from + slice));
  }
  return placed(text, stream.end(), new Lines({ bytes: false }), print);
}
