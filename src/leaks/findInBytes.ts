import { decidingBytes, judgeDecoding, Utf16Reader } from './decoding.ts';
import { findTokens } from './findTokens.ts';
import { Lines } from './lines.ts';
import { type Print, placed } from './placed.ts';
import type { PlacelessLeak } from './ports.ts';

/** A file's bytes as a text in which tokens can be looked for. */
export interface ReadBytes {
  /** What to search; the byte order mark is no part of it. */
  readonly text: string;
  /** Whether each character of `text` is one byte, so that columns have to be counted as UTF-8. */
  readonly bytes: boolean;
}

/** Decides what the bytes are. `latin1`: all bytes of a file, one character each (`buffer.latin1Slice()`). */
export function readBytes(latin1: string): ReadBytes {
  const decoding = judgeDecoding(latin1.slice(0, decidingBytes));
  const { mark } = decoding;
  const rest = mark === 0 ? latin1 : latin1.slice(mark);
  if (decoding.kind === 'bytes') return { text: rest, bytes: true };
  return { text: new Utf16Reader(decoding).read(rest), bytes: false };
}

/**
 * The tokens in the bytes of a whole file, with their places in the editor's units. `name`: the file's, which says of a
 * private key whose it is. A file that is too large to be held comes through a `LeakStream`.
 */
export function findInBytes(latin1: string, print: Print, name?: string): readonly PlacelessLeak[] {
  const { text, bytes } = readBytes(latin1);
  const findings = findTokens(text, name);
  return findings.length === 0 ? [] : placed(text, findings, new Lines({ bytes }), print);
}
