import { lineStart, type Stretch } from './replacement.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** Which stretches take one found token out; undefined where nothing of its kind can be left out safely. */
export type CleanOne = (text: string, token: TokenFinding) => readonly Stretch[] | undefined;

/** The same for several that go out together, first to last: what is left of one may depend on the other. */
export type CleanAll = (
  text: string,
  tokens: readonly TokenFinding[],
) => readonly (readonly Stretch[] | undefined)[];

export const oneByOne =
  (clean: CleanOne): CleanAll =>
  (text, tokens) =>
    tokens.map((token) => clean(text, token));

/** The line with its ending; of the last one, which has none, only itself. */
export function lineAround(text: string, at: number): Stretch {
  const breaking = /\r\n?|\n|$/g;
  breaking.lastIndex = at;
  const ending = breaking.exec(text);
  return { start: lineStart(text, at), end: ending === null ? text.length : ending.index + ending[0].length };
}
