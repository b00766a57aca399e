import type { MachineFile } from './ports.ts';

/** A login that another program keeps. gh and git are programs that have to be run for it. */
export type LoginPlace = 'gh' | 'vscode' | 'git';

/** Where tokens of this machine can lie. Nothing of it is read before the person chose it. */
export type FindPlace =
  | { readonly kind: 'file'; readonly file: MachineFile }
  /** Addresses with a token in them, in the repositories that are open. */
  | { readonly kind: 'remotes' }
  /** Variables of this process that hold one, by name. */
  | { readonly kind: 'environment'; readonly names: readonly string[] }
  | { readonly kind: 'login'; readonly from: LoginPlace };

export interface FindFacts {
  readonly trusted: boolean;
  /** Repositories that are open. */
  readonly repositories: number;
  /** Files that exist. */
  readonly machine: readonly MachineFile[];
  readonly variables: readonly string[];
  /** Those that the person's setting allows. */
  readonly logins: readonly LoginPlace[];
}

/** What people write, and not what a program keeps its logins in. */
const written: readonly MachineFile['what'][] = Object.freeze(['shellProfile', 'shellHistory', 'envrc']);

/**
 * What is offered, and what of it is chosen beforehand: files in which programs keep logins, and what this process knows
 * anyway. Never what runs a program, what a link leads to, or what the person wrote down. Without trust no program runs and
 * no repository is looked into; the files are the person's own all the same.
 */
export function planFindPlaces({ trusted, repositories, machine, variables, logins }: FindFacts) {
  const offered: { readonly place: FindPlace; readonly picked: boolean }[] = [];
  const offer = (place: FindPlace, picked: boolean) => offered.push({ place, picked });
  if (trusted && repositories > 0) offer({ kind: 'remotes' }, true);
  if (variables.length > 0) offer({ kind: 'environment', names: variables }, true);
  for (const from of logins) {
    const isProgram = from !== 'vscode';
    if (trusted || !isProgram) offer({ kind: 'login', from }, !isProgram);
  }
  for (const file of machine) {
    offer({ kind: 'file', file }, file.leadsTo === undefined && !written.includes(file.what));
  }
  return offered as readonly (typeof offered)[number][];
}
