import * as vscode from 'vscode';
import type { Find } from '../../leaks/machineFinds.ts';
import { checkToken } from '../commands/entryActions.ts';
import { askAbout } from '../inspect.ts';
import { latestEntry } from '../latestEntry.ts';
import { hostsFor } from '../leaks/askFoundHost.ts';
import { explainChecked, explainUnasked } from '../messages/leakClosing.ts';
import { inform, warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { askHostOf, tokenOf } from './importFind.ts';

/** Asks once whether a token works that lies in no file: of a variable or a login. */
export async function checkLent(services: Services, find: Find): Promise<void> {
  const { ours } = find.standing;
  const entry = ours?.old === false ? await latestEntry(services, ours.entryId) : undefined;
  if (entry !== undefined) return checkToken(services, entry);
  const host = await askHostOf(services, find, vscode.l10n.t('Check {0}', find.masked));
  const token = host && (await tokenOf(services, find));
  if (host === undefined || token === undefined) return;
  const answer = await services.work.run(vscode.l10n.t('Asking {0} about the token', host.name), (signal) =>
    askAbout(services, { host: host.name, kind: find.kind, token, signal }),
  );
  if (answer.kind === 'unchecked') return void inform(explainUnasked(find, answer.why).text);
  const { inspection } = answer;
  const expiry = inspection.kind === 'alive' ? inspection.expiry : undefined;
  const others = hostsFor({ ...inspection, host: host.name }).length > (expiry === undefined ? 0 : 1);
  const words = explainChecked(
    find,
    { ...inspection, host: host.name },
    expiry,
    services.clock.now(),
    others,
  );
  void (words.severity === 'warning' ? warn : inform)(words.text);
}
