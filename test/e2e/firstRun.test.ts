import assert from 'node:assert/strict';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { makeToken, openNewTokenPage, typePath } from './walk.ts';
import { steps, Walkthrough } from './walkthrough.ts';
import { Workbench } from './workbench.ts';

describe('the first run', function () {
  this.timeout(300_000);
  let stage: Stage;
  let workbench: Workbench | undefined;

  beforeEach(async () => {
    stage = await openStage();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
    await workbench?.close();
    workbench = undefined;
    await stage.close();
  });

  const open = async (installed: boolean, more: Partial<Parameters<typeof Workbench.open>[0]> = {}) => {
    const { file: vsix } = await packaged();
    workbench = await Workbench.open({
      stage,
      pictures: picturesOf('firstRun'),
      ...(installed ? { vsix } : {}),
      ...more,
    });
    return workbench;
  };

  it('S0-02 leads from an empty profile to a first push in six steps that tick themselves, with four answers', async () => {
    const bench = await open(true);
    const walkthrough = new Walkthrough(bench);
    await bench.gitIsReady();
    const started = performance.now();
    // Beside it there is no room for the pictures of the steps.
    await bench.palette('View: Toggle Primary Side Bar Visibility');
    const done = async () => (await walkthrough.state()).filter(([, ticked]) => ticked).map(([id]) => id);
    await walkthrough.open();
    await walkthrough.ticked('why');
    assert.deepEqual(await walkthrough.state(), [
      ['why', true],
      ...steps.slice(1).map((step) => [step, false]),
    ]);
    await bench.picture('why');

    await walkthrough.select('way');
    await bench.picture('way');
    await walkthrough.press('way', 'Choose How Tokens Come In');
    await bench.prompt('Choose How Tokens Come In');
    await bench.row('Paste a Fine-Grained Token').waitFor();
    await bench.picture('ways');
    await bench.answerPick('Choose How Tokens Come In', 'Paste a Fine-Grained Token');
    await bench.prompt('Add Token');
    await walkthrough.ticked('way');
    assert.deepEqual(await done(), ['why', 'way']);

    const before = bench.prompts;
    const settings = await openNewTokenPage(bench);
    const fresh = await makeToken(settings);
    await bench.page.bringToFront();
    await walkthrough.ticked('make');
    assert.deepEqual(await done(), ['why', 'way', 'make']);
    await bench.picture('make');
    await bench.answerInput('Add Token', fresh);
    await bench.answerPick(/acting for acme/);
    await bench.toast('Stored as github:fine-grained-acme').waitFor();
    const adding = bench.prompts - before;
    await walkthrough.ticked('see');
    assert.deepEqual(await done(), ['why', 'way', 'make', 'paste', 'see']);
    await bench.dismissToasts();
    await walkthrough.select('paste');
    await bench.picture('paste');
    await walkthrough.select('see');
    await bench.status.filter({ hasText: '30d · narrow' }).waitFor();
    await bench.picture('see');

    await walkthrough.select('push');
    await bench.picture('push');
    await walkthrough.press('push', 'Push Branch');
    await bench.answerModal('Push topic/first to acme/app?', 'Push');
    await bench.toast(/Pushed topic\/first to acme\/app/).waitFor();
    await walkthrough.ticked('push');
    await bench.picture('pushed');
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `      ${steps.length} steps, ${bench.prompts} answers (${adding} for the token), ${seconds} s`,
    );
    assert.ok(adding <= 3, `${adding} prompts for one token`);
    assert.equal(bench.prompts, 4);
    assert.deepEqual(stage.sandbox.violations, []);

    // VS Code forgets the ticks; what is stored shows the same once more.
    await bench.palette('Developer: Reset Welcome Page Walkthrough Progress');
    await bench.reload();
    await bench.gitIsReady();
    await walkthrough.open();
    for (const step of steps) await walkthrough.ticked(step);
  });

  it('opens nothing by itself when it is installed in an open window, nor in the window after that', async () => {
    const { file } = await packaged();
    // With its own Welcome page VS Code is ready to open a walkthrough beside it.
    const bench = await open(false, { settings: { 'workbench.startupEditor': 'welcomePage' } });
    await bench.gitIsReady();
    await bench.page.locator('.tab', { hasText: 'Welcome' }).waitFor();
    await bench.closeEditors();
    await bench.palette('Extensions: Install from VSIX...');
    await (await typePath(bench, 'Install', file)).click();
    await bench.toast('Completed installing').waitFor();
    const tabs = bench.page.locator('.tabs-container .tab');
    const notices = bench.page.locator('.notification-list-item');
    // Its own answer: by then VS Code has looked at the walkthrough, and the lazy part is there.
    await bench.dismissToasts();
    await bench.command('Show Menu');
    await bench.toast('No token is stored yet').waitFor();
    assert.deepEqual([await tabs.count(), await notices.count()], [0, 1]);
    await bench.reload();
    await bench.gitIsReady();
    await bench.command('Show Menu');
    await bench.toast('No token is stored yet').waitFor();
    // VS Code may show its Welcome page again, by itself; ours would be drawn in it.
    const ofOurs = bench.page.locator('[data-done-step-id^="token-warden."]');
    const others = tabs.filter({ hasNotText: 'Welcome' });
    assert.deepEqual([await others.count(), await ofOurs.count(), await notices.count()], [0, 0, 1]);
    await bench.pressToast('No token is stored yet', 'Get Started');
    await new Walkthrough(bench).ticked('why');
  });

  it('S4-32 ends with ready, commit and push where git may run, and says where that is in Restricted Mode', async () => {
    const bench = await open(true, {
      workspaceTrust: 'asked',
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
    const walkthrough = new Walkthrough(bench);
    await bench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await walkthrough.open();
    const ids = async () => (await walkthrough.state()).map(([id]) => id);
    assert.deepEqual(await ids(), [...steps.slice(0, -1), 'pushElsewhere']);
    await walkthrough.select('pushElsewhere');
    await bench.picture('restricted');
    await walkthrough.press('way', 'Choose How Tokens Come In');
    await bench.row('Use a Login').filter({ hasText: 'Restricted Mode' }).waitFor();
    await bench.picture('ways-restricted');
  });
});
