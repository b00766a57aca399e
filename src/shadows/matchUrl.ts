import type { ConfigLine } from './surroundings.ts';

export interface WebUrl {
  readonly scheme: string;
  /** `user` or `user:password`, as written. */
  readonly userInfo: string | undefined;
  /** `name` or `name:port`, lower case; the usual port is left out. */
  readonly host: string;
  /** Without the leading slash. */
  readonly path: string;
}

/** Reads an http(s) address as git does where a configuration key is held against it; undefined for any other. */
export function readWebUrl(text: string): WebUrl | undefined {
  const match = /^(https?):\/\/(?:([^/]*)@)?([^/@]+)(?:\/(.*))?$/i.exec(text);
  if (match === null) return undefined;
  const [, given = '', userInfo, name = '', path = ''] = match;
  const scheme = given.toLowerCase();
  const host = name.toLowerCase().replace(scheme === 'https' ? /:443$/ : /:80$/, '');
  return { scheme, userInfo, host, path };
}

/**
 * How well `<section>.<url>.<variable>` fits an address: undefined when it does not, else higher is better. A key without
 * an address fits all. Source: `git help config`, `http.<url>.*`; `credential.<url>` may leave out the scheme.
 */
function fitOf(subsection: string, url: WebUrl, partial: boolean): number | undefined {
  if (subsection === '') return 0;
  const given = readWebUrl(
    partial && !subsection.includes('://') ? `${url.scheme}://${subsection}` : subsection,
  );
  if (given === undefined || given.scheme !== url.scheme) return undefined;
  if (!hostFits(given.host, url.host)) return undefined;
  const path = given.path.replace(/\/$/, '');
  if (path !== '' && url.path !== path && !url.path.startsWith(`${path}/`)) return undefined;
  const [user] = (given.userInfo ?? '').split(':');
  if (user !== '' && user !== (url.userInfo ?? '').split(':')[0]) return undefined;
  return 1 + given.host.length * 4_096 + path.length * 2 + (user === '' ? 0 : 1);
}

/** `*` stands for one label of the name. */
function hostFits(pattern: string, host: string): boolean {
  const [wanted, given] = [pattern.split('.'), host.split('.')];
  return wanted.length === given.length && wanted.every((label, at) => label === '*' || label === given[at]);
}

/** The lines of `credential` that hold for an address: all that fit, in order; an empty value drops those before it. */
export function credentialLines(
  config: readonly ConfigLine[],
  url: WebUrl,
  variable: string,
): readonly ConfigLine[] {
  return sinceReset(
    config.filter(
      (line) =>
        line.section === 'credential' &&
        line.variable === variable &&
        fitOf(line.subsection, url, true) !== undefined,
    ),
  );
}

/** The lines of `http` that hold for an address: a less exact one after a more exact one does not count. */
export function httpLines(
  config: readonly ConfigLine[],
  url: WebUrl,
  variable: string,
): readonly ConfigLine[] {
  let best = 0;
  return sinceReset(
    config.filter((line) => {
      if (line.section !== 'http' || line.variable !== variable) return false;
      const fit = fitOf(line.subsection, url, false);
      if (fit === undefined || fit < best) return false;
      best = fit;
      return true;
    }),
  );
}

function sinceReset(lines: readonly ConfigLine[]): readonly ConfigLine[] {
  return lines.slice(lines.findLastIndex(({ value }) => value === '') + 1);
}
