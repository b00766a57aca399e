import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BodyEditor } from '../../src/vscode/bodyEditor.ts';

// The extension in this window has the real scheme.
const scheme = 'token-warden-draft-test';

describe('the editor for the body of a pull request', function () {
  // The first editor of a window takes its time.
  this.timeout(60_000);

  const subscriptions: vscode.Disposable[] = [];
  let bodies: BodyEditor;

  // On in a browser, and a save that meets a running auto-save is one with it: a person would save again.
  const autoSave = async (mode: 'off' | 'afterDelay' | undefined, delay?: number) => {
    const files = vscode.workspace.getConfiguration('files');
    await files.update('autoSave', mode, vscode.ConfigurationTarget.Global);
    await files.update('autoSaveDelay', delay, vscode.ConfigurationTarget.Global);
  };

  before(async () => {
    await autoSave('off');
    bodies = BodyEditor.register({ subscriptions }, scheme);
  });

  after(async () => {
    await autoSave(undefined);
    for (const one of subscriptions) one.dispose();
  });

  let opened = 0;

  /** Begins to edit, and waits until the editor is there. */
  async function edit(text: string, signal = new AbortController().signal) {
    opened++;
    const uri = vscode.Uri.from({ scheme, path: `/${opened}/Body.md` }).toString();
    const edited = bodies.edit('Body', text, signal);
    for (;;) {
      const editor = vscode.window.activeTextEditor;
      if (editor?.document.uri.toString() === uri) return { edited, editor };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const type = (editor: vscode.TextEditor, text: string) =>
    editor.edit((builder) => builder.insert(new vscode.Position(0, 0), text));

  /** Tabs and unsaved documents that are still there. */
  function left(): readonly string[] {
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme);
    const dirty = vscode.workspace.textDocuments.filter(
      ({ uri, isDirty }) => isDirty && uri.scheme === scheme,
    );
    return [...tabs.map(({ label }) => label), ...dirty.map(({ uri }) => uri.toString())];
  }

  it('ends with the text when it is saved, and closes itself', async () => {
    const { edited, editor } = await edit('of the change\n');
    await type(editor, 'More ');
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(await edited, 'More of the change\n');
    assert.deepEqual(left(), []);
  });

  it('ends when it is saved as it is', async () => {
    const { edited } = await edit('as proposed');
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(await edited, 'as proposed');
    assert.deepEqual(left(), []);
  });

  it('does not end by an auto-save in the middle of a sentence', async () => {
    await autoSave('afterDelay', 50);
    try {
      const { edited, editor } = await edit('');
      await type(editor, 'half a sen');
      while (editor.document.isDirty) await new Promise((resolve) => setTimeout(resolve, 20));
      await autoSave('off');
      await type(editor, 'Not ');
      await vscode.commands.executeCommand('workbench.action.files.save');
      assert.equal(await edited, 'Not half a sen');
    } finally {
      await autoSave('off');
    }
  });

  it('ends when its tab is closed, with what was there', async () => {
    const { edited } = await edit('as proposed');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.equal(await edited, 'as proposed');
  });

  it('is gone when it is aborted before it is there', async () => {
    opened++;
    const controller = new AbortController();
    const edited = bodies.edit('Body', 'as proposed', controller.signal);
    controller.abort();
    assert.equal(await edited, undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.deepEqual(left(), []);
  });

  it('goes away without a question when it is aborted in the middle of a change', async () => {
    const controller = new AbortController();
    const { edited, editor } = await edit('as proposed', controller.signal);
    await type(editor, 'half a sen');
    controller.abort();
    assert.equal(await edited, undefined);
    assert.deepEqual(left(), []);
  });

  it('is empty each time anew: nothing of the last one is left to be read', async () => {
    const uri = vscode.Uri.from({ scheme, path: '/1/Body.md' });
    await assert.rejects(async () => vscode.workspace.fs.readFile(uri));
  });
});
