import type { YamlReading } from './yamlTree.ts';

/** From the top folder of the repository. */
export const teamFilePath = '.github/token-policy.yml';

/** Whether a document is such a file on a disk: not one of a comparison, or of what git holds. */
export function isTeamFile({ scheme, path }: { readonly scheme: string; readonly path: string }): boolean {
  return scheme === 'file' && path.endsWith(`/${teamFilePath}`);
}

/** A team's file as one place has it. */
export interface TeamFile {
  /** A branch of the remote as it was last fetched, e.g. `origin/main`; undefined for the file in the folder. */
  readonly branch: string | undefined;
  readonly text: string;
  readonly reading: YamlReading;
}

/** The line an offset is on, counted from 1 as people do. `\r\n`, `\n` and `\r` end one. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}
