import * as vscode from 'vscode';
import type { NewToken } from '../../rotation/proveNew.ts';
import { type RescueOffer, rescueNewToken } from '../../rotation/rescueNewToken.ts';
import { rotateToken as rotate, storeAgain } from '../../rotation/rotateToken.ts';
import type { NewNotStored, RotationResult } from '../../rotation/rotationResult.ts';
import type { Entry } from '../../tokens/entry.ts';
import { journalEntry, journalRotation } from '../journaling.ts';
import { explainRotation, explainUnsaved } from '../messages/rotating.ts';
import { fail, inform } from '../notify.ts';
import { openManagePage } from '../openManagePage.ts';
import { rotationPorts } from '../rotationPorts.ts';
import { sayStep } from '../sayStep.ts';
import type { Services } from '../services.ts';
import { askToFinish, finishOldToken } from './finishOldToken.ts';

/** Replaces the entry's token by the pasted one and says what came of it. `another`: the person wants to paste anew. */
export async function replaceToken(
  services: Services,
  entry: Entry,
  pasted: NewToken,
): Promise<'another' | undefined> {
  for (;;) {
    const { result, copied } = await rotateAndRescue(services, entry, pasted);
    await journalRotation(services, entry, result);
    if (copied) await journalEntry(services, 'copy', entry);
    const { view } = await services.state.refresh();
    if (result === undefined || result.kind === 'cancelled' || result.kind === 'newNotStored')
      return undefined;
    const step = explainRotation(entry, result, services.clock.now(), view.keeping);
    // In the same message: VS Code drops toasts that come too quickly after each other.
    const text = copied ? `${step.text} ${clipboardSentence()}` : step.text;
    switch (await sayStep(services, { ...step, text })) {
      case 'same':
        continue;
      case 'another':
        return 'another';
      case 'check':
        await finishOldToken(services, view.entries.find(({ id }) => id === entry.id) ?? entry, {
          kind: 'prove',
        });
        return undefined;
      case 'finish':
        await askToFinish(services, entry);
        return undefined;
      case 'oldPage':
        await openManagePage(entry);
        return undefined;
      case 'newPage':
        await openManagePage({ ...entry, kind: pasted.kind ?? entry.kind });
        return undefined;
      default:
        return undefined;
    }
  }
}

interface Rotated {
  /** Undefined when a good new token could not be stored and the person let it go. */
  readonly result: RotationResult | undefined;
  /** The new token was copied on the way. */
  readonly copied: boolean;
}

async function rotateAndRescue(services: Services, entry: Entry, pasted: NewToken): Promise<Rotated> {
  const ports = rotationPorts(services, entry);
  const first = await rotate(entry.id, pasted, ports);
  if (first.kind !== 'newNotStored') return { result: first, copied: false };
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
