import * as vscode from 'vscode';
import { isError } from '../guardrails/teamFileProblem.ts';
import { readTeamRules } from '../teamPolicy/readTeamRules.ts';
import { isTeamFile } from '../teamPolicy/teamFile.ts';
import type { PlacedProblem, YamlReader } from '../teamPolicy/yamlTree.ts';
import { teamDiagnosticText } from './messages/teamFile.ts';

/** After the last key press. */
const quietMs = 250;
/** More are not mended at once. */
const mostShown = 100;

/**
 * Shows what is wrong in a repository's rules while they are written: in Problems, at the word. It is the text of the
 * editor that is read, saved or not. Nothing is read in a workspace that the person does not trust.
 */
export function watchTeamFiles(read: YamlReader): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection('tokenWarden.teamFile');
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const look = async (document: vscode.TextDocument, isWanted: () => boolean) => {
    const { problems } = readTeamRules(await read(document.getText()));
    // Typed on, or closed, meanwhile.
    if (!isWanted() || document.isClosed) return;
    shown.set(
      document.uri,
      problems.slice(0, mostShown).map((problem) => diagnosticOf(document, problem)),
    );
  };
  const forget = (uri: vscode.Uri) => {
    const key = uri.toString();
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    shown.delete(uri);
  };
  const lookIn = (ms: number) => (document: vscode.TextDocument) => {
    if (!isTeamFile(document.uri) || !vscode.workspace.isTrusted || !hasTab(document.uri)) return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    const timer = setTimeout(() => {
      void look(document, () => waiting.get(key) === timer).catch(() => undefined);
    }, ms);
    waiting.set(key, timer);
  };
  const lookAtAll = () => vscode.workspace.textDocuments.forEach(lookIn(0));
  lookAtAll();
  return vscode.Disposable.from(
    shown,
    vscode.workspace.onDidOpenTextDocument(lookIn(0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => lookIn(quietMs)(document)),
    // By its tab: VS Code keeps a document for minutes after its editor was closed, and opens no other meanwhile.
    vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
      for (const uri of closed.flatMap(uriOf)) if (isTeamFile(uri) && !hasTab(uri)) forget(uri);
      if (opened.flatMap(uriOf).some(isTeamFile)) lookAtAll();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(lookAtAll),
    { dispose: () => [...waiting.values()].forEach(clearTimeout) },
  );
}

function hasTab(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(uriOf).some((each) => each.toString() === uri.toString());
}

function uriOf({ input }: vscode.Tab): readonly vscode.Uri[] {
  return input instanceof vscode.TabInputText ? [input.uri] : [];
}

function diagnosticOf(document: vscode.TextDocument, { problem, span }: PlacedProblem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(document.positionAt(span.from), document.positionAt(span.to)),
    teamDiagnosticText(problem),
    isError(problem) ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Token Warden';
  diagnostic.code = problem.kind;
  return diagnostic;
}
