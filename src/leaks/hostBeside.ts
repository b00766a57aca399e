import { findAgain } from './findAgain.ts';
import type { Leak } from './leak.ts';
import type { Print } from './placed.ts';

/** How far (characters) from a token its host is looked for. */
const most = 300;

/**
 * The host that the text around a token names: an address, a login of git or curl, a registry, gh's file. Whoever wrote it
 * could write anything there, so it is what the person is shown and asked about, and never a place to send to by itself.
 */
export function hostBeside(text: string, leak: Pick<Leak, 'id' | 'print'>, print: Print): string | undefined {
  const token = findAgain(text, leak, print);
  if (token === undefined) return undefined;
  const end = token.offset + token.length;
  const before = text.slice(Math.max(0, token.offset - most), token.offset);
  const behind = text.slice(end, end + most);
  const named =
    /^[^\s@/]*@([\w.-]+(?::\d{1,5})?)/.exec(behind)?.[1] ??
    machineBefore(before) ??
    /\/\/([\w.:-]+)\/[^\s=]*[ \t]*=[ \t]*["']?$/.exec(before)?.[1] ??
    /(?:^|\n)([\w.:-]+):[ \t]*\r?\n(?:[ \t]+[^\n]*\n)*[ \t]+oauth_token:[ \t]*$/.exec(before)?.[1];
  const host = named?.toLowerCase();
  return host === 'npm.pkg.github.com' || host === 'maven.pkg.github.com' ? 'github.com' : host;
}

/** Of a login of curl's or git's: the machine that was named last. */
function machineBefore(text: string): string | undefined {
  if (!/\spassword\s+"?$/.test(text)) return undefined;
  return [...text.matchAll(/(?:^|\s)machine\s+([\w.:-]+)/g)].at(-1)?.[1];
}
