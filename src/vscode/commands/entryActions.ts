import * as vscode from 'vscode';
import { emptyMemory, forgetEntry } from '../../policy/notificationMemory.ts';
import { problemOf } from '../../rotation/proveOld.ts';
import type { Entry } from '../../tokens/entry.ts';
import { kinds } from '../../tokens/kind.ts';
import { lifeLeft } from '../../tokens/lifeLeft.ts';
import type { Forgotten } from '../../vault/vault.ts';
import { askName } from '../askName.ts';
import { askMorePermissions, askOwner, askPurpose } from '../askPurpose.ts';
import { checkEntry } from '../inspect.ts';
import { journalEntry } from '../journaling.ts';
import { adviseProblem } from '../messages/adviseFailure.ts';
import { lifeLong } from '../messages/status.ts';
import { fail, inform, warn } from '../notify.ts';
import { openInstallations, openManagePage } from '../openManagePage.ts';
import { pickEntry } from '../pickEntry.ts';
import { lookWithEntry, mayCountAs } from '../preflightGuard.ts';
import type { Services } from '../services.ts';
import { checkApp } from './checkApp.ts';
import { rotateEntry } from './rotateToken.ts';

const undoMs = 10_000;

/** Gives an entry another name; a name in use is refused and points to rotation. */
export async function renameEntry(services: Services, entry: Entry): Promise<void> {
  const { view } = await services.state.refresh();
  const others = view.entries.filter(({ id }) => id !== entry.id).map(({ name }) => name);
  const name = await askName(vscode.l10n.t('Rename {0}', entry.name), entry.name, others);
  if (name === undefined || name === entry.name) return;
  await services.vault.update(entry.id, (latest) => ({ ...latest, name }));
  await services.state.refresh();
}

/** The deliberate way out: into the clipboard, for one minute. */
export async function copyEntry(services: Services, entry: Entry): Promise<void> {
  if (entry.kind === 'app-key') {
    const text = vscode.l10n.t(
      'A private key is not copied: it signs for every installation of the App. Make another one on its page.',
    );
    return void inform(text);
  }
  await services.clipboard.copy(await services.renewals.secretOf(entry.id));
  await journalEntry(services, 'copy', entry);
  void inform(
    vscode.l10n.t(
      '{0} is in the clipboard. It is cleared in one minute, unless you copy something else. Programs that read the clipboard can see it until then.',
      entry.name,
    ),
  );
}

/** Removes the entry here, with ten seconds to take it back. At GitHub nothing happens to the token, which is said. */
export async function forgetToken(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const { vault, state, memory } = services;
  let forgotten: Forgotten | undefined = await vault.forget(entry.id);
  await journalEntry(services, 'forget', entry);
  const timer = setTimeout(() => {
    // From here on the value is nowhere any more.
    forgotten = undefined;
    void Promise.all([
      memory.unbind(entry.id),
      memory.rememberNotices(forgetEntry(memory.notices(emptyMemory), entry.id)),
      // Nobody waits for this any more: VS Code would write the error out as it is (C08).
    ]).catch((error: unknown) => services.log.failure('forgetting the choices of a token', error));
  }, undoMs);
  await state.refresh();
  const undo = t('Undo');
  const ofApp = entry.kind === 'app-key';
  const page = ofApp ? t('Uninstall…') : t('Open Its Page');
  const text = ofApp
    ? t(
        'Forgot {0} here. At GitHub the App stays installed, and its key works until it is deleted there.',
        entry.name,
      )
    : t('Forgot {0} here. At GitHub it still works until it is deleted there.', entry.name);
  const answer = await inform(text, undo, page);
  if (answer === page) await (ofApp ? openInstallations(entry) : openManagePage(entry));
  if (answer !== undo) return;
  if (forgotten === undefined) {
    void inform(t('The ten seconds are over. Add the token again.'));
    return;
  }
  clearTimeout(timer);
  await putBack(services, forgotten);
}

/** Another window may be storing just now: the value is only let go once it is back, or the person gives up. */
async function putBack(services: Services, forgotten: Forgotten): Promise<void> {
  const { t } = vscode.l10n;
  const { entry } = forgotten;
  try {
    await services.vault.restore(forgotten);
    await journalEntry(services, 'add', entry);
  } catch (error) {
    services.log.failure('putting a token back', error);
    const again = t('Try Again');
    const text = t(
      '{0} could not be put back. {1}',
      entry.name,
      adviseProblem(problemOf(error), 'vault').text,
    );
    return (await fail(text, again)) === again ? putBack(services, forgotten) : undefined;
  }
  await services.state.refresh();
  void inform(t('{0} is back.', entry.name));
}

/** Asks GitHub now and says what it said. */
export async function checkToken(services: Services, entry: Entry): Promise<void> {
  if (entry.kind === 'app-key') return checkApp(services, entry);
  const { t } = vscode.l10n;
  const checked = await services.work.run(t('Checking {0}', entry.name), (signal) =>
    checkEntry(services, entry, signal),
  );
  const { answer } = checked;
  if (answer.kind === 'unchecked') {
    const text =
      answer.why === 'needsRepository'
        ? t('An installation token can only be checked inside a repository it serves. Open one.')
        : t('A refresh token cannot be checked: it opens nothing itself.');
    void inform(text);
    return;
  }
  if (answer.inspection.kind === 'dead') {
    const rotate = t('Rotate');
    const text = t(
      'GitHub does not accept {0} any more. It expired, was revoked, or was mistyped.',
      entry.name,
    );
    if ((await warn(text, rotate)) === rotate) await rotateEntry(services, entry);
    return;
  }
  const life = lifeLong(lifeLeft(checked.entry, services.clock.now()));
  const login = checked.entry.login ?? t('no account named');
  const rate =
    answer.rate === undefined
      ? ''
      : ` ${t('{0} of {1} requests are left this hour.', answer.rate.remaining, answer.rate.limit)}`;
  void inform(t('{0} works: {1}, {2}.', entry.name, login, life) + rate);
}

/** Says anew for which account or organization the token acts; an empty name takes it back. */
export async function changeOwner(services: Services, entry: Entry): Promise<void> {
  const owner = await askOwner(entry.owner?.value);
  if (owner === undefined) return;
  await services.vault.update(entry.id, (latest) => ({
    ...latest,
    owner: owner === '' ? undefined : { value: owner, evidence: 'declared' },
  }));
  await services.state.refresh();
}

/** Says anew what the token was made for; what may change workflow files is looked at first, as when it is added. */
export async function changePurpose(services: Services, entry: Entry): Promise<void> {
  const guard = () => lookWithEntry(services, entry);
  const answer = await askPurpose(entry.name, entry.owner?.value);
  const change = async (patch: Partial<Entry>) => {
    await services.vault.update(entry.id, (latest) => ({ ...latest, ...patch }));
    await services.state.refresh();
  };
  switch (answer.kind) {
    case 'answered':
      if (!(await mayCountAs(answer.declared, entry.name, guard))) return changePurpose(services, entry);
      return change({
        purpose: answer.purpose,
        declared: kinds[entry.kind].sendsScopes ? entry.declared : answer.declared,
      });
    case 'more': {
      const declared = await askMorePermissions(entry.name);
      if (declared === undefined || !(await mayCountAs(declared, entry.name, guard))) return;
      return change({ purpose: 'push-and-draft', declared });
    }
    case 'skipped':
      return change({ purpose: undefined, declared: undefined });
    case 'rename':
      return renameEntry(services, entry);
    case 'owner':
      return changeOwner(services, entry);
    case 'left':
  }
}

/**
 * Runs an action on the entry the person picks. For what hands a token out or removes it the line must be chosen even
 * when it is the only one: another extension can run the command, and must not get by without a person (A18, E02).
 */
export function onPicked(
  title: () => string,
  act: (services: Services, entry: Entry) => Promise<void>,
  alwaysAsk = false,
): (services: Services) => Promise<void> {
  return async (services) => {
    const entry = await pickEntry(services, title(), vscode.l10n.t('Which token?'), alwaysAsk);
    if (entry) await act(services, entry);
  };
}
