import * as vscode from 'vscode';
import { judgeEntry } from '../../policy/judgeEntry.ts';
import { planNotifications } from '../../policy/judgeNotifications.ts';
import { emptyMemory, rememberShown } from '../../policy/notificationMemory.ts';
import { Failure } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import { countMint } from '../../tokens/keyCounts.ts';
import { inform, warn } from '../notify.ts';
import { proveKey } from '../proveKey.ts';
import type { Services } from '../services.ts';
import { rotateAppKey } from './rotateAppKey.ts';

/** Lets the key of an App sign once, keeps what GitHub says of the App, and tells it. A key that is not known is counted. */
export async function checkApp(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const { vault, clock, state } = services;
  const pem = await vault.secretOf(entry.id);
  const fingerprint = entry.app?.current?.fingerprint ?? '';
  try {
    const app = await proveKey(services, { host: entry.host, clientId: entry.app?.clientId ?? '', pem });
    const at = clock.now();
    const { slug, owner, ownerKind, permissions, installations } = app;
    await vault.update(entry.id, (latest) => ({
      ...latest,
      health: { kind: 'alive', at },
      checkedAt: at,
      owner: { value: owner, evidence: 'listed' },
      listed: [{ owner, permissions, at }],
      app: latest.app && { ...latest.app, slug, owner, ownerKind },
    }));
    await state.refresh();
    const installed = installations === undefined ? '' : ` ${t('Installations: {0}.', installations)}`;
    void inform(t('{0} works: its key signs for the App {1} of {2}.', entry.name, slug, owner) + installed);
  } catch (error) {
    if (!Failure.is(error) || error.problem.kind !== 'appKey') throw error;
    const problem = error.problem.kind;
    const now = clock.now();
    const refused = await vault.update(entry.id, (latest) =>
      countMint(latest, fingerprint, { kind: 'failed', problem }, now),
    );
    await noteSaid(services, refused, now);
    await state.refresh();
    const add = t('Choose a Key');
    const text = t(
      'GitHub does not know the key of {0} any more. It may have been deleted there.',
      entry.name,
    );
    if ((await warn(text, add)) === add) await rotateAppKey(services, entry);
  }
}

/** This answer is the notification: the reminder that the new picture starts would say the same once more. */
async function noteSaid({ memory, policy }: Services, entry: Entry, now: number): Promise<void> {
  const notices = memory.notices(emptyMemory);
  const findings = judgeEntry(entry, { now, usedHere: false, policy: policy() });
  const planned = planNotifications(findings, notices, now);
  if (planned !== undefined) await memory.rememberNotices(rememberShown(notices, planned));
}
