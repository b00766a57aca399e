import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStage, type Stage } from '../harness/stage.ts';
import { type Appearance, appearances, Picturing } from '../scripts/picturing.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { soughtOf, tracesBelow, tracesIn } from './traces.ts';
import { readyToken } from './walk.ts';
import { picturesWanted, Workbench } from './workbench.ts';

const wanted = process.env.TOKEN_WARDEN_APPEARANCE;
const appearance: Appearance = wanted === 'contrast' ? 'contrast' : 'modern';
const title = 'Find Tokens on This Machine';
const list = 'Tokens on This Machine';

// One person's clearing up: each test begins where the one before it ended.
describe('tokens that lie on this machine', function () {
  this.timeout(400_000);
  if (process.platform === 'win32') return;

  let stage: Stage;
  let workbench: Workbench;
  let pictures: Picturing;
  let settings: string;
  let store: string;
  let value: string;
  let stored: string;
  const picture = async (name: string) => {
    if (picturesWanted()) await pictures.take(workbench, name);
  };
  const ok = () => workbench.quickInput.getByRole('button', { name: 'OK', exact: true }).click();
  const line = () => workbench.row('git-credentials');

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    value = readyToken(stage, 'classic with repo, admin:org');
    const { settings: looks } = appearances[appearance];
    const own = { ...looks, 'another.extension.token': value, 'editor.rulers': [80] };
    workbench = await Workbench.open({ stage, vsix, settings: own, pictures: picturesOf('findTokens') });
    pictures = new Picturing(picturesOf('findTokens'), appearance);
    settings = join(workbench.server.dataFolder, 'data', 'User', 'settings.json');
    store = join(stage.env.HOME ?? '', '.git-credentials');
    stored = `https://mona:${value}@github.com\nhttps://me:password@example.com\n`;
    writeFileSync(store, stored, { mode: 0o600 });
    await workbench.gitIsReady();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('I17 are looked for where the person says, and listed once each without a request', async () => {
    const from = stage.sandbox.log.length;
    await workbench.command(title);
    await workbench.prompt(title);
    await workbench.row('Passwords that git stores').waitFor();
    await picture('where');
    await ok();
    await workbench.prompt(list);
    await line().filter({ hasText: 'settings.json' }).waitFor();
    await picture('found');
    assert.deepEqual(stage.sandbox.log.slice(from), []);
    assert.ok(!(await workbench.quickInput.innerText()).includes(value));
  });

  it('move to the vault by one request, and out of each file with the rest left as it was', async () => {
    const from = stage.sandbox.log.length;
    await line().click();
    await workbench.row('Move It to the Vault').waitFor();
    await picture('acts');
    await workbench.row('Move It to the Vault').click();
    await workbench.prompt(/^Move ghp_/);
    await workbench.row('github.com').click();
    await workbench.toast(/is taken out of .*git-credentials/).waitFor();
    await workbench.toast(/is taken out of .*settings\.json.*local history/).waitFor();
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await picture('moved');
    assert.deepEqual(
      stage.sandbox.log.slice(from).map(({ method, path }) => `${method} ${path}`),
      ['GET /user'],
    );
    assert.equal(readFileSync(store, 'utf8'), 'https://me:password@example.com\n');
    assert.equal(statSync(store).mode & 0o777, 0o600);
    const left = JSON.parse(readFileSync(settings, 'utf8')) as Record<string, unknown>;
    assert.ok(!('another.extension.token' in left));
    assert.deepEqual(left['editor.rulers'], [80]);
  });

  it('C12 leave nothing in what settings sync, a profile and the list of running extensions are made from', async () => {
    const sought = [soughtOf('moved', value)];
    await workbench.palette('Developer: Show Running Extensions');
    const running = workbench.page.locator('.monaco-list-row', { hasText: /Activation: / });
    await running.first().click();
    await workbench.page.keyboard.press('End');
    await running.filter({ hasText: 'Token Warden' }).waitFor();
    assert.deepEqual(tracesIn(await workbench.page.locator('body').innerText(), sought), []);
    // Settings, profiles, state and what every extension keeps: all that is ever synced or exported is made of it.
    const data = tracesBelow(join(workbench.server.dataFolder, 'data'), sought);
    // VS Code's own copies of older settings go nowhere, and the person is told of them.
    assert.deepEqual(
      data.filter((file) => !file.includes('User/History/')),
      [],
    );
    await workbench.page.keyboard.press('Escape');
    await workbench.closeEditors();
  });

  it('are put back where they were, as long as the window is open', async () => {
    await workbench.dismissToasts();
    await workbench.command(title);
    await workbench.prompt(title);
    await workbench.row('Passwords that git stores').waitFor();
    await ok();
    await workbench.prompt(list);
    await workbench.row('Put Back').filter({ hasText: 'git-credentials' }).click();
    await workbench.toast(/is back in .*git-credentials/).waitFor();
    await picture('back');
    await workbench.leave();
    assert.equal(readFileSync(store, 'utf8'), stored);
  });
});
