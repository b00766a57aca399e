import * as vscode from 'vscode';
import type { LeakPlace } from '../../leaks/leak.ts';
import { withoutTokens } from '../../leaks/withoutTokens.ts';
import type { LeakNames } from '../../tree/leakNodes.ts';
import { notebookOf } from './isWatched.ts';

/** How a person knows a place: by its file, and the folder as the Explorer shows it, but for a token in the name itself. */
export const leakNames: LeakNames = (place) => {
  const path = withoutTokens(pathOf(place));
  const end = path.lastIndexOf('/');
  return { name: path.slice(end + 1), folder: path.slice(0, Math.max(0, end)) };
};

function pathOf(place: LeakPlace): string {
  if (place.kind !== 'file') return place.path ?? '';
  const uri = vscode.Uri.parse(place.uri);
  return vscode.workspace.asRelativePath(notebookOf(uri) ?? uri).replaceAll('\\', '/');
}
