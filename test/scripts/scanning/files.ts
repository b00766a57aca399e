import { realpathSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { mostFindings } from '../../../src/leaks/findTokens.ts';
import type { PlacelessLeak } from '../../../src/leaks/ports.ts';
import { isInside } from '../../../src/node/git/insideFolders.ts';
import { bytePath } from '../../../src/node/leaks/bytePath.ts';
import { broughtVsCode, makeReader, makeScanner } from './engine.ts';
import type { ScannedPlace, Seen } from './look.ts';
import { findRepository, trackedThoughIgnored } from './repository.ts';
import { inOrder, toFinding } from './scanFinding.ts';
import type { Looked } from './scanWishes.ts';

/** What was read of some files. */
interface Read {
  readonly found: ReadonlyMap<string, readonly PlacelessLeak[]>;
  readonly files: number;
  readonly bytes: number;
  readonly unread: { readonly count: number; readonly paths: readonly string[] };
  readonly complete: boolean;
}

/**
 * The files of a place. Git's ignore rules count only where git itself heeds them: in a repository, and for what is not
 * committed. Otherwise a line in a `.gitignore` would hide a committed token from the check that should find it.
 */
export async function lookAtFiles(
  { path, folder }: ScannedPlace,
  { ignoredToo }: Extract<Looked, { readonly kind: 'files' }>,
): Promise<Seen> {
  if (path !== folder) return seen([readEach([path])], () => basename(path));
  const repository = ignoredToo ? undefined : await findRepository(folder);
  const hidden = repository === undefined ? [] : await trackedThoughIgnored(repository);
  const reads = [
    await readBelow(folder, repository !== undefined),
    readEach(hidden.filter((file) => isInside(file, [folder]) && isInside(folderOf(file), [folder]))),
  ];
  return seen(reads, (file) => relative(folder, file).split(sep).join('/'));
}

/** Git names what is in a folder also where a link stands in its place by now: that is not followed. */
function folderOf(file: string): string {
  try {
    return realpathSync(dirname(file));
  } catch {
    return dirname(file);
  }
}

async function readBelow(folder: string, withoutIgnored: boolean): Promise<Read> {
  const { signal } = new AbortController();
  const scanner = makeScanner(broughtVsCode());
  try {
    const order = { folders: [folder], withoutIgnored, excluded: [] };
    return await scanner.scan(order, { signal, onProgress: () => undefined });
  } finally {
    scanner.dispose();
  }
}

function readEach(files: readonly string[]): Read {
  const reader = makeReader();
  const found = new Map<string, readonly PlacelessLeak[]>();
  const unread: string[] = [];
  let bytes = 0;
  for (const file of files) {
    const look = reader.read(bytePath(file));
    // A name that is no UTF-8 cannot be opened by what git says of it.
    if (look.kind === 'unread' || (look.kind === 'none' && file.includes('\ufffd'))) unread.push(file);
    if (look.kind !== 'read') continue;
    bytes += look.stat.size;
    if (look.leaks.length > 0) found.set(file, look.leaks);
  }
  return {
    found,
    files: files.length,
    bytes,
    unread: { count: unread.length, paths: unread },
    complete: [...found.values()].every((leaks) => leaks.length < mostFindings),
  };
}

function seen(reads: readonly Read[], nameOf: (file: string) => string): Seen {
  const found = new Map(reads.flatMap((read) => [...read.found]));
  const total = (count: (read: Read) => number) => reads.reduce((all, read) => all + count(read), 0);
  const unread = total((read) => read.unread.count);
  const [example] = reads.flatMap((read) => read.unread.paths);
  const files = total((read) => read.files);
  return {
    findings: inOrder(
      [...found].flatMap(([file, leaks]) => leaks.map((leak) => toFinding(nameOf(file), leak))),
    ),
    missed: [
      ...(example === undefined
        ? []
        : [`${counted(unread)} could not be read, first ${JSON.stringify(nameOf(example))}.`]),
      ...(reads.every(({ complete }) => complete) ? [] : ['Not everything could be looked at.']),
    ],
    summary: `${counted(files)}, ${(total((read) => read.bytes) / 1e6).toFixed(1)} MB`,
  };
}

const counted = (files: number): string => `${files} ${files === 1 ? 'file' : 'files'}`;
