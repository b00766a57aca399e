export const formats = ['text', 'json', 'sarif'] as const;
export type Format = (typeof formats)[number];

/** Which texts are looked at: files as they lie on the disk, what `git add` took, or what some commits brought. */
export type Looked =
  | { readonly kind: 'files'; readonly ignoredToo: boolean }
  | { readonly kind: 'staged' }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

export type ScanWishes =
  | { readonly kind: 'help' }
  | { readonly kind: 'scan'; readonly path: string; readonly looked: Looked; readonly format: Format }
  /** One sentence on what is wrong with the arguments. */
  | { readonly kind: 'refused'; readonly why: string };

export const help = `npm run --silent scan -- <path> [--staged | --range A..B] [--format text|json|sarif]

Looks for GitHub tokens.

  <path>          a folder with all below it, or one file. In a git repository what git ignores is left out,
                  unless it is committed; .env and similar files are always read. Links are not followed, and
                  .git itself is not read.
  --all           also what git ignores
  --staged        what "git add" took of the repository that <path> lies in, for a pre-commit hook
  --range A..B    the commits of B that are not in A: each file they changed and each message. "A.." means
                  A..HEAD. Where A is all zeros, everything in B
  --format        text (the default, as editors link it), json or sarif (2.1.0)

JSON is an array of {file, line, column, kind, confidence, masked}. Lines and columns begin at 1; columns count
UTF-16 units, as editors do. "file" is relative to <path>, or to the repository with --staged and --range, with
forward slashes; of a commit message it is the id of the commit. Of a token only its prefix and its last four
characters are ever written. "confirmed": its checksum is right or nothing else looks like it; "possible": you decide.

Exit codes
  0  no token
  1  at least one, confirmed or possible
  2  failed: a bad argument, a path that cannot be read, git missing; or nothing was found and something could
     not be looked at

The result is on standard output, everything else on standard error. Without --silent npm adds two lines of its own.
`;

/** What the arguments of `npm run scan` ask for. Nothing on the disk is looked at. */
export function readScanWishes(args: readonly string[]): ScanWishes {
  let path: string | undefined;
  let format: Format = 'text';
  let staged = false;
  let ignoredToo = false;
  let range: string | undefined;
  const rest = [...args];
  let onlyPaths = false;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (onlyPaths || !word.startsWith('-')) {
      if (path !== undefined)
        return refused(`One path is scanned at a time, and there are two: ${quoted(word)}.`);
      path = word;
      continue;
    }
    const [, name = word, joined] = /^(--[a-z]+)=(.*)$/s.exec(word) ?? [];
    const value = () => joined ?? rest.shift();
    switch (name) {
      case '--help':
      case '-h':
        return { kind: 'help' };
      case '--':
        onlyPaths = true;
        break;
      case '--staged':
        staged = true;
        break;
      case '--all':
        ignoredToo = true;
        break;
      case '--range':
        range = value() ?? '';
        break;
      case '--format': {
        const wished = value() ?? '';
        const known = formats.find((each) => each === wished);
        if (known === undefined)
          return refused(`There is no format ${quoted(wished)}. The formats are: ${formats.join(', ')}.`);
        format = known;
        break;
      }
      default:
        return refused(`There is no option ${quoted(word)}. "--help" lists them.`);
    }
  }
  if (path === undefined || path === '') return refused('Name the path to scan, for example ".".');
  if (staged && range !== undefined)
    return refused('Choose one of --staged and --range: they look at different things.');
  if (ignoredToo && (staged || range !== undefined))
    return refused('--all is for files: git ignores nothing that is staged or committed.');
  if (range === undefined)
    return {
      kind: 'scan',
      path,
      format,
      looked: staged ? { kind: 'staged' } : { kind: 'files', ignoredToo },
    };
  const ends = readRange(range);
  if (ends === undefined)
    return refused(`--range needs two commits, written A..B, and not ${quoted(range)}.`);
  return { kind: 'scan', path, format, looked: { kind: 'range', ...ends } };
}

/** Names of commits as git may take them. A leading `-` would be an option, and `...` asks something else. */
function readRange(range: string): { readonly from: string; readonly to: string } | undefined {
  const [, from = '', to = ''] = /^([^-\s^:][^\s:]*?)\.\.([^-\s.^:][^\s:]*)?$/.exec(range) ?? [];
  if (from === '' || `${from}..${to}`.includes('...')) return undefined;
  return { from, to: to === '' ? 'HEAD' : to };
}

const refused = (why: string): ScanWishes => ({ kind: 'refused', why });

/** An argument in a sentence: whatever it holds, it is one line. */
const quoted = (word: string): string => JSON.stringify(word.length > 200 ? `${word.slice(0, 200)}…` : word);
