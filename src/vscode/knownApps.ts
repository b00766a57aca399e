import type { UsableApp } from '../policy/judgeApp.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Offers } from '../sources/source.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Memory } from './memory.ts';

/** Which Apps an owner has, as a look-up for an action just told. One that failed tells nothing: what was known stays. */
export async function rememberApps(
  { memory }: { readonly memory: Pick<Memory, 'apps' | 'rememberApps'> },
  { host, owner }: RepositoryAddress,
  { entries, troubles }: Offers,
): Promise<void> {
  const apps = entries.flatMap(({ id, name, origin }): readonly UsableApp[] =>
    origin?.kind === 'app' ? [{ id, appEntryId: origin.appEntryId, host: host.name, owner, name }] : [],
  );
  if (apps.length === 0 && troubles.some(({ from }) => from === 'app')) return;
  await memory.rememberApps(placeOfOwner(host.name, owner), apps);
}

/** Those whose key is still in the vault, and that the person has not let serve the owner already. */
export function knownApps(
  { apps, bindings }: Pick<Memory, 'apps' | 'bindings'>,
  entries: readonly Pick<Entry, 'id'>[],
): readonly UsableApp[] {
  const ids = new Set(entries.map(({ id }) => id));
  return Object.entries(apps).flatMap(([place, here]) =>
    here.filter(({ id, appEntryId }) => ids.has(appEntryId) && bindings[place] !== id),
  );
}

export function placeOfOwner(host: string, owner: string): string {
  return `${host}/${owner}`.toLowerCase();
}
