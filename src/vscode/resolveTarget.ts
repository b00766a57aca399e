import * as vscode from 'vscode';
import type { PushProblem } from '../push/problems.ts';
import type { ChosenTarget } from '../push/pushTarget.ts';
import type { KnownHosts } from '../push/remoteAddress.ts';
import { Failure } from '../shared/failure.ts';
import type { HostName } from '../tokens/host.ts';
import { pick } from './prompts.ts';
import type { Services } from './services.ts';
import { readHosts } from './settings.ts';
import { askAlias } from './sshAlias.ts';

/** Where a branch goes, or what must be said or asked first. */
export type Look<T> =
  | { readonly kind: 'found'; readonly found: T }
  | Exclude<ChosenTarget, { readonly kind: 'target' }>;

/**
 * Looks where a branch goes, asks what is not clear (which of several remotes, which GitHub an SSH name means), and
 * looks again. Undefined when the person leaves. Throws `Failure<PushProblem>` when it is refused.
 */
export async function resolveTarget<T>(
  services: Services,
  title: string,
  look: (known: KnownHosts, remote: string | undefined) => Look<T> | Promise<Look<T>>,
  chosenBefore?: string,
): Promise<T | undefined> {
  let remote = chosenBefore;
  for (;;) {
    const answer = await look(knownHosts(services), remote);
    switch (answer.kind) {
      case 'found':
        return answer.found;
      case 'refused':
        throw new Failure<PushProblem>(answer.problem);
      case 'chooseRemote':
        remote = await chooseRemote(title, answer.remotes);
        if (remote === undefined) return undefined;
        break;
      case 'askAlias':
        if ((await askAlias(services, title, answer.alias)) === undefined) return undefined;
    }
  }
}

/** The hosts a remote may lead to, and what the person said about SSH names. */
export function knownHosts(services: Services): KnownHosts {
  return {
    hosts: readHosts().hosts,
    aliases: services.memory.sshAliases as Readonly<Record<string, HostName>>,
  };
}

/** Which of several remotes, this time. */
export function chooseRemote(title: string, remotes: readonly string[]): Promise<string | undefined> {
  return pick<string>({
    title,
    placeholder: vscode.l10n.t('This repository has several remotes. Which one?'),
    choices: remotes.map((remote) => ({ label: remote, value: remote })),
  });
}
