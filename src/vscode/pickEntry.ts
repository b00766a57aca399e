import * as vscode from 'vscode';
import { judgeBreadth } from '../policy/judgeBreadth.ts';
import type { Finding } from '../shared/finding.ts';
import type { Entry } from '../tokens/entry.ts';
import { lifeLeft } from '../tokens/lifeLeft.ts';
import { maskToken } from '../tokens/mask.ts';
import { breadthWord, lifeLong } from './messages/status.ts';
import { kindWord } from './messages/words.ts';
import { type Choice, pick } from './prompts.ts';
import type { Services } from './services.ts';
import type { State } from './stateKeeper.ts';

/** One line of a list of entries: never more of the token than its prefix and last four characters. */
export async function entryChoice(services: Services, state: State, entry: Entry): Promise<Choice<Entry>> {
  const secret = await services.vault.secretOf(entry.id).catch(() => undefined);
  const masked = secret === undefined ? '' : `  ${maskToken(secret)}`;
  const life = lifeLong(lifeLeft(entry, state.now));
  return {
    label: `$(${iconFor(state.findings, entry)}) ${entry.name}`,
    description: `${life} · ${breadthWord(judgeBreadth(entry))}${entry.id === state.chosen?.id ? ` · ${vscode.l10n.t('used here')}` : ''}`,
    detail: [kindWord(entry.kind), entry.host, entry.login, masked.trim()].filter(Boolean).join(' · '),
    value: entry,
  };
}

function iconFor(findings: readonly Finding[], entry: Entry): string {
  const mine = findings.filter((finding) => finding.entryId === entry.id);
  if (mine.some((finding) => finding.severity === 'error')) return 'error';
  return mine.some((finding) => finding.severity === 'warning') ? 'warning' : 'key';
}

/** Asks which entry is meant; the only one is not asked about. Undefined when there is none, which is said. */
export async function pickEntry(
  services: Services,
  title: string,
  placeholder: string,
): Promise<Entry | undefined> {
  const state = await services.state.refresh();
  const { entries } = state.view;
  if (entries.length === 0) {
    await offerFirstToken();
    return undefined;
  }
  const [only] = entries;
  if (entries.length === 1) return only;
  const choices = await Promise.all(entries.map((entry) => entryChoice(services, state, entry)));
  return pick<Entry>({
    title,
    placeholder,
    choices,
    ...(state.chosen ? { active: state.chosen } : {}),
  });
}

/** The empty state: what is missing and the one next step. */
export async function offerFirstToken(): Promise<void> {
  const add = vscode.l10n.t('Add Token');
  const text = vscode.l10n.t('No token is stored yet. Add one to push and open draft pull requests with it.');
  if ((await vscode.window.showInformationMessage(text, add)) === add) {
    await vscode.commands.executeCommand('tokenWarden.addToken');
  }
}
