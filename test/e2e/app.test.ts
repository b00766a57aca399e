import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRunFolder } from '../harness/runFolder.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import type { App } from '../sandbox/apps.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { typePath } from './walk.ts';
import { Workbench } from './workbench.ts';

const title = 'Add GitHub App';

// One person's window: each test begins where the one before it ended.
describe('a GitHub App instead of a token', function () {
  this.timeout(180_000);
  let stage: Stage;
  let workbench: Workbench;
  let app: App;
  let file: string;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    const { apps } = stage.sandbox.registry;
    app = apps.add({ slug: 'deployer', owner: 'acme' });
    apps.install(app.id, 'acme');
    file = join(makeRunFolder(), 'deployer.private-key.pem');
    writeFileSync(file, apps.addKey(app.id), { mode: 0o600 });
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('app') });
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('S2-26 is added by its id and the file of its key, which goes when that is asked for', async () => {
    await workbench.command(title);
    await workbench.answerInput(title, 'my-app');
    await workbench.page.getByText('A client id begins with Iv').first().waitFor();
    await workbench.picture('id-refused');
    await workbench.answerInput(title, app.clientId);
    await workbench.row('Choose a File').waitFor();
    await workbench.picture('key');
    await workbench.answerPick(title, 'Choose a File');
    const open = await typePath(workbench, 'Use This Key', file);
    await workbench.picture('file');
    await open.click();
    const stored = /Stored as github:app-deployer.*belongs to an organization.*The file still holds the key/;
    await workbench.toast(stored).waitFor();
    await workbench.picture('stored');
    await workbench.pressToast(stored, 'Delete the File');
    await workbench.toast('The file of the key is deleted.').waitFor();
    assert.equal(existsSync(file), false);
    await workbench.dismissToasts();
  });

  it('S0-14 pushes and opens a draft with tokens that were minted for each', async () => {
    await workbench.command('Push Branch');
    await workbench.modal.filter({ hasText: 'Push topic/first to acme/app?' }).waitFor();
    await workbench.picture('push');
    await workbench.answerModal('Push topic/first to acme/app?', 'Push');
    await workbench.toast(/Pushed topic\/first to acme\/app/).waitFor();
    await workbench.pressToast(/Pushed topic\/first to acme\/app/, 'Create Draft Pull Request');
    await workbench.answerPick('Draft Pull Request in acme/app');
    await workbench.toast('Opened draft pull request #').waitFor();
    const { registry } = stage.sandbox;
    const repository = registry.repository('acme/app')?.repository;
    assert.ok(repository);
    assert.deepEqual(
      registry.pulls(repository.id).map(({ draft, author }) => ({ draft, author })),
      [{ draft: true, author: 'deployer[bot]' }],
    );
    await workbench.dismissToasts();
    await workbench.command('List Tokens');
    await workbench.row(/github:app-deployer.*minted/).waitFor();
    await workbench.picture('list');
    await workbench.leave();
  });

  it('G13 takes a key that is pasted into the one line of the box, where the line ends are lost', async () => {
    const { apps } = stage.sandbox.registry;
    const second = apps.add({ slug: 'second', owner: 'acme' });
    const pem = apps.addKey(second.id);
    await workbench.command(title);
    await workbench.answerInput(title, second.clientId);
    await workbench.answerPick(title, 'Paste It');
    const box = await workbench.prompt(title);
    await workbench.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(pem)})`);
    await box.press('Control+V');
    assert.ok(!(await box.inputValue()).includes('\n'));
    await box.press('Enter');
    await workbench.toast(/Stored as github:app-second.*It is installed nowhere yet/).waitFor();
    await workbench.picture('pasted');
  });
});
