import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

const name = 'github:fine-grained-acme';
const create = 'Create Draft Pull Request';
const form = 'Draft Pull Request in acme/app';

// One person's branch in one window: each test begins where the one before it ended.
describe('a pull request from a branch that is not pushed', function () {
  this.timeout(300_000);

  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({
      stage,
      vsix,
      pictures: picturesOf('pull-request'),
      settings: {
        'tokenWarden.hosts': ['acme.ghe.com'],
        // On in a browser, and a save that meets a running auto-save is one with it: a person would save again.
        'files.autoSave': 'off',
      },
    });
    await workbench.gitIsReady();
    await workbench.command('Add Token');
    await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
    await workbench.answerPick('Add Token', 'github.com');
    await workbench.answerPick(/acting for acme/);
    await workbench.toast(`Stored as ${name}`).waitFor();
    await workbench.dismissToasts();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
    stage?.sandbox.faults.clear();
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('asks which GitHub an SSH name means, and a wrong answer can be taken back', async () => {
    await stage.workTree.git('remote', 'set-url', 'origin', 'git@work:acme/app.git');
    await workbench.commandUntil(create, workbench.row('acme.ghe.com'), 'No git repository is open here');
    await workbench.answerPick(create, 'acme.ghe.com');
    const none = /No token for acme\.ghe\.com was found.*the SSH name work stands for acme\.ghe\.com/;
    await workbench.pressToast(none, 'Choose Another GitHub');
    await workbench.answerPick('Choose Another GitHub', 'github.com');
    await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
  });

  it('asks once, names the push too, and a push that fails is told as a push', async () => {
    const off = stage.sandbox.faults.add({ host: 'github.com', fault: { kind: 'status', status: 500 } });
    await workbench.command(create);
    await workbench.row(`with ${name}, pushing 1 commit first`).waitFor();
    await workbench.answerPick(form);
    const question = 'Push topic/first to acme/app and open a draft pull request?';
    await workbench.modal.filter({ hasText: `Then the pull request is opened with ${name}` }).waitFor();
    await workbench.picture('question');
    await workbench.answerModal(question, 'Push and Create');
    await workbench.toast('GitHub has trouble (500). Push again later.').waitFor();
    off();
    await workbench.dismissToasts();
    assert.deepEqual(pulls(), []);
  });

  it('takes the body from an editor that saving closes, pushes and opens it', async () => {
    await workbench.command(create);
    await workbench.answerPick(form, 'Body');
    await workbench.toast('Edit the body of the pull request. Save it or close its tab to go on.').waitFor();
    await workbench.page.locator('.tab', { hasText: 'Pull Request Body.md' }).waitFor();
    await workbench.page.keyboard.press('ControlOrMeta+A');
    await workbench.page.keyboard.type('Said at last.');
    await workbench.picture('body');
    await workbench.page.keyboard.press('ControlOrMeta+S');
    await workbench.row('Said at last.').waitFor();
    await workbench.answerPick(form);
    await workbench.toast('Opened draft pull request #').waitFor();
    await workbench.dismissToasts();
    assert.deepEqual(pulls(), [{ body: 'Said at last.', draft: true, state: 'open' }]);
    assert.equal(await workbench.page.locator('.tab', { hasText: 'Pull Request Body.md' }).count(), 0);
  });

  it('the body stays as it was when its editor is cancelled', async () => {
    closePulls();
    await workbench.command(create);
    await workbench.answerPick(form, 'Body');
    await workbench.page.locator('.tab', { hasText: 'Pull Request Body.md' }).waitFor();
    await workbench.page.keyboard.type('half a sen');
    await workbench.cancelProgress('Edit the body of the pull request.');
    await workbench.prompt(form);
    assert.equal(await workbench.row('half a sen').count(), 0);
    assert.equal(await workbench.modal.count(), 0);
    await workbench.leave();
  });

  it('a branch that is only behind what was fetched has nothing to push', async () => {
    const { workTree } = stage;
    const made = await workTree.git('commit-tree', 'HEAD^{tree}', '-p', 'HEAD', '-m', 'Update branch');
    const sha = made.stdout.trim();
    const pushed = await workTree.push(
      readyToken(stage, 'fine-grained for acme: contents'),
      'https://github.com/acme/app.git',
      `${sha}:refs/heads/topic/first`,
    );
    assert.equal(pushed.code, 0, pushed.stderr);
    await workTree.git('update-ref', 'refs/remotes/origin/topic/first', sha);
    await workbench.command(create);
    await workbench.row(`with ${name}`).first().waitFor();
    assert.equal(await workbench.row('pushing').count(), 0);
    await workbench.answerPick(form);
    await workbench.toast('Opened draft pull request #').waitFor();
    await workbench.dismissToasts();
    assert.equal(pulls().length, 2);
  });

  it('S0-07 a push of a workflow file with a token declared without it is asked about before git is called', async () => {
    const { workTree, sandbox } = stage;
    await workTree.git('merge', '--ff-only', '--quiet', 'origin/topic/first');
    await mkdir(join(workTree.folder, '.github', 'workflows'), { recursive: true });
    await writeFile(
      join(workTree.folder, '.github', 'workflows', 'new.yml'),
      'name: new\non: push\njobs: {}\n',
    );
    await workTree.git('add', '--all');
    await workTree.git('commit', '--quiet', '-m', 'A workflow');
    const before = sandbox.log.length;
    await workbench.command('Push Branch');
    await workbench.row(`${name} has no Workflows: write, as you declared it`).waitFor();
    const box = await workbench.prompt('Push Branch');
    await workbench.picture('workflow');
    assert.equal(await box.getAttribute('placeholder'), 'The push changes .github/workflows/new.yml.');
    await workbench.leave();
    assert.deepEqual(
      sandbox.log.slice(before).filter(({ host }) => host === 'github.com'),
      [],
    );
    await workbench.command('Push Branch');
    await workbench.answerPick('Push Branch', 'Push Anyway');
    await workbench.toast('the token may not change workflow files').waitFor();
    await workbench.dismissToasts();
    await workTree.git('reset', '--quiet', '--hard', 'HEAD~1');
    await workTree.git('commit', '--allow-empty', '--quiet', '-m', 'One more');
  });

  it('one push at a time: a second is told that one is running', async () => {
    stage.sandbox.faults.add({ host: 'github.com', path: /info\/refs/, fault: { kind: 'hang' } });
    await workbench.command('Push Branch');
    await workbench.toast('Pushing topic/first with').waitFor();
    await workbench.command('Push Branch');
    await workbench.toast('A push, a fetch or a pull request from this folder is running.').waitFor();
    await workbench.cancelProgress('Pushing topic/first with');
    await workbench.dismissToasts();
  });

  it('a repository that is not there, found by an SSH name, leads back to the question about the name', async () => {
    await stage.workTree.git('remote', 'set-url', 'origin', 'git@work:acme/gone.git');
    // The cancelled git takes a moment to end.
    await workbench.commandUntil(
      'Push Branch',
      workbench.modal,
      'A push, a fetch or a pull request from this folder is running.',
    );
    await workbench.answerModal('Push topic/first to acme/gone?', 'Push');
    const gone = /github\.com shows this token no repository acme\/gone\. You said that the SSH name work/;
    await workbench.pressToast(gone, 'Choose Another GitHub');
    await workbench.prompt('Choose Another GitHub');
    await workbench.leave();
  });

  function repositoryId() {
    const found = stage.sandbox.registry.repository('acme/app');
    assert.ok(found);
    return found.repository.id;
  }

  function pulls() {
    return stage.sandbox.registry
      .pulls(repositoryId())
      .map(({ body, draft, state }) => ({ body, draft, state }));
  }

  function closePulls(): void {
    const { registry } = stage.sandbox;
    for (const { id } of registry.pulls(repositoryId())) {
      registry.changePull(id, { state: 'closed', closedAt: new Date() });
    }
  }
});
