import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import type { Leak, LeakPlace } from '../../leaks/leak.ts';
import { type LeftHistory, whatIsLeft } from '../../leaks/whatIsLeft.ts';
import { Failure } from '../../shared/failure.ts';
import { latestEntry } from '../latestEntry.ts';
import { type CopyFolders, leftText } from '../messages/leakLeft.ts';
import { leakWhere } from '../messages/leaks.ts';
import { openRoot } from '../openRoot.ts';
import { detailsLook } from '../readOnlyDocuments.ts';
import type { Services } from '../services.ts';
import { readEditorCopies } from '../settings.ts';
import { leakNames } from './leakNames.ts';
import { openDocument } from './secretOfLeak.ts';

/** What no tool can do about a found token, as a list of what applies. Reads; changes nothing, asks no network. */
export async function showWhatIsLeft(services: Services, shown: JudgedLeak): Promise<void> {
  const { keeper } = services.leaks;
  const { leak } = shown;
  const history = await lookIntoHistory(services, leak);
  // As it is known now: while the history was read, or before this was called, GitHub may have been asked.
  const judged = keeper.latest(shown);
  const places = keeper.all.filter((one) => one.leak.print === leak.print).map((one) => one.leak.place);
  const { localHistory, hotExit } = readEditorCopies();
  const copies = { localHistory, hotExit: hotExit && [leak.place, ...places].some(isUnsaved) };
  const lines = whatIsLeft(judged, { history, places, copies });
  const entry = judged.ours && (await latestEntry(services, judged.ours.entryId));
  const text = leftText(judged, entry?.name, lines, copyFolders(services), (place) =>
    leakWhere({ place, ...leakNames(place) }),
  );
  await services.documents.show(vscode.l10n.t('What Is Left'), text, detailsLook);
}

/** Every commit that holds this token. Only in a trusted workspace, and as long as the person waits. */
async function lookIntoHistory(services: Services, { place, print }: Leak): Promise<LeftHistory> {
  const root = await rootOf(services, place);
  if (root === undefined) return { kind: 'none' };
  const { repositories } = services.leaks;
  if (!vscode.workspace.isTrusted) return { kind: 'notLooked' };
  const { t } = vscode.l10n;
  try {
    const found = await services.work.run(t('Looking into the history'), (signal, report) =>
      repositories.history(root, signal, ({ done, of }) =>
        report(t('{0} of {1}', done, of), (100 * done) / of),
      ),
    );
    const commits = found.leaks
      .filter((leak) => leak.print === print)
      .flatMap((leak) => (leak.place.kind === 'commit' ? [leak.place] : []));
    return { kind: 'looked', commits, complete: found.complete };
  } catch (error) {
    if (!(Failure.is(error) && error.problem.kind === 'cancelled')) {
      services.log.failure('looking into the history', error);
    }
    return { kind: 'notLooked' };
  }
}

/** VS Code has a backup of what is not saved, and deletes it when it is. */
function isUnsaved(place: LeakPlace): boolean {
  return place.kind === 'file' && openDocument(place.uri)?.isDirty === true;
}

async function rootOf(services: Services, place: LeakPlace): Promise<string | undefined> {
  if (place.kind !== 'file') return place.root;
  const uri = vscode.Uri.parse(place.uri, true);
  return openRoot((await services.gitExtension()).openRoots, uri);
}

/** Below the folder of this window's profile. Undefined where the window is drawn on another machine, or in a browser. */
function copyFolders({ context }: Services): CopyFolders | undefined {
  const local = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (!local) return undefined;
  const user = vscode.Uri.joinPath(context.globalStorageUri, '..', '..');
  return {
    history: vscode.Uri.joinPath(user, 'History').fsPath,
    backups: vscode.Uri.joinPath(user, '..', 'Backups').fsPath,
  };
}
