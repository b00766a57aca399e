import * as vscode from 'vscode';
import { managePage } from '../../github/links.ts';
import { filterRecords } from '../../journal/filterRecords.ts';
import {
  canBeSeenDead,
  isSameToken,
  isWithdrawn,
  kindOfTarget,
  wishOf,
  withdrawRevocation,
} from '../../rotation/revocationNotes.ts';
import type { Revoked, RevokeResult, RevokeTarget } from '../../rotation/revokePorts.ts';
import { revokeTokens } from '../../rotation/revokeTokens.ts';
import { wayToRevoke } from '../../rotation/revokeWays.ts';
import type { Entry } from '../../tokens/entry.ts';
import { hostOf } from '../../tokens/host.ts';
import { usedRepositories } from '../../tokens/usedRepositories.ts';
import { confirmRevoking } from '../confirmRevoking.ts';
import { journalRevocation } from '../journaling.ts';
import { latestEntry } from '../latestEntry.ts';
import { moment } from '../messages/dates.ts';
import {
  explainRevoked,
  type RevokeButton,
  revokeCount,
  revokeNotes,
  targetName,
} from '../messages/revoking.ts';
import { kindWord } from '../messages/words.ts';
import { fail, inform, warn } from '../notify.ts';
import { openManagePage } from '../openManagePage.ts';
import { offerFirstToken } from '../pickEntry.ts';
import { type Choice, pick, pickMany } from '../prompts.ts';
import { detailsLook } from '../readOnlyDocuments.ts';
import { revokingPorts } from '../revokingPorts.ts';
import { rotationVault } from '../rotationPorts.ts';
import type { Services } from '../services.ts';
import { checkToken, forgetToken } from './entryActions.ts';
import { finishOldToken } from './finishOldToken.ts';
import { rotateEntry } from './rotateToken.ts';

type WayOn = Exclude<RevokeButton, 'rotate' | 'forget'>;

/** One token or many, chosen from all that are not known to be dead, the kept old ones too. */
export async function revokeToken(services: Services, calledWithArguments: boolean): Promise<void> {
  const { t } = vscode.l10n;
  const { view } = await services.state.refresh();
  if (view.entries.length === 0) return offerFirstToken(view);
  const targets = view.entries.flatMap(targetsOf);
  if (targets.length === 0) {
    void inform(t('Every token in the list is dead already.'));
    return;
  }
  // Asked also where there is only one: what ends a token is chosen by a person (E02).
  const chosen = await pickMany<RevokeTarget>({
    title: t('Revoke at GitHub'),
    placeholder: t('Which tokens? What is revoked cannot be brought back'),
    choices: targets.map(asChoice),
  });
  if (chosen !== undefined && chosen.length > 0) await revokeChosen(services, chosen, calledWithArguments);
}

function targetsOf(entry: Entry): readonly RevokeTarget[] {
  const present: RevokeTarget[] = entry.health.kind === 'dead' ? [] : [{ entry, which: 'present' }];
  return entry.previous === undefined ? present : [...present, { entry, which: 'previous' }];
}

function asChoice(target: RevokeTarget): Choice<RevokeTarget> {
  const { t } = vscode.l10n;
  const { entry } = target;
  const kind = kindOfTarget(target);
  const wish = wishOf(target);
  const onPage = wayToRevoke(entry.host, kind) === 'page' ? [t('only on its page')] : [];
  const final = wish?.acceptedAt !== undefined && !canBeSeenDead(target);
  const wanted =
    wish === undefined
      ? []
      : [
          final
            ? t('GitHub took the request to revoke it')
            : t('not yet revoked, wanted since {0}', moment(wish.wantedAt)),
        ];
  return {
    label: targetName(target),
    description: [...onPage, ...wanted].join(' · '),
    detail: [kindWord(kind), entry.host, entry.login].filter(Boolean).join(' · '),
    value: target,
  };
}

/** Asks, revokes, proves and tells, for targets that a person chose. `done` is called before anything is told. */
export async function revokeChosen(
  services: Services,
  targets: readonly RevokeTarget[],
  byProgram = false,
  done: (results: readonly RevokeResult[]) => Promise<void> = async () => undefined,
): Promise<void> {
  const onPage = targets.filter((target) => wayToRevoke(target.entry.host, kindOfTarget(target)) === 'page');
  const wanted = targets.filter((target) => !onPage.includes(target));
  const pages = onPage.map((target): RevokeResult => ({ target, revoked: { kind: 'onItsPage' } }));
  const { view } = await services.state.refresh();
  if (wanted.length > 0 && !(await confirmRevoking(wanted, view.keeping, byProgram))) return;
  const results = [...(await runRevoking(services, wanted)), ...pages];
  await done(results);
  await tellAll(services, results);
}

async function runRevoking(
  services: Services,
  targets: readonly RevokeTarget[],
): Promise<readonly RevokeResult[]> {
  const { t } = vscode.l10n;
  if (targets.length === 0) return [];
  const results = await services.work.run(t('Revoking at GitHub'), (signal, report) => {
    const said = (done: number, of: number) => report(t('{0} of {1}', done, of), (100 * done) / of);
    return revokeTokens(targets, revokingPorts(services, said), signal);
  });
  await services.state.refresh();
  return results;
}

/** One token: a sentence with buttons. Several: the notes, in a document, and one line. */
async function tellAll(services: Services, results: readonly RevokeResult[]): Promise<void> {
  const [only] = results;
  if (results.length === 1 && only !== undefined) return tellOne(services, only);
  const { t } = vscode.l10n;
  await showNotes(services, results);
  const again = t('Try Again');
  const not = t('Do Not Revoke');
  const of = (...kinds: readonly Revoked['kind'][]) =>
    results.filter(({ revoked }) => kinds.includes(revoked.kind)).map(({ target }) => target);
  const left = of('notYet', 'busy', 'cancelled');
  const unsent = of('cancelled');
  const text = revokeCount(results);
  const answer =
    left.length === 0 ? await inform(text) : await fail(text, again, ...(unsent.length === 0 ? [] : [not]));
  if (answer === again) await retry(services, left);
  if (answer === not) await withdraw(services, unsent);
}

async function showNotes(services: Services, results: readonly RevokeResult[]): Promise<void> {
  const { records } = await services.journal.read().catch(() => ({ records: [] }));
  const usedIn = (entry: Entry) => {
    const mine = filterRecords(records, { entryId: entry.id });
    return usedRepositories(
      entry,
      mine.flatMap(({ repository }) => repository ?? []),
    );
  };
  const text = revokeNotes(results, usedIn, pageOf, services.clock.now());
  await services.documents.show(vscode.l10n.t('Revoked Tokens'), text, detailsLook);
}

function pageOf(target: RevokeTarget): string {
  return managePage(hostOf(target.entry.host), kindOfTarget(target)).url;
}

async function tellOne(services: Services, result: RevokeResult): Promise<void> {
  const { t } = vscode.l10n;
  const { target, revoked } = result;
  const { entry } = target;
  if (revoked.kind === 'onItsPage') await openPageOf(target);
  const words = explainRevoked(result);
  const labels: Readonly<Record<RevokeButton, string>> = {
    again: t('Try Again'),
    check: t('Check Again'),
    page: t('Open Its Page'),
    withdraw: t('Do Not Revoke'),
    rotate: t('Make a New One'),
    forget: t('Forget'),
  };
  const show = { info: inform, warning: warn, error: fail }[words.severity];
  const answer = await show(words.text, ...words.buttons.map((button) => labels[button]));
  const button = words.buttons.find((one) => labels[one] === answer);
  switch (button) {
    case 'rotate':
      return rotateEntry(services, entry);
    case 'forget':
      return forgetRevoked(services, target);
    default:
      return takeWay(services, target, button);
  }
}

/** What can be done about a wish that is not fulfilled. Nothing, when nothing was chosen. */
async function takeWay(services: Services, target: RevokeTarget, way: WayOn | undefined): Promise<void> {
  switch (way) {
    case 'again':
      return retry(services, [target]);
    case 'check':
      return checkWhetherDead(services, target);
    case 'page':
      return openPageOf(target);
    case 'withdraw':
      return withdraw(services, [target]);
    default:
  }
}

/** The message may be older than a new token in its place, and that one is not what was revoked. */
async function forgetRevoked(services: Services, target: RevokeTarget): Promise<void> {
  const latest = await latestEntry(services, target.entry.id);
  if (latest !== undefined && isSameToken(latest, target)) return forgetToken(services, latest);
  void warn(
    vscode.l10n.t('{0} was replaced or removed meanwhile. Nothing was forgotten.', target.entry.name),
  );
}

/** One call, and what is to be said of its answer. */
function checkWhetherDead(services: Services, { entry, which }: RevokeTarget): Promise<void> {
  return which === 'previous'
    ? finishOldToken(services, entry, { kind: 'prove' })
    : checkToken(services, entry);
}

function openPageOf(target: RevokeTarget): Promise<void> {
  return openManagePage({ ...target.entry, kind: kindOfTarget(target) });
}

/**
 * The wish was confirmed with a typed word when it was made, and is about the very same token: not asked again. Unless it
 * was withdrawn since: the message may lie there for days, and what it would do cannot be undone.
 */
async function retry(services: Services, targets: readonly RevokeTarget[]): Promise<void> {
  const { view } = await services.state.refresh();
  if (targets.some((target) => isWithdrawn(target, view.entries))) return revokeChosen(services, targets);
  await tellAll(services, await runRevoking(services, targets));
}

/** A wish that GitHub has not fulfilled: try again, look whether it is dead, or withdraw it. */
export async function answerRevocation(services: Services, shown: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const entry = await latestEntry(services, shown.id);
  if (entry === undefined) return;
  const which = entry.revocation === undefined ? 'previous' : 'present';
  const target: RevokeTarget = { entry, which };
  const wish = wishOf(target);
  if (wish === undefined) return;
  const way = await pick<WayOn>({
    title: t('Revoke {0}', targetName(target)),
    placeholder: t('Wanted since {0}, and not yet seen dead', moment(wish.wantedAt)),
    choices: [
      { label: t('Try Again'), description: t('asks GitHub to end it, for good'), value: 'again' },
      { label: t('Check Whether It Is Dead'), description: t('asks GitHub once'), value: 'check' },
      { label: t('Open Its Page'), description: t('to delete it there'), value: 'page' },
      { label: t('Do Not Revoke'), description: t('the token stays as it is'), value: 'withdraw' },
    ],
  });
  await takeWay(services, target, way);
}

async function withdraw(services: Services, targets: readonly RevokeTarget[]): Promise<void> {
  for (const target of targets) {
    await withdrawRevocation(target, rotationVault(services));
    await journalRevocation(services, target, { kind: 'withdrawn' });
  }
  await services.state.refresh();
  const names = targets.map(targetName).join(', ');
  void inform(vscode.l10n.t('Not to be revoked any more: {0}.', names));
}
