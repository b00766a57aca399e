import * as vscode from 'vscode';
import { managePage } from '../../github/links.ts';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { looseToken } from '../../rotation/looseToken.ts';
import type { Revoked } from '../../rotation/revokePorts.ts';
import { revokeTokens } from '../../rotation/revokeTokens.ts';
import { wayToRevoke } from '../../rotation/revokeWays.ts';
import type { Secret } from '../../shared/secret.ts';
import { blankEntry } from '../../tokens/blankEntry.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { GitHubHost } from '../../tokens/host.ts';
import { revokeChosen } from '../commands/revokeToken.ts';
import { rotateEntry } from '../commands/rotateToken.ts';
import { confirmTyped } from '../confirmRevoking.ts';
import { journalRevocation } from '../journaling.ts';
import { latestEntry } from '../latestEntry.ts';
import { explainFoundRevoked, foundQuestion, goneText } from '../messages/leakClosing.ts';
import { warn } from '../notify.ts';
import { pick } from '../prompts.ts';
import { revokingPorts } from '../revokingPorts.ts';
import type { Services } from '../services.ts';
import { hostsFor } from './askFoundHost.ts';
import { sayLeak } from './sayLeak.ts';
import { secretOfLeak } from './secretOfLeak.ts';
import { showWhatIsLeft } from './showWhatIsLeft.ts';

/** Ends a found token at GitHub, for good: one of the vault as its entry is ended, any other by its value. */
export async function revokeLeak(services: Services, judged: JudgedLeak): Promise<void> {
  const { ours } = judged;
  const entry = ours && (await latestEntry(services, ours.entryId));
  if (entry === undefined) return revokeFound(services, judged, await askWhere(judged));
  if (ours?.old === false) return revokeOurs(services, judged, entry);
  if (entry.previous === undefined) {
    const [host] = hostsFor({ kind: 'alive', host: entry.host });
    return revokeFound(services, judged, host);
  }
  await revokeChosen(services, [{ entry, which: 'previous' }], false, () => showWhatIsLeft(services, judged));
}

/** Not asked where it is known or there is only one: the question that follows names it. */
async function askWhere({ leak, checked }: JudgedLeak): Promise<GitHubHost | undefined> {
  const { t } = vscode.l10n;
  const hosts = hostsFor(checked);
  if (hosts.length < 2) return hosts[0];
  return pick({
    title: t('Revoke {0}', leak.masked),
    placeholder: t('Which GitHub does it belong to? Nothing is sent before you confirm.'),
    choices: hosts.map((host) => ({ label: host.name, value: host })),
  });
}

/** What is in use here stops working: that is said, and the way without a gap comes first. */
async function revokeOurs(services: Services, judged: JudgedLeak, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const way = await pick<'rotate' | 'revoke'>({
    title: t('Revoke {0}', entry.name),
    placeholder: t(
      'This is the token of {0}. What uses it here stops working when it is revoked.',
      entry.name,
    ),
    choices: [
      {
        label: t('Rotate First'),
        description: t('a new token takes its place, then this one is ended'),
        value: 'rotate',
      },
      { label: t('Revoke Now'), description: t('for good, after one more question'), value: 'revoke' },
    ],
  });
  if (way === 'rotate') return rotateEntry(services, entry);
  if (way !== 'revoke') return;
  await revokeChosen(services, [{ entry, which: 'present' }], false, () => showWhatIsLeft(services, judged));
}

async function revokeFound(
  services: Services,
  judged: JudgedLeak,
  host: GitHubHost | undefined,
): Promise<void> {
  const { leak } = judged;
  if (host === undefined) return;
  const say = (revoked: Revoked) =>
    sayLeak(services, judged, explainFoundRevoked(leak, host.name, revoked), host);
  if (wayToRevoke(host.name, leak.kind) === 'page') {
    await vscode.env.openExternal(vscode.Uri.parse(managePage(host, leak.kind).url, true));
    return say({ kind: 'onItsPage' });
  }
  // What is ended is what was found: read and proved before the person is asked about it.
  const secret = await secretOfLeak(services, leak);
  if (secret === undefined) return void warn(goneText(leak));
  if (!(await confirmTyped(foundQuestion(leak, host.name)))) return;
  const revoked = await send(services, judged, host, secret);
  if (revoked.kind === 'dead') {
    services.leaks.keeper.noteAnswer(secret, host.name, { kind: 'dead', at: services.clock.now() });
  }
  say(revoked);
  if (revoked.kind === 'dead' || revoked.kind === 'acceptedForGood') await showWhatIsLeft(services, judged);
}

/** One request that ends it and one that shows it dead, as for a token of the vault; the journal has each step. */
async function send(
  services: Services,
  { leak, checked }: JudgedLeak,
  host: GitHubHost,
  secret: Secret,
): Promise<Revoked> {
  const login = checked?.kind === 'alive' ? checked.login : undefined;
  const blank = blankEntry(host.name, leak.kind, services.clock.now());
  // Windows take turns by the id: the print is the same in all of them.
  const { target, vault } = looseToken({ ...blank, id: leak.print, name: leak.masked, login }, secret);
  const ports = {
    ...revokingPorts(services, () => undefined),
    vault,
    record: (one: typeof target, step: Parameters<typeof journalRevocation>[2]) =>
      journalRevocation(services, one, step, { mode: 'found' }),
  };
  const [result] = await services.work.run(vscode.l10n.t('Revoking at GitHub'), (signal) =>
    revokeTokens([target], ports, signal),
  );
  return result?.revoked ?? { kind: 'cancelled' };
}
