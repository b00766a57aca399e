import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStage, type Stage } from '../harness/stage.ts';
import type { FaultRule } from '../sandbox/faults.ts';
import { makeWorkTree } from '../sandbox/workTree.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { canLook, untilGits, untilNoFolders } from './runningGit.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

const name = 'github:fine-grained-acme';
const api = 'api.github.com';
const web = 'github.com';

/** What a person pastes by mistake, made at run time, and what must be said. */
const wrongPastes: readonly (readonly [what: string, text: string, said: RegExp])[] = [
  ['nothing', '', /Nothing was pasted/],
  ['an npm token', `npm_${'a1B2'.repeat(9)}`, /This is an npm token, not a GitHub token/],
  ['an AWS key', `AKIA${'Q7'.repeat(8)}`, /This is an AWS key, not a GitHub token/],
  ['a sentence', 'please paste my token here', /There is no token in this text/],
  ['an e-mail address', 'mona@example.com', /This is an e-mail address/],
  ['the beginning of a token', `ghp_${'a1B2'}`, /only the beginning of a token/],
  ['two tokens', `ghp_${'7'.repeat(36)} ghp_${'7'.repeat(35)}8`, /These are 2 tokens/],
];

// One person's day in one window: each test begins where the one before it ended.
describe('bad input and faults in the real workbench', function () {
  this.timeout(300_000);

  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('faults') });
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
    stage?.sandbox.faults.clear();
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  /** Says what the toast says while a fault is on, and closes it. */
  async function saidDuring(rule: FaultRule, command: string, said: string | RegExp): Promise<void> {
    const off = stage.sandbox.faults.add(rule);
    await workbench.command(command);
    await workbench.toast(said).waitFor();
    off();
    await workbench.dismissToasts();
  }

  /** Requests to the API since the mark. */
  function asked(from: number): number {
    return stage.sandbox.log.slice(from).filter((request) => request.host === api).length;
  }

  describe('while a token is added', () => {
    it('I04 names what was pasted instead of a token, and stores nothing', async () => {
      const before = stage.sandbox.log.length;
      await workbench.command('Add Token');
      const box = await workbench.prompt('Add Token');
      const message = workbench.quickInput.locator('.quick-input-message');
      for (const [, text, said] of wrongPastes) {
        await box.fill(text);
        await workbench.page.keyboard.press('Enter');
        await message.filter({ hasText: said }).waitFor();
      }
      await workbench.leave();
      await workbench.command('List Tokens');
      await workbench.toast('No token is stored yet.').waitFor();
      await workbench.dismissToasts();
      assert.equal(asked(before), 0, 'something that is no token was sent to GitHub');
    });

    // The first request of the window: a later one would go by a connection that was trusted before.
    it('G01 G10 keeps a token unchecked and says why, when the server shows a certificate nobody trusts', async () => {
      const before = stage.sandbox.log.length;
      const off = stage.sandbox.faults.add({ host: api, fault: { kind: 'untrusted-certificate' } });
      await workbench.command('Add Token');
      await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
      await workbench.answerPick(/acting for acme/);
      await workbench
        .toast(/Stored as github:fine-grained-acme\. It could not be checked\. .*certificate is not trusted/)
        .waitFor();
      assert.equal(asked(before), 0, 'a request went out under a certificate nobody trusts');
      off();
      await workbench.dismissToasts();
    });

    it('is checked as soon as GitHub can be reached', async () => {
      await workbench.command('Check Token Now');
      await workbench.toast(`${name} works: mona`).waitFor();
      await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
      await workbench.dismissToasts();
    });

    it('G03 refuses a token that GitHub refuses, says so and stores nothing', async () => {
      await workbench.command('Add Token');
      await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: expired'));
      await workbench.toast(/GitHub does not accept this token.*Nothing was stored\./).waitFor();
      await workbench.dismissToasts();
      await workbench.listTokensUntil('Add Token…');
      assert.deepEqual(await workbench.rows(), [
        name,
        'Add Token…',
        'Add GitHub App…',
        'Watch a Token That Lives Elsewhere…',
      ]);
      await workbench.leave();
    });
  });

  describe('while GitHub is asked about a token', () => {
    const check = 'Check Token Now';

    it('G01 a server that never answers can be left: Cancel ends the request at once and changes nothing', async () => {
      stage.sandbox.faults.add({ host: api, fault: { kind: 'hang' } });
      const before = stage.sandbox.log.length;
      await workbench.command(check);
      await workbench.cancelProgress(`Checking ${name}`);
      stage.sandbox.faults.clear();
      await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
      assert.deepEqual(
        stage.sandbox.log.slice(before).map(({ host, status }) => ({ host, status })),
        [{ host: api, status: 0 }],
      );
    });

    it('G02 an outage is said as one, and the token is not called dead', async () => {
      await saidDuring(
        { host: api, fault: { kind: 'status', status: 502, body: '<html>Bad gateway</html>' } },
        check,
        'GitHub has trouble (502). Your token is untouched. Try again later.',
      );
      await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
    });

    it('G01 a connection that breaks off is said as no connection', async () => {
      await saidDuring(
        { host: api, fault: { kind: 'cut', afterBytes: 10 } },
        check,
        /GitHub cannot be reached|The answer was not GitHub’s/,
      );
      await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
    });

    it('G04 a limit is said with its end, and nothing is asked before it', async () => {
      await saidDuring(
        { host: api, fault: { kind: 'status', status: 429, retryAfter: '600' } },
        check,
        'GitHub asks for a pause. Try again after',
      );
      const before = stage.sandbox.log.length;
      await workbench.command(check);
      await workbench.toast('GitHub asks for a pause. Try again after').waitFor();
      await workbench.dismissToasts();
      assert.equal(asked(before), 0);
    });

    it('works again once the faults are over, in a window that was told of no pause', async () => {
      await workbench.reload();
      await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
      await workbench.command(check);
      await workbench.toast(`${name} works: mona`).waitFor();
      await workbench.dismissToasts();
      await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
    });
  });

  describe('while a branch is pushed', () => {
    it('C09 Cancel really stops git, and leaves neither a process nor a folder', async function () {
      stage.sandbox.faults.add({ host: web, path: /info\/refs/, fault: { kind: 'hang' } });
      await workbench.commandUntil('Push Branch', workbench.modal, 'No git repository is open here');
      await workbench.answerModal('Push topic/first to acme/app?', 'Push');
      if (canLook) await untilGits(workbench.server.runFolder, 'some');
      await workbench.cancelProgress('Pushing topic/first with');
      if (!canLook) this.skip();
      await untilGits(workbench.server.runFolder, 'none');
      await untilNoFolders(workbench.server.runFolder);
    });

    it('A04 a certificate nobody trusts stops it before anything is sent', async () => {
      const before = stage.sandbox.log.length;
      // A repository that says it need not be checked is not listened to.
      await stage.workTree.git('config', 'http.sslVerify', 'false');
      await stage.workTree.git('config', 'http.https://github.com/.sslVerify', 'false');
      await saidDuring(
        { host: web, fault: { kind: 'untrusted-certificate' } },
        'Push Branch',
        'The server’s certificate is not trusted, so nothing was sent.',
      );
      assert.deepEqual(stage.sandbox.log.slice(before), []);
    });

    it('an outage is said as one', async () => {
      await saidDuring(
        { host: web, fault: { kind: 'status', status: 500 } },
        'Push Branch',
        'GitHub has trouble (500). Push again later.',
      );
    });

    it('H04 a detached HEAD is said, with what to do', async () => {
      await stage.workTree.git('switch', '--detach');
      await workbench.command('Push Branch');
      await workbench.toast('No branch is checked out. Check one out, or create one, then push.').waitFor();
      await stage.workTree.git('switch', 'topic/first');
      await workbench.dismissToasts();
    });

    it('H01 commits of somebody else on the branch are said, and not overwritten', async () => {
      const { sandbox } = stage;
      const other = await makeWorkTree({
        sandbox,
        repo: 'acme/app',
        branch: 'topic/first',
        files: { 'other.txt': 'of somebody else\n' },
        message: 'Somebody else was here',
      });
      const done = await other.push(
        readyToken(stage, 'fine-grained for acme: contents'),
        'origin',
        'topic/first',
      );
      assert.equal(done.code, 0, done.stderr);
      await workbench.command('Push Branch');
      await workbench.toast('GitHub has commits on this branch that you do not have.').waitFor();
      await workbench.dismissToasts();
      assert.equal(await refOf('topic/first'), other.sha);
      await stage.workTree.git('--git-dir', gitDir(), 'update-ref', '-d', 'refs/heads/topic/first');
    });

    it('H04 of several remotes the person chooses, and the branch goes to that one', async () => {
      await stage.workTree.git('remote', 'add', 'docs', 'https://github.com/acme/docs.git');
      await workbench.command('Push Branch');
      await workbench.answerPick('Push Branch', 'origin');
      await workbench.toast('Pushed topic/first to acme/app').waitFor();
      await workbench.dismissToasts();
      assert.equal(await refOf('topic/first'), stage.workTree.sha);
      await stage.workTree.git('remote', 'remove', 'docs');
    });
  });

  describe('while a pull request is opened', () => {
    const create = 'Create Draft Pull Request';

    it('G17 a branch that has one already gets no second', async () => {
      const { registry } = stage.sandbox;
      const { id } = repository();
      const facts = { head: 'topic/first', base: 'main', author: 'hubot', labels: [], reviewers: [] };
      const pull = registry.addPull({
        ...facts,
        repositoryId: id,
        title: 'Somebody opened it',
        body: null,
        state: 'open',
        draft: false,
      });
      await workbench.command(create);
      await workbench.toast('topic/first already has a pull request: #1 Somebody opened it').waitFor();
      await workbench.dismissToasts();
      assert.equal(registry.pulls(id).length, 1);
      registry.changePull(pull.id, { state: 'closed', closedAt: new Date() });
    });

    it('G17 where drafts are not to be had, an ordinary one is opened only on the person’s word', async () => {
      const { registry } = stage.sandbox;
      const { id } = repository();
      registry.changeRepository(id, { draftsSupported: false });
      await workbench.command(create);
      await workbench.answerPick('Draft Pull Request in acme/app');
      const offer = workbench.toast('This repository’s plan has no draft pull requests.');
      await offer.waitFor();
      const meanwhile = registry.pulls(id).length;
      await workbench.pressToast(
        'This repository’s plan has no draft pull requests.',
        'Open an Ordinary One',
      );
      await workbench.toast('Opened pull request #2').waitFor();
      await workbench.dismissToasts();
      assert.deepEqual(
        { meanwhile, drafts: registry.pulls(id).map(({ draft }) => draft) },
        { meanwhile: 1, drafts: [false, false] },
      );
    });
  });

  describe('when the window is reloaded', () => {
    const warning = /github:classic\. .*Broader than its job: admin:org, delete_repo/;

    it('entries are there again at once, and what the person never wants to hear again stays unsaid', async () => {
      await workbench.command('Add Token');
      await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo, admin:org'));
      await workbench.toast(warning).waitFor();
      await workbench.pressToast(warning, 'Don’t Show Again');
      await workbench.dismissToasts();
      await workbench.reload();
      await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
      await workbench.command('Check Token Now');
      await workbench.answerPick('Check Token Now', 'github:classic');
      // What is due would be said with the new picture that a check takes.
      await workbench.toast('github:classic works: mona, never expires.').waitFor();
      assert.equal(await workbench.toast(warning).count(), 0);
      await workbench.dismissToasts();
    });

    it('C09 in the middle of a push, no git lives on and the vault is whole', async function () {
      if (!canLook) this.skip();
      await stage.workTree.git('commit', '--allow-empty', '--quiet', '-m', 'One more');
      stage.sandbox.faults.add({ host: web, path: /info\/refs/, fault: { kind: 'hang' } });
      await workbench.command('Push Branch');
      await workbench.toast('Pushing topic/first with').waitFor();
      await untilGits(workbench.server.runFolder, 'some');
      await workbench.reload();
      await untilGits(workbench.server.runFolder, 'none');
      await untilNoFolders(workbench.server.runFolder);
      stage.sandbox.faults.clear();
      await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
      await workbench.commandUntil(
        'Push Branch',
        workbench.toast('Pushed topic/first to acme/app'),
        'No git repository is open here',
      );
      await workbench.dismissToasts();
    });
  });

  describe('in another folder', () => {
    it('H04 without a repository there is nothing to push, and that is said', async () => {
      const folder = join(stage.sandbox.folder, 'empty');
      await mkdir(folder);
      await workbench.load(folder);
      await workbench.command('Push Branch');
      await workbench.toast('No git repository is open here. Open a folder that holds one.').waitFor();
    });

    it('G03 a token that is not authorised for single sign-on is told from a dead one', async () => {
      const { sandbox } = stage;
      const tree = await makeWorkTree({ sandbox, repo: 'sso-corp/vault', branch: 'topic/sso' });
      await workbench.load(tree.folder);
      await workbench.command('Add Token');
      await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo: not authorised'));
      await workbench.answerPick('Add Token', 'Keep Both');
      await workbench.toast('Stored as github:classic-2').waitFor();
      await workbench.dismissToasts();
      await workbench.command('Use Another Token Here');
      await workbench.answerPick('Token for sso-corp/vault', 'github:classic-2');
      await workbench.answerPick('github:classic-2 for sso-corp/vault', 'This Repository');
      await workbench.commandUntil('Push Branch', workbench.modal, 'No git repository is open here');
      await workbench.answerModal('Push topic/sso to sso-corp/vault?', 'Push');
      await workbench.toast('sso-corp requires single sign-on for this token.').waitFor();
    });
  });

  describe('all the while', () => {
    it('nothing that GitHub’s own description would not allow was answered by the sandbox', () => {
      assert.deepEqual(stage.sandbox.violations, []);
    });
  });

  function repository() {
    const found = stage.sandbox.registry.repository('acme/app');
    assert.ok(found);
    return found.repository;
  }

  function gitDir(): string {
    return repository().gitDir;
  }

  async function refOf(branch: string): Promise<string> {
    const asked = await stage.workTree.git('--git-dir', gitDir(), 'rev-parse', `refs/heads/${branch}`);
    return asked.stdout.trim();
  }
});
