import * as vscode from 'vscode';
import { newClassicTokenPage, newFineGrainedTokenPage, type PageLink } from '../github/links.ts';
import { fitPurpose } from '../rotation/fitPurpose.ts';
import type { RotationChecklist } from '../rotation/planRotation.ts';
import type { Entry } from '../tokens/entry.ts';
import { type HostName, hostOf } from '../tokens/host.ts';
import { askPaste, type Pasted } from './askPaste.ts';
import { checklistText } from './checklist.ts';
import { lackText } from './messages/lacking.ts';
import { openManagePage } from './openManagePage.ts';
import { lookWithEntry } from './preflightGuard.ts';
import type { TitleButton } from './prompts.ts';
import { pageLook } from './readOnlyDocuments.ts';
import type { Services } from './services.ts';

export type ReplacementAnswer =
  | { readonly kind: 'pasted'; readonly pasted: Pasted }
  | { readonly kind: 'left' }
  /** Another entry is to be rotated. */
  | { readonly kind: 'other' }
  /** A fine-grained token cannot do this job. */
  | { readonly kind: 'classic' };

/** Shows what the new token is made with and asks for it. `beforePage` is told before a page of GitHub is opened. */
export async function askReplacement(
  services: Services,
  entry: Entry,
  checklist: RotationChecklist,
  beforePage: () => Promise<unknown>,
): Promise<ReplacementAnswer> {
  const { t } = vscode.l10n;
  const page = newTokenPage(entry.host, checklist);
  // S3-05: asked only where the new token is to have Workflows.
  const guard =
    checklist.permissions?.workflows === undefined ? undefined : await lookWithEntry(services, entry);
  const lack = lackText(services, entry.host, 'fine-grained-pats');
  const text = checklistText(entry, fitPurpose(checklist), page, guard, lack);
  const document = await services.documents.show(t('Rotate {0}', entry.name), text, pageLook);
  let leftFor: 'left' | 'other' | 'classic' = 'left';
  const leave = (kind: typeof leftFor) => () => {
    leftFor = kind;
  };
  try {
    const pasted = await askPaste({
      title: t('Rotate {0}', entry.name),
      prompt: replacementPrompt(checklist),
      newTokenPage: () => page,
      beforePage,
      kind: checklist.kind,
      buttons: [
        ...(mayNeedClassic(entry, checklist) ? [classicButton(leave('classic'))] : []),
        {
          icon: 'history',
          tooltip: t('Open the old token’s page. Its Regenerate button stops the old one everywhere, now'),
          act: () => void beforePage().then(() => openManagePage(entry)),
        },
        {
          icon: 'list-unordered',
          tooltip: t('Rotate another token'),
          act: leave('other'),
          leaves: true,
        },
      ],
    });
    return pasted === undefined ? { kind: leftFor } : { kind: 'pasted', pasted };
  } finally {
    await document.close();
  }
}

/** Some jobs have no fine-grained way. Only offered where the old one is classic and its job is none of the presets. */
function mayNeedClassic({ kind, purpose }: Entry, checklist: RotationChecklist): boolean {
  return checklist.kind === 'fine-grained-pat' && kind === 'classic-pat' && purpose === 'broader';
}

function classicButton(act: () => void): TitleButton {
  const tooltip = vscode.l10n.t(
    'Make a classic token instead, only where a fine-grained one cannot do the job',
  );
  return { icon: 'key', tooltip, act, leaves: true };
}

/** What pasting says about the token is written here: `declaredByPaste` takes it as said. */
function replacementPrompt({ kind, permissions }: RotationChecklist): string {
  const { t } = vscode.l10n;
  return permissions === undefined || kind === 'classic-pat'
    ? t(
        'Open GitHub’s page with the link button above, make a token with the values beside, and paste it here. The old one stays in use until the new one is proved good.',
      )
    : t(
        'Open GitHub’s page with the link button above, make a token with the values beside, and paste it here. Pasting it says that it was made with these values. The old one stays in use until the new one is proved good.',
      );
}

/** The page for a new token with the old one's values; expiry counts from today. */
function newTokenPage(host: HostName, checklist: RotationChecklist): PageLink {
  if (checklist.kind === 'classic-pat') {
    return newClassicTokenPage(hostOf(host), { name: checklist.tokenName, scopes: checklist.classicScopes });
  }
  return newFineGrainedTokenPage(hostOf(host), {
    name: checklist.tokenName,
    description: vscode.l10n.t('Made by rotation'),
    ...(checklist.owner === undefined ? {} : { owner: checklist.owner }),
    days: checklist.lifetimeDays,
    permissions: checklist.permissions ?? {},
  });
}
