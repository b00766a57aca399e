import * as vscode from 'vscode';
import type { Refusal } from '../../guardrails/refusal.ts';
import type { Check, Verdict } from '../../preflight/preflight.ts';
import type { Readiness, ReadinessPart, ReadinessReason } from '../../preflight/readiness.ts';
import type { ExplainedPush } from '../../push/explainPush.ts';
import type { Problem } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { GitHubHost } from '../../tokens/host.ts';
import { brokenKinds } from '../brokenKinds.ts';
import { adviseProblem } from './adviseFailure.ts';
import { nextText, refusalText } from './guardrails.ts';
import { grantDetail, nextDetail } from './preflight.ts';
import { checkLine } from './preflightLines.ts';
import { adviseNone } from './remedy.ts';
import { modeWord } from './words.ts';

/** One check of the preflight, with what to do where it says no. */
export function checkReason(check: Check, entry: Entry): ReadinessReason {
  const { id, verdict, evidence, remedy } = check;
  const todo = remedy.kind === 'grant' ? grantDetail(remedy, entry) : nextDetail(check);
  return { id, verdict, evidence, text: checkLine(check, entry), remedy: verdict === 'no' ? todo : '' };
}

const no = { verdict: 'no', evidence: 'none' } as const;

/** Nothing lets anyone in: the fixed remedy (S4-31). */
export function noneReason(host: GitHubHost): ReadinessReason {
  const { t } = vscode.l10n;
  return {
    ...no,
    id: 'no-credential',
    text: t('Nothing is stored or found for {0}', host.name),
    remedy: adviseNone(host, []).text,
  };
}

export function unclearReason(): ReadinessReason {
  const { t } = vscode.l10n;
  return {
    id: 'not-chosen',
    verdict: 'unknown',
    evidence: 'none',
    text: t('Which token belongs here has not been said.'),
    remedy: t('Run Use Another Token Here.'),
  };
}

export function overReason({ name, health }: Entry): ReadinessReason {
  const { t } = vscode.l10n;
  return {
    id: 'dead',
    verdict: 'no',
    evidence: health.kind === 'dead' ? 'refused' : 'listed',
    text: t('{0} is expired, or GitHub does not accept it any more.', name),
    remedy: t('Rotate it, sign in again, or use another one here.'),
  };
}

/** Nothing is left to push; whether a push would be let in was asked all the same. */
export function nothingReason(answer: ExplainedPush): ReadinessReason {
  if (answer.kind === 'refused') return problemReason('push', answer.problem);
  const { t } = vscode.l10n;
  return {
    id: 'nothing-to-push',
    verdict: 'yes',
    evidence: 'probed',
    text: t('Nothing to push now, and GitHub would let a push in (asked just now).'),
    remedy: '',
  };
}

export function headIsBaseReason(branch: string): ReadinessReason {
  const { t } = vscode.l10n;
  return {
    ...no,
    id: 'head-is-base',
    text: t('{0} is the branch that pull requests go into.', branch),
    remedy: t('Work on another branch.'),
  };
}

/** A branch has one: it would be shown, and can be updated. */
export function existingReason(number: number): ReadinessReason {
  return {
    id: 'existing',
    verdict: 'yes',
    evidence: 'none',
    text: vscode.l10n.t('#{0} is open already and would be shown.', number),
    remedy: '',
  };
}

/** What was met on the way. It speaks against it only where it is about the token or what it wants to reach. */
export function problemReason(area: 'push' | 'pull', problem: Problem): ReadinessReason {
  const { t } = vscode.l10n;
  const isMoment = passing.includes(problem.kind);
  return {
    id: problem.kind,
    verdict: isMoment ? 'unknown' : 'no',
    evidence: isMoment ? 'none' : 'refused',
    text: adviseProblem(problem, area).text,
    remedy: isMoment ? t('Try again.') : '',
  };
}

/** The network, the disk or the server of this moment: that says nothing of the credential. */
const passing: readonly string[] = Object.freeze([...brokenKinds, 'rateLimited', 'secondaryRateLimit']);

export function refusalReason(refusal: Refusal): ReadinessReason {
  return { ...no, id: refusal.rule, text: refusalText(refusal), remedy: nextText(refusal) };
}

/** `Push: yes`, and who would do it. */
export function partHeading(what: string, { verdict, mode, actor, actorSource }: ReadinessPart): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<Verdict, string>> = { yes: t('yes'), no: t('no'), unknown: t('unknown') };
  const sources = {
    github: t('{0}, named by GitHub', actor),
    git: t('{0}, named by git only', actor),
    none: t('as whom is not known'),
  } as const;
  const who = mode === '' ? [] : [modeWord(mode), sources[actorSource]];
  return [`${what}: ${words[verdict]}`, ...who].join(' · ');
}

/** The question to the person when another program wants to know: it is answered, and a token is sent for it. */
export function readinessQuestion(slug: string): { readonly message: string; readonly detail: string } {
  const { t } = vscode.l10n;
  return {
    message: t('Tell another program whether you could push to {0}?', slug),
    detail: [
      t('It learns the verdicts, their reasons, and the account. It gets no token.'),
      t('Your tokens and logins are looked through and GitHub is asked with one; nothing is written.'),
    ].join('\n'),
  };
}

/** All of it as a text to read, search and copy. */
export function readinessText(title: string, { host, repository, push, pullRequest }: Readiness): string {
  const { t } = vscode.l10n;
  const lines = (what: string, part: ReadinessPart) => [
    '',
    partHeading(what, part),
    ...part.reasons.flatMap(({ text, remedy }) => [`- ${text}`, ...(remedy === '' ? [] : [`  ${remedy}`])]),
  ];
  return [
    `${title} ${repository}, ${host}`,
    ...lines(t('Push'), push),
    ...lines(t('Draft pull request'), pullRequest),
    '',
  ].join('\n');
}
