import { type ConfigEntry, isTrue } from './configEntries.ts';

/** A remote as the repository's own configuration names it, unread. */
export interface RemoteConfig {
  readonly name: string;
  readonly urls: readonly string[];
  readonly pushUrls: readonly string[];
  /** `remote.<name>.fetch`, of every scope: people keep pull request refs in their global configuration. */
  readonly fetch: readonly string[];
  /** `remote.<name>.vcs`: a helper program takes the place of the transport. */
  readonly helper: string | undefined;
  readonly partial: boolean;
  readonly mirror: boolean;
}

/** Only a remote whose URL stands in the repository's own file counts; a name alone in global scope makes none. */
export function readRemotes(entries: readonly ConfigEntry[]): readonly RemoteConfig[] {
  const own = entries.filter((entry) => entry.section === 'remote' && isOwn(entry));
  const names = [...new Set(own.map((entry) => entry.subsection))].filter((name) => name !== '');
  return names.map((name) => describe(name, own, entries));
}

function isOwn(entry: ConfigEntry): boolean {
  return entry.scope === 'local' || entry.scope === 'worktree';
}

function describe(name: string, own: readonly ConfigEntry[], all: readonly ConfigEntry[]): RemoteConfig {
  const values = (from: readonly ConfigEntry[], variable: string) =>
    from
      .filter(
        (entry) => entry.section === 'remote' && entry.subsection === name && entry.variable === variable,
      )
      .map((entry) => entry.value);
  return {
    name,
    urls: values(own, 'url'),
    pushUrls: values(own, 'pushurl'),
    fetch: values(all, 'fetch'),
    helper: values(all, 'vcs').at(-1),
    partial: isTrue(values(own, 'promisor').at(-1)) || values(own, 'partialclonefilter').length > 0,
    mirror: isTrue(values(own, 'mirror').at(-1)),
  };
}

/**
 * What `url.<base>.pushInsteadOf` of the repository's own file would make of a URL (the longest match counts, as in
 * git). It is never pushed to; it only shows that the file wants to send the push elsewhere.
 */
export function rewrittenForPush(url: string, entries: readonly ConfigEntry[]): string | undefined {
  const rules = entries.filter(
    (entry) =>
      entry.section === 'url' &&
      entry.variable === 'pushinsteadof' &&
      isOwn(entry) &&
      url.startsWith(entry.value),
  );
  const longest = rules.toSorted((a, b) => b.value.length - a.value.length)[0];
  return longest === undefined ? undefined : longest.subsection + url.slice(longest.value.length);
}
