import assert from 'node:assert/strict';
import { findCandidates } from '../../src/tokens/candidates.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken, storeFirst } from './walk.ts';
import { Workbench } from './workbench.ts';

const title = 'Which Credential Is Used Here?';
const fine = 'github:fine-grained-acme';

describe('the answer to which credential is used here', function () {
  this.timeout(180_000);
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('which') });
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('S3-36 is one list, asks GitHub on the person’s word by GET only, and shows no token', async () => {
    const { page } = workbench;
    await storeFirst(workbench, readyToken(stage, 'fine-grained for acme: contents'));
    await workbench.commandUntil(title, workbench.row('Show as Text'), 'No git repository is open here');
    await workbench.row(fine).first().waitFor();
    await workbench.picture('list');
    const requests = stage.sandbox.log.length;
    await workbench.answerPick(title, fine);
    await workbench.answerPick(fine, 'Check Whether It May Push');
    await workbench.row(/probed, likely/).waitFor();
    await workbench.picture('checked');
    const asked = stage.sandbox.log.slice(requests).filter(({ host }) => /github\.com$/.test(host));
    assert.deepEqual([...new Set(asked.map(({ method }) => method))], ['GET']);
    const said = (await page.locator('.quick-input-widget').innerText()) ?? '';
    assert.deepEqual(findCandidates(said), []);
    await workbench.answerPick(title, 'Show as Text');
    await page.locator('.tab', { hasText: 'Credential Here' }).waitFor();
    await workbench.picture('text');
  });
});
