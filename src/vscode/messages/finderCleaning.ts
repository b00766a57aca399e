import * as vscode from 'vscode';
import type { Cleaned, MachineFile, NotWritten } from '../../leaks/ports.ts';
import { drawnLine } from '../../shared/text.ts';
import type { TakenOutHere } from '../finder/takenOut.ts';

const longest = 200;

export function putBackWord(): string {
  return vscode.l10n.t('Put It Back');
}

/** Of what was taken out: a line to choose. */
export function putBackLine({ masked, taken }: TakenOutHere): {
  readonly label: string;
  readonly detail: string;
} {
  return { label: `$(discard) ${vscode.l10n.t('Put Back {0}', masked)}`, detail: taken.path };
}

/** It is out of the file. `stuck`: how often it still stands there. */
export function cleanedText(
  masked: string,
  { path, what }: MachineFile,
  stuck: number,
  keptAs: string | undefined,
): string {
  const { t } = vscode.l10n;
  const out = t('{0} is taken out of {1}.', masked, path);
  const kept =
    keptAs === undefined
      ? t('While this window is open you can put it back.')
      : t('The vault has it as {0}.', drawnLine(keptAs, longest));
  const parts = [out, kept];
  if (what === 'editorSettings') {
    parts.push(
      t(
        'Copies in VS Code’s local history, Settings Sync or an exported profile still have it. Revoking ends them.',
      ),
    );
  }
  if (stuck > 0) parts.push(t('It still stands there within more text, which only you can change.'));
  return parts.join(' ');
}

type NotCleaned = Exclude<Cleaned, { readonly kind: 'cleaned' }> | { readonly kind: 'unsaved' };

/** Why nothing was taken out. The file is as it was. */
export function notCleanedText(why: NotCleaned, path: string): string {
  if (why.kind !== 'stuck') return notWrittenText(why, path);
  return vscode.l10n.t(
    'In {0} it stands within more text, so nothing was changed. Open the file and take it out there.',
    path,
  );
}

/** It stays out, for this reason. */
export function notPutBackText(
  why: NotWritten | { readonly kind: 'unsaved' },
  { taken, masked }: TakenOutHere,
): string {
  return why.kind === 'changed'
    ? vscode.l10n.t(
        '{0} was changed since, so {1} was not put back. Nothing was written.',
        taken.path,
        masked,
      )
    : notWrittenText(why, taken.path);
}

function notWrittenText(why: NotWritten | { readonly kind: 'unsaved' }, path: string): string {
  const { t } = vscode.l10n;
  switch (why.kind) {
    case 'gone':
      return t('It is not in {0} any more. Nothing was written.', path);
    case 'linked':
      return t(
        '{0} is a link, or has another name too, so it was not written. Change the file it leads to.',
        path,
      );
    case 'readOnly':
      return t('{0} may not be written. Nothing was changed. Make it writable, then try again.', path);
    case 'locked':
      return t(
        'Another program is writing {0}. Try again; if nothing is running, delete {1}.',
        path,
        why.lock,
      );
    case 'changed':
      return t('{0} was changed while it was read, so nothing was written. Try again.', path);
    case 'unsaved':
      return t('{0} is open with changes that are not saved. Save them, then try again.', path);
    case 'refused':
      return t('{0} could not be read or written. Nothing was changed. Open it and look.', path);
  }
}

export function putBackText({ masked, taken }: TakenOutHere): string {
  return vscode.l10n.t('{0} is back in {1}, as it was.', masked, taken.path);
}
