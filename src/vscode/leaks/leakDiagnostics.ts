import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { placeId } from '../../leaks/leak.ts';
import { grouped } from '../../shared/grouped.ts';
import { leakDiagnosticText } from '../messages/leaks.ts';
import type { State } from '../stateKeeper.ts';
import type { LeakKeeper } from './leakKeeper.ts';
import { rangeOf } from './rangeOf.ts';

/** More in one file are not mended at once. */
const mostShown = 100;

/** What tells ours from others' in Problems, and a sure one from a possible one. */
const leakCodes = Object.freeze({ warning: 'leakedToken', hint: 'possibleToken' });

interface Known {
  readonly keeper: Pick<LeakKeeper, 'all' | 'onDidChange'>;
  readonly state: { readonly onDidChange: vscode.Event<Pick<State, 'view'>> };
}

/**
 * Shows found tokens in Problems, at the spot: one that surely is some as a warning, one that may be as a hint, and none
 * that somebody said is test data. Names of files, entries and accounts are text there and nothing else (D01).
 */
export function leakDiagnostics({ keeper, state }: Known): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection('tokenWarden.leaks');
  let names: ReadonlyMap<string, string> = new Map();
  /** What is shown of each file, as one text: what is the same is left alone. */
  let drawn = new Map<string, string>();

  const draw = (): void => {
    const files = byFile(keeper.all);
    const now = new Map<string, string>();
    for (const [uri, leaks] of files) {
      const diagnostics = leaks.slice(0, mostShown).map((judged) => diagnosticOf(judged, names));
      const look = JSON.stringify(diagnostics);
      now.set(uri, look);
      if (drawn.get(uri) !== look) shown.set(vscode.Uri.parse(uri, true), diagnostics);
    }
    for (const uri of drawn.keys()) if (!now.has(uri)) shown.delete(vscode.Uri.parse(uri, true));
    drawn = now;
  };

  return vscode.Disposable.from(
    shown,
    keeper.onDidChange(draw),
    state.onDidChange(({ view }) => {
      names = new Map(view.entries.map(({ id, name }) => [id, name]));
      draw();
    }),
  );
}

/** The loudest first, where there are more than are shown. */
function byFile(leaks: readonly JudgedLeak[]): ReadonlyMap<string, readonly JudgedLeak[]> {
  const inFiles = leaks.filter(({ leak }) => leak.place.kind === 'file');
  const sorted = (['warning', 'hint'] as const).flatMap((wanted) =>
    inFiles.filter(({ weight }) => weight === wanted),
  );
  return grouped(sorted, ({ leak }) => placeId(leak.place));
}

function diagnosticOf(judged: JudgedLeak, names: ReadonlyMap<string, string>): vscode.Diagnostic {
  const { leak, weight, ours } = judged;
  const sure = weight === 'warning';
  const diagnostic = new vscode.Diagnostic(
    rangeOf(leak.spot),
    leakDiagnosticText(judged, ours && names.get(ours.entryId)),
    sure ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Hint,
  );
  diagnostic.source = 'Token Warden';
  diagnostic.code = sure ? leakCodes.warning : leakCodes.hint;
  return diagnostic;
}
