import { cleanJson } from './cleanJson.ts';
import { cleanLine } from './cleanLine.ts';
import { cleanNetrc } from './cleanNetrc.ts';
import { type CleanAll, lineAround, oneByOne } from './cleanOne.ts';
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

const none: CleanAll = (_text, tokens) => tokens.map(() => undefined);
const settings = oneByOne(cleanLine('plain'));
const shell = oneByOne(cleanLine('shell'));

/** More of one token in one file are no login any more; and a text made to be slow must not take long. */
const mostPlanned = 100;

/**
 * Settings of the editor are a file like the others: its own interface knows one profile only, and refuses the keys of an
 * extension that is gone. gh's logins are gh's to end, and a history is a list of commands whose lines hang together; of what is neither a line
 * nor a member nothing is known.
 */
const ways: Readonly<Record<CleanedAs, CleanAll>> = Object.freeze({
  gitCredentials: oneByOne(wholeLine),
  gitConfig: oneByOne(cleanLine('git')),
  netrc: cleanNetrc,
  npmrc: settings,
  ghHosts: none,
  editorSettings: cleanJson,
  mcp: jsonOrLine,
  packageLogin: jsonOrLine,
  shellProfile: shell,
  shellHistory: none,
  envrc: shell,
});

/** Whether a token could go out of such a file by more than a person's own hand. */
export function isCleanable(what: CleanedAs): boolean {
  return ways[what] !== none;
}

/** How a token, known by its print, goes out of a file wherever it stands there. `text`: its bytes as Latin-1. */
export function planClean(text: string, what: CleanedAs, wanted: string, print: Print): CleanPlan {
  const found = findTokens(text);
  const isWanted = new Set(found.filter((one) => print(secretAt(text, one)) === wanted));
  // What is left of a text with two bytes for a character would be shifted by one.
  if (text.includes('\0')) return { stretches: [], stuck: isWanted.size };
  const others = found.filter((one) => !isWanted.has(one));
  const takesAnother = (planned: readonly Stretch[]) =>
    planned.some((stretch) => others.some(({ offset }) => isWithin(offset, stretch)));
  const tried = [...isWanted].slice(0, mostPlanned);
  const alone = ways[what](text, tried);
  const going = tried.filter((_, at) => alone[at] !== undefined && !takesAnother(alone[at]));
  // Once more without those that stay: a comma may be theirs.
  const together = going.length === tried.length ? alone : ways[what](text, going);
  const stretches = together.flatMap((planned) => planned ?? []);
  return { stretches: merged(stretches), stuck: isWanted.size - going.length };
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

function jsonOrLine(...[text, tokens]: Parameters<CleanAll>): ReturnType<CleanAll> {
  const isJson = /^(?:\u00ef\u00bb\u00bf)?\s*(?:[{[]|\/[/*])/.test(text.slice(0, 1000));
  return (isJson ? cleanJson : settings)(text, tokens);
}
