import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'token-warden.token-warden';

describe('activation', () => {
  it('the extension is found under the id that keys its secrets, activates, and exports nothing', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    // An exported object would be an interface for every other extension in this process.
    assert.equal(await extension.activate(), undefined);
    assert.equal(extension.isActive, true);
  });

  it('every command the manifest contributes is registered', async () => {
    const manifest = vscode.extensions.getExtension(id)?.packageJSON as {
      readonly contributes?: { readonly commands?: readonly { readonly command: string }[] };
    };
    const contributed = (manifest.contributes?.commands ?? []).map(({ command }) => command);
    assert.ok(contributed.length > 0, 'the manifest contributes no command');
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });
});
