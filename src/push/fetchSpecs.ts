import { isSafeBranchName } from './branchName.ts';

/** One line of `remote.<name>.fetch` that a fetch of ours follows. */
export interface FetchSpec {
  readonly from: string;
  readonly to: string;
  /** It began with `+`: the tracking ref may move back. */
  readonly force: boolean;
}

export interface FetchSpecs {
  readonly specs: readonly FetchSpec[];
  /** `^refs/heads/x`: what the person does not want. */
  readonly excluded: readonly string[];
  /** Lines that are not followed. */
  readonly skipped: number;
}

/**
 * What a fetch brings, from `remote.<name>.fetch`; all branches when there is none. Only lines that lead below
 * `refs/remotes/<name>/` are followed: `+refs/*:refs/*` would let the server move a branch, a tag or a note of the
 * person. Abbreviated names are not followed either, git would guess what they mean.
 */
export function readFetchSpecs(remote: string, lines: readonly string[]): FetchSpecs {
  const place = trackingPlace(remote);
  const specs: FetchSpec[] = [];
  const excluded: string[] = [];
  let skipped = 0;
  for (const line of lines.length === 0 ? [`+refs/heads/*:${place}*`] : lines) {
    if (line.startsWith('^') && stars(line.slice(1)) !== undefined) {
      excluded.push(line.slice(1));
      continue;
    }
    const spec = readSpec(line);
    if (spec?.to.startsWith(place)) specs.push(spec);
    else skipped++;
  }
  return { specs, excluded, skipped };
}

/** Where the remote-tracking refs of a remote live. */
export function trackingPlace(remote: string): string {
  return `refs/remotes/${remote}/`;
}

/**
 * A name below `place` that may be written into a person's repository. `HEAD` is none: it is the remote's own pointer
 * there, and a server's branch of that name would take its place.
 */
export function isTrackingName(ref: string, place: string): boolean {
  const name = ref.slice(place.length);
  return ref.startsWith(place) && name !== 'HEAD' && isSafeBranchName(name);
}

/** As arguments of `git fetch`: always with `+`, because the moves are judged before they are made. */
export function specArguments({ specs, excluded }: FetchSpecs): readonly string[] {
  return [...specs.map(({ from, to }) => `+${from}:${to}`), ...excluded.map((name) => `^${name}`)];
}

function readSpec(line: string): FetchSpec | undefined {
  const plain = line.replace(/^\+/, '');
  const [from = '', to = '', ...rest] = plain.split(':');
  const wanted = stars(from);
  if (rest.length > 0 || wanted === undefined || wanted !== stars(to)) return undefined;
  return { from, to, force: line.startsWith('+') };
}

/** How many `*` a full, safe ref name has: none or one. Undefined for anything else. */
function stars(name: string): 0 | 1 | undefined {
  const parts = name.split('*');
  const safe = name.startsWith('refs/') && isSafeBranchName(parts.join('x'));
  return safe && parts.length <= 2 ? (parts.length === 2 ? 1 : 0) : undefined;
}
