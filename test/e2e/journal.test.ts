import assert from 'node:assert/strict';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken, storeFirst } from './walk.ts';
import { Workbench } from './workbench.ts';

const name = 'github:fine-grained-acme';

// One person's day in one window: each test begins where the one before it ended.
describe('the journal at the workbench', function () {
  this.timeout(300_000);

  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    const settings = { 'tokenWarden.pullRequestLabels': ['agent:auto'] };
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('journal'), settings });
    await storeFirst(workbench, readyToken(stage, 'fine-grained for acme: contents'));
    const question = 'Push topic/first to acme/app?';
    await workbench.commandUntil('Push Branch', workbench.modal, 'No git repository is open here');
    await workbench.answerModal(question, 'Push');
    await workbench.toast(/Pushed topic\/first to acme\/app/).waitFor();
    await workbench.dismissToasts();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('S4-23 S4-24 lists what was done, newest first, with who and which commits', async () => {
    await workbench.command('Show Journal');
    await workbench.prompt('Journal');
    assert.deepEqual(await workbench.rows(), [
      `Pushed topic/first to acme/app with ${name}`,
      `Added ${name}`,
    ]);
    await workbench.row(`mona, named by GitHub · ${stage.workTree.sha.slice(0, 10)}`).waitFor();
    await workbench.picture('list');
    await workbench.answerPick('Journal', 'Pushed topic/first');
    await workbench.page.locator('.view-line', { hasText: `Commit: ${stage.workTree.sha}` }).waitFor();
    await workbench.picture('details');
  });

  it('S0-13 asks GitHub for the labelled pull requests only when that is chosen', async () => {
    const asked = () => stage.sandbox.log.filter(({ path }) => path.includes('/pulls')).length;
    await workbench.command('What Was Done with This Token');
    await workbench.prompt(`What Was Done with ${name}`);
    await workbench.picture('token');
    const before = asked();
    await workbench.answerPick(`What Was Done with ${name}`, 'Pull requests labelled agent:auto in acme/app');
    await workbench
      .toast('No pull request labelled agent:auto was opened in acme/app in that time.')
      .waitFor();
    assert.deepEqual([before, asked()], [0, 1]);
    await workbench.dismissToasts();
  });

  it('shows a report before it is copied, and copies what it showed', async () => {
    await workbench.command('Export Diagnostics');
    await workbench.prompt('Export Diagnostics');
    await workbench.page.locator('.view-line', { hasText: 'Token Warden diagnostics' }).waitFor();
    await workbench.picture('diagnostics');
    await workbench.answerPick('Export Diagnostics', 'Copy');
    await workbench.toast('The report is in the clipboard.').waitFor();
    const copied = await workbench.page.evaluate('navigator.clipboard.readText()');
    assert.match(
      String(copied),
      /^# Token Warden diagnostics[\s\S]*"kind": "fine-grained-pat"[\s\S]*"action": "push"/,
    );
    await workbench.dismissToasts();
  });

  it('asks before it clears, keeps everything at Escape, and is empty afterwards', async () => {
    await workbench.command('Clear Journal');
    await workbench.prompt('Clear Journal');
    await workbench.leave();
    await workbench.command('Clear Journal');
    await workbench.answerPick('Clear Journal', 'Clear It');
    await workbench.toast('The journal is cleared.').waitFor();
    await workbench.dismissToasts();
    await workbench.command('Show Journal');
    await workbench.toast('Nothing is recorded yet.').waitFor();
  });
});
