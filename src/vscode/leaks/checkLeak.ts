import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import type { GitHubHost } from '../../tokens/host.ts';
import { checkToken } from '../commands/entryActions.ts';
import { finishOldToken } from '../commands/finishOldToken.ts';
import { askAbout } from '../inspect.ts';
import { latestEntry } from '../latestEntry.ts';
import { explainChecked, explainUnasked, goneText } from '../messages/leakClosing.ts';
import { warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { askFoundHost, hostsFor } from './askFoundHost.ts';
import { sayLeak } from './sayLeak.ts';
import { secretOfLeak } from './secretOfLeak.ts';

/**
 * Asks GitHub once whether a found token works, after the person said where. A refusal is never repeated: a host that
 * does not know it is not offered again.
 */
export async function checkLeak(services: Services, judged: JudgedLeak): Promise<void> {
  const { leak, ours, checked } = judged;
  const title = vscode.l10n.t('Check {0}', leak.masked);
  const entry = ours && (await latestEntry(services, ours.entryId));
  const hosts = hostsFor(entry === undefined ? checked : { kind: 'alive', host: entry.host });
  if (checked?.kind === 'dead' && (entry !== undefined || hosts.length === 0)) {
    return sayLeak(services, judged, explainChecked(leak, checked, undefined, checked.at, false));
  }
  const host = await askFoundHost(services, title, hosts);
  if (host === undefined) return;
  if (entry !== undefined && ours?.old === false) return checkToken(services, entry);
  if (entry?.previous !== undefined) return finishOldToken(services, entry, { kind: 'prove' });
  await ask(services, judged, host);
}

async function ask(services: Services, judged: JudgedLeak, host: GitHubHost): Promise<void> {
  const { leak } = judged;
  const token = await secretOfLeak(services, leak);
  if (token === undefined) return void warn(goneText(leak));
  const answer = await services.work.run(vscode.l10n.t('Asking {0} about the token', host.name), (signal) =>
    askAbout(services, { host: host.name, kind: leak.kind, token, signal }),
  );
  if (answer.kind === 'unchecked') return sayLeak(services, judged, explainUnasked(leak, answer.why));
  const { inspection } = answer;
  const checked = { ...inspection, host: host.name };
  const expiry = inspection.kind === 'alive' ? inspection.expiry : undefined;
  const others = hostsFor(checked).length > (inspection.kind === 'alive' ? 1 : 0);
  sayLeak(services, judged, explainChecked(leak, checked, expiry, services.clock.now(), others));
}
