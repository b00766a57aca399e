import { decodeBase64 } from '../shared/base64.ts';
import { type Candidate, findCandidates } from './candidates.ts';
import { unwrapValue } from './cleanPaste.ts';
import { type Identified, identifyToken } from './identify.ts';

/** A token in a pasted text, with what stood around it. */
export interface PastedToken {
  readonly text: string;
  readonly identified: Identified;
  /** Lower-case `name` or `name:port` of the URL it stood in. A suggestion: it has not been checked against any setting. */
  readonly host: string | undefined;
  /** The account it stood beside, unless that is a stand-in like `x-access-token`. */
  readonly userName: string | undefined;
  /** What follows the token directly in the text. */
  readonly after: string;
}

const standIns: readonly string[] = Object.freeze([
  'x-access-token',
  'x-oauth-basic',
  'oauth2',
  'oauth',
  'token',
  'git',
  'pat',
]);
const authority = /https?:\/\/([^\s/?#\\"'<>]{0,4000})/gi;
const basic = /\bbasic +([A-Za-z0-9+/_-]{8,4000}={0,2})/gi;
const keyword = /(?:gh|github|token|pat)[a-z0-9_.-]{0,40}["']? ?[:=]/i;

/** Every different token in a cleaned paste, best form first. */
export function findPastedTokens(text: string): readonly PastedToken[] {
  const found = new Map<string, PastedToken>();
  const add = (token: PastedToken): void => {
    if (!found.has(token.text)) found.set(token.text, token);
  };
  for (const match of text.matchAll(authority)) {
    const given = match[1] ?? '';
    const at = given.lastIndexOf('@');
    if (at < 0) continue;
    const token = fromUserInfo(given.slice(0, at), given.slice(at + 1));
    if (token) add(token);
  }
  for (const match of text.matchAll(basic)) {
    const token = fromUserInfo(decodeBase64(match[1] ?? '') ?? '', undefined);
    if (token) add(token);
  }
  for (const candidate of chooseCandidates(text)) add(bare(candidate, text));
  if (found.size === 0) for (const token of legacyTokens(text)) add(token);
  return [...found.values()];
}

/** `user:token`, or a token in the place of the user (`https://<token>:x-oauth-basic@…`, `https://<token>@…`). */
function fromUserInfo(userInfo: string, host: string | undefined): PastedToken | undefined {
  const colon = userInfo.indexOf(':');
  const user = percentDecoded(colon < 0 ? userInfo : userInfo.slice(0, colon));
  const password = colon < 0 ? '' : percentDecoded(userInfo.slice(colon + 1));
  const text = [password, user].find(isWholeToken);
  if (text === undefined) return undefined;
  const named = text === password && user !== '' && !standIns.includes(user.toLowerCase());
  return {
    text,
    identified: identifyToken(text),
    host:
      host !== undefined && /^[a-z0-9.-]{1,253}(?::[0-9]{1,5})?$/i.test(host)
        ? host.toLowerCase()
        : undefined,
    userName: named ? user.slice(0, 100) : undefined,
    after: '',
  };
}

/** The candidates of a text, or the one token that was broken over lines or spaces. */
function chooseCandidates(text: string): readonly Candidate[] {
  const direct = findCandidates(text).filter(
    ({ identified, end }) => identified.shape === 'exact' || !/^["']? ?[:=]/.test(text.slice(end, end + 3)),
  );
  const joined = joinBroken(text);
  if (direct.length > 1 || joined === undefined) return direct;
  const { candidate, byLinesOnly } = joined;
  if (candidate.identified.shape === 'exact') return [candidate];
  const first = direct[0];
  return first && (first.identified.shape === 'exact' || !byLinesOnly) ? direct : [candidate];
}

/** From the first prefix to the end without white space, if that is one single token. */
function joinBroken(text: string): { candidate: Candidate; byLinesOnly: boolean } | undefined {
  const start = /(?<![A-Za-z0-9_])(?:gh[a-z]_|github_)/.exec(text)?.index;
  if (start === undefined) return undefined;
  const tail = text.slice(start).replace(/["'`,;)}\] \n]+$/, '');
  if (!/[ \n]/.test(tail)) return undefined;
  const compact = tail.replace(/[ \n]/g, '');
  const [candidate, ...others] = findCandidates(compact);
  if (candidate?.start !== 0 || candidate.end !== compact.length || others.length > 0) return undefined;
  return { candidate, byLinesOnly: tail.split('\n').every((line) => !line.trim().includes(' ')) };
}

/**
 * Forty hex digits are an old token or just as well a commit, so they must be all there is, or stand beside a word
 * that says token.
 */
function legacyTokens(text: string): readonly PastedToken[] {
  const lines = text.split('\n');
  const whole = text.replace(/[ \n]/g, '');
  const values =
    lines.length === 1
      ? [unwrapValue(text)]
      : [whole, ...lines.filter((line) => keyword.test(line)).map(unwrapValue)];
  return values
    .filter((value) => identifyToken(value).kind === 'legacy-hex')
    .map((value) => plain(value, ''));
}

function bare(candidate: Candidate, text: string): PastedToken {
  const inText = text.startsWith(candidate.text, candidate.start);
  return plain(candidate.text, inText ? text.slice(candidate.end, candidate.end + 2) : '');
}

function plain(text: string, after: string): PastedToken {
  return { text, identified: identifyToken(text), host: undefined, userName: undefined, after };
}

function isWholeToken(value: string): boolean {
  const [candidate] = findCandidates(value);
  return candidate?.text === value || identifyToken(value).kind === 'legacy-hex';
}

/** Decodes what stands for a printable ASCII character; anything else stays as it is and will not be a token. */
function percentDecoded(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
