import { decidingBytes, judgeDecoding } from '../../leaks/decoding.ts';
import { findTokens } from '../../leaks/findTokens.ts';
import { Lines } from '../../leaks/lines.ts';
import { type Print, placed } from '../../leaks/placed.ts';
import type { PlacelessLeak } from '../../leaks/ports.ts';
import type { Hit } from './ripgrepAnswer.ts';

/** The bytes of a file that lie there, fewer at its end. They stay until the next are taken. */
export type TakeBytes = (at: number, wanted: number) => Buffer;

export interface SearchedFile {
  readonly take: TakeBytes;
  /** Bytes. */
  readonly size: number;
  readonly name: string;
}

/** A token starts at most this far before its hit: in base64 with a name before it. What stands before it decides too. */
const before = 1_024;
const deciding = 512;
/** From a hit on: the longest token in base64, in indented lines. */
const behind = 16_384;
/** Bytes at a time. */
const step = 1 << 20;
/** What the forms of a token are made of that have no fixed length: a stretch of them over an edge may be one. */
const stretch = /^[\w.+/=-]+$/;
const loneReturn = /\r(?!\n)/;
const letterReturn = '\r'.charCodeAt(0);

interface Window {
  readonly from: number;
  readonly to: number;
  readonly hits: readonly [Hit, ...Hit[]];
}

/**
 * The tokens of a file of which it is known where one may begin: only what stands around these places is searched. Finds
 * what a search of the whole finds, or gives undefined where that is not sure: in UTF-16 and among NULs, where a stretch
 * without an end reaches over the edge, where lines end with CR alone.
 */
export function searchWindows(
  { take, size, name }: SearchedFile,
  hits: readonly Hit[],
  print: Print,
): readonly PlacelessLeak[] | undefined {
  const decoding = judgeDecoding(take(0, decidingBytes).toString('latin1'));
  if (decoding.kind !== 'bytes') return undefined;
  const leaks: PlacelessLeak[] = [];
  const lines = new Lines({ bytes: true });
  let passed = decoding.mark;
  for (const { from, to, hits: own } of planWindows(hits, decoding.mark, size)) {
    if (!passOver(take, passed, from, lines)) return undefined;
    const text = take(from, to - from).toString('latin1');
    const first = own[0].at - from;
    const unsure = isUnsure(text, from > decoding.mark, to < size);
    if (unsure || text.length < to - from) return undefined;
    lines.setLine(own[0].line - text.slice(0, first).split('\n').length);
    const least = from > decoding.mark ? deciding : 0;
    const last = own.at(-1)?.at ?? 0;
    const findings = findTokens(text, name).filter(
      ({ offset }) => offset >= least && offset <= last - from + deciding,
    );
    const end = findings.at(-1);
    // Cut off, it would have been longer.
    if (end !== undefined && to < size && end.offset + end.length > text.length - deciding) return undefined;
    leaks.push(...placed(text, findings, lines, print));
    lines.pass(text, end === undefined ? 0 : end.offset + end.length, text.length);
    passed = to;
  }
  return leaks;
}

/** Those that touch are one: what stands in two windows is found once. */
function planWindows(hits: readonly Hit[], start: number, size: number): readonly Window[] {
  const windows: Window[] = [];
  for (const hit of hits) {
    const [from, to] = [Math.max(start, hit.at - before), Math.min(size, hit.at + behind)];
    const last = windows.at(-1);
    if (last === undefined || from > last.to) windows.push({ from, to, hits: [hit] });
    else windows[windows.length - 1] = { from: last.from, to, hits: [...last.hits, hit] };
  }
  return windows;
}

/** Whether what lies beyond an edge may change what is found within, or how its lines are counted. */
function isUnsure(text: string, cutBefore: boolean, cutBehind: boolean): boolean {
  return (
    text.includes('\0') ||
    loneReturn.test(text) ||
    (cutBefore && stretch.test(text.slice(0, deciding))) ||
    (cutBehind && stretch.test(text.slice(-deciding)))
  );
}

/** Brings the columns of `lines` to where the gap ends; false when a line in it ends with CR alone. */
function passOver(take: TakeBytes, from: number, to: number, lines: Lines): boolean {
  for (let at = from; at < to; at += step) {
    const bytes = take(at, Math.min(step, to - at));
    if (bytes.includes(letterReturn) && loneReturn.test(bytes.toString('latin1'))) return false;
    const start = bytes.lastIndexOf('\n') + 1;
    if (start > 0) lines.startLine();
    if (start < bytes.length) lines.pass(bytes.toString('latin1', start), 0, bytes.length - start);
  }
  return true;
}
