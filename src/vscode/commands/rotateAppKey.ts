import * as vscode from 'vscode';
import { withNewKey, withOldKey, withoutOldKey } from '../../apps/keys/rotateKeys.ts';
import { appPage } from '../../github/appPages.ts';
import { provenMints } from '../../policy/judgeAppKey.ts';
import { Failure } from '../../shared/failure.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Entry } from '../../tokens/entry.ts';
import { hostOf } from '../../tokens/host.ts';
import { keysOf } from '../../tokens/keyCounts.ts';
import type { VaultProblem } from '../../vault/problems.ts';
import { askKey, type GivenKey } from '../askKey.ts';
import { journalEntry } from '../journaling.ts';
import { keyAddedText, keyLine } from '../messages/appKeys.ts';
import { fail, inform } from '../notify.ts';
import { type Choice, pick } from '../prompts.ts';
import { proveKey } from '../proveKey.ts';
import { sayWithKeyFile } from '../sayWithKeyFile.ts';
import type { Services } from '../services.ts';

/** Rotates the key of an App: a new one, or what becomes of the old one while that is kept beside it (S2-39). */
export async function rotateAppKey(services: Services, shown: Entry): Promise<void> {
  const { view } = await services.state.refresh();
  if (view.mode.kind !== 'open') throw new Failure<VaultProblem>(view.mode);
  const entry = view.entries.find(({ id }) => id === shown.id);
  if (entry === undefined) throw new Failure<VaultProblem>({ kind: 'noSuchEntry', id: shown.id });
  if (entry.previous !== undefined) return askAboutKeys(services, entry);
  const key = await askKey(services, vscode.l10n.t('Add New Key to {0}', entry.name));
  if (key !== undefined) await addKey(services, entry, key);
}

/** Puts a given key to use, after it signed for the same App. The old one is kept in the same store that takes the new. */
export async function addKey(services: Services, entry: Entry, key: GivenKey): Promise<void> {
  const { t } = vscode.l10n;
  if (entry.app?.current?.fingerprint === key.fingerprint) {
    return void inform(
      t('This is the key that {0} has already. Make a new one on the page of the App.', entry.name),
    );
  }
  if (entry.previous !== undefined) return askAboutKeys(services, entry);
  if (!(await proves(services, entry, key.pem))) return;
  const now = services.clock.now();
  const rotated = await services.vault.rotate(entry.id, key.pem, (latest) =>
    withNewKey(latest, key.fingerprint, now),
  );
  await journalEntry(services, 'rotate', rotated);
  await services.state.refresh();
  sayWithKeyFile(services, key, { text: keyAddedText(rotated), pages: [], urgent: false });
}

/** Whether the key signs for this very App. Throws when GitHub could not be asked, or does not know the key. */
async function proves(services: Services, { name, host, app }: Entry, pem: Secret): Promise<boolean> {
  const { t } = vscode.l10n;
  const { slug } = await proveKey(services, { host, clientId: app?.clientId ?? '', pem });
  if (slug === app?.slug) return true;
  void fail(t('This key is that of the App {0}, not of {1}. Nothing was changed.', slug, name));
  return false;
}

type Way = 'goBack' | 'drop' | 'page';

async function askAboutKeys(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const now = services.clock.now();
  const { current, old } = keysOf(entry);
  const choices: Choice<Way>[] = [
    {
      label: `$(discard) ${t('Go Back to the Old Key')}`,
      ...(old && { detail: keyLine(old, now) }),
      value: 'goBack',
    },
    {
      label: `$(trash) ${t('Drop the Old Key Here')}`,
      detail: t(
        'Delete it at GitHub first. Tokens the key in use has minted: {0}; from {1} on it has proved itself.',
        current?.minted ?? 0,
        provenMints,
      ),
      value: 'drop',
    },
    {
      label: `$(link-external) ${t('Open the Keys of the App on GitHub')}`,
      ...(current && { detail: t('In use: {0}', keyLine(current, now)) }),
      value: 'page',
    },
  ];
  const way = await pick<Way>({
    title: t('The Keys of {0}', entry.name),
    placeholder: t('Two keys are kept. What should happen to the old one?'),
    choices,
  });
  if (way === 'page') {
    const url = appPage(hostOf(entry.host), entry.app ?? {}, 'keys');
    return void (await vscode.env.openExternal(vscode.Uri.parse(url, true)));
  }
  if (way === 'goBack') return goBack(services, entry);
  if (way === 'drop') return drop(services, entry);
}

/** Only to a key that signs: going back to a deleted one would leave none that works. */
async function goBack(services: Services, entry: Entry): Promise<void> {
  const { vault } = services;
  if (!(await proves(services, entry, await vault.previousSecretOf(entry.id)))) return;
  const back = await vault.restorePrevious(entry.id, (latest) => {
    insistOnSame(latest, entry);
    return withOldKey(latest);
  });
  await journalEntry(services, 'rotate', back);
  await services.state.refresh();
  void inform(vscode.l10n.t('{0} uses the old key again. The newer one is kept beside it.', entry.name));
}

async function drop({ vault, state }: Services, entry: Entry): Promise<void> {
  insistOnSame(await vault.entryOf(entry.id), entry);
  await vault.dropPrevious(entry.id);
  // What was noted of it goes too; until then it counts for nothing (`keysOf`).
  await vault.update(entry.id, withoutOldKey);
  await state.refresh();
  void inform(vscode.l10n.t('The old key of {0} is dropped here.', entry.name));
}

/** A list may stand open while another window drops that key and adds the next. */
function insistOnSame(latest: Entry, shown: Entry): void {
  if (latest.previous?.replacedAt !== shown.previous?.replacedAt)
    throw new Failure({ kind: 'changedMeanwhile' });
}
