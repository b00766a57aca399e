import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { storeToken } from '../commands/addToken.ts';
import { explainChecked, explainMoved, goneText } from '../messages/leakClosing.ts';
import { warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { askFoundHost, hostsFor } from './askFoundHost.ts';
import { sayLeak } from './sayLeak.ts';
import { secretOfLeak } from './secretOfLeak.ts';

/** Stores a found token as if it had been pasted, and offers to take it out of where it lies. */
export async function moveLeak(services: Services, judged: JudgedLeak): Promise<void> {
  const { leak, checked } = judged;
  const title = vscode.l10n.t('Move {0} to the Vault', leak.masked);
  const host = await askFoundHost(services, title, hostsFor(checked));
  if (host === undefined) return;
  const token = await secretOfLeak(services, leak);
  if (token === undefined) return void warn(goneText(leak));
  const found = { token, identified: { kind: leak.kind, shape: 'exact', checksum: 'notKnown' } } as const;
  // Rotating the one of that name would ask for a paste of what lies here: both are kept, under names of their own.
  const end = await storeToken(services, found, host, async () => true);
  if (end.kind === 'stored') return sayLeak(services, judged, explainMoved(leak, end.entry.name));
  if (end.kind === 'left') return;
  const dead = { kind: 'dead', host: host.name, at: services.clock.now() } as const;
  const others = hostsFor(dead).length > 0;
  sayLeak(services, judged, explainChecked(leak, dead, undefined, dead.at, others));
}
