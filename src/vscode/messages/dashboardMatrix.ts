import * as vscode from 'vscode';
import type { Matrix, MatrixCell, MatrixKey } from '../../dashboard/dashboardPage.ts';
import type { Cell, MatrixPicture } from '../../dashboard/summariseMatrix.ts';
import type { Statement } from '../../permissions/statement.ts';
import { permissionWord } from '../askPurpose.ts';
import { needWord, verdictWord } from './permissions.ts';
import { shown } from './shown.ts';
import { evidenceWord } from './words.ts';

/** Words and marks for what each token may do. */

const letters = { read: 'R', write: 'W', admin: 'A' } as const;
const yes = { worked: '✓', listed: '●', declared: '○', probed: '~', refused: '✕' } as const;
const notGranted = '–';
const unknown = '?';

export function matrixWords({ columns, left, rows }: MatrixPicture): Matrix {
  const { t } = vscode.l10n;
  const more =
    left === 0
      ? undefined
      : left === 1
        ? t('One more permission is left out: What This Token May Do shows it.')
        : t('{0} more permissions are left out: What This Token May Do shows them.', left);
  return {
    columns: columns.map((id) => ({ id, label: permissionWord(id) })),
    rows: rows.map(({ entry, cells }) => ({
      id: entry.id,
      name: shown(entry.name),
      cells: cells.map((cell) => cell && cellWords(cell)),
    })),
    more,
  };
}

function cellWords({ row, by, repository, notEverywhere }: Cell): MatrixCell {
  const { t } = vscode.l10n;
  const { permission, level, verdict } = row;
  const held = verdict === 'yes' || verdict === 'likely';
  // What it does not have is neither too much nor forbidden.
  const need = held || row.need === 'needs' ? row.need : 'fine';
  const needed = held || row.need === 'needs' ? row.need : 'surplus';
  const known = by === undefined ? '' : knownWord(by);
  const where =
    repository === undefined
      ? ''
      : notEverywhere
        ? t('in {0}, elsewhere not', shown(repository))
        : t('in {0}', shown(repository));
  const parts = [verdictWord(row), known, where, needWord(needed)].filter(Boolean);
  return {
    level,
    verdict,
    need,
    mark: `${letters[level]}${markOf(row, by)}`,
    text: t('{0}: {1}', permissionWord(permission, level), parts.join(', ')),
  };
}

function knownWord({ says, evidence, source }: Statement): string {
  return says === 'no' && source.kind === 'probe' ? vscode.l10n.t('probed, refused') : evidenceWord(evidence);
}

function markOf({ verdict }: Cell['row'], by: Cell['by']): string {
  if (verdict === 'unknown' || by === undefined) return unknown;
  if (verdict === 'no')
    return by.evidence === 'refused' || by.evidence === 'probed' ? yes.refused : notGranted;
  return verdict === 'likely' ? yes.probed : yes[by.evidence];
}

export function matrixLegend(): readonly MatrixKey[] {
  const { t } = vscode.l10n;
  return [
    { mark: 'R W A', label: t('read, write, admin') },
    { mark: yes.worked, label: evidenceWord('worked') },
    { mark: yes.listed, label: evidenceWord('listed') },
    { mark: yes.declared, label: evidenceWord('declared') },
    { mark: yes.probed, label: evidenceWord('probed') },
    { mark: yes.refused, label: evidenceWord('refused') },
    { mark: notGranted, label: t('not granted') },
    { mark: unknown, label: t('unknown') },
    { mark: 'W', label: needWord('needs'), need: 'needs' },
    { mark: 'W', label: needWord('surplus'), need: 'surplus' },
    { mark: 'W', label: needWord('never'), need: 'never' },
  ];
}
