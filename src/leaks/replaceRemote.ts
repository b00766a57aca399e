import type { Secret } from '../shared/secret.ts';
import { findTokens } from './findTokens.ts';
import { applied } from './replacement.ts';
import { planReplacement } from './replaceToken.ts';
import { secretAt } from './secretAt.ts';

/** A configuration file of a repository. Includes are not followed: they are files of their own. */
export interface ConfigFile {
  /** The repository's folder. */
  readonly folder: string;
  readonly path: string;
}

/** One value of a git configuration; `key` as git writes it. */
export interface ConfigValue {
  readonly key: string;
  readonly value: string;
}

/** What git is to write. Nothing of it holds a token: it is an argument of a process. */
export interface StripStep {
  readonly key: string;
  readonly address: string;
  /** The value that it takes the place of, as git's own expression: the same address with some user. */
  readonly pattern: string;
}

export interface StripPlan {
  readonly steps: readonly StripStep[];
  /** The token also stands where git could only change it by being told it: in a section's name, or within more text. */
  readonly stuck: boolean;
}

/** How a token goes out of every address of one configuration file: fetch, push, and whatever else names one. */
export function planStrip(values: readonly ConfigValue[], isToken: (secret: Secret) => boolean): StripPlan {
  const holds = (text: string) => findTokens(text).some((finding) => isToken(secretAt(text, finding)));
  const held = values.filter(({ key, value }) => holds(key) || holds(value));
  const planned = held.map(stepFor);
  return { steps: planned.filter((step) => step !== undefined), stuck: planned.includes(undefined) };
}

function stepFor({ key, value }: ConfigValue): StripStep | undefined {
  const [finding, ...others] = findTokens(value);
  if (finding?.written !== 'url' || others.length > 0 || findTokens(key).length > 0) return undefined;
  const { edits, by } = planReplacement(value, finding, { languageId: '', path: '', cell: false });
  const address = applied(value, edits);
  const [, scheme, rest] = /^(https?:\/\/)([^\s@]+)$/i.exec(address) ?? [];
  if (by.kind !== 'address' || scheme === undefined || rest === undefined) return undefined;
  return { key, address, pattern: `^${escaped(scheme)}[^/]*@${escaped(rest)}$` };
}

/** For the extended expressions of POSIX. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
