import * as vscode from 'vscode';
import { newClassicTokenPage, newFineGrainedTokenPage } from '../../github/links.ts';
import { purposes } from '../../policy/purposes.ts';
import { Failure } from '../../shared/failure.ts';
import type { Permissions } from '../../shared/permissions.ts';
import type { Secret } from '../../shared/secret.ts';
import { applyInspection } from '../../tokens/applyInspection.ts';
import { blankEntry } from '../../tokens/blankEntry.ts';
import type { Entry, PurposeId } from '../../tokens/entry.ts';
import { type GitHubHost, githubCom } from '../../tokens/host.ts';
import type { Identified } from '../../tokens/identify.ts';
import { judgePastedHost } from '../../tokens/pastedHost.ts';
import { suggestName } from '../../tokens/suggestName.ts';
import { askHost } from '../askHost.ts';
import { askName } from '../askName.ts';
import { askPaste, type Pasted } from '../askPaste.ts';
import { askMorePermissions, askPurpose } from '../askPurpose.ts';
import { askAbout } from '../inspect.ts';
import { journalEntry } from '../journaling.ts';
import { storedSentence } from '../messages/added.ts';
import type { PastedHostProblem } from '../messages/adviseFailure.ts';
import { lackText } from '../messages/lacking.ts';
import { inform, warn } from '../notify.ts';
import { lookAtGuard, mayCountAs, type WorkflowsGuard } from '../preflightGuard.ts';
import { pick } from '../prompts.ts';
import { sayAdded } from '../sayAdded.ts';
import type { Services } from '../services.ts';
import { readHosts } from '../settings.ts';
import { rotateEntry } from './rotateToken.ts';

/** The advised life of a new token; a policy may want a shorter one (S3-10). */
const advisedDays = 30;

/**
 * Adds a token: paste, and for a kind whose permissions GitHub does not list, what it is for. The name is suggested
 * and can be changed from there. Leaving any prompt stores nothing.
 */
export async function addToken(services: Services): Promise<void> {
  const place = (await takingStore(services)).place;
  const preferred = place?.address?.host ?? githubCom;
  const lack = lackText(services, preferred.name, 'fine-grained-pats');
  const prompt = vscode.l10n.t(
    'Paste a GitHub token. It is kept in VS Code’s secret storage and sent to its host only.',
  );
  const name = 'token-warden';
  const pasted = await askPaste({
    title: vscode.l10n.t('Add Token'),
    prompt: lack === undefined ? prompt : `${lack} ${prompt}`,
    ...(lack === undefined ? {} : { kind: 'classic-pat' }),
    beforePage: () => services.firstRun.reached('pageOpened'),
    newTokenPage: () =>
      lack === undefined
        ? newFineGrainedTokenPage(preferred, {
            name,
            ...(place?.address ? { owner: place.address.owner } : {}),
            days: Math.min(advisedDays, services.policy().maxLifetimeDays),
            permissions: purposes['push-and-draft'].permissions ?? {},
          })
        : newClassicTokenPage(preferred, { name, scopes: purposes['push-and-draft'].scopes }),
  });
  if (!pasted) return;
  services.secrets.learn(pasted.token);
  const host = await chooseHost(pasted, preferred);
  if (!host) return;
  const end = await storeToken(services, pasted, host, (twins, free) => keepsBoth(services, twins, free));
  if (end.kind !== 'dead') return;
  const again = vscode.l10n.t('Paste Another');
  const text = vscode.l10n.t(
    'GitHub does not accept this token: it expired, was revoked, or was mistyped. Nothing was stored.',
  );
  if ((await warn(text, again)) === again) await addToken(services);
}

/** The picture of a vault that takes a token. Throws `Failure<VaultProblem>` when it takes none. */
async function takingStore({ state }: Services) {
  const { view, place } = await state.refresh();
  if (view.mode.kind === 'storeEmpty') throw new Failure({ kind: 'storeEmpty' });
  if (view.mode.kind === 'readOnly') throw new Failure(view.mode);
  return { view, place };
}

export type Stored =
  | { readonly kind: 'stored'; readonly entry: Entry }
  /** GitHub does not accept it; nothing was stored and nothing said. */
  | { readonly kind: 'dead' }
  /** The person left, or it is there already, which was said. */
  | { readonly kind: 'left' };

/**
 * Asks its host once, asks the person what it is for, and stores it. `host` is the person's word. `keepBoth` is asked
 * where the plain name is taken.
 */
export async function storeToken(
  services: Services,
  pasted: Pick<Pasted, 'token' | 'identified'>,
  host: GitHubHost,
  keepBoth: (twins: readonly Entry[], free: string) => Promise<boolean>,
): Promise<Stored> {
  const { view, place } = await takingStore(services);
  const twin = await storedAlready(services, view.entries, pasted.token);
  if (twin) {
    await inform(vscode.l10n.t('This token is already stored as {0}.', twin.name));
    return { kind: 'left' };
  }

  const checked = await inspectNew(services, host, pasted);
  if (checked.kind === 'dead') return checked;

  // A fine-grained token acts for one owner and GitHub does not say which: the repository at hand is the best guess.
  const actsForOne = pasted.identified.kind === 'fine-grained-pat';
  const owner = actsForOne && place?.address?.host.name === host.name ? place.address.owner : undefined;
  const names = view.entries.map((entry) => entry.name);
  const suggestion = suggestName(pasted.identified.kind, owner, checked.entry.login, names);
  // One of another GitHub cannot be what this token replaces.
  const twins = view.entries.filter((entry) => entry.host === host.name);
  if (suggestion.taken && !(await keepBoth(twins, suggestion.name))) return { kind: 'left' };
  const guard = () => {
    // Only where the token may act, and only while it is not known to be refused.
    const address = place?.address?.host.name === host.name ? place.address : undefined;
    const token = checked.kind === 'checked' ? { host: host.name, token: pasted.token } : undefined;
    return address && lookAtGuard(services, address, token);
  };
  const answers = await askAnswers(suggestion.name, owner, names, pasted.identified, guard);
  if (!answers) return { kind: 'left' };

  const entry = await services.vault.add(
    {
      ...checked.entry,
      name: answers.name,
      owner: answers.owner === undefined ? undefined : { value: answers.owner, evidence: 'declared' },
      purpose: answers.purpose,
      declared: answers.declared,
    },
    pasted.token,
  );
  await journalEntry(services, 'add', entry);
  const unreached = checked.kind === 'unreached' ? checked.error : undefined;
  await sayAdded(services, entry, storedSentence(entry, services.clock.now(), unreached), pasted.token);
  return { kind: 'stored', entry };
}

/** The host the token is keyed to. One that the pasted address names and no setting knows is refused: it is sent nowhere. */
async function chooseHost(pasted: Pasted, preferred: GitHubHost): Promise<GitHubHost | undefined> {
  const { hosts } = readHosts();
  const named = judgePastedHost(pasted.host, hosts);
  if (named.kind === 'unknown')
    throw new Failure<PastedHostProblem>({ kind: 'pastedHostUnknown', host: named.name });
  if (named.kind === 'known') return named.host;
  return askHost(
    vscode.l10n.t('Add Token'),
    vscode.l10n.t('Which GitHub does this token belong to? It is sent to no other.'),
    preferred,
  );
}

async function storedAlready(
  services: Services,
  entries: readonly Entry[],
  token: Secret,
): Promise<Entry | undefined> {
  for (const entry of entries) {
    const stored = await services.vault.secretOf(entry.id).catch(() => undefined);
    if (stored?.equals(token)) return entry;
  }
  return undefined;
}

type NewEntry = Parameters<Services['vault']['add']>[0];

type Checked =
  | { readonly kind: 'checked'; readonly entry: NewEntry }
  | { readonly kind: 'unreached'; readonly entry: NewEntry; readonly error: unknown }
  | { readonly kind: 'dead' };

/** Asks GitHub once. When GitHub cannot be reached the token is kept unchecked, which the status says. */
async function inspectNew(
  services: Services,
  host: GitHubHost,
  pasted: Pick<Pasted, 'token' | 'identified'>,
): Promise<Checked> {
  const blank = blankEntry(host.name, pasted.identified.kind, services.clock.now());
  try {
    const answer = await services.work.run(vscode.l10n.t('Asking {0} about the token', host.name), (signal) =>
      askAbout(services, { host: host.name, kind: pasted.identified.kind, token: pasted.token, signal }),
    );
    if (answer.kind === 'unchecked') return { kind: 'checked', entry: blank };
    if (answer.inspection.kind === 'dead') return { kind: 'dead' };
    return { kind: 'checked', entry: applyInspection(blank, answer.inspection) };
  } catch (error) {
    if (Failure.is(error) && error.problem.kind === 'cancelled') throw error;
    services.log.failure('asking about a new token', error);
    return { kind: 'unreached', entry: blank, error };
  }
}

/** The plain name is taken: most people who paste a second token of a kind mean to replace the first. */
async function keepsBoth(services: Services, entries: readonly Entry[], free: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const plain = free.replace(/-\d+$/, '');
  const twin = entries.find((entry) => entry.name.toLowerCase() === plain.toLowerCase());
  if (twin === undefined) return true;
  const answer = await pick<'rotate' | 'both'>({
    title: t('Add Token'),
    placeholder: t('{0} exists already. Replace its token, or keep both?', twin.name),
    choices: [
      {
        label: t('Rotate {0}', twin.name),
        description: t('paste the token once more there'),
        value: 'rotate',
      },
      { label: t('Keep Both'), description: t('named {0}', free), value: 'both' },
    ],
  });
  if (answer === 'rotate') await rotateEntry(services, twin);
  return answer === 'both';
}

interface Answers {
  readonly name: string;
  readonly owner: string | undefined;
  readonly purpose: PurposeId | undefined;
  readonly declared: Permissions | undefined;
}

/** GitHub lists what a classic token may do, so only the others are asked about. */
async function askAnswers(
  suggested: string,
  owner: string | undefined,
  names: readonly string[],
  identified: Identified,
  lookAtPlace: () => Promise<WorkflowsGuard> | undefined,
): Promise<Answers | undefined> {
  let answers: Answers = { name: suggested, owner, purpose: undefined, declared: undefined };
  if (identified.kind !== 'fine-grained-pat') return answers;
  for (;;) {
    const answer = await askPurpose(answers.name, answers.owner);
    switch (answer.kind) {
      case 'left':
        return undefined;
      case 'skipped':
        // What was not confirmed was not declared: the guessed owner goes too.
        return { ...answers, owner: undefined };
      case 'answered':
        if (!(await mayCountAs(answer.declared, answers.name, lookAtPlace))) break;
        return { ...answers, purpose: answer.purpose, declared: answer.declared };
      case 'more': {
        const declared = await askMorePermissions(answers.name);
        if (declared === undefined || !(await mayCountAs(declared, answers.name, lookAtPlace))) break;
        return { ...answers, purpose: 'push-and-draft', declared };
      }
      case 'rename': {
        const name = await askName(vscode.l10n.t('Add Token'), answers.name, names);
        if (name !== undefined) answers = { ...answers, name };
        break;
      }
      case 'owner': {
        const given = await answer.ask(answers.owner);
        if (given !== undefined) answers = { ...answers, owner: given === '' ? undefined : given };
      }
    }
  }
}
