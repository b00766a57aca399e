import assert from 'node:assert/strict';
import { openStage, type Stage } from '../harness/stage.ts';
import { packaged } from './packaged.ts';
import { generate, openNewTokenPage, readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

describe('the button for a new token', function () {
  this.timeout(300_000);
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({ stage, vsix });
  });

  after(async () => {
    await workbench.close();
    await stage.close();
  });

  it("S0-11 opens GitHub's page with the old token's values filled in, and the new one is taken from there", async () => {
    await workbench.gitIsReady();
    await workbench.command('Add Token');
    await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
    await workbench.answerPick(/acting for acme/);
    await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();

    await workbench.command('Rotate Token');
    await workbench.prompt('Rotate github:fine-grained-acme');
    const settings = await openNewTokenPage(workbench);
    const filled = {
      owner: await settings.getByLabel('Resource owner', { exact: true }).inputValue(),
      contents: await settings.getByLabel('contents').inputValue(),
      pulls: await settings.getByLabel('pull_requests').inputValue(),
      administration: await settings.getByLabel('administration', { exact: true }).inputValue(),
    };
    assert.deepEqual(filled, { owner: 'acme', contents: 'write', pulls: 'write', administration: '' });

    const fresh = await generate(settings);
    await workbench.page.bringToFront();
    await workbench.answerInput('Rotate github:fine-grained-acme', fresh);
    await workbench.toast(/Rotated github:fine-grained-acme. The old token is dead/).waitFor();
  });
});
