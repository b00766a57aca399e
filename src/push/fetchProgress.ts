export type FetchPhase = 'connecting' | 'counting' | 'receiving' | 'resolving' | 'storing';

export interface FetchProgress {
  readonly phase: FetchPhase;
  /** 0 to 100, when git said one. */
  readonly percent: number | undefined;
}

const phases = Object.freeze<readonly (readonly [RegExp, FetchPhase])[]>([
  [/^remote: (?:Enumerating|Counting|Compressing) objects: /, 'counting'],
  [/^Receiving objects: /, 'receiving'],
  [/^Resolving deltas: /, 'resolving'],
  [/^(?:Checking connectivity|Checking objects): /, 'resolving'],
]);

/** Reads one `--progress` line of git's stderr; undefined when it is not about progress. */
export function readFetchProgress(line: string): FetchProgress | undefined {
  const phase = phases.find(([pattern]) => pattern.test(line))?.[1];
  if (phase === undefined) return undefined;
  const percent = /:\s+([0-9]{1,3})% \(/.exec(line)?.[1];
  return { phase, percent: percent === undefined ? undefined : Math.min(100, Number(percent)) };
}
