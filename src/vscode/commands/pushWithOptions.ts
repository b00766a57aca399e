import * as vscode from 'vscode';
import {
  type Lease,
  mostTags,
  offersTo,
  type PushChoices,
  type PushOffers,
  plainPush,
  type TagRef,
} from '../../push/pushChoices.ts';
import { droppedWords } from '../messages/pushing.ts';
import { inform } from '../notify.ts';
import { type Choice, pickMany } from '../prompts.ts';
import type { Services } from '../services.ts';
import { pushAndTell, startPush } from './pushBranch.ts';

/**
 * Push Branch, with what a person may choose for this one push: tags, overwriting a branch that diverged, no hook.
 * Only what applies is offered, nothing is chosen beforehand, and nothing is remembered.
 */
export async function pushWithOptions(services: Services, asks: boolean): Promise<void> {
  const { t } = vscode.l10n;
  const step = await startPush(services, t('Push Branch with Options'), { mayOverwrite: true });
  if (step === undefined) return;
  const offers = offersTo(await step.git.offers(step.push), asks);
  const choices = await choose(step.push.target.branch, offers);
  if (choices === undefined) return;
  await pushAndTell(services, { ...step, push: { ...step.push, choices } }, asks);
}

type Chosen =
  | { readonly kind: 'overwrite'; readonly lease: Lease }
  | { readonly kind: 'tag'; readonly tag: TagRef }
  | { readonly kind: 'skipHook' };

async function choose(branch: string, offers: PushOffers): Promise<PushChoices | undefined> {
  const { t } = vscode.l10n;
  const choices = choicesFor(offers);
  if (choices.length === 0) {
    const go = t('Push');
    const text = t('There is nothing to choose for {0}: no new tag, no hook, nothing to overwrite.', branch);
    return (await inform(text, go)) === go ? plainPush : undefined;
  }
  const chosen = await pickMany<Chosen>({
    title: t('Push Branch with Options'),
    placeholder:
      offers.tags.length === mostTags
        ? t(
            'What should this push of {0} do beside the ordinary? The newest {1} tags are listed.',
            branch,
            mostTags,
          )
        : t('What should this push of {0} do beside the ordinary?', branch),
    choices,
  });
  return chosen && gather(chosen);
}

function choicesFor({ overwrite, tags, hook }: PushOffers): readonly Choice<Chosen>[] {
  const { t } = vscode.l10n;
  const choices: Choice<Chosen>[] = tags.map((tag) => ({
    // An icon in a label is written `$(name)`, which a tag's name may hold.
    label: `$(tag) ${tag.name.replaceAll('$(', '$\u200b(')}`,
    description: tag.oid.slice(0, 7),
    value: { kind: 'tag', tag },
  }));
  if (overwrite !== undefined) {
    choices.push({
      label: `$(warning) ${t('Overwrite the Branch on GitHub')}`,
      detail: `${droppedWords(overwrite.dropped)}. ${t('Only if it is still at {0}, as last fetched', overwrite.expected.slice(0, 7))}`,
      value: { kind: 'overwrite', lease: overwrite },
    });
  }
  if (hook) {
    choices.push({
      label: `$(debug-step-over) ${t('Skip Your Pre-Push Hook')}`,
      detail: t('This time only'),
      value: { kind: 'skipHook' },
    });
  }
  return choices;
}

function gather(chosen: readonly Chosen[]): PushChoices {
  const overwrite = chosen.find((each) => each.kind === 'overwrite')?.lease;
  const tags = chosen.flatMap((each) => (each.kind === 'tag' ? [each.tag] : []));
  return { overwrite, tags, skipHook: chosen.some(({ kind }) => kind === 'skipHook') };
}
