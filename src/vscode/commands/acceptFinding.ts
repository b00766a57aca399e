import * as vscode from 'vscode';
import { isAcceptable, type PolicyFinding } from '../../policy/policyFinding.ts';
import { dayMs } from '../../shared/clock.ts';
import type { FindingId } from '../../shared/finding.ts';
import { holdsToken } from '../../tokens/candidates.ts';
import type { Entry } from '../../tokens/entry.ts';
import { dateAndDistance } from '../messages/dates.ts';
import { explainFinding } from '../messages/findings.ts';
import { inform } from '../notify.ts';
import { askText, pick } from '../prompts.ts';
import type { Services } from '../services.ts';

const longestReason = 200;
const terms = [7, 30, 90] as const;

/**
 * Accepts one finding of an entry with a reason and an end date; until then it is quiet and stays visible. `only`: the
 * one that the person chose already.
 */
export async function acceptFinding(services: Services, entry: Entry, only?: FindingId): Promise<void> {
  const { t } = vscode.l10n;
  const { findings, now } = await services.state.refresh();
  const open = findings.filter(
    (finding) =>
      finding.entryId === entry.id && isAcceptable(finding) && (only === undefined || finding.id === only),
  );
  if (open.length === 0) {
    void inform(t('{0} has nothing to accept.', entry.name));
    return;
  }
  const finding = open.length === 1 ? open[0] : await chooseFinding(open, entry, now);
  if (!finding) return;
  const reason = await askText({
    title: t('Accept: {0}', explainFinding(finding, entry, now).title),
    prompt: t('Why is this all right? The reason is kept with the token and shown in its hover.'),
    refuse: (value) => {
      if (value.trim() === '') return t('Give a short reason.');
      if (value.length > longestReason) return t('Keep it under {0} characters.', longestReason);
      return holdsToken(value) ? t('That holds a token. A reason is shown; a token is not.') : undefined;
    },
  });
  if (reason === undefined) return;
  const until = await pick<number>({
    title: t('Accept: {0}', explainFinding(finding, entry, now).title),
    placeholder: t('Until when?'),
    choices: terms.map((days) => ({
      label: dateAndDistance(now + days * dayMs, now),
      value: now + days * dayMs,
    })),
  });
  if (until === undefined) return;
  await services.vault.update(entry.id, (latest) => ({
    ...latest,
    accepted: [
      ...latest.accepted.filter((one) => one.findingId !== finding.id),
      { findingId: finding.id, reason: reason.trim(), at: now, until },
    ],
  }));
  await services.state.refresh();
}

/** Takes every acceptance of an entry back: its findings speak again. */
export async function withdrawAcceptances(services: Services, entry: Entry): Promise<void> {
  await services.vault.update(entry.id, (latest) => ({ ...latest, accepted: [] }));
  await services.state.refresh();
}

function chooseFinding(
  open: readonly PolicyFinding[],
  entry: Entry,
  now: number,
): Promise<PolicyFinding | undefined> {
  return pick<PolicyFinding>({
    title: entry.name,
    placeholder: vscode.l10n.t('Which finding do you accept?'),
    choices: open.map((finding) => {
      const words = explainFinding(finding, entry, now);
      return { label: words.title, detail: words.why, value: finding };
    }),
  });
}
