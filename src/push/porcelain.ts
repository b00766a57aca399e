/** One ref line of `git push --porcelain`. */
export interface RefStatus {
  /** ` ` fast-forward, `*` new, `=` up to date, `!` refused, `+` forced, `-` deleted. */
  readonly flag: string;
  readonly to: string;
  readonly summary: string;
}

/** Reads stdout of `git push --porcelain`: `flag TAB from:to TAB summary`. Everything else is not a status. */
export function readPorcelain(stdout: string): readonly RefStatus[] {
  const statuses: RefStatus[] = [];
  for (const line of stdout.split('\n')) {
    const [flag = '', refs = '', ...rest] = line.split('\t');
    const colon = refs.indexOf(':');
    if (flag.length === 1 && ' *=!+-'.includes(flag) && colon >= 0 && rest.length > 0) {
      statuses.push({ flag, to: refs.slice(colon + 1), summary: rest.join('\t') });
    }
  }
  return statuses;
}
