import * as vscode from 'vscode';
import { findInBytes } from '../../leaks/findInBytes.ts';
import { withIds } from '../../leaks/leak.ts';
import { isBelowFolder } from '../../leaks/scannedFiles.ts';
import { isInWorkspace } from './isWatched.ts';
import type { LeakKeeper } from './leakKeeper.ts';

/** After the last change (ms): a checkout changes thousands of files at once. */
const quietMs = 250;
/** More new ones at once are left to the next search. */
const mostNew = 100;
/** Known files of which it is asked whether they are still there. */
const mostChecked = 100;
/** In bytes. A larger file is left to the next search too. */
const largest = 4_000_000;

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
    clearTimeout(timer);
    timer = setTimeout(() => void lookAtChanged().catch(() => undefined), quietMs);
  };
  const lookAtChanged = async (): Promise<void> => {
    const all = [...changed];
    changed.clear();
    const known = all.filter(([key]) => knownAt(key).length > 0);
    const others = all.filter((one) => !known.includes(one));
    let differs = await forgetGone();
    for (const [key, uri] of [...known, ...(others.length > mostNew ? [] : others)]) {
      if (await readAgain(key, uri)) differs = true;
    }
    if (differs) keeper.changed();
  };
  /** The files with known tokens at an address: it may be that of a folder that went as a whole. */
  const knownAt = (key: string) =>
    keeper.book.files().filter((file) => file === key || isBelowFolder(file, key));

  /** What is told of a folder that is moved differs by system and watcher: that a file is gone, its path tells. */
  const forgetGone = async (): Promise<boolean> => {
    let found = false;
    for (const file of keeper.book.files().slice(0, mostChecked)) {
      if ((await kindOf(vscode.Uri.parse(file, true))) !== 'gone') continue;
      keeper.book.setFile(file, []);
      found = true;
    }
    return found;
  };
  /** Whether it may hold something else than before. */
  const readAgain = async (key: string, uri: vscode.Uri): Promise<boolean> => {
    const known = knownAt(key);
    const kind = await kindOf(uri);
    if (kind === 'gone') for (const file of known) keeper.book.setFile(file, []);
    if (kind !== 'file') return known.length > 0;
    const bytes = latin1Of(await vscode.workspace.fs.readFile(uri));
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const leaks = withIds({ kind: 'file', uri: key }, findInBytes(bytes, keeper.print, name));
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

/** `other`: a folder, a link, or too large. A link is not followed: it may lead out of the workspace (I11). */
async function kindOf(uri: vscode.Uri): Promise<'file' | 'gone' | 'other'> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    return type === vscode.FileType.File && size <= largest ? 'file' : 'other';
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound' ? 'gone' : 'other';
  }
}

/** Each byte as one character, which is how bytes are searched. */
function latin1Of(bytes: Uint8Array): string {
  let text = '';
  // More arguments at once overflow the stack.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
