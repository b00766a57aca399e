import type { RemoteConfig } from '../push/remotes.ts';
import type { ConfigLine } from './surroundings.ts';

/** Where git alone would push, and the rule of `url.<base>` that made it so. */
export interface Rewritten {
  readonly url: string;
  readonly rule: ConfigLine | undefined;
}

/**
 * git's own order: a `pushurl` is taken, with `insteadOf`; else the address with `pushInsteadOf`, else with `insteadOf`.
 * Of several rules the longest match counts. Undefined when the remote has no address.
 */
export function pushUrlOf(remote: RemoteConfig, config: readonly ConfigLine[]): Rewritten | undefined {
  const [pushUrl] = remote.pushUrls;
  if (pushUrl !== undefined) return apply(pushUrl, config, 'insteadof') ?? { url: pushUrl, rule: undefined };
  const [url] = remote.urls;
  if (url === undefined) return undefined;
  return apply(url, config, 'pushinsteadof') ?? apply(url, config, 'insteadof') ?? { url, rule: undefined };
}

function apply(url: string, config: readonly ConfigLine[], variable: string): Rewritten | undefined {
  const [rule] = config
    .filter((line) => line.section === 'url' && line.variable === variable && url.startsWith(line.value))
    .toSorted((a, b) => b.value.length - a.value.length);
  return rule === undefined ? undefined : { url: rule.subsection + url.slice(rule.value.length), rule };
}
