import * as vscode from 'vscode';
import type { Leak, LeakPlace } from '../../leaks/leak.ts';
import { secretOf } from '../../leaks/secretOf.ts';
import type { Secret } from '../../shared/secret.ts';
import { openGit } from '../openGit.ts';
import type { Services } from '../services.ts';

/** The most that is read again of one file (bytes): beyond it the window would stall. */
const largest = 64 * 1024 * 1024;
const fileBit = 1;

/**
 * The value of a found token, read again from where it lies and proved by its print; from here on the redactor knows it.
 * Undefined when it is not there any more. What stands in an editor wins over the disk, as in the list (I16). Throws
 * `Failure` when git cannot be asked.
 */
export async function secretOfLeak(services: Services, { place, print }: Leak): Promise<Secret | undefined> {
  const { keeper } = services.leaks;
  for (const text of await textsOf(services, place)) {
    const secret = secretOf(text, print, keeper.print);
    if (secret === undefined) continue;
    services.secrets.learn(secret);
    return secret;
  }
  return undefined;
}

async function textsOf(services: Services, place: LeakPlace): Promise<readonly string[]> {
  if (place.kind !== 'file') {
    const git = await openGit(services);
    return readings(await git.bytesAt(place));
  }
  const open = vscode.workspace.textDocuments.find(
    ({ uri, isClosed }) => uri.toString() === place.uri && !isClosed,
  );
  return open === undefined ? readings(await bytesOf(vscode.Uri.parse(place.uri, true))) : [open.getText()];
}

/** Undefined for what is gone, is no plain file (a pipe would never end), or is too large. */
async function bytesOf(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & fileBit) === 0 || size > largest) return undefined;
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}

/** The bytes as texts a token may stand in: UTF-8, and, where there are zero bytes, UTF-16 of either order. */
function readings(bytes: Uint8Array | undefined): readonly string[] {
  if (bytes === undefined) return [];
  const plain = new TextDecoder().decode(bytes);
  // A token is ASCII, so every second byte of it is zero there.
  return bytes.includes(0)
    ? [plain, new TextDecoder('latin1').decode(bytes.filter((byte) => byte !== 0))]
    : [plain];
}
