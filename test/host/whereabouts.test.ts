import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { StandingChoices } from '../../src/vscode/standingChoices.ts';
import { Whereabouts } from '../../src/vscode/whereabouts.ts';

const nothingChosen = new StandingChoices({
  keys: () => [],
  get: <T>(_key: string, nothing?: T) => nothing,
  update: async () => undefined,
} as vscode.Memento);

describe('where we are', function () {
  this.timeout(60_000);
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const odd = join(workspace, 'odd');
  const config = join(odd, '.git', 'config');

  beforeEach(async () => {
    mkdirSync(join(odd, '.git'), { recursive: true });
    writeFileSync(join(odd, 'a.txt'), 'a');
    await vscode.window.showTextDocument(vscode.Uri.file(join(odd, 'a.txt')));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(odd, { recursive: true, force: true });
  });

  async function look(whereabouts = new Whereabouts(nothingChosen)) {
    const place = await whereabouts.current();
    return { root: place?.root.fsPath, slug: place?.address?.repo };
  }

  it('is the repository of the active editor, as its configuration names it', async () => {
    writeFileSync(config, '[remote "origin"]\n\turl = https://github.com/acme/odd.git\n');
    assert.deepEqual(await look(), { root: odd, slug: 'odd' });
  });

  it('does not read a .git/config of a megabyte', async () => {
    writeFileSync(
      config,
      `${'# much\n'.repeat(150_000)}[remote "origin"]\n\turl = https://github.com/acme/odd.git\n`,
    );
    assert.equal((await look()).root, workspace);
  });

  it('is the repository that the git extension has open around a folder inside it, where walking up finds none', async () => {
    const sub = vscode.Uri.file(join(odd, 'packages'));
    mkdirSync(sub.fsPath);
    writeFileSync(config, '[remote "origin"]\n\turl = https://github.com/acme/mono.git\n');
    const whereabouts = new Whereabouts(nothingChosen, () => [{ from: sub, stop: sub }]);
    const before = await look(whereabouts);
    const asked: (string | undefined)[] = [];
    whereabouts.setOpenRoot((holding) => {
      asked.push(holding?.fsPath);
      return odd;
    });
    assert.deepEqual(
      [before.root, await look(whereabouts), asked],
      [undefined, { root: odd, slug: 'mono' }, [sub.fsPath]],
    );
  });
});
