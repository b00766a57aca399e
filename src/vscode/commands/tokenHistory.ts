import * as vscode from 'vscode';
import { type LabelledPull, listLabelledPulls } from '../../github/labelledPulls.ts';
import { filterRecords } from '../../journal/filterRecords.ts';
import type { JournalRecord } from '../../journal/journalRecord.ts';
import { type TokenLife, tokenLives } from '../../journal/tokenLives.ts';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import { boundText, cleanServerText, stripControl } from '../../shared/text.ts';
import type { Entry } from '../../tokens/entry.ts';
import { keysOf } from '../../tokens/keyCounts.ts';
import { openRecord, recordChoice, withoutIcons } from '../journalRows.ts';
import { keyLine } from '../messages/appKeys.ts';
import { shortDate } from '../messages/dates.ts';
import { lifeText } from '../messages/journal.ts';
import { inform } from '../notify.ts';
import { type Choice, pick, separator } from '../prompts.ts';
import type { Services } from '../services.ts';
import { readSetting } from '../settings.ts';

type Chosen =
  | { readonly kind: 'record'; readonly record: JournalRecord }
  | { readonly kind: 'ask'; readonly life: TokenLife; readonly address: RepositoryAddress }
  | { readonly kind: 'labels' };

const mostLabels = 10;

/**
 * What was done here with an entry's tokens, and on request what GitHub has: the pull requests with the configured labels
 * that were opened in the repository at hand while the token lived (S0-13). GitHub is only asked when that is chosen.
 */
export async function showTokenHistory(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const [{ records }, { place }] = await Promise.all([services.journal.read(), services.state.refresh()]);
  const now = services.clock.now();
  const mine = filterRecords(records, { entryId: entry.id }).toReversed();
  const address = place?.address?.host.name === entry.host ? place.address : undefined;
  const rows = mine.map((record) => recordChoice<Chosen>(record, now, { kind: 'record', record }));
  const asking = address === undefined ? [] : askingRows(address, tokenLives(entry, records, now), now);
  const chosen = await pick<Chosen>({
    title: t('What Was Done with {0}', entry.name),
    placeholder:
      rows.length === 0 ? t('Nothing is recorded here for this token') : t('Newest first. Type to filter'),
    choices: [
      ...keyRows(entry, now),
      ...(asking.length === 0 ? rows : [...rows, separator(t('At GitHub')), ...asking]),
    ],
  });
  switch (chosen?.kind) {
    case 'record':
      return openRecord(services, chosen.record);
    case 'ask':
      return showPulls(services, entry, chosen.address, chosen.life);
    case 'labels':
      return void (await vscode.commands.executeCommand(
        'workbench.action.openSettings',
        'tokenWarden.pullRequestLabels',
      ));
    default:
  }
}

/** How the mints of an App's keys fared stands first: a failed one may be all there is to see (S2-52). */
function keyRows(entry: Entry, now: number): readonly vscode.QuickPickItem[] {
  const { t } = vscode.l10n;
  const { current, old } = keysOf(entry);
  return [
    ...(current ? [{ label: `$(key) ${t('Key in use')}`, detail: keyLine(current, now) }] : []),
    ...(old ? [{ label: `$(archive) ${t('Old key')}`, detail: keyLine(old, now) }] : []),
  ];
}

function askingRows(
  address: RepositoryAddress,
  lives: readonly TokenLife[],
  now: number,
): readonly Choice<Chosen>[] {
  const { t } = vscode.l10n;
  const labels = configuredLabels();
  const where = `${address.owner}/${address.repo}`;
  if (labels.length === 0) {
    return [
      {
        label: `$(gear) ${t('Choose Labels')}`,
        detail: t('With labels set, the pull requests that carry them can be looked up in {0}', where),
        value: { kind: 'labels' },
      },
    ];
  }
  return lives.map((life) => ({
    label: `$(git-pull-request) ${t('Pull requests labelled {0} in {1}', labels.join(', '), where)}`,
    description: t('asks GitHub once'),
    detail: lifeText(life, now),
    value: { kind: 'ask', life, address },
  }));
}

type Listed = { readonly kind: 'pull'; readonly pull: LabelledPull } | { readonly kind: 'older' };

/** One call for one page; older ones are asked for only when that is chosen. */
async function showPulls(
  services: Services,
  entry: Entry,
  address: RepositoryAddress,
  life: TokenLife,
  page = 1,
): Promise<void> {
  const { t } = vscode.l10n;
  const repository = `${address.owner}/${address.repo}`;
  const query = { repository, labels: configuredLabels(), from: life.from, to: life.to };
  const { pulls, more } = await services.work.run(t('Looking at {0}', repository), async (signal) => {
    const credential = { host: entry.host, token: await services.credentials.secretOf(entry, 'fetch') };
    return listLabelledPulls(services.api, credential, query, page, signal);
  });
  const now = services.clock.now();
  const labels = query.labels.join(', ');
  if (pulls.length === 0 && !more) {
    void inform(t('No pull request labelled {0} was opened in {1} in that time.', labels, repository));
    return;
  }
  const rows: Choice<Listed>[] = pulls.map((pull) => ({
    label: `$(${pull.open ? 'git-pull-request' : 'git-pull-request-closed'}) #${pull.number} ${withoutIcons(cleanServerText(pull.title, services.redactor, 200))}`,
    description: shortDate(pull.createdAt, now),
    value: { kind: 'pull', pull },
  }));
  const older: Choice<Listed> = {
    label: `$(arrow-down) ${t('Look for Older Ones')}`,
    description: t('asks GitHub once'),
    value: { kind: 'older' },
  };
  const chosen = await pick<Listed>({
    title: t('Pull requests labelled {0}', labels),
    placeholder: lifeText(life, now),
    choices: more ? [...rows, older] : rows,
  });
  if (chosen?.kind === 'pull') await vscode.env.openExternal(vscode.Uri.parse(chosen.pull.url, true));
  if (chosen?.kind === 'older') await showPulls(services, entry, address, life, page + 1);
}

/** The labels as the user set them; what is no label is left out. */
function configuredLabels(): readonly string[] {
  const given: unknown = readSetting('tokenWarden.pullRequestLabels');
  if (!Array.isArray(given)) return [];
  return given
    .filter((one) => typeof one === 'string')
    .map((one) => boundText(stripControl(one).replace(/\s+/g, ' ').trim(), 50))
    .filter((one) => one !== '')
    .slice(0, mostLabels);
}
