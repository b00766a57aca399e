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
  const look = async (document: vscode.TextDocument) => {
    const { version } = document;
    const { problems } = readTeamRules(await read(document.getText()));
    // Typed on, or closed, meanwhile.
    if (document.isClosed || document.version !== version) return;
    shown.set(
      document.uri,
      problems.slice(0, mostShown).map((problem) => diagnosticOf(document, problem)),
    );
  };
  const stopWaiting = (key: string) => {
    clearTimeout(waiting.get(key));
    waiting.delete(key);
  };
  const lookIn = (ms: number) => (document: vscode.TextDocument) => {
    if (!isTeamFile(document.uri) || !vscode.workspace.isTrusted) return;
    const key = document.uri.toString();
    stopWaiting(key);
    waiting.set(
      key,
      setTimeout(() => void look(document).catch(() => undefined), ms),
    );
  };
  const lookAtAll = () => vscode.workspace.textDocuments.forEach(lookIn(0));
  lookAtAll();
  return vscode.Disposable.from(
    shown,
    vscode.workspace.onDidOpenTextDocument(lookIn(0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => lookIn(quietMs)(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      stopWaiting(uri.toString());
      shown.delete(uri);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(lookAtAll),
    { dispose: () => [...waiting.keys()].forEach(stopWaiting) },
  );
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
