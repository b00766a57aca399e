import * as vscode from 'vscode';
import { removingDataPage } from '../../github/links.ts';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import type { LeakPlace } from '../../leaks/leak.ts';
import type { LeftLine } from '../../leaks/whatIsLeft.ts';
import { checkedWhen } from './leakClosing.ts';
import { kindWord } from './words.ts';

/** Where VS Code itself keeps copies; undefined where that is not on this machine. */
export interface CopyFolders {
  readonly history: string;
  readonly backups: string;
}

/** More of them would hide the rest of the list. */
const mostShown = 20;

/** The list of what no tool does, each with how, as plain text: names of files and folders stand in it. */
export function leftText(
  { leak }: JudgedLeak,
  name: string | undefined,
  lines: readonly LeftLine[],
  folders: CopyFolders | undefined,
  nameOf: (place: LeakPlace) => string,
): string {
  const { t } = vscode.l10n;
  const what = `${leak.masked} · ${kindWord(leak.kind)}${name === undefined ? '' : ` · ${name}`}`;
  const blocks = lines.map((line) => {
    const { done, text, more = [] } = wordsOf(line, folders, nameOf);
    return [`[${done ? 'x' : ' '}] ${text}`, ...more.map((each) => `    ${each}`)].join('\n');
  });
  return `${[t('What is left to do by hand'), what, ...blocks].join('\n\n')}\n`;
}

interface Block {
  readonly done: boolean;
  readonly text: string;
  readonly more?: readonly string[];
}

function wordsOf(
  line: LeftLine,
  folders: CopyFolders | undefined,
  nameOf: (place: LeakPlace) => string,
): Block {
  const { t } = vscode.l10n;
  const named = (places: readonly LeakPlace[]): readonly string[] => [
    ...places.slice(0, mostShown).map(nameOf),
    ...(places.length > mostShown ? [t('and {0} more', places.length - mostShown)] : []),
  ];
  switch (line.kind) {
    case 'dead':
      return {
        done: true,
        text: t('It is dead: GitHub does not accept it ({0}).', checkedWhen(line.checked)),
      };
    case 'alive':
      return {
        done: false,
        text: t('Revoke it. It was alive when it was last asked about ({0}).', checkedWhen(line.checked)),
      };
    case 'notChecked':
      return { done: false, text: t('Check whether it is alive, and revoke it if it is.') };
    case 'notAskable':
      return { done: false, text: t('End it at GitHub. Whether it still works cannot be asked.') };
    case 'places':
      return { done: false, text: t('Remove it from:'), more: named(line.places) };
    case 'pushed':
      return {
        done: !line.needsEnd,
        text: line.needsEnd
          ? t('Assume that others have read it: a remote has commits that hold it.')
          : t('Commits that a remote has still hold it. It is dead, so they may stay.'),
        more: [
          ...named(line.commits),
          ...(line.needsEnd
            ? [t('Rewriting them takes it from nobody who has read it. Only revoking helps.')]
            : []),
          t('Forks, clones, caches and job logs keep it too. To remove it all the same:'),
          removingDataPage,
        ],
      };
    case 'unpushed':
      return {
        done: false,
        text: t('Rewrite these commits before you push: no remote has them yet.'),
        more: named(line.commits),
      };
    case 'historyMay':
      return { done: false, text: t('The git history may hold it. It was not looked into.') };
    case 'historyInPart':
      return { done: false, text: t('The git history was looked into in part. The rest may hold it, too.') };
    case 'historyClean':
      return { done: true, text: t('No commit of this repository holds it.') };
    case 'localHistory':
      return {
        done: false,
        text: t('VS Code’s Local History may hold saved versions of the file.'),
        more: [
          t('Delete them in its Timeline, or all with “Local History: Delete All”.'),
          folders?.history ?? t('They are in User/History, on the machine that shows this window.'),
        ],
      };
    case 'hotExit':
      return {
        done: false,
        text: t('VS Code keeps a backup of a file that is not saved.'),
        more: [
          t('Saving the file after the change deletes it.'),
          folders?.backups ?? t('It is in Backups, on the machine that shows this window.'),
        ],
      };
  }
}
