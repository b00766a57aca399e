import * as vscode from 'vscode';
import { readBytes } from '../../leaks/findInBytes.ts';
import { latin1Of } from '../../leaks/fromCodes.ts';
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
  const text = await textOf(services, place);
  const secret = text === undefined ? undefined : secretOf(text, print, keeper.print);
  if (secret !== undefined) services.secrets.learn(secret);
  return secret;
}

/** The text a found token lies in, as it is now. */
export async function textOf(services: Services, place: LeakPlace): Promise<string | undefined> {
  if (place.kind !== 'file') return decoded(await (await openGit(services)).bytesAt(place));
  return openDocument(place.uri)?.getText() ?? decoded(await bytesOf(vscode.Uri.parse(place.uri, true)));
}

/** What stands in an editor, by its URI. */
export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri && !one.isClosed);
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

/** As it was read when it was found: in UTF-16, a token without a prefix is seen in no other way. */
function decoded(bytes: Uint8Array | undefined): string | undefined {
  return bytes && readBytes(latin1Of(bytes)).text;
}
