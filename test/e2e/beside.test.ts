import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openStage, type Stage } from '../harness/stage.ts';
import { attributes, oidOf, pointerText } from '../wire/lfsStage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { soughtOf, tracesIn } from './traces.ts';
import { TrustStage } from './trustStage.ts';
import { readyToken, storeFirst } from './walk.ts';
import { Workbench } from './workbench.ts';

const branch = 'refs/heads/topic/first';
const would = 'touch told.txt; echo $GITHUB_TOKEN';
/** The one task that must succeed, with the command line it has at the time. */
const tasks = (command: string) =>
  JSON.stringify({ version: '2.0.0', tasks: [{ label: 'check', type: 'shell', command }] });

// One push that is stopped twice and then goes: each test begins where the one before it ended.
describe('what goes before and beside a push in the real workbench', function () {
  this.timeout(300_000);
  if (process.platform === 'win32') return;

  let stage: Stage;
  let desk: TrustStage;
  let workbench: Workbench;
  let token: string;
  const content = randomBytes(3 << 20);

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    desk = new TrustStage(stage);
    token = readyToken(stage, 'fine-grained for acme: contents');
    await write('.vscode/tasks.json', tasks(would));
    await write('check.sh', 'env > seen.txt; exit $(cat code)\n');
    await write('code', '3');
    const oid = oidOf(content);
    await desk.commit('A picture in LFS', {
      '.gitattributes': attributes,
      'art/cover.bin': pointerText(oid, content.length),
    });
    await write(join('.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid), content);
    workbench = await Workbench.open({
      stage,
      vsix,
      pictures: picturesOf('beside'),
      settings: { 'tokenWarden.requiredTasks': ['check'] },
    });
    await storeFirst(workbench, token);
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('S4-27 a task that would show a credential is not started, and nothing is pushed', async () => {
    const row = workbench.row('The task check was not run: it would show');
    await workbench.commandUntil('Push Branch', row, 'No git repository is open here');
    await workbench.picture('task-would-show');
    await workbench.leave();
    assert.equal(existsSync(place('told.txt')), false);
    assert.equal(await desk.serverRef(branch), '');
  });

  it('S4-21 a task that fails stops the push, and says how it ended', async () => {
    await write('.vscode/tasks.json', tasks('sh check.sh'));
    const before = workbench.row('The task check was not run');
    const row = workbench.row('The task check ended with exit code 3');
    for (let tries = 30; tries > 0; tries--) {
      await workbench.command('Push Branch');
      await row.or(before).first().waitFor();
      if (await row.isVisible()) break;
      // VS Code has not read the tasks again yet.
      await workbench.leave();
    }
    assert.ok(await row.isVisible());
    await workbench.picture('task-failed');
    await workbench.leave();
    assert.equal(await desk.serverRef(branch), '');
  });

  it('S4-21 a task that succeeds lets it go, and the LFS content goes with it', async () => {
    await write('code', '0');
    await workbench.command('Push Branch');
    await workbench.answerModal('Push topic/first to acme/app?', 'Push');
    await workbench.toast('Pushed topic/first to acme/app').waitFor();
    await workbench.picture('pushed');
    assert.equal(await desk.serverRef(branch), await desk.git('rev-parse', 'HEAD'));
    assert.deepEqual(stage.sandbox.lfs.objects.get(oidOf(content)), content);
    const seen = await readFile(place('seen.txt'), 'utf8');
    const sought = [soughtOf('token', token)];
    assert.match(seen, /^PATH=/m);
    assert.deepEqual([tracesIn(seen, sought), tracesIn(stage.sandbox.lfs.heard(), sought)], [[], []]);
  });

  const place = (name: string) => join(stage.workTree.folder, name);

  async function write(name: string, text: string | Buffer): Promise<void> {
    await mkdir(dirname(place(name)), { recursive: true });
    await writeFile(place(name), text);
  }
});
