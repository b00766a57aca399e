import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { maskToken } from '../../src/tokens/mask.ts';
import { makeSecret, makeToken } from '../fixtures/tokens.ts';

const folder = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'leaks');
const classic = makeToken('classic-pat', 'documents');
const fine = makeToken('fine-grained-pat', 'documents');

/** What Problems shows of ours: severity, code and place, as VS Code counts it, from 0. */
function problems(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Token Warden')
    .map(({ severity, code, range: { start, end } }) => {
      const word = vscode.DiagnosticSeverity[severity];
      return `${word} ${String(code)} ${start.line}:${start.character}-${end.line}:${end.character}`;
    })
    .toSorted();
}

async function until(uri: vscode.Uri, wanted: readonly string[], ms = 30_000): Promise<void> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (JSON.stringify(problems(uri)) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.deepEqual(problems(uri), wanted);
}

const at = (line: number, column: number, token = classic) =>
  `Warning leakedToken ${line}:${column}-${line}:${column + token.length}`;

function file(name: string, text: string): vscode.Uri {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return vscode.Uri.file(join(folder, name));
}

/** As a person opens it. */
async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.toString() !== uri.toString()) throw new Error('it did not open');
  return document;
}

async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), text);
  await vscode.workspace.applyEdit(edit);
}

describe('a token in an open document', function () {
  this.timeout(60_000);

  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is shown when the document is opened: a sure one as a warning, a possible one as a hint', async () => {
    const uri = file('open.md', `first\r\n${classic} and\n${fine}\n`);
    await open(uri);
    await until(uri, [`Hint possibleToken 2:0-2:${fine.length}`, at(1, 0)]);
    const said = vscode.languages.getDiagnostics(uri).map(({ message }) => message);
    const masked = maskToken(makeSecret('classic-pat', 'documents'));
    assert.ok(
      said.some((one) => one.includes(masked)),
      said.join('\n'),
    );
    assert.ok(!said.some((one) => one.includes(classic) || one.includes(fine)));
  });

  it('is shown soon after the last key, in a text of a megabyte too, and gone when it is', async () => {
    const long = `${'x'.repeat(99)}\n`.repeat(10_000);
    const uri = file('long.txt', long);
    const document = await open(uri);
    await type(document, classic);
    // How soon is for the bench to say.
    await until(uri, [at(10_000, 0)]);
    await vscode.commands.executeCommand('undo');
    await until(uri, []);
  });

  it('I16 counts before what the disk holds, and leaves what the disk holds when it is closed', async () => {
    const uri = file('both.md', `${classic}\n`);
    const document = await open(uri);
    await until(uri, [at(0, 0)]);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, 1, 0), 'mended\n');
    await vscode.workspace.applyEdit(edit);
    await until(uri, []);
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until(uri, [at(0, 0)]);
  });

  it('is shown a hundred times in one file at most', async () => {
    const uri = file('many.md', `${classic}\n`.repeat(150));
    await open(uri);
    for (let tries = 200; tries > 0 && problems(uri).length === 0; tries--)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(problems(uri).length, 100);
  });

  it('is not looked for in what a program opens for itself, and nobody sees', async () => {
    const unseen = file('unseen.md', `${classic}\n`);
    await vscode.workspace.openTextDocument(unseen);
    const seen = file('seen.md', `${classic}\n`);
    await open(seen);
    await until(seen, [at(0, 0)]);
    assert.deepEqual(problems(unseen), []);
  });

  it('is seen in an untitled document, and forgotten with it', async () => {
    const document = await vscode.workspace.openTextDocument({
      content: `key = ${classic}`,
      language: 'ini',
    });
    await vscode.window.showTextDocument(document);
    await until(document.uri, [at(0, 6)]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until(document.uri, []);
  });

  it('is seen in the cell of a notebook', async () => {
    const data = new vscode.NotebookData([
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `a = "${classic}"`, 'python'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    await until(notebook.cellAt(0).document.uri, [at(0, 5)]);
  });
});
