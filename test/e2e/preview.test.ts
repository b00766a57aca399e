import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { restingState, treeState } from './treeState.ts';
import { readyToken, storeFirst } from './walk.ts';
import { Workbench } from './workbench.ts';

describe('the preview of a push and its pull request', function () {
  this.timeout(300_000);
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    // VS Code's own git extension refreshes the index and fetches as it likes; here only ours may write.
    workbench = await Workbench.open({
      stage,
      vsix,
      pictures: picturesOf('preview'),
      settings: { 'git.autorefresh': false, 'git.autofetch': false },
    });
    await storeFirst(workbench, readyToken(stage, 'fine-grained for acme: contents'));
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('X-10 S4-30 says in one document what would happen, sends nothing that writes, and changes no byte', async () => {
    const { workTree, sandbox } = stage;
    mkdirSync(join(workTree.folder, '.github', 'workflows'), { recursive: true });
    writeFileSync(
      join(workTree.folder, '.github', 'workflows', 'new.yml'),
      'name: new\non: push\njobs: {}\n',
    );
    writeFileSync(join(workTree.folder, 'server.pem'), 'not a real key\n');
    await workTree.git('add', '--all');
    await workTree.git('commit', '--quiet', '-m', 'A workflow and a key');
    const sha = (await workTree.git('rev-parse', 'HEAD')).stdout.trim();
    const storage = join(
      workbench.server.dataFolder,
      'data',
      'User',
      'globalStorage',
      'token-warden.token-warden',
    );
    const before = [await restingState(workTree.folder), await restingState(storage)];
    const requests = sandbox.log.length;

    await workbench.commandUntil(
      'Preview Push and Pull Request',
      workbench.page.locator('.tab', { hasText: 'Push and Pull Request.md' }),
      'No git repository is open here',
    );
    const text = await documentText(workbench);
    await workbench.picture('document');

    const asked = sandbox.log.slice(requests).filter(({ host }) => /github\.com$/.test(host));
    assert.deepEqual([...new Set(asked.map(({ method }) => method))], ['GET']);
    assert.ok(
      asked.some(({ path }) => path.includes('service=git-receive-pack')),
      'the push was not probed',
    );
    assert.deepEqual([treeState(workTree.folder), treeState(storage)], before);
    for (const said of [
      'Push and pull request of `topic/first`',
      `Head: \`topic/first\` · \`${sha.slice(0, 12)}\``,
      'Base: `main`',
      '2 ahead, 0 behind',
      'Something speaks against it.',
      'Credential: `github:fine-grained-acme`, fine-grained token (from the vault)',
      'no: The push changes .github/workflows/new.yml.',
      'server.pem would be pushed (rule: forbidden files, built in)',
      '`A workflow and a key`',
      '`.github/workflows/new.yml`',
      'Title: `Topic first`',
    ]) {
      assert.ok(text.includes(said), `the preview does not say: ${said}\n${text}`);
    }
  });
});

/** The text of the active editor: by the clipboard, as a person would take it, because the editor draws only what is seen. */
async function documentText({ page }: Workbench): Promise<string> {
  await page.locator('.editor-group-container .monaco-editor .view-line').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+C');
  return page.evaluate('navigator.clipboard.readText()') as Promise<string>;
}
