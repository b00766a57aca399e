import * as vscode from 'vscode';
import { commandIds } from '../manifest.ts';
import { judgeNeeds, type PreflightFacts } from '../preflight/judgePreflight.ts';
import type { Check, Remedy } from '../preflight/preflight.ts';
import type { Entry } from '../tokens/entry.ts';
import { kinds } from '../tokens/kind.ts';
import type { Candidate } from '../tokens/selectEntry.ts';
import { rotateEntry } from './commands/rotateToken.ts';
import { anywayDetail, blockedLine, grantDetail, markOf, nextDetail } from './messages/preflight.ts';
import { type Choice, pick, separator } from './prompts.ts';
import { rankedChoices } from './rankedChoices.ts';
import type { Services } from './services.ts';

export type PreflightAnswer = 'anyway' | 'another' | 'get' | 'scm' | 'fetch';

type Grant = Extract<Remedy, { readonly kind: 'grant' }>;

/**
 * What speaks against the push, and how we know, as one quick pick. *Push Anyway* stands there only where GitHub, and
 * not a fact, decides. Undefined when the person leaves.
 */
export async function askBlocked(
  entry: Entry,
  blocked: readonly [Check, ...Check[]],
): Promise<PreflightAnswer | undefined> {
  const { t } = vscode.l10n;
  const [first, ...others] = blocked.toSorted((a, b) => Number(b.certain) - Number(a.certain));
  const line = blockedLine(first ?? blocked[0], entry);
  const seen = others.map((check) => blockedLine(check, entry));
  for (;;) {
    const answer = await pick<PreflightAnswer | 'look'>({
      title: t('Push Branch'),
      placeholder: line.what,
      choices: [
        ...choicesFor(entry, blocked, line.known),
        ...(seen.length === 0 ? [] : [separator(t('Also'))]),
        // An icon in a label is written `$(name)`, which a file's name may hold.
        ...seen.map(({ what, known }) => ({
          label: what.replaceAll('$(', '$\u200b('),
          detail: known,
          value: 'look' as const,
        })),
      ],
    });
    // A line that only says something is no way out of the question.
    if (answer !== 'look') return answer;
  }
}

function choicesFor(
  entry: Entry,
  blocked: readonly [Check, ...Check[]],
  known: string,
): readonly Choice<PreflightAnswer>[] {
  const { t } = vscode.l10n;
  const grant = grantOf(blocked);
  const certain = blocked.filter((check) => check.certain);
  const choices: Choice<PreflightAnswer>[] = [];
  for (const check of certain) {
    const detail = nextDetail(check);
    if (check.remedy.kind === 'fetch' && canFetch) {
      choices.push({ label: t('Fetch with Token'), detail, value: 'fetch' });
    } else if (choices.every(({ value }) => value !== 'scm')) {
      choices.push({ label: t('Show Source Control'), detail, value: 'scm' });
    }
  }
  if (grant !== undefined) {
    choices.push({ label: t('Use Another Token'), detail: known, value: 'another' });
    if (!kinds[entry.kind].renewsItself) {
      const detail = needsOwnToken(blocked)
        ? t('A new token that acts for {0}, beside this one', grant.owner)
        : grantDetail(grant, entry);
      choices.push({ label: t('Get It'), detail, value: 'get' });
    }
  }
  if (certain.length === 0) {
    choices.push({
      label: t('Push Anyway'),
      detail: anywayDetail(blocked[0], known, grant),
      value: 'anyway',
    });
  }
  return choices;
}

const canFetch = (commandIds as readonly string[]).includes('tokenWarden.fetchWithToken');

export function grantOf(blocked: readonly Check[]): Grant | undefined {
  const grants = blocked.map(({ remedy }) => remedy).filter((remedy) => remedy.kind === 'grant');
  const [first] = grants;
  if (first === undefined) return undefined;
  const permissions = Object.assign({}, ...grants.map((grant) => grant.permissions));
  return { ...first, permissions, scopes: [...new Set(grants.flatMap(({ scopes }) => scopes))] };
}

/** Another token for this action only: those that lack nothing, as far as is known, first; the others say what they lack. */
export async function askAnother(services: Services, facts: PreflightFacts): Promise<Entry | undefined> {
  const { t } = vscode.l10n;
  const { target } = facts.push;
  const state = await services.state.refresh();
  const selection = services.state.select(state.view.entries, { address: target }, 'push');
  if (selection.kind === 'none') return undefined;
  const marked = selection.ranked
    .map((candidate) => ({ candidate, checks: judgeNeeds(facts, candidate.entry) }))
    .toSorted((a, b) => Number(hinders(a)) - Number(hinders(b)));
  const choices = rankedChoices(
    services,
    state,
    marked.map(({ candidate }) => candidate),
  );
  return pick<Entry>({
    title: t('Token for {0}', `${target.owner}/${target.repo}`),
    placeholder: t('Which token should serve this time? Nothing is remembered.'),
    choices: choices.map((choice, index) => {
      const mark = markOf(marked[index]?.checks ?? []);
      // What decides comes first: the end of a line is cut.
      return { ...choice, description: [mark, choice.description].filter(Boolean).join(' · ') };
    }),
  });
}

function hinders({
  candidate,
  checks,
}: {
  readonly candidate: Candidate;
  readonly checks: readonly Check[];
}) {
  return candidate.obstacle === 'over' || checks.some(({ verdict }) => verdict === 'no');
}

/** The pre-filled page and its checklist. Where the token acts for somebody else, a new one beside it. */
export async function getMissing(services: Services, entry: Entry, blocked: readonly Check[]): Promise<void> {
  const grant = grantOf(blocked);
  if (grant === undefined) return;
  if (needsOwnToken(blocked)) await vscode.commands.executeCommand('tokenWarden.addToken');
  else await rotateEntry(services, entry, grant.permissions);
}

function needsOwnToken(blocked: readonly Check[]): boolean {
  return blocked.some(
    (check) =>
      (check.id === 'contents' || check.id === 'workflows' || check.id === 'pull-requests') &&
      check.data.why === 'owner',
  );
}
