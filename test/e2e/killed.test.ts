import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { anHourPasses, untilKept, untilNobodyStores } from './markerFiles.ts';
import { packaged } from './packaged.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

/** How long after a store the browser is killed (ms). It writes what it was given some time later. */
const delays = [0, 50, 200];

const stored = ({ page }: Workbench) => page.evaluate(() => localStorage.getItem('secrets.provider'));

describe('a browser that is killed right after a store', function () {
  this.timeout(400_000);

  let stage: Stage;
  let workbench: Workbench | undefined;

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    stage = await openStage();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
    await workbench?.close();
    workbench = undefined;
  });

  after(async () => {
    await stage?.close();
  });

  it('F04 has the token as it was before or after it, says nothing of a loss, and stores again', async () => {
    const { file: vsix } = await packaged();
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('killed') });
    await workbench.command('Add Token');
    await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
    // Which owner is suggested depends on whether git is up by now, which is nothing to this test.
    await workbench.answerPick(/acting for acme|github:fine-grained/);
    await workbench.toast('Stored as').waitFor();
    await workbench.dismissToasts();
    // A browser that is closed writes out what it was given, one that is killed need not.
    workbench = await workbench.nextDay();
    await untilKept(workbench);
    let name = 'github:fine-grained';
    for (const delay of delays) {
      const before = await stored(workbench);
      const next = `killed after ${delay}`;
      await workbench.command('Rename Token');
      await workbench.answerInput(new RegExp(`^Rename ${name}`), next);
      while ((await stored(workbench)) === before) await pause(2);
      await pause(delay);
      await workbench.kill();
      await untilNobodyStores(workbench);
      anHourPasses(workbench);
      workbench = await workbench.nextDay();
      await workbench.status.filter({ hasText: '9d' }).waitFor();
      await workbench.command('List Tokens');
      await workbench.row('Add Token…').waitFor();
      const rows = await workbench.rows();
      assert.equal(rows.length, 4, rows.join());
      const found = [name, next].find((each) => rows[0]?.includes(each));
      assert.ok(found, rows.join());
      name = found;
      await workbench.leave();
    }
    await workbench.command('Check Token Now');
    await workbench.toast(/ works: /).waitFor();
  });
});
