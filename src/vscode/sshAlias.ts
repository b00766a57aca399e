import * as vscode from 'vscode';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import { Failure } from '../shared/failure.ts';
import type { HostName } from '../tokens/host.ts';
import { fail } from './notify.ts';
import { pick } from './prompts.ts';
import type { Services } from './services.ts';
import { readHosts } from './settings.ts';

/** An address that rests on what the person said about a name of their SSH configuration. */
export type AliasedAddress = RepositoryAddress & { readonly alias: string };

export function isAliased(address: RepositoryAddress | undefined): address is AliasedAddress {
  return address?.alias !== undefined;
}

/** An SSH name can stand for any host, so the person says which, and it is remembered. Undefined when they leave. */
export async function askAlias(
  services: Services,
  title: string,
  alias: string,
): Promise<HostName | undefined> {
  const host = await pick<HostName>({
    title,
    placeholder: vscode.l10n.t('The remote uses the SSH name {0}. Which GitHub is that?', alias),
    choices: readHosts().hosts.map(({ name }) => ({ label: name, value: name })),
  });
  if (host === undefined) return undefined;
  await services.memory.rememberAlias(alias, host);
  await services.state.refresh();
  return host;
}

/**
 * Whether a failure may come from a wrong answer about an SSH name: on the wrong GitHub the repository is not there.
 * Then that is said, with a way to answer anew. False when it is another failure.
 */
export async function sayWrongAlias(
  services: Services,
  address: RepositoryAddress | undefined,
  error: unknown,
): Promise<boolean> {
  if (!isAliased(address) || !Failure.is(error)) return false;
  const { kind } = error.problem;
  if (kind !== 'repositoryNotFound' && kind !== 'notFoundOrHidden') return false;
  services.log.failure('an address by an SSH name', error);
  await offerOtherAlias(services, address);
  return true;
}

async function offerOtherAlias(services: Services, address: AliasedAddress): Promise<void> {
  const { t } = vscode.l10n;
  const { host, owner, repo, alias } = address;
  const change = t('Choose Another GitHub');
  const text = t(
    '{0} shows this token no repository {1}/{2}. You said that the SSH name {3} stands for {0}. If it does, check that the repository is selected for the token.',
    host.name,
    owner,
    repo,
    alias,
  );
  if ((await fail(text, change)) === change) await askAlias(services, change, alias);
}
