import * as vscode from 'vscode';
import { knownRepositories, permissionTable } from '../../permissions/permissionTable.ts';
import { isSame } from '../../permissions/sight.ts';
import type { Entry } from '../../tokens/entry.ts';
import { permissionsText } from '../messages/permissions.ts';
import { pageLook } from '../readOnlyDocuments.ts';
import type { Services } from '../services.ts';

/** Shows what is known of a token's permissions, with the evidence, in one read-only document. Asks GitHub nothing. */
export async function showPermissions(services: Services, entry: Entry): Promise<void> {
  const { place } = await services.state.refresh();
  const address = place?.address;
  const here = address?.host.name === entry.host ? `${address.owner}/${address.repo}` : undefined;
  await showPermissionsOf(services, entry, here);
}

/** The same, with one repository (`owner/name`) first that is shown even where nothing is known of it. */
export async function showPermissionsOf(
  services: Pick<Services, 'documents' | 'clock' | 'policy'>,
  entry: Entry,
  first: string | undefined,
): Promise<void> {
  const { neverGrant } = services.policy();
  const known = knownRepositories(entry);
  const others = known.filter((one) => first === undefined || !isSame(one, first));
  const places = [...(first === undefined ? [] : [first]), ...others];
  const text = permissionsText({
    entry,
    general: permissionTable(entry, undefined, neverGrant),
    places: places.map((repository) => permissionTable(entry, repository, neverGrant)),
    now: services.clock.now(),
  });
  await services.documents.show(vscode.l10n.t('What {0} May Do', entry.name), text, {
    ...pageLook,
    preserveFocus: false,
  });
}
