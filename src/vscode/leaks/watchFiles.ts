import * as vscode from 'vscode';
import { findInBytes } from '../../leaks/findInBytes.ts';
import { latin1Of } from '../../leaks/fromCodes.ts';
import { withIds } from '../../leaks/leak.ts';
import { isBelowFolder } from '../../leaks/scannedFiles.ts';
import { fileNameOf } from './fileNameOf.ts';
import { isInWorkspace } from './isWatched.ts';
import type { LeakKeeper } from './leakKeeper.ts';

/** Changes are gathered for so long (ms): a checkout changes thousands of files at once. */
const gatherMs = 250;
/** More new ones at once are left to the next search. */
const mostNew = 100;
/** Known files of which it is asked whether they are still there. */
const mostChecked = 100;
/** In bytes. A larger file is left to the next search too; a new one sooner, because a build writes many. */
const largest = 4_000_000;
const largestNew = 500_000;

/**
 * Keeps what is known of files on the disk true when something else than an editor changes them: a file in which tokens
 * are known is read again, one that is gone is forgotten, and a few new or changed ones are looked at as they come.
 */
export function watchFiles(keeper: LeakKeeper): vscode.Disposable {
  const changed = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = (uri: vscode.Uri): void => {
    if (!isInWorkspace(uri)) return;
    changed.set(uri.toString(), uri);
    timer ??= setTimeout(() => void lookAtChanged().catch(() => undefined), gatherMs);
  };
  const lookAtChanged = async (): Promise<void> => {
    timer = undefined;
    const all = [...changed];
    changed.clear();
    const known = withFolders(keeper.book.files());
    const again = all.filter(([key]) => known.has(key));
    // What git writes for itself is looked at when a person asks.
    const others = all.filter(([key]) => !known.has(key) && !key.includes('/.git/'));
    let differs = await forgetGone();
    for (const [key, uri] of [...again, ...(others.length > mostNew ? [] : others)]) {
      const most = known.has(key) ? largest : largestNew;
      if (await readAgain(key, uri, most).catch(() => false)) differs = true;
    }
    if (differs) keeper.changed();
  };

  /** What is told of a folder that is moved differs by system and watcher: that a file is gone, its path tells. */
  const forgetGone = async (): Promise<boolean> => {
    let found = false;
    for (const file of keeper.book.files().slice(0, mostChecked)) {
      if ((await kindOf(vscode.Uri.parse(file, true), largest)) !== 'gone') continue;
      keeper.book.setFile(file, []);
      found = true;
    }
    return found;
  };
  /** Whether it may hold something else than before. The address may be that of a folder that went as a whole. */
  const readAgain = async (key: string, uri: vscode.Uri, most: number): Promise<boolean> => {
    const known = keeper.book.files().filter((file) => file === key || isBelowFolder(file, key));
    const kind = await kindOf(uri, most);
    if (kind === 'gone') for (const file of known) keeper.book.setFile(file, []);
    if (kind !== 'file') return known.length > 0;
    const bytes = latin1Of(await vscode.workspace.fs.readFile(uri));
    const leaks = withIds({ kind: 'file', uri: key }, findInBytes(bytes, keeper.print, fileNameOf(uri)));
    keeper.book.setFile(key, leaks);
    return leaks.length + known.length > 0;
  };

  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(note),
    watcher.onDidCreate(note),
    watcher.onDidDelete(note),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Files, and every folder above one of them. */
function withFolders(files: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const file of files)
    for (let end = file.length; end > 0 && !all.has(file.slice(0, end)); end = file.lastIndexOf('/', end - 1))
      all.add(file.slice(0, end));
  return all;
}

/** `other`: a folder, a link, or larger than `most` bytes. A link may lead out of the workspace: it is not followed (I11). */
async function kindOf(uri: vscode.Uri, most: number): Promise<'file' | 'gone' | 'other'> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    return type === vscode.FileType.File && size <= most ? 'file' : 'other';
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound' ? 'gone' : 'other';
  }
}
