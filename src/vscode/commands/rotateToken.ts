import * as vscode from 'vscode';
import { type BeginPorts, endRotation, interrupted, withNote } from '../../rotation/beginRotation.ts';
import { fitPurpose } from '../../rotation/fitPurpose.ts';
import { learnFromRefusal } from '../../rotation/learnFromRefusal.ts';
import {
  askedToken,
  declaredByPaste,
  planRotation,
  type RotationChecklist,
  type RotationHints,
  resumeChecklist,
} from '../../rotation/planRotation.ts';
import type { Attending } from '../../rotation/rotationsInFlight.ts';
import { Failure, type Problem } from '../../shared/failure.ts';
import type { Permissions } from '../../shared/permissions.ts';
import type { Entry, PurposeId } from '../../tokens/entry.ts';
import { canRenew } from '../../tokens/judgeRenewal.ts';
import type { VaultProblem } from '../../vault/problems.ts';
import type { Pasted } from '../askPaste.ts';
import { askReplacement } from '../askReplacement.ts';
import { within } from '../boundedRead.ts';
import { isLacking } from '../isLacking.ts';
import { latestEntry } from '../latestEntry.ts';
import { busyText } from '../messages/rotating.ts';
import { inform, warn } from '../notify.ts';
import { pickEntry } from '../pickEntry.ts';
import { askToGoOn } from '../resumeRotation.ts';
import { rotationPorts } from '../rotationPorts.ts';
import type { Services } from '../services.ts';
import { askToFinish } from './finishOldToken.ts';
import { replaceToken } from './replaceToken.ts';
import { rotateAppKey } from './rotateAppKey.ts';
import { signInAgain } from './signInWithCode.ts';

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
 * what the old one was refused for the lack of, `refusal` an organisation's word about tokens like it.
 */
export function rotateEntry(
  services: Services,
  shown: Entry,
  grant?: Permissions,
  refusal?: Problem,
): Promise<void> {
  const forbidden = isLacking(services, shown.host, 'fine-grained-pats')
    ? (['fine-grained-pat'] as const)
    : [];
  const hints: RotationHints = { grant, forbidden };
  return rotateWith(services, shown, refusal === undefined ? hints : learnFromRefusal(hints, refusal));
}

async function rotateWith(services: Services, shown: Entry, hints: RotationHints): Promise<void> {
  const { t } = vscode.l10n;
  const entry = await storedNow(services, shown);
  const plan = planRotation(entry, services.clock.now(), services.policy(), hints);
  switch (plan.kind) {
    case 'renewsItself':
      if (entry.session !== undefined && !canRenew(entry.session, services.clock.now())) {
        return signInAgain(services, entry);
      }
      return void inform(t('{0} is renewed by its app. There is nothing to paste.', entry.name));
    case 'refreshToken':
      return void inform(t('A refresh token is not rotated by hand.'));
    case 'appKey':
      return rotateAppKey(services, entry);
    case 'finishFirst':
      return askToFinish(services, entry);
    case 'replace':
  }
  const attending = await services.rotations.attend(entry.id);
  if (attending.kind !== 'attending') return void warn(busyText(entry, attending));
  try {
    await guide(services, entry, plan.checklist, hints, attending);
  } finally {
    await attending.end();
  }
}

/** A store that is busy for longer keeps nobody from the page (ms). */
const mostNoteMs = 5_000;

/** From the page to the end, while no other window begins the same. */
async function guide(
  services: Services,
  entry: Entry,
  planned: RotationChecklist,
  hints: RotationHints,
  attending: Attending,
): Promise<void> {
  const ports = rotationPorts(services, entry);
  const checklist = await goOn(services, entry, planned, ports);
  if (checklist === undefined) return;
  const next = await withNote(entry.id, askedToken(checklist), ports, async (noted): Promise<Next> => {
    // Before the page, not with it: a reload while a slow store takes the note would lose what to go on with.
    const note = () => within(mostNoteMs, noted.pageOpened());
    const answer = await askReplacement(services, entry, checklist, note);
    if (answer.kind !== 'pasted') return answer;
    return replace(services, entry, { checklist, hints, pasted: answer.pasted }, attending);
  });
  // What comes next may be the same entry: it is begun anew.
  await attending.end();
  switch (next.kind) {
    case 'other': {
      const another = await pickAny(services);
      return another && another.id !== entry.id ? rotateWith(services, another, {}) : undefined;
    }
    case 'classic':
      return rotateWith(services, entry, { ...hints, classic: true });
    case 'again':
      return rotateWith(services, entry, next.hints);
    default:
  }
}

type Next =
  | { readonly kind: 'left' | 'other' | 'classic' | 'ended' }
  | { readonly kind: 'again'; readonly hints: RotationHints };

interface PastedFor {
  readonly checklist: RotationChecklist;
  readonly hints: RotationHints;
  readonly pasted: Pasted;
}

async function replace(
  services: Services,
  entry: Entry,
  { checklist, hints, pasted }: PastedFor,
  attending: Attending,
): Promise<Next> {
  services.secrets.learn(pasted.token);
  const { kind } = pasted.identified;
  const fits = fitPurpose(checklist).purpose;
  const token = {
    secret: pasted.token,
    kind,
    host: pasted.host,
    declared: declaredByPaste(checklist, kind),
  };
  const next = await replaceToken(services, entry, token, hints, () => attending.end());
  if (next !== undefined) return { kind: 'again', hints: next.another };
  if (fits !== checklist.purpose) await takePurpose(services, entry, fits);
  return { kind: 'ended' };
}

/** The checklist to go by: as it was told before a crash, if the person goes on with that. */
async function goOn(
  services: Services,
  entry: Entry,
  planned: RotationChecklist,
  ports: BeginPorts,
): Promise<RotationChecklist | undefined> {
  const begun = interrupted(entry, services.session.id);
  if (begun === undefined) return planned;
  switch (await askToGoOn(entry, begun, services.clock.now())) {
    case 'paste':
      return resumeChecklist(planned, begun.asked);
    case 'again':
      return planned;
    case 'drop':
      await endRotation(entry.id, begun, ports);
      await services.state.refresh();
      return undefined;
    default:
      return undefined;
  }
}

/** As stored now. Refused before anything is made at GitHub: a token made for a store that takes none would be lost. */
async function storedNow(services: Services, { id }: Entry): Promise<Entry> {
  const { view } = await services.state.refresh();
  if (view.mode.kind !== 'open') throw new Failure<VaultProblem>(view.mode);
  const entry = view.entries.find((one) => one.id === id);
  if (entry === undefined) throw new Failure<VaultProblem>({ kind: 'noSuchEntry', id });
  return entry;
}

/** What the token is for grew with what it may do: else the new permission would be called surplus at once. */
async function takePurpose(services: Services, old: Entry, purpose: PurposeId): Promise<void> {
  const { vault, state } = services;
  const latest = await latestEntry(services, old.id);
  if (latest === undefined || latest.secretSince === old.secretSince) return;
  await vault.update(old.id, (entry) => ({ ...entry, purpose }));
  await state.refresh();
}
