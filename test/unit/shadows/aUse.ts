import { isNarrower } from '../../../src/policy/judgeBreadth.ts';
import { judgeFit } from '../../../src/policy/judgeFit.ts';
import type { ConfigEntry } from '../../../src/push/configEntries.ts';
import { readRemotes } from '../../../src/push/remotes.ts';
import type { RepositoryFacts } from '../../../src/push/repositoryFacts.ts';
import { explainUse, type UseFacts } from '../../../src/shadows/explainUse.ts';
import { placeOfUse } from '../../../src/shadows/placeOfUse.ts';
import { type ConfigLine, readConfigLines } from '../../../src/shadows/surroundings.ts';
import type { UseReport } from '../../../src/shadows/useReport.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { type GitHubHost, githubCom } from '../../../src/tokens/host.ts';
import { borrowedId, type Origin } from '../../../src/tokens/origin.ts';
import { type Selection, selectEntry } from '../../../src/tokens/selectEntry.ts';
import { aClassic, now } from '../policy/anEntry.ts';

/** A line of git's configuration as `scope key value`. */
export type Line = readonly [scope: string, key: string, value: string];

export const own = '/home/mona/app/.git/config';

export function configOf(lines: readonly Line[]): readonly ConfigLine[] {
  const output = lines
    .map(
      ([scope, key, value]) =>
        `${scope}\0file:${scope === 'local' ? own : `/home/${scope}`}\0${key}\n${value}\0`,
    )
    .join('');
  return readConfigLines(output, (path) => path);
}

export function borrowed(origin: Origin, changes: Partial<Entry> = {}): Entry {
  return aClassic(['repo'], { id: borrowedId(origin.kind), name: origin.kind, origin, ...changes });
}

export interface Given {
  /** Of the remote `origin`. */
  readonly url?: string;
  readonly config?: readonly Line[];
  readonly entries?: readonly Entry[];
  readonly variables?: UseFacts['surroundings']['variables'];
  readonly bindings?: Readonly<Record<string, string>>;
  readonly hosts?: readonly GitHubHost[];
  readonly facts?: Partial<Pick<UseFacts, 'editor' | 'logins' | 'troubles' | 'probes' | 'apps'>>;
}

/** The whole answer for a repository whose one remote is `origin`. */
export function reportOf({
  url = 'https://github.com/acme/app.git',
  config = [],
  entries = [],
  variables = [],
  bindings = {},
  hosts = [githubCom],
  facts = {},
}: Given = {}): UseReport {
  const lines = configOf([...config, ['local', 'remote.origin.url', url]]);
  const repository: Pick<RepositoryFacts, 'head' | 'config' | 'remotes'> = {
    head: { kind: 'detached' },
    config: lines as readonly ConfigEntry[],
    remotes: readRemotes(lines),
  };
  const place = placeOfUse(repository, { hosts, aliases: {} });
  if (place.kind !== 'place') throw new Error('several remotes');
  const { address } = place;
  const select = (job: 'push' | 'open-draft-pr'): Selection =>
    selectEntry({
      entries,
      host: address?.host.name ?? githubCom.name,
      owner: address?.owner,
      repository: address?.repo,
      bindings,
      override: undefined,
      now,
      fits: (entry) => judgeFit(entry, job),
      isNarrower,
    });
  return explainUse({
    place,
    surroundings: { config: lines, variables },
    editor: { answers: true, session: false },
    logins: ['gh', 'vscode', 'git'],
    selections: address && { push: select('push'), 'open-draft-pr': select('open-draft-pr') },
    troubles: [],
    apps: [],
    probes: new Map(),
    now,
    ...facts,
  });
}

export const causesOf = (report: UseReport) => report.shadows.map(({ cause }) => cause.kind);
