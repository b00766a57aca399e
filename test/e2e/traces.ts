import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a trace of a token looks like, in whatever form it was written. Latin-1 texts, one for each form and part. */
export interface Sought {
  readonly label: string;
  readonly needles: readonly string[];
}

const partLength = 14;

/**
 * The forms one token could leave: itself, as UTF-16, base64 at each alignment (and so behind any user name), hex,
 * reversed. Each is sought by parts, so that half a token is found too; the prefix and the last four characters are not
 * sought, because masked they may be shown.
 */
export function soughtOf(label: string, token: string): Sought {
  // Only the last part of a stateless token is secret: what stands before it is the same for every token of the App.
  const secret = token.slice(Math.max(token.lastIndexOf('.'), token.indexOf('_')) + 1, -4);
  const parts = [0, Math.floor((secret.length - partLength) / 2), secret.length - partLength].map((at) =>
    secret.slice(at, at + partLength),
  );
  const wide = parts.map((part) => Buffer.from(part, 'utf16le').toString('latin1'));
  const base64 = [0, 1, 2].flatMap((pad) => {
    const coded = Buffer.from('x'.repeat(pad) + secret).toString('base64');
    // Without the digits that neighbours could change.
    const inner = coded.slice(4, -8);
    return [inner.slice(0, 20), inner.slice(-20)];
  });
  const hex = Buffer.from(secret).toString('hex').slice(0, 32);
  const reversed = [...secret].reverse().join('').slice(0, partLength);
  return { label, needles: [...new Set([...parts, ...wide, ...base64, hex, reversed])] };
}

/** The labels of the tokens that a text holds. */
export function tracesIn(text: string, sought: readonly Sought[]): readonly string[] {
  return sought
    .filter(({ needles }) => needles.some((needle) => text.includes(needle)))
    .map(({ label }) => label);
}

const mostBytes = 64 << 20;

/** Every file below a folder, by its path, with the labels of the tokens it holds. Links are not followed. */
export function tracesBelow(folder: string, sought: readonly Sought[]): readonly string[] {
  const found: string[] = [];
  const look = (path: string): void => {
    const facts = lstatSync(path, { throwIfNoEntry: false });
    if (facts?.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
    if (!facts?.isFile() || facts.size === 0 || facts.size > mostBytes) return;
    const text = readFileSync(path).toString('latin1');
    found.push(...tracesIn(text, sought).map((label) => `${label} in ${path.slice(folder.length + 1)}`));
  };
  if (existsSync(folder)) look(folder);
  return found;
}
