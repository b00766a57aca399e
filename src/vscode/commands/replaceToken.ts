import * as vscode from 'vscode';
import { learnFromRefusal } from '../../rotation/learnFromRefusal.ts';
import type { RotationHints } from '../../rotation/planRotation.ts';
import type { NewToken } from '../../rotation/proveNew.ts';
import { type RescueOffer, rescueNewToken } from '../../rotation/rescueNewToken.ts';
import { rotateToken as rotate, storeAgain } from '../../rotation/rotateToken.ts';
import { type NewNotStored, problemsOfResult, type RotationResult } from '../../rotation/rotationResult.ts';
import type { Entry } from '../../tokens/entry.ts';
import { journalEntry, journalRotation } from '../journaling.ts';
import { latestEntry } from '../latestEntry.ts';
import {
  explainRotation,
  explainUnsaved,
  hintLines,
  type RotationStep,
  type StepButton,
} from '../messages/rotating.ts';
import { fail, inform } from '../notify.ts';
import { openManagePage } from '../openManagePage.ts';
import { rotationPorts } from '../rotationPorts.ts';
import { sayStep } from '../sayStep.ts';
import type { Services } from '../services.ts';
import { showWhereUsed } from '../whereUsed.ts';
import { askToFinish, finishOldToken } from './finishOldToken.ts';

/** The person wants to paste anew, and what was learned for that. */
export interface Another {
  readonly another: RotationHints;
}

/**
 * Replaces the entry's token by the pasted one and says what came of it. `attended` is called as soon as nothing but an
 * answer to that is waited for: a message may stand for hours.
 */
export async function replaceToken(
  services: Services,
  entry: Entry,
  pasted: NewToken,
  known: RotationHints,
  attended: () => Promise<void>,
): Promise<Another | undefined> {
  for (let hints = known; ; ) {
    const { result, copied } = await rotateAndRescue(services, entry, pasted, attended);
    await journalRotation(services, entry, result);
    if (copied) await journalEntry(services, 'copy', entry);
    const { view } = await services.state.refresh();
    if (result === undefined || result.kind === 'cancelled' || result.kind === 'newNotStored')
      return undefined;
    hints = problemsOfResult(result).reduce(learnFromRefusal, hints);
    const step = explainRotation(entry, result, services.clock.now(), view.keeping);
    const learned = result.kind === 'rotated' ? [] : hintLines(known, hints);
    const text = [step.text, ...(copied ? [clipboardSentence()] : []), ...learned].join(' ');
    const answer = await sayWithClipboard(services, { ...step, text }, result, pasted);
    if (answer === 'same') continue;
    if (answer === 'another') return { another: hints };
    await act(services, entry, pasted, answer);
    return undefined;
  }
}

/** S3-23: what was pasted is still in the clipboard. Once it is cleared, the rest of the message is said again. */
async function sayWithClipboard(
  services: Services,
  step: RotationStep,
  result: RotationResult,
  { secret }: NewToken,
): Promise<StepButton | undefined> {
  const { clipboard } = services;
  // Not before it is stored: until then the clipboard may hold the only copy there is.
  if (result.kind !== 'rotated' || !(await clipboard.holds(secret))) return sayStep(services, step);
  const text = `${step.text} ${vscode.l10n.t('The clipboard still holds the new one.')}`;
  const answer = await sayStep(services, { ...step, text, buttons: [...step.buttons, 'clear'] });
  if (answer !== 'clear') return answer;
  await clipboard.clearIfHolds(secret);
  return sayStep(services, step);
}

async function act(
  services: Services,
  entry: Entry,
  pasted: NewToken,
  answer: StepButton | undefined,
): Promise<void> {
  switch (answer) {
    case 'check': {
      const latest = (await latestEntry(services, entry.id)) ?? entry;
      return finishOldToken(services, latest, { kind: 'prove' });
    }
    case 'finish':
      return askToFinish(services, entry);
    case 'oldPage':
      return openManagePage(entry);
    case 'newPage':
      return openManagePage({ ...entry, kind: pasted.kind ?? entry.kind });
    case 'used':
      return showWhereUsed(services, entry);
    default:
  }
}

interface Rotated {
  /** Undefined when a good new token could not be stored and the person let it go. */
  readonly result: RotationResult | undefined;
  /** The new token was copied on the way. */
  readonly copied: boolean;
}

async function rotateAndRescue(
  services: Services,
  entry: Entry,
  pasted: NewToken,
  attended: () => Promise<void>,
): Promise<Rotated> {
  const ports = rotationPorts(services, entry);
  const first = await rotate(entry.id, pasted, ports);
  await attended();
  if (first.kind !== 'newNotStored') return { result: first, copied: false };
  // Written before the person is asked: this window may not live to hear the answer.
  await journalRotation(services, entry, first);
  const rescue = await rescueNewToken(first, {
    offer: (offer) => offerRescue(entry, offer),
    storeAgain: (unsaved: NewNotStored) => storeAgain(unsaved, pasted, ports),
    // Not timed: until a store takes it, the clipboard may hold the only copy there is.
    copy: (secret) => services.clipboard.copyUntimed(secret),
  });
  if (rescue.kind === 'settled') return rescue;
  if (!rescue.copied) {
    void inform(
      vscode.l10n.t('The new token of {0} is not stored here. It lives at GitHub: end it there.', entry.name),
    );
  }
  return { result: undefined, copied: rescue.copied };
}

function clipboardSentence(): string {
  return vscode.l10n.t('The clipboard may still hold the new one. Copy something else to clear it.');
}

async function offerRescue(entry: Entry, offer: RescueOffer): Promise<'storeAgain' | 'copy' | 'close'> {
  const { t } = vscode.l10n;
  const again = t('Store Again');
  const copy = t('Copy the New Token');
  const said = [
    t('The new token of {0} is good, but it is not stored.', entry.name),
    explainUnsaved(entry, offer.unsaved, offer.lastTry),
  ];
  if (offer.copied) said.push(t('The new one is in the clipboard and stays there until you clear it.'));
  else if (offer.closedOnce) said.push(t('The new one is kept nowhere else. Closing this again lets it go.'));
  const answer = await fail(said.join(' '), again, copy);
  if (answer === undefined) return 'close';
  return answer === again ? 'storeAgain' : 'copy';
}
