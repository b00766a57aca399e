import { readConfigList } from '../../../src/push/configEntries.ts';
import { readRemotes } from '../../../src/push/remotes.ts';
import type { RepositoryFacts } from '../../../src/push/repositoryFacts.ts';

/** A full clone with the branch topic checked out, at a commit of forty times `a`; `lines` is its local configuration. */
export function factsOf(
  lines: readonly (readonly [string, string])[],
  change: Partial<RepositoryFacts> = {},
): RepositoryFacts {
  const config = readConfigList(lines.map(([key, value]) => `local\0${key}\n${value}\0`).join(''));
  return {
    folder: '/repo',
    gitDirectory: '/repo/.git',
    gitDirectoryElsewhere: false,
    objectsDirectory: '/repo/.git/objects',
    shallowFile: undefined,
    objectFormat: 'sha1',
    head: { kind: 'branch', branch: 'topic', sha: 'a'.repeat(40) },
    config,
    remotes: readRemotes(config),
    partial: false,
    lfsFile: undefined,
    prePushHook: undefined,
    ...change,
  };
}
