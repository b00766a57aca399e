import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { TeamFileProblem } from '../guardrails/teamFileProblem.ts';
import { teamFilePath } from '../teamPolicy/teamFile.ts';
import { longestTeamFile } from '../teamPolicy/yamlTree.ts';

/** The bytes of a file as text, or why it is not read. */
export type TeamText = { readonly text: string } | { readonly problem: TeamFileProblem };

const unreadable: TeamText = Object.freeze({ problem: Object.freeze({ kind: 'unreadable' }) });

/**
 * The file in a folder; undefined when there is none. A repository may bring a link to a file of the person's, a pipe
 * that never ends or a file of gigabytes: what stands outside is not read, and no more than the limit of anything.
 */
export async function readTeamFileOnDisk(folder: string): Promise<TeamText | undefined> {
  let file: FileHandle | undefined;
  try {
    const [top, path] = await Promise.all([realpath(folder), realpath(join(folder, teamFilePath))]);
    if (!path.startsWith(top.endsWith(sep) ? top : top + sep)) return { problem: { kind: 'link' } };
    // Without waiting for the other end of a pipe.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!(await file.stat()).isFile()) return unreadable;
    const buffer = new Uint8Array(longestTeamFile + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return readTeamText(buffer.subarray(0, bytesRead));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A link to nothing is one that names a file and has none.
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : unreadable;
  } finally {
    await file?.close().catch(() => undefined);
  }
}

/** UTF-8, without the mark that some editors put before it. */
export function readTeamText(bytes: Uint8Array): TeamText {
  if (bytes.length > longestTeamFile) {
    return { problem: { kind: 'tooLarge', maxBytes: longestTeamFile } };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return unreadable;
  }
}
