import { type GlobSegment, matchesSegment, readSegment } from './globSegment.ts';

/** One line of an ignore file, or one key of `files.exclude`. */
export interface IgnoreRule {
  /** From the folder that the rule belongs to; `**` stands for any number of folders, none as well. */
  readonly path: readonly (GlobSegment | '**')[];
  /** `!`: what it names is not left out after all. */
  readonly negated: boolean;
  readonly folderOnly: boolean;
}

/** More lines than a person writes. A file of more counts for nothing: then more is read, never less. */
const mostRules = 2_000;
const mostAlternatives = 64;

/** A `.gitignore`, as git reads it (gitignore(5)). */
export function readIgnoreFile(text: string): readonly IgnoreRule[] {
  const lines = text.replace(/^\xef\xbb\xbf|^\ufeff/, '').split(/\r?\n/);
  return lines.length > mostRules ? [] : lines.flatMap(readIgnoreLine);
}

function readIgnoreLine(line: string): readonly IgnoreRule[] {
  if (line.startsWith('#')) return [];
  const negated = line.startsWith('!');
  const pattern = withoutSpacesAtEnd(negated ? line.slice(1) : line);
  const folderOnly = pattern.endsWith('/');
  const bare = folderOnly ? pattern.slice(0, -1) : pattern;
  if (bare === '') return [];
  const anchored = bare.includes('/');
  const path = readPath(plainSlashes(bare.startsWith('/') ? bare.slice(1) : bare), anchored);
  return path === undefined ? [] : [{ path: anchored ? path : ['**', ...path], negated, folderOnly }];
}

/** A slash that is escaped is a slash all the same. */
function plainSlashes(pattern: string): string {
  return pattern.replace(/\\(.)/gs, (pair, escaped) => (escaped === '/' ? '/' : pair));
}

/** A space at the end counts only behind a backslash. */
function withoutSpacesAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ' && text[end - 2] !== '\\') end--;
  return text.slice(0, end);
}

/** Keys of `files.exclude`: from the folder that is open, with `{a,b}`. */
export function readExcludes(globs: readonly string[]): readonly IgnoreRule[] {
  return globs.flatMap(alternatives).flatMap((glob) => {
    const path = readPath(glob.replace(/^\/|\/$/g, ''), true);
    return path === undefined ? [] : [{ path, negated: false, folderOnly: false }];
  });
}

function alternatives(glob: string): readonly string[] {
  let open = [glob];
  const done: string[] = [];
  while (open.length > 0 && open.length + done.length <= mostAlternatives) {
    open = open.flatMap((text) => {
      const braces = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(text);
      if (braces === null) {
        done.push(text);
        return [];
      }
      const [, before = '', choices = '', after = ''] = braces;
      return choices.split(',').map((choice) => before + choice + after);
    });
  }
  return open.length > 0 ? [] : done;
}

/** `deep`: `**` is more than `*`. */
function readPath(text: string, deep: boolean): IgnoreRule['path'] | undefined {
  const path: (GlobSegment | '**')[] = [];
  for (const part of text.split('/')) {
    // Three stars and more are as two to git.
    const segment = deep && /^\*\*+$/.test(part) ? '**' : readSegment(part);
    if (segment === undefined) return undefined;
    path.push(segment);
  }
  return path;
}

/**
 * What the rules say of a path below their folder, the last that says something: true is left out, false is not, and
 * undefined leaves it to the rules of the folders above.
 */
export function judgeIgnored(
  rules: readonly IgnoreRule[],
  parts: readonly string[],
  isFolder: boolean,
): boolean | undefined {
  for (let at = rules.length - 1; at >= 0; at--) {
    const rule = rules[at];
    if (rule === undefined || (rule.folderOnly && !isFolder)) continue;
    if (matchesPath(rule.path, parts)) return !rule.negated;
  }
  return undefined;
}

/** As within a segment: going back to the last `**` alone is enough. */
function matchesPath(path: IgnoreRule['path'], parts: readonly string[]): boolean {
  let step = 0;
  let at = 0;
  let deep = -1;
  let deepAt = 0;
  while (at < parts.length) {
    const wanted = path[step];
    if (wanted === '**') {
      deep = step++;
      deepAt = at;
    } else if (wanted !== undefined && matchesSegment(wanted, parts[at] ?? '')) {
      step++;
      at++;
    } else if (deep >= 0) {
      step = deep + 1;
      at = ++deepAt;
    } else return false;
  }
  // `a/**` is what is in `a`, not `a`: at the end it takes one at least, and here none is left.
  return step === path.length;
}
