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
