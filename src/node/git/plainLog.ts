/** Configuration could make `git log` run gpg, a text converter or a differ of the repository's choice. */
export const plainLog: readonly string[] = Object.freeze([
  'log',
  '-z',
  '--no-show-signature',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
  '--no-color',
  '--no-notes',
  '--no-mailmap',
  '--encoding=UTF-8',
]);

/**
 * For a list of the blobs that commits bring: configuration could leave out the first commit of all (`log.showRoot`) or
 * everything outside of a folder, or name an order file that is not there.
 */
export const rawLog: readonly string[] = Object.freeze([
  ...plainLog,
  '--root',
  '--no-relative',
  '-O/dev/null',
  '--format=%H',
  '--raw',
  '--no-abbrev',
  '--diff-merges=combined',
]);
