export type PushPhase =
  | 'hook'
  | 'uploading'
  | 'connecting'
  | 'counting'
  | 'compressing'
  | 'writing'
  | 'resolving';

export interface PushProgress {
  readonly phase: PushPhase;
  /** 0 to 100, when git said one. */
  readonly percent: number | undefined;
}

const phases = Object.freeze<readonly (readonly [RegExp, PushPhase])[]>([
  [/^Enumerating objects: /, 'counting'],
  [/^Counting objects: /, 'counting'],
  [/^Compressing objects: /, 'compressing'],
  [/^Writing objects: /, 'writing'],
  [/^remote: Resolving deltas: /, 'resolving'],
]);

/** Reads one `--progress` line of git's stderr; undefined when it is not about progress. */
export function readProgress(line: string): PushProgress | undefined {
  const phase = phases.find(([pattern]) => pattern.test(line))?.[1];
  if (phase === undefined) return undefined;
  const percent = /:\s+([0-9]{1,3})% \(/.exec(line)?.[1];
  return { phase, percent: percent === undefined ? undefined : Math.min(100, Number(percent)) };
}
