import { cleanJson } from './cleanJson.ts';
import { cleanLine } from './cleanLine.ts';
import { cleanNetrc } from './cleanNetrc.ts';
import { type CleanOne, lineAround } from './cleanOne.ts';
import { findTokens } from './findTokens.ts';
import type { Print } from './placed.ts';
import type { MachineFile } from './ports.ts';
import type { Stretch } from './replacement.ts';
import { secretAt } from './secretAt.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** What a file is, which says how a token is taken out of it so that the rest still means the same. */
export type CleanedAs = MachineFile['what'];

export interface CleanPlan {
  /** First to last, and none touches another. */
  readonly stretches: readonly Stretch[];
  /** How often it would stay: as part of a command, of more text, or beside another token. A person has to look. */
  readonly stuck: number;
}

const none: CleanOne = () => undefined;

/**
 * Settings of the editor are a file like the others: its own interface knows one profile only, and refuses the keys of an
 * extension that is gone. gh's logins are gh's to end, and a history is a list of commands whose lines hang together; of what is neither a line
 * nor a member nothing is known.
 */
const ways: Readonly<Record<CleanedAs, CleanOne>> = Object.freeze({
  gitCredentials: wholeLine,
  gitConfig: cleanLine,
  netrc: cleanNetrc,
  npmrc: cleanLine,
  ghHosts: none,
  editorSettings: cleanJson,
  mcp: jsonOrLine,
  packageLogin: jsonOrLine,
  shellProfile: cleanLine,
  shellHistory: none,
  envrc: cleanLine,
});

/** Whether a token could go out of such a file by more than a person's own hand. */
export function isCleanable(what: CleanedAs): boolean {
  return ways[what] !== none;
}

/** How a token, known by its print, goes out of a file wherever it stands there. `text`: its bytes as Latin-1. */
export function planClean(text: string, what: CleanedAs, wanted: string, print: Print): CleanPlan {
  const found = findTokens(text);
  const isWanted = (one: TokenFinding) => print(secretAt(text, one)) === wanted;
  const others = found.filter((one) => !isWanted(one));
  let stuck = 0;
  const stretches: Stretch[] = [];
  for (const one of found.filter(isWanted)) {
    const planned = ways[what](text, one);
    const takesAnother = planned?.some((stretch) => others.some(({ offset }) => isWithin(offset, stretch)));
    if (planned === undefined || takesAnother) stuck++;
    else stretches.push(...planned);
  }
  return { stretches: merged(stretches), stuck };
}

const isWithin = (at: number, { start, end }: Stretch) => at >= start && at < end;

/** The same token may stand twice in one line. */
function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || next.start > last.end) all.push(next);
    else all[all.length - 1] = { start: last.start, end: Math.max(last.end, next.end) };
  }
  return all;
}

/** A line of git's own store is one login, and nothing else. */
function wholeLine(text: string, { offset, written }: TokenFinding): readonly Stretch[] | undefined {
  return written === 'url' ? [lineAround(text, offset)] : undefined;
}

function jsonOrLine(text: string, token: TokenFinding): readonly Stretch[] | undefined {
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:[{[]|\/[/*])/.test(text.slice(0, 1000))
    ? cleanJson(text, token)
    : cleanLine(text, token);
}
