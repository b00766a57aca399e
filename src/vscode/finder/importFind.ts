import * as vscode from 'vscode';
import type { Find } from '../../leaks/machineFinds.ts';
import type { MachineFile } from '../../leaks/ports.ts';
import { Failure } from '../../shared/failure.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { GitHubHost } from '../../tokens/host.ts';
import { storeToken } from '../commands/addToken.ts';
import { askFoundHost, hostsFor } from '../leaks/askFoundHost.ts';
import { secretOfLeak } from '../leaks/secretOfLeak.ts';
import type { PastedHostProblem } from '../messages/adviseFailure.ts';
import { deadText, goneFromText, unprovedText } from '../messages/finder.ts';
import { warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { cleanFile } from './cleanFile.ts';

/**
 * Stores a token that lies here as if it had been pasted. It is sent to the host that the person names, and to no other;
 * where it lies stays as it is. Undefined when it was not stored, which was said.
 */
export async function importFind(services: Services, find: Find): Promise<Entry | undefined> {
  return importAs(vscode.l10n.t('Copy {0} to the Vault', find.masked), services, find);
}

async function importAs(title: string, services: Services, find: Find): Promise<Entry | undefined> {
  const host = await askHostOf(services, find, title);
  if (host === undefined) return undefined;
  const token = await tokenOf(services, find);
  if (token === undefined) return void warn(goneFromText(find.masked));
  const identified = { kind: find.kind, shape: 'exact', checksum: 'notKnown' } as const;
  // As for a leaked one: what is kept already under the plain name stays, and this one gets a name of its own.
  const end = await storeToken(services, { token, identified }, host, async () => true);
  if (end.kind === 'stored') return end.entry;
  if (end.kind === 'dead') void warn(deadText(find.masked, host.name));
  return undefined;
}

/** Only once the vault hands the very token out again and its host knew it, it goes out of the files. */
export async function importAndClean(
  services: Services,
  find: Find,
  files: readonly MachineFile[],
): Promise<void> {
  const title = vscode.l10n.t('Move {0} to the Vault', find.masked);
  const entry = await importAs(title, services, find);
  if (entry === undefined) return;
  const [kept, lying] = await Promise.all([services.vault.secretOf(entry.id), tokenOf(services, find)]);
  const proved = entry.health.kind === 'alive' && lying !== undefined && kept.equals(lying);
  if (!proved) return void warn(unprovedText(find.masked, entry.name));
  for (const file of files) await cleanFile(services, find, file, entry.name);
}

/** The person's word, also where a place names the one host there is. One that no setting knows is sent nowhere. */
export async function askHostOf(
  services: Services,
  { hosts: named, standing }: Find,
  title: string,
): Promise<GitHubHost | undefined> {
  const hosts = hostsFor(standing.checked);
  const [said] = named;
  const belongs = hosts.filter(({ name }) => named.includes(name));
  if (said !== undefined && belongs.length === 0 && standing.checked === undefined) {
    throw new Failure<PastedHostProblem>({ kind: 'pastedHostUnknown', host: said });
  }
  return askFoundHost(services, title, belongs.length > 0 ? belongs : hosts, said);
}

/** Read again from where it lies; undefined when it is there no more. */
export async function tokenOf(services: Services, { spots, token }: Find): Promise<Secret | undefined> {
  if (token !== undefined) return token;
  for (const spot of spots) {
    const value = spot.kind === 'leak' ? await secretOfLeak(services, spot.judged.leak) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}
