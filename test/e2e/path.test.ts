import assert from 'node:assert/strict';
import { openStage } from '../harness/stage.ts';
import { packaged } from './packaged.ts';
import { walk } from './walk.ts';
import { Workbench } from './workbench.ts';

describe("a person's path through the real workbench", function () {
  this.timeout(240_000);

  it('leads from an empty vault to a pushed branch, a draft pull request and a rotated token in at most six prompts', async () => {
    const { file: vsix } = await packaged();
    const stage = await openStage();
    const workbench = await Workbench.open({ stage, vsix });
    try {
      const { prompts, seconds } = await walk(workbench, stage);
      assert.ok(prompts <= 6, `${prompts} prompts`);
      assert.ok(seconds <= 240, `${seconds} s`);
      assert.deepEqual(stage.sandbox.violations, []);
    } finally {
      await workbench.close();
      await stage.close();
    }
  });
});
