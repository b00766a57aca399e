import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';
import type { Finding } from '../shared/finding.ts';
import type { Entry } from '../tokens/entry.ts';
import { lifeLeft } from '../tokens/lifeLeft.ts';
import { maskToken } from '../tokens/mask.ts';
import { type Emptiness, judgeEmptiness } from '../vault/judgeEmptiness.ts';
import type { VaultView } from '../vault/judgeStore.ts';
import type { VaultProblem } from '../vault/problems.ts';
import { fingerprintWord, keyShort } from './messages/appKeys.ts';
import { breadthWord, lifeLong } from './messages/status.ts';
import { kindWord } from './messages/words.ts';
import { inform, warn } from './notify.ts';
import { type Choice, pick } from './prompts.ts';
import type { Services } from './services.ts';
import type { State } from './stateKeeper.ts';

/** One line of a list of entries: never more of the token than its prefix and last four characters. */
export function entryChoice(services: Services, state: State, entry: Entry): Choice<Entry> {
  if (entry.kind === 'app-key') return appChoice(state, entry);
  const secret = services.vault.seenSecretOf(entry.id);
  const masked = secret === undefined ? '' : `  ${maskToken(secret)}`;
  const life = lifeLong(lifeLeft(entry, state.now));
  return {
    label: `$(${iconFor(state.findings, entry)}) ${entry.name}`,
    description: `${life} · ${breadthWord(state.breadthOf(entry))}${entry.id === state.chosen?.id ? ` · ${vscode.l10n.t('used here')}` : ''}`,
    detail: [kindWord(entry.kind), entry.host, entry.login, masked.trim()].filter(Boolean).join(' · '),
    value: entry,
  };
}

/** Not a character of the key: its fingerprint is what GitHub's page shows too. */
function appChoice({ findings, now }: State, entry: Entry): Choice<Entry> {
  const icon = iconFor(findings, entry);
  const key = entry.app?.current;
  return {
    label: `$(${icon === 'key' ? 'robot' : icon}) ${entry.name}`,
    description: keyShort(entry, now),
    detail: [kindWord(entry.kind), entry.host, ...(key ? [fingerprintWord(key)] : [])].join(' · '),
    value: entry,
  };
}

function iconFor(findings: readonly Finding[], entry: Entry): string {
  const mine = findings.filter((finding) => finding.entryId === entry.id);
  if (mine.some((finding) => finding.severity === 'error')) return 'error';
  return mine.some((finding) => finding.severity === 'warning') ? 'warning' : 'key';
}

/** Asks which entry is meant; the only one is not asked about unless `alwaysAsk`. Undefined when there is none, which is said. */
export async function pickEntry(
  services: Services,
  title: string,
  placeholder: string,
  alwaysAsk = false,
): Promise<Entry | undefined> {
  const state = await services.state.refresh();
  const { entries } = state.view;
  if (entries.length === 0) {
    await offerFirstToken(state.view);
    return undefined;
  }
  const [only] = entries;
  if (entries.length === 1 && !alwaysAsk) return only;
  const choices = entries.map((entry) => entryChoice(services, state, entry));
  return pick<Entry>({
    title,
    placeholder,
    choices,
    ...(state.chosen ? { active: state.chosen } : {}),
  });
}

/**
 * The empty state: what is missing and the one next step. Throws `Failure` `storeEmpty` or `readOnly` where that is why
 * none is seen.
 */
export async function offerFirstToken(view?: VaultView): Promise<void> {
  const why = (view && judgeEmptiness(view)) ?? { kind: 'noToken' };
  if (why.kind === 'storeEmpty' || why.kind === 'readOnly') throw new Failure<VaultProblem>(why);
  const add = vscode.l10n.t('Add Token');
  const start = vscode.l10n.t('Get Started');
  const find = vscode.l10n.t('Find Tokens on This Machine');
  const list = vscode.l10n.t('Show Tokens');
  const text = emptySentence(why);
  const answer = why.kind === 'noToken' ? await inform(text, add, start, find) : await warn(text, add, list);
  if (answer === add) await vscode.commands.executeCommand('tokenWarden.addToken');
  if (answer === start) await vscode.commands.executeCommand('tokenWarden.getStarted');
  if (answer === find) await vscode.commands.executeCommand('tokenWarden.findTokens');
  if (answer === list) await vscode.commands.executeCommand('tokenWarden.listTokens');
}

function emptySentence(
  why: Extract<Emptiness, { readonly kind: 'noToken' | 'lost' | 'unreadable' }>,
): string {
  const { t } = vscode.l10n;
  switch (why.kind) {
    case 'noToken':
      return t('No token is stored yet. Add one to push and open draft pull requests with it.');
    case 'lost':
      return why.lost.length === 1
        ? t(
            'The secret of your token is gone from the store. At GitHub nothing happened to it. Add it again.',
          )
        : t(
            'The secrets of your {0} tokens are gone from the store. At GitHub nothing happened to them. Add them again.',
            why.lost.length,
          );
    case 'unreadable':
      return t(
        'The stored data of your tokens cannot be read. It is left as it is. Update the extension, or add the tokens again.',
      );
  }
}
