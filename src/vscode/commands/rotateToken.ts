import * as vscode from 'vscode';
import { newFineGrainedTokenPage, type PageLink } from '../../github/links.ts';
import { type FinishChoice, finishRotation } from '../../rotation/finishRotation.ts';
import { planRotation, type RotationChecklist } from '../../rotation/planRotation.ts';
import type { RotationVault, TokenInspector } from '../../rotation/ports.ts';
import { type RotationResult, rotateToken as rotate } from '../../rotation/rotateToken.ts';
import { Failure } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import { type HostName, hostOf } from '../../tokens/host.ts';
import type { VaultProblem } from '../../vault/problems.ts';
import { askPaste, type Pasted } from '../askPaste.ts';
import { checklistText } from '../checklist.ts';
import { copySecret } from '../clipboard.ts';
import { askAbout } from '../inspect.ts';
import { differenceLines, explainFinish, explainRotation, type RotationStep } from '../messages/rotating.ts';
import { openManagePage } from '../openManagePage.ts';
import { pickEntry } from '../pickEntry.ts';
import type { Services } from '../services.ts';

/** Rotates the token used here; from the prompt's title bar another one can be chosen. */
export async function rotateToken(services: Services): Promise<void> {
  const { chosen } = await services.state.refresh();
  const entry = chosen ?? (await pickAny(services));
  if (entry) await rotateEntry(services, entry);
}

function pickAny(services: Services): Promise<Entry | undefined> {
  return pickEntry(services, vscode.l10n.t('Rotate Token'), vscode.l10n.t('Which token?'));
}

/** Guides through a new token, proves it, swaps it in, then proves the old one dead or says that it lives. */
export async function rotateEntry(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const plan = planRotation(entry, services.clock.now());
  switch (plan.kind) {
    case 'renewsItself':
      return void vscode.window.showInformationMessage(
        t('{0} is renewed by its app. There is nothing to paste.', entry.name),
      );
    case 'refreshToken':
      return void vscode.window.showInformationMessage(t('A refresh token is not rotated by hand.'));
    case 'finishFirst':
      return finish(services, entry);
    case 'replace':
  }
  const page = newTokenPage(entry.host, plan.checklist);
  const { other, pasted } = await askReplacement(services, entry, plan.checklist, page);
  if (other) {
    const another = await pickAny(services);
    return another && another.id !== entry.id ? rotateEntry(services, another) : undefined;
  }
  if (!pasted) return;
  services.secrets.learn(pasted.token);
  // Only what the person said about the old one is taken over: the checklist asked for exactly that.
  const said = pasted.identified.kind === 'fine-grained-pat' && entry.purpose !== undefined;
  const declared = said ? plan.checklist.permissions : undefined;
  const result = await services.work.run(t('Rotating {0}', entry.name), (signal) =>
    rotate(
      entry.id,
      { secret: pasted.token, kind: pasted.identified.kind, declared },
      {
        vault: rotationVault(services),
        inspector: inspector(services, signal),
        confirmDifferences: async (differences) => {
          const swap = t('Swap');
          const text = t(
            'The new token differs: {0} Use it for {1}?',
            differenceLines(differences).join(' '),
            entry.name,
          );
          return (await vscode.window.showWarningMessage(text, swap, t('Keep the Old One'))) === swap;
        },
        inFlight: services.rotations,
        clock: services.clock,
      },
    ),
  );
  await services.state.refresh();
  await tell(services, entry, result);
}

async function askReplacement(
  services: Services,
  entry: Entry,
  checklist: RotationChecklist,
  page: PageLink,
): Promise<{ readonly other: boolean; readonly pasted: Pasted | undefined }> {
  const { t } = vscode.l10n;
  const text = checklistText(entry, checklist, page);
  const document = await services.checklists.show(t('Rotate {0}', entry.name), text);
  let other = false;
  const pasted = await askPaste({
    title: t('Rotate {0}', entry.name),
    prompt: t(
      'Make a new token on GitHub’s page with the values beside, then paste it here. The old one stays in use until the new one is proved good.',
    ),
    newTokenPage: () => page,
    buttons: [
      {
        icon: 'history',
        tooltip: t('Open the old token’s page. Its Regenerate button stops the old one everywhere, now'),
        act: () => void openManagePage(entry),
      },
      {
        icon: 'list-unordered',
        tooltip: t('Rotate another token'),
        act: () => {
          other = true;
        },
        leaves: true,
      },
    ],
  });
  await document.close();
  return { other, pasted };
}

/** The page for a new token with the old one's values; expiry counts from today. */
function newTokenPage(host: HostName, checklist: RotationChecklist): PageLink {
  return newFineGrainedTokenPage(hostOf(host), {
    name: checklist.tokenName,
    description: vscode.l10n.t('Made by rotation'),
    ...(checklist.owner === undefined ? {} : { owner: checklist.owner }),
    days: checklist.lifetimeDays,
    permissions: checklist.permissions ?? {},
  });
}

function rotationVault({ vault }: Services): RotationVault {
  return {
    entryOf: async (id) => {
      const entry = (await vault.read()).entries.find((one) => one.id === id);
      if (entry === undefined) throw new Failure<VaultProblem>({ kind: 'noSuchEntry', id });
      return entry;
    },
    secretOf: (id) => vault.secretOf(id),
    previousSecretOf: (id) => vault.previousSecretOf(id),
    rotate: (id, secret, change) => vault.rotate(id, secret, change),
    dropPrevious: (id) => vault.dropPrevious(id),
  };
}

function inspector(services: Services, signal: AbortSignal): TokenInspector {
  return {
    async inspect(host, token, kind) {
      const answer = await askAbout(services, { host, kind, token, signal });
      if (answer.kind === 'unchecked') throw new Failure({ kind: 'notChecked' });
      return answer.inspection;
    },
  };
}

async function tell(services: Services, entry: Entry, result: RotationResult): Promise<void> {
  const step = explainRotation(entry, result, services.clock.now());
  if (step === undefined) return;
  await offer(services, entry, step, result.kind === 'newNotStored' ? result : undefined);
}

/** An old token is still kept from the last rotation: prove it dead now, or stop keeping it. */
async function finish(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const prove = t('Check Whether It Is Dead');
  const stop = t('Stop Keeping It');
  const page = t('Open Its Page');
  const text = t(
    'The token before this one is still kept for {0}, because it was not proved dead. End it on GitHub first, then check.',
    entry.name,
  );
  const answer = await vscode.window.showWarningMessage(text, prove, stop, page);
  if (answer === page) return openManagePage(entry);
  if (answer === undefined) return;
  const choice: FinishChoice = answer === prove ? 'prove' : 'stopKeeping';
  const result = await services.work.run(t('Finishing the rotation of {0}', entry.name), (signal) =>
    finishRotation(entry.id, choice, {
      vault: rotationVault(services),
      inspector: inspector(services, signal),
      inFlight: services.rotations,
    }),
  );
  await services.state.refresh();
  await offer(services, entry, explainFinish(entry, result), undefined);
}

async function offer(
  services: Services,
  entry: Entry,
  step: RotationStep,
  unsaved: Extract<RotationResult, { readonly kind: 'newNotStored' }> | undefined,
): Promise<void> {
  const { t } = vscode.l10n;
  const labels = {
    page: t('Open Its Page'),
    check: t('Check Again'),
    copy: t('Copy the New Token'),
    again: t('Try Again'),
  };
  const show =
    step.severity === 'info' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await show(step.text, ...step.buttons.map((button) => labels[button]));
  if (answer === labels.page) await openManagePage(entry);
  if (answer === labels.check) await finish(services, entry);
  if (answer === labels.again) await rotateEntry(services, entry);
  if (answer === labels.copy && unsaved)
    services.context.subscriptions.push(await copySecret(unsaved.newSecret));
}
