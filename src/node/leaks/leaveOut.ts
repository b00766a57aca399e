import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { sep } from 'node:path';
import { isAlwaysRead } from '../../leaks/alwaysRead.ts';
import { type IgnoreRule, judgeIgnored, readExcludes, readIgnoreFile } from '../../leaks/ignoreRules.ts';
import type { ScanOrder } from '../../leaks/ports.ts';
import { type BytePath, bytePath, openable, readable } from './bytePath.ts';

/** What is left out of a walk at the person's wish. Nothing else is: no ignore file counts by itself (A16). */
export interface LeaveOut {
  /** `parts`: the way from the root to the folder. */
  enter(folder: BytePath, parts: readonly string[], above: FolderRules | undefined): FolderRules;
}

/** What holds in one folder. */
export interface FolderRules {
  /** Whether an entry is left out. Of a folder that is, only what is always read is looked for in it (I12). */
  isOut(name: string, isFolder: boolean): boolean;
  readonly allOut: boolean;
}

/** A file of more bytes counts for nothing: then more is read, never less. */
const longestIgnoreFile = 1 << 18;

interface Layer {
  readonly depth: number;
  readonly rules: readonly IgnoreRule[];
}

/** Undefined when everything is wanted. */
export function planLeaveOut({ withoutIgnored, excluded }: ScanOrder): LeaveOut | undefined {
  if (!withoutIgnored && excluded.length === 0) return undefined;
  const excludes = readExcludes(excluded.map(bytePath));
  const layersOf = new WeakMap<FolderRules, readonly Layer[]>();
  return {
    enter(folder, parts, above) {
      const inherited = (above && layersOf.get(above)) ?? [];
      const layers = withoutIgnored ? [...inherited, ...gitRules(folder, parts.length)] : inherited;
      const name = parts.at(-1);
      const allOut = above !== undefined && name !== undefined && (above.allOut || above.isOut(name, true));
      const rules: FolderRules = {
        allOut,
        isOut: (entry, isFolder) => {
          if (allOut) return true;
          const way = [...parts, entry];
          return judgeIgnored(excludes, way, isFolder) === true || isIgnored(layers, way, isFolder);
        },
      };
      layersOf.set(rules, layers);
      return rules;
    },
  };
}

/** The nearest that says something decides. */
function isIgnored(layers: readonly Layer[], way: readonly string[], isFolder: boolean): boolean {
  for (const { depth, rules } of layers.toReversed()) {
    const ignored = judgeIgnored(rules, way.slice(depth), isFolder);
    if (ignored !== undefined) return ignored;
  }
  return false;
}

/**
 * Git's own rules of this folder, and of no other program: `.ignore` and `.rgignore` are nobody's. What git's global
 * file ignores is read.
 */
function gitRules(folder: BytePath, depth: number): readonly Layer[] {
  const names = [`.git${sep}info${sep}exclude`, '.gitignore'];
  return names
    .map((name) => ({ depth, rules: readIgnoreFile(readSmall(folder + sep + name)) }))
    .filter(({ rules }) => rules.length > 0);
}

/** As git does, through no link. Empty when there is none. */
function readSmall(path: BytePath): string {
  let file: number | undefined;
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    file = openSync(openable(path), flags);
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > longestIgnoreFile) return '';
    const bytes = Buffer.alloc(stat.size);
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Whether a file is read although it is left out. */
export function isReadAnyway(path: BytePath): boolean {
  return isAlwaysRead(readable(path).replaceAll(sep, '/'));
}
