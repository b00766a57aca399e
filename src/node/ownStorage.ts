import { readdir, rm, rmdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ClearOptions, OwnStorage } from '../vault/ownStorage.ts';
import {
  codeOf,
  type FolderContext,
  markerEnding,
  storeFolder,
  storeIdKey,
  turnPattern,
} from './markerListing.ts';

export interface StorageContext extends FolderContext {
  readonly globalState: FolderContext['globalState'] & { keys(): readonly string[] };
}

/** The files of the storage folder, and global state. `remove` deletes one file. */
export function ownStorage(context: StorageContext, remove = removeFile): OwnStorage {
  const root = context.globalStorageUri.fsPath;
  return {
    async clear(options) {
      const stays = keeper(context, options);
      for (const path of (await filesBelow(root)).filter((each) => !stays(each)))
        await remove(join(root, path)).catch(() => undefined);
      await removeEmpty(root);
      const files = (await filesBelow(root)).filter((each) => !stays(each));
      // The id of the store goes last: without it, nobody would find what a crash left of its folder.
      const keys = () =>
        context.globalState.keys().filter((key) => options.sharedStore || key !== storeIdKey);
      const order = [...keys()].sort((a, b) => Number(a === storeIdKey) - Number(b === storeIdKey));
      if (files.length === 0) for (const key of order) await context.globalState.update(key, undefined);
      return { files, memory: keys() };
    },
  };
}

/**
 * What is not to be deleted: the folders of other stores, which share this storage and not our secrets; the lock of a
 * window that is at work, or two could work at once; the journal, unless asked; and the blank notes of `forgetAll`.
 */
function keeper(context: StorageContext, { journal, sharedStore }: ClearOptions): (path: string) => boolean {
  const own = storeFolder(context);
  const ownPath = own && slashed(relative(context.globalStorageUri.fsPath, own));
  return (path) => {
    const [top, ...rest] = path.split('/');
    const name = rest.at(-1) ?? '';
    if (top === 'journal') return !journal;
    if (top !== 'vaults') return turnPattern.test(name) && name.endsWith('.held');
    if (ownPath === undefined || !path.startsWith(`${ownPath}/`)) return true;
    return !sharedStore && (name.endsWith(markerEnding) || turnPattern.test(name));
  };
}

function removeFile(path: string): Promise<void> {
  return rm(path, { force: true });
}

/** Every file below, as `a/b/c`. A link is a file: what it leads to is not ours. */
async function filesBelow(root: string): Promise<readonly string[]> {
  try {
    const found = await readdir(root, { recursive: true, withFileTypes: true });
    return found
      .filter((each) => !each.isDirectory())
      .map((each) => slashed(relative(root, join(each.parentPath, each.name))))
      .sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Empty folders, from the deepest up; one that is not empty stays by itself. */
async function removeEmpty(root: string): Promise<void> {
  const found = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const folders = found.filter((each) => each.isDirectory()).map((each) => join(each.parentPath, each.name));
  for (const folder of folders.sort((a, b) => b.length - a.length))
    await rmdir(folder).catch(() => undefined);
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
