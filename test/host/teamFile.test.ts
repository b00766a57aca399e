import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { chooseTarget } from '../../src/push/pushTarget.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { askGuardrails, type GuardrailOutcome } from '../../src/vscode/checkGuardrails.ts';
import { LongWork } from '../../src/vscode/longWork.ts';
import type { Services } from '../../src/vscode/services.ts';
import { gitShell } from '../../src/wireGit.ts';
import { answerPicks } from '../fakes/scriptedPicks.ts';
import { aClassic, now } from '../unit/policy/anEntry.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const path = join(folder, '.github', 'token-policy.yml');
const uri = vscode.Uri.file(path);

type Shown = readonly string[];

/** Each problem of ours: severity, kind, and the place as VS Code counts it, from 0. */
function problems(of = uri): Shown {
  return vscode.languages
    .getDiagnostics(of)
    .filter(({ source }) => source === 'Token Warden')
    .map(({ severity, code, range: { start, end } }) => {
      const word = severity === vscode.DiagnosticSeverity.Error ? 'error' : 'warning';
      return `${word} ${String(code)} ${start.line}:${start.character}-${end.line}:${end.character}`;
    })
    .toSorted();
}

async function until(wanted: Shown): Promise<void> {
  for (let tries = 200; tries > 0; tries--) {
    if (JSON.stringify(problems()) === JSON.stringify(wanted.toSorted())) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(problems(), wanted.toSorted());
}

/** As a person opens it: what a program opens stays in memory for minutes. */
async function open(text: string): Promise<vscode.TextDocument> {
  mkdirSync(join(folder, '.github'), { recursive: true });
  writeFileSync(path, text);
  await vscode.commands.executeCommand('vscode.open', uri);
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.fsPath !== path) throw new Error('it did not open');
  // One that an earlier test opened may still be there, as it was.
  await replace(document, text);
  return document;
}

/**
 * Until the document reads so. The disk and the edit are two writers of one document: a change on the disk, which VS Code
 * hears of late, may come in between and leave a mixture of both.
 */
async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  for (let tries = 50; tries > 0; tries--) {
    if (sameLines(document.getText(), text)) return;
    const edit = new vscode.WorkspaceEdit();
    const end = document.positionAt(document.getText().length);
    edit.replace(uri, new vscode.Range(new vscode.Position(0, 0), end), text);
    await vscode.workspace.applyEdit(edit);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`it reads otherwise: ${document.getText().slice(0, 200)}`);
}

/** A document keeps the ends of line it was opened with. */
function sameLines(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

describe('the rules of a repository in an editor', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  // Not between the tests: the oldest VS Code stumbles over a document whose file goes and comes again.
  after(() => rmSync(join(folder, '.github'), { recursive: true, force: true }));

  it('show what is wrong at its word, as it is typed, saved or not, and nothing when it is mended', async () => {
    const document = await open(
      'version: 1\r\nforbidenFiles: ["😀"]\r\nhost: evil.example\r\nmaxAgeDays: "3"\r\n',
    );
    await until(['error unknownKey 1:0-1:13', 'warning namesHost 2:0-2:4', 'error wrongValue 3:12-3:15']);
    const said = vscode.languages.getDiagnostics(uri).map(({ message }) => message);
    assert.ok(said.includes('There is no rule forbidenFiles. Did you mean forbiddenFiles?'), said.join(' '));
    await replace(document, 'version: 1\nmaxAgeDays: 3\n');
    await until([]);
    await replace(document, 'version: 1\nforbiddenFiles: ["😀", 7]\n');
    await until(['error wrongValue 1:23-1:24']);
    await replace(document, 'version: 1\nbranchPattern: [a\nmaxAgeDays: 3\n');
    await until(['error syntax 2:0-2:1']);
    await replace(document, `version: 1\n${'# long\n'.repeat(10_000)}`);
    await until(['error tooLarge 0:0-0:1']);
  });

  it('leave no trace in Problems once the editor is closed', async () => {
    await open('colour: 1\n');
    await until(['error versionMissing 0:0-0:6', 'error unknownKey 0:0-0:6']);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until([]);
    // And they are there again with the editor, which VS Code may give the document that it kept.
    await open('colour: 1\n');
    await until(['error versionMissing 0:0-0:6', 'error unknownKey 0:0-0:6']);
  });

  it('are looked for in that one place only', async () => {
    const elsewhere = vscode.Uri.file(join(folder, 'token-policy.yml'));
    writeFileSync(elsewhere.fsPath, 'colour: 1\n');
    try {
      await vscode.workspace.openTextDocument(elsewhere);
      await open('colour: 1\n');
      await until(['error versionMissing 0:0-0:6', 'error unknownKey 0:0-0:6']);
      assert.deepEqual(problems(elsewhere), []);
    } finally {
      rmSync(elsewhere.fsPath);
    }
  });
});

describe('a push from a folder that brings rules', () => {
  const anyway = 'Push Anyway, This Once';

  /** The rules as git and the disk have them, and a person who takes the line of this label. */
  async function push(choose: string | undefined) {
    const git = await gitShell(new Redactor()).open(undefined);
    const facts = await git.read(folder);
    const chosen = chooseTarget(facts, { hosts: [githubCom], aliases: {} });
    if (chosen.kind !== 'target') throw new Error(`no target: ${chosen.kind}`);
    const services = {
      work: new LongWork(),
      clock: { now: () => now },
      log: { info: () => undefined },
    } as unknown as Services;
    const step = { folder, push: { facts, target: chosen.target }, entry: aClassic(['repo']) };
    let outcome: GuardrailOutcome | undefined;
    const shown = await answerPicks(
      () => choose,
      async () => {
        outcome = await askGuardrails(services, git, step, { byProgram: false });
      },
    );
    return { kind: outcome?.kind, asked: shown.map(({ items }) => items[0]?.description) };
  }

  afterEach(() => rmSync(join(folder, '.github'), { recursive: true, force: true }));

  it('is stopped by them, goes once when the person says so, and is stopped again', async () => {
    assert.deepEqual(await push(undefined), { kind: 'passed', asked: [] });
    mkdirSync(join(folder, '.github'), { recursive: true });
    writeFileSync(path, 'version: 1\nallowedKinds: [fine-grained-pat]\n');
    const asked = ['rule: kinds of token, from .github/token-policy.yml, line 2'];
    assert.deepEqual(await push(undefined), { kind: 'stopped', asked });
    assert.deepEqual(await push(anyway), { kind: 'passed', asked });
    assert.deepEqual(await push(undefined), { kind: 'stopped', asked });
    writeFileSync(path, 'version: 1\nallowedKinds: [fine-grained-pat, classic-pat]\n');
    assert.deepEqual(await push(undefined), { kind: 'passed', asked: [] });
    writeFileSync(path, 'allowedKinds\n');
    assert.equal((await push(undefined)).kind, 'stopped');
  });
});
