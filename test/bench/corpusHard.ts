import { fineGrained, opaque } from './corpusTokens.ts';
import type { Random } from './random.ts';

/** A file that holds one token where it is hard to find, or the same one twice. */
export interface HardFile {
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
  /** Of the token, or of the base64 it is written in: zero-based. Columns are not compared. */
  readonly line: number;
}

const chunk = 65_536;

/** Eighty files. `.gitignore` beside the `.env` files is no plant, and is written by whoever writes these. */
export function hardFiles(random: Random): readonly HardFile[] {
  const filler = 'the quick brown fox jumps over the lazy dog 0123456789\n'.repeat(20_000);
  const noise = (): Buffer => Buffer.from(Array.from({ length: 3000 }, () => random.below(256)));
  const files: HardFile[] = [];
  const add = (count: number, folder: string, type: string, make: (i: number) => Omit<HardFile, 'type'>) => {
    for (let i = 0; i < count; i++) {
      const { path, content, line } = make(i);
      files.push({ path: `${folder}/${path}`, type, content, line });
    }
  };
  add(10, 'utf16le', 'UTF-16 with its mark', (i) => {
    const text = `\ufeff$env:GH_TOKEN = '${opaque(random, 'ghp')}'\r\n`;
    return { path: `${i}.ps1`, content: Buffer.from(text, 'utf16le'), line: 0 };
  });
  add(10, 'utf8bom', 'UTF-8 with a mark', (i) => {
    const text = `\ufeffGH_TOKEN=${opaque(random, 'ghp')}\r\n`;
    return { path: `${i}.env`, content: Buffer.from(text), line: 0 };
  });
  add(10, 'dotenv', '.env that git ignores', (i) => {
    const text = `A=1\nGITHUB_TOKEN=${fineGrained(random)}`;
    return { path: `${i}/.env`, content: Buffer.from(text), line: 1 };
  });
  add(10, 'chunk64k', 'across 64 KiB', (i) => {
    const before = chunk - random.below(38) - 2;
    const text = `${filler.slice(0, before)}\n${opaque(random, 'gho')}\n${filler.slice(0, 5000)}`;
    return { path: `${i}.log`, content: Buffer.from(text), line: linesIn(filler.slice(0, before)) + 1 };
  });
  add(10, 'longline', 'one long line', (i) => {
    const text = `${'a=1;'.repeat(300_000)}k="${opaque(random, 'ghp')}";${'b=2;'.repeat(100_000)}`;
    return { path: `${i}.bundle.js`, content: Buffer.from(text), line: 0 };
  });
  add(5, 'big', '16 MB', (i) => {
    const text = `${filler.repeat(10)}${opaque(random, 'ghs')}\n${filler.repeat(5)}`;
    return { path: `${i}.log`, content: Buffer.from(text), line: 200_000 };
  });
  add(10, 'binary', 'binary', (i) => {
    const before = noise();
    const token = Buffer.from(`\0\0${opaque(random, 'ghp')}\0\0`);
    const line = linesIn(before.toString('latin1').replace(/\r\n?/g, '\n'));
    return { path: `${i}.bin`, content: Buffer.concat([before, token, noise()]), line };
  });
  add(10, 'basic', 'base64 of a Basic header', (i) => {
    const pair = Buffer.from(`x-access-token:${opaque(random, 'ghp')}`).toString('base64');
    const text = `[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic ${pair}\n`;
    return { path: `${i}.gitconfig`, content: Buffer.from(text), line: 1 };
  });
  add(5, 'adjacent', 'among word characters', (i) => {
    const token = opaque(random, 'ghp');
    const text = i % 2 === 1 ? `key_${token}_end x${token}` : `PAT%3D${token}%26x`;
    return { path: `${i}.txt`, content: Buffer.from(text), line: 0 };
  });
  return files;
}

const linesIn = (text: string): number => text.split('\n').length - 1;
