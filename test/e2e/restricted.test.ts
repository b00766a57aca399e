import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

/** A `git` first on PATH that writes down every call and then does it. */
interface Canary {
  readonly folder: string;
  calls(): readonly string[];
}

function gitCanary(stage: Stage): Canary {
  const folder = join(stage.sandbox.folder, 'canary');
  mkdirSync(folder);
  const record = join(folder, 'calls');
  const real = (stage.env.PATH ?? '')
    .split(delimiter)
    .map((each) => join(each, 'git'))
    .find((file) => existsSync(file));
  assert.ok(real);
  const script = join(folder, 'git');
  writeFileSync(script, `#!/bin/sh\necho "$*" >> '${record}'\nexec '${real}' "$@"\n`);
  chmodSync(script, 0o755);
  return {
    folder,
    calls: () => (existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n') : []),
  };
}

/** Programs that the repository's own configuration names: git runs the first for the mere question what changed. */
async function programsOfTheRepository(stage: Stage): Promise<() => boolean> {
  const touched = join(stage.sandbox.folder, 'touched');
  const script = join(stage.sandbox.folder, 'evil.sh');
  writeFileSync(script, `#!/bin/sh\necho ran >> '${touched}'\n`);
  chmodSync(script, 0o755);
  for (const key of ['core.fsmonitor', 'core.sshCommand', 'core.askPass', 'credential.helper']) {
    await stage.workTree.git('config', key, script);
  }
  return () => existsSync(touched);
}

describe('Restricted Mode', function () {
  this.timeout(300_000);
  if (process.platform === 'win32') return;

  let stage: Stage;
  let workbench: Workbench;
  let canary: Canary;
  let touched: () => boolean;

  before(async () => {
    const { file: vsix } = await packaged();
    const plain = await openStage();
    canary = gitCanary(plain);
    const path = `${canary.folder}${delimiter}${plain.env.PATH}`;
    // VSCODE_CLI: or VS Code asks the login shell for a PATH, and the canary is no longer the first in it.
    stage = { ...plain, env: { ...plain.env, PATH: path, VSCODE_CLI: '1' } };
    touched = await programsOfTheRepository(stage);
    workbench = await Workbench.open({
      stage,
      vsix,
      pictures: picturesOf('restricted'),
      workspaceTrust: 'asked',
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('lets a token be added, seen in the status bar for the remote that is read as text, and listed', async () => {
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await workbench.command('Add Token');
    await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
    await workbench.answerPick(/acting for acme/);
    await workbench.toast('Stored as github:fine-grained-acme').waitFor();
    await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
    await workbench.command('List Tokens');
    await workbench.prompt('Tokens');
    await workbench.row('github:fine-grained-acme').waitFor();
    await workbench.leave();
  });

  it('lets a token be rotated up to the question for the new one', async () => {
    await workbench.command('Rotate Token');
    await workbench.prompt('Rotate github:fine-grained-acme');
    await workbench.leave();
  });

  for (const command of ['Push Branch', 'Create Draft Pull Request']) {
    it(`A10 answers ${command} with the reason and the way to trust, and starts no git`, async () => {
      await workbench.command(command);
      const said = workbench.toast('This workspace is not trusted, so git is not run here.');
      await said.getByRole('button', { name: 'Manage Trust' }).waitFor();
      assert.deepEqual(
        { git: canary.calls(), repositoryPrograms: touched() },
        { git: [], repositoryPrograms: false },
      );
      await workbench.dismissToasts();
    });
  }

  it('ends with the grant of trust: the same window then pushes', async () => {
    await workbench.command('Push Branch');
    await workbench.pressToast('This workspace is not trusted', 'Manage Trust');
    await workbench.page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: /^Trust/ })
      .first()
      .click();
    await workbench.page
      .locator('.statusbar-item', { hasText: 'Restricted Mode' })
      .waitFor({ state: 'detached' });
    await workbench.commandUntil('Push Branch', workbench.modal, 'No git repository is open here');
    await workbench.answerModal('Push topic/first to acme/app?', 'Push');
    await workbench.toast('Pushed topic/first to acme/app').waitFor();
    // The canary sings: had git been started before, it would have been seen.
    assert.ok(canary.calls().some((call) => /(?:^| )push .*refs\/heads\/topic\/first/.test(call)));
  });
});
