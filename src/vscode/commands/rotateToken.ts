import * as vscode from 'vscode';
import { newFineGrainedTokenPage, type PageLink } from '../../github/links.ts';
import { fitPurpose } from '../../rotation/fitPurpose.ts';
import { declaredByPaste, planRotation, type RotationChecklist } from '../../rotation/planRotation.ts';
import { widenChecklist } from '../../rotation/widenChecklist.ts';
import { Failure } from '../../shared/failure.ts';
import type { Permissions } from '../../shared/permissions.ts';
import type { Entry, PurposeId } from '../../tokens/entry.ts';
import { type HostName, hostOf } from '../../tokens/host.ts';
import type { VaultProblem } from '../../vault/problems.ts';
import { askPaste, type Pasted } from '../askPaste.ts';
import { checklistText } from '../checklist.ts';
import { isConfirmed } from '../confirmations.ts';
import { inform } from '../notify.ts';
import { openManagePage } from '../openManagePage.ts';
import { pickEntry } from '../pickEntry.ts';
import { lookAtGuard, type WorkflowsGuard } from '../preflightGuard.ts';
import { pageLook } from '../readOnlyDocuments.ts';
import type { Services } from '../services.ts';
import { askToFinish } from './finishOldToken.ts';
import { replaceToken } from './replaceToken.ts';

/** Rotates the token used here; from the prompt's title bar another one can be chosen. */
export async function rotateToken(services: Services): Promise<void> {
  const { chosen } = await services.state.refresh();
  const entry = chosen ?? (await pickAny(services));
  if (entry) await rotateEntry(services, entry);
}

function pickAny(services: Services): Promise<Entry | undefined> {
  return pickEntry(services, vscode.l10n.t('Rotate Token'), vscode.l10n.t('Which token?'));
}

/**
 * Guides through a new token, proves it, swaps it in, then proves the old one dead or says that it lives. `grant` is
 * what the old one was refused for the lack of.
 */
export async function rotateEntry(services: Services, shown: Entry, grant?: Permissions): Promise<void> {
  const { t } = vscode.l10n;
  const entry = await storedNow(services, shown);
  const plan = planRotation(entry, services.clock.now());
  switch (plan.kind) {
    case 'renewsItself':
      return void inform(t('{0} is renewed by its app. There is nothing to paste.', entry.name));
    case 'refreshToken':
      return void inform(t('A refresh token is not rotated by hand.'));
    case 'finishFirst':
      return askToFinish(services, entry);
    case 'replace':
  }
  const checklist = widenChecklist(plan.checklist, grant);
  const { other, pasted } = await askReplacement(services, entry, checklist);
  if (other) {
    const another = await pickAny(services);
    return another && another.id !== entry.id ? rotateEntry(services, another) : undefined;
  }
  if (!pasted) return;
  services.secrets.learn(pasted.token);
  const { kind } = pasted.identified;
  const fits = fitPurpose(checklist).purpose;
  const declared = declaredByPaste(checklist, kind);
  const next = await replaceToken(services, entry, {
    secret: pasted.token,
    kind,
    host: pasted.host,
    declared,
  });
  if (next === 'another') await rotateEntry(services, entry, grant);
  else if (fits !== checklist.purpose) await takePurpose(services, entry, fits);
}

/** As stored now. Refused before anything is made at GitHub: a token made for a store that takes none would be lost. */
async function storedNow(services: Services, { id }: Entry): Promise<Entry> {
  const { view } = await services.state.refresh();
  if (view.mode.kind !== 'open') throw new Failure<VaultProblem>(view.mode);
  const entry = view.entries.find((one) => one.id === id);
  if (entry === undefined) throw new Failure<VaultProblem>({ kind: 'noSuchEntry', id });
  return entry;
}

/**
 * The four facts of the repository at hand, where the new token is to have Workflows (S3-05). Asked with the old one, if
 * it was let near that repository; a dead one is not sent again.
 */
async function guardFor(
  services: Services,
  entry: Entry,
  { permissions }: RotationChecklist,
): Promise<WorkflowsGuard | undefined> {
  if (permissions?.workflows === undefined) return undefined;
  const { place } = await services.state.refresh(Number.POSITIVE_INFINITY);
  const address = place?.address;
  if (address === undefined || address.host.name !== entry.host) return undefined;
  const mayAsk = entry.health.kind !== 'dead' && isConfirmed(entry, address);
  const token = mayAsk ? await services.vault.secretOf(entry.id).catch(() => undefined) : undefined;
  const credential = token && { host: entry.host, token };
  return lookAtGuard(services, address, credential);
}

/** What the token is for grew with what it may do: else the new permission would be called surplus at once. */
async function takePurpose({ vault, state }: Services, old: Entry, purpose: PurposeId): Promise<void> {
  const { view } = await state.refresh();
  const latest = view.entries.find(({ id }) => id === old.id);
  if (latest === undefined || latest.secretSince === old.secretSince) return;
  await vault.update(old.id, (entry) => ({ ...entry, purpose }));
  await state.refresh();
}

async function askReplacement(
  services: Services,
  entry: Entry,
  checklist: RotationChecklist,
): Promise<{ readonly other: boolean; readonly pasted: Pasted | undefined }> {
  const { t } = vscode.l10n;
  const page = newTokenPage(entry.host, checklist);
  const text = checklistText(entry, fitPurpose(checklist), page, await guardFor(services, entry, checklist));
  const document = await services.documents.show(t('Rotate {0}', entry.name), text, pageLook);
  let other = false;
  try {
    const pasted = await askPaste({
      title: t('Rotate {0}', entry.name),
      prompt: replacementPrompt(checklist),
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
    return { other, pasted };
  } finally {
    await document.close();
  }
}

/** What pasting says about the token is written here: `declaredByPaste` takes it as said. */
function replacementPrompt({ permissions }: RotationChecklist): string {
  const { t } = vscode.l10n;
  return permissions === undefined
    ? t(
        'Open GitHub’s page with the link button above, make a token with the values beside, and paste it here. The old one stays in use until the new one is proved good.',
      )
    : t(
        'Open GitHub’s page with the link button above, make a token with the values beside, and paste it here. Pasting it says that it was made with these values. The old one stays in use until the new one is proved good.',
      );
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
