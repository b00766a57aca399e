import { type Identified, identifyToken } from './identify.ts';

/** A stretch of a text that reads like a GitHub token. `end` is exclusive. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly identified: Identified;
}

/** Fewer characters after the prefix than any token ever had: a variable name, or the start of a token. */
const leastBody = 16;
/** A prefix we do not know must be followed by more, or `github_actions_deploy_key` would be a token. */
const leastUnknownBody = 30;
const prefixes = 'gh[a-z]_|github_[a-z]{2,8}_|v1\\.(?=[0-9a-f]{40})';
/** Kinds whose tokens are letters, digits and `_`; the others may be JWTs, with `.` and `-` in them. */
const simplePrefixes: readonly string[] = Object.freeze(['ghp_', 'gho_', 'ghr_', 'github_pat_', 'v1.']);
const simple = /[A-Za-z0-9_]/;
const dotted = /[A-Za-z0-9_.-]/;

/**
 * Finds what reads like prefixed GitHub tokens, also with a prefix of the future (`gh?_`, `github_…_`). Each
 * stretch is walked once by hand: the obvious expression for the JWT form is quadratic on hostile input.
 */
export function findCandidates(text: string): readonly Candidate[] {
  const found: Candidate[] = [];
  const prefix = new RegExp(prefixes, 'g');
  for (let match = prefix.exec(text); match; match = prefix.exec(text)) {
    const start = match.index;
    if (start > 0 && simple.test(text.charAt(start - 1))) continue;
    const end = endOf(text, start, match[0]);
    prefix.lastIndex = end;
    const value = text.slice(start, end);
    const identified = identifyToken(value);
    if (isLongEnough(value.slice(match[0].length), identified))
      found.push({ start, end, text: value, identified });
  }
  return found;
}

/** Whether the text holds a token anywhere: such text must not become a name, a reason or a title. */
export function holdsToken(text: string): boolean {
  return findCandidates(text).length > 0;
}

function isLongEnough(body: string, identified: Identified): boolean {
  if (identified.kind !== 'unknown') return body.length >= leastBody;
  return body.length >= leastUnknownBody && /[0-9]/.test(body);
}

function endOf(text: string, start: number, prefix: string): number {
  const simpleEnd = walk(text, start + prefix.length, simple);
  if (simplePrefixes.includes(prefix)) return simpleEnd;
  // An opaque token followed by a full stop or a dash ends there; a JWT goes on.
  if (identifyToken(text.slice(start, simpleEnd)).checksum === 'right') return simpleEnd;
  let end = walk(text, simpleEnd, dotted);
  while (end > simpleEnd && text.charAt(end - 1) === '.') end--;
  return end;
}

function walk(text: string, from: number, allowed: RegExp): number {
  let end = from;
  while (end < text.length && allowed.test(text.charAt(end))) end++;
  return end;
}
