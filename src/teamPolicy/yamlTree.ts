import type { TeamFileProblem } from '../guardrails/teamFileProblem.ts';

/** Offsets into the text in UTF-16 units, as an editor counts; the end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a text of YAML says, as plain data, each part with the place it was read from. */
export type YamlValue =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly YamlValue[]; readonly span: Span }
  | { readonly kind: 'map'; readonly pairs: readonly YamlPair[]; readonly span: Span };

export interface YamlPair {
  /** Undefined for a key that is no plain text or number. */
  readonly key: string | undefined;
  readonly keySpan: Span;
  readonly value: YamlValue;
}

/** Something wrong, and where. */
export interface PlacedProblem {
  readonly problem: TeamFileProblem;
  readonly span: Span;
}

export interface YamlReading {
  /** Undefined where nothing stands, or nothing could be read. */
  readonly root: YamlValue | undefined;
  readonly problems: readonly PlacedProblem[];
}

/** Never throws, whatever the text is. Injected, because the library behind it is loaded when it is first needed. */
export type YamlReader = (text: string) => Promise<YamlReading>;

/** Longer texts (bytes of a file, UTF-16 units of an editor's text) are named and not read. */
export const longestTeamFile = 64 * 1024;
