import assert from 'node:assert/strict';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { soughtOf, tracesBelow, tracesIn } from './traces.ts';
import { TrustStage } from './trustStage.ts';
import { readyToken, storeFirst } from './walk.ts';
import { Workbench } from './workbench.ts';

const narrow = 'github:fine-grained-acme';
const wide = 'github:fine-grained-acme-2';
const branch = 'refs/heads/topic/first';
const template = '.github/PULL_REQUEST_TEMPLATE/release.md';
const workflow = { '.github/workflows/release.yml': 'name: release\non: push\njobs: {}\n' };

// One person's day in one window, with a numbered picture of every step: each test begins where the one before it ended.
describe('a push and a pull request under one’s eyes, from the preview to the journal', function () {
  this.timeout(300_000);

  let stage: Stage;
  let desk: TrustStage;
  let workbench: Workbench;
  let tokens: Readonly<Record<'narrow' | 'wide' | 'leaked', string>>;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    desk = new TrustStage(stage);
    const mint = (permissions: Readonly<Record<string, 'read' | 'write'>>) =>
      stage.sandbox.registry.mint({
        ...{ kind: 'fine-grained', login: 'mona', owner: 'acme', permissions, expiresInDays: 20 },
      }).value;
    tokens = {
      narrow: readyToken(stage, 'fine-grained for acme: contents'),
      wide: mint({ contents: 'write', pull_requests: 'write', workflows: 'write' }),
      leaked: stage.sandbox.registry.mint({ kind: 'classic', login: 'mona', scopes: ['repo'] }).value,
    };
    workbench = await Workbench.open({
      stage,
      vsix,
      pictures: picturesOf('trust'),
      // To look at the pictures in another one.
      theme: process.env.TOKEN_WARDEN_THEME ?? 'Default Dark Modern',
      settings: { 'tokenWarden.pullRequestLabels': ['agent:auto'], 'files.autoSave': 'off' },
    });
    await storeFirst(workbench, tokens.narrow);
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  /** Brings the push to where nothing but a question or the rules stands before it. */
  async function pushWithTheWideOne(): Promise<void> {
    await workbench.command('Push Branch');
    await workbench.row('Use Another Token').waitFor();
    await workbench.answerPick('Push Branch', 'Use Another Token');
    await workbench.answerPick('Token for acme/app', wide);
  }

  describe('before anything leaves the machine', () => {
    it('S4-30 the preview says what will happen and that it will not work', async () => {
      await desk.commit('A template for releases', { [template]: '## Release\n\n- [ ] announced\n' });
      await desk.commit('Release by a workflow', workflow);
      await workbench.commandUntil(
        'Preview Push and Pull Request',
        workbench.page.locator('.tab', { hasText: 'Push and Pull Request.md' }),
        'No git repository is open here',
      );
      await workbench.page.locator('.view-line', { hasText: 'Something speaks against it.' }).waitFor();
      await workbench.picture('preview');
      assert.equal(await desk.serverRef(branch), '');
      await workbench.closeEditors();
    });

    it('S0-07 the push stops at the workflow file, with the ways to get what is missing', async () => {
      const before = stage.sandbox.log.length;
      await workbench.command('Push Branch');
      await workbench.row(`${narrow} has no Workflows: write, as you declared it`).waitFor();
      await workbench.picture('blocked');
      await workbench.answerPick('Push Branch', 'Get It');
      await workbench.prompt(`Rotate ${narrow}`);
      await workbench.page.locator('.view-line', { hasText: 'Workflows: write' }).waitFor();
      await workbench.picture('get-it');
      await workbench.leave();
      await workbench.dismissToasts();
      assert.deepEqual(stage.sandbox.log.slice(before), []);
    });

    it('S3-05 a second token that may change workflows is stored once its four facts were seen', async () => {
      await workbench.command('Add Token');
      await workbench.answerInput('Add Token', tokens.wide);
      await workbench.prompt('Add Token');
      await workbench.row('Keep Both').waitFor();
      await workbench.picture('second');
      await workbench.answerPick('Add Token', 'Keep Both');
      await workbench.answerPick(/acting for acme/, 'Workflows: write');
      await workbench.row('Go On').waitFor();
      await workbench.picture('four-facts');
      await workbench.answerPick(wide, 'Go On');
      await workbench.toast(`Stored as ${wide}`).waitFor();
      await workbench.dismissToasts();
    });

    it('X-08 the rules stop a key and a token, which no one lets pass', async () => {
      await desk.commit('What should have stayed at home', {
        'server.pem': 'not a real key\n',
        'notes/todo.txt': `remember ${tokens.leaked}\n`,
      });
      const before = stage.sandbox.log.length;
      await workbench.command('Push Branch');
      await workbench.row('Use Another Token').waitFor();
      await workbench.answerPick('Push Branch', 'Use Another Token');
      await workbench.row(wide).waitFor();
      await workbench.picture('another');
      await workbench.answerPick('Token for acme/app', wide);
      await workbench.row('server.pem would be pushed').waitFor();
      await workbench.row(/notes\/todo\.txt holds a token/).waitFor();
      await workbench.picture('rules');
      assert.equal(await workbench.row('Push Anyway').count(), 0);
      await workbench.leave();
      assert.deepEqual(stage.sandbox.log.slice(before), []);
      assert.equal(await desk.serverRef(branch), '');
    });
  });

  describe('when it goes', () => {
    it('pushes what is left once the person took both out with their own git', async () => {
      await desk.git('reset', '--quiet', '--hard', 'HEAD~1');
      await pushWithTheWideOne();
      const question = 'Push topic/first to acme/app?';
      await workbench.modal.filter({ hasText: question }).waitFor();
      await workbench.picture('question');
      await workbench.answerModal(question, 'Push');
      await workbench.toast('Pushed topic/first to acme/app').waitFor();
      await workbench.picture('pushed');
      await workbench.dismissToasts();
      assert.equal(await desk.serverRef(branch), await desk.git('rev-parse', 'HEAD'));
    });

    it('H01 commits of a colleague lead to Fetch with Token, and merging stays with the person', async () => {
      const theirs = await desk.colleaguePushes('topic/first');
      await desk.commit('One more greeting', {
        'src/evening.js': "export const evening = 'Good evening';\n",
      });
      await workbench.command('Push Branch');
      await workbench.answerModal('Push topic/first to acme/app?', 'Push');
      const moved = 'GitHub has commits on this branch that you do not have.';
      await workbench.toast(moved).waitFor();
      await workbench.picture('moved-on');
      await workbench.pressToast(moved, 'Fetch with Token');
      await workbench.toast('Fetched 1 commit of topic/first from acme/app.').waitFor();
      await workbench.picture('fetched');
      await workbench.dismissToasts();
      assert.equal(await desk.git('rev-parse', 'refs/remotes/origin/topic/first'), theirs);
      await desk.git('merge', '--quiet', '--no-edit', 'origin/topic/first');
      assert.equal(await desk.serverRef(branch), theirs);
    });

    it('pushes with options: the tag that was chosen goes along', async () => {
      await desk.git('tag', 'v1.0.0');
      await workbench.command('Push Branch with Options');
      await workbench.row('v1.0.0').waitFor();
      await workbench.picture('options');
      await workbench.answerPick('Push Branch with Options', 'v1.0.0');
      await workbench.page.keyboard.press('Enter');
      await workbench.toast('The tag v1.0.0 went along.').waitFor();
      await workbench.picture('pushed-with-tag');
      await workbench.dismissToasts();
      const head = await desk.git('rev-parse', 'HEAD');
      assert.deepEqual(
        [await desk.serverRef(branch), await desk.serverRef('refs/tags/v1.0.0')],
        [head, head],
      );
    });
  });

  describe('the pull request', () => {
    const create = 'Create Draft Pull Request';
    const form = 'Draft Pull Request in acme/app';
    const existing = 'topic/first already has a pull request: #1';

    it('opens as a draft with the template, the labels and the reviewer of the form', async () => {
      await workbench.command(create);
      await workbench.prompt(form);
      await workbench.picture('form');
      await workbench.answerPick(form, 'Template');
      await workbench.row('release.md').first().waitFor();
      await workbench.picture('templates');
      await workbench.answerPick('Template', 'release.md');
      await workbench.answerPick(form, 'Title');
      await workbench.answerInput('Title', 'Greet by the time of day');
      await workbench.answerPick(form, 'More');
      await workbench.row('More').waitFor({ state: 'detached' });
      await workbench.answerPick(form, 'Labels');
      await workbench.answerInput('Labels', 'agent:auto, enhancement');
      await workbench.answerPick(form, 'Reviewers');
      await workbench.answerInput('Reviewers', 'hubot');
      await workbench.row('hubot').waitFor();
      await workbench.picture('form-filled');
      await workbench.answerPick(form);
      await workbench.toast('Opened draft pull request #1').waitFor();
      await workbench.picture('opened');
      await workbench.dismissToasts();
      assert.deepEqual(
        desk.pulls.map(({ title, body, draft, labels, reviewers }) => ({
          title,
          body,
          draft,
          labels,
          reviewers,
        })),
        [
          {
            title: 'Greet by the time of day',
            body: '## Release\n\n- [ ] announced\n',
            draft: true,
            labels: ['agent:auto', 'enhancement'],
            reviewers: ['hubot'],
          },
        ],
      );
    });

    it('X-09 is updated instead of a second one, and only by what was edited', async () => {
      await workbench.command(create);
      await workbench.toast(existing).waitFor();
      await workbench.picture('exists');
      await workbench.pressToast(existing, 'Update It');
      const update = 'Pull Request #1 in acme/app';
      await workbench.prompt(update);
      await workbench.picture('update-form');
      await workbench.answerPick(update, 'Title');
      await workbench.answerInput('Title', 'Greet by the time of day, and announce it');
      await workbench.answerPick(update);
      await workbench.toast('Updated #1 Greet by the time of day, and announce it').waitFor();
      await workbench.picture('updated');
      await workbench.dismissToasts();
      assert.deepEqual(
        desk.pulls.map(({ title, labels, reviewers }) => [title, ...labels, ...reviewers]),
        [['Greet by the time of day, and announce it', 'agent:auto', 'enhancement', 'hubot']],
      );
    });

    it('is made ready for review, and not merged', async () => {
      await workbench.command(create);
      await workbench.pressToast(existing, 'Ready for Review');
      await workbench.toast('Ready for review: #1 Greet by the time of day, and announce it').waitFor();
      await workbench.picture('ready');
      await workbench.dismissToasts();
      assert.deepEqual(
        desk.pulls.map(({ draft, state, mergedAt }) => ({ draft, state, mergedAt })),
        [{ draft: false, state: 'open', mergedAt: undefined }],
      );
    });
  });

  describe('afterwards', () => {
    it('S4-24 the journal lists all of it, newest first', async () => {
      await workbench.command('Show Journal');
      await workbench.prompt('Journal');
      await workbench.picture('journal');
      // The list draws what fits; older lines come by scrolling.
      assert.deepEqual((await workbench.rows()).slice(0, 8), [
        `Marked topic/first in acme/app as ready for review with ${narrow}`,
        `Changed the pull request for topic/first in acme/app with ${narrow}`,
        `Opened a pull request for topic/first in acme/app with ${narrow}`,
        `Pushed topic/first to acme/app with ${narrow}`,
        `Fetched from acme/app with ${narrow}`,
        `Push of topic/first to acme/app with ${narrow}: refused`,
        `Pushed topic/first to acme/app with ${wide}`,
        `Added ${wide}`,
      ]);
      await workbench.leave();
    });

    it('what was done with one token is answered from here, and its pull requests by GitHub', async () => {
      await workbench.command('What Was Done with This Token');
      await workbench.answerPick('What Was Done with This Token', narrow);
      const title = `What Was Done with ${narrow}`;
      await workbench.prompt(title);
      await workbench.picture('token-history');
      await workbench.answerPick(title, 'Pull requests labelled agent:auto in acme/app');
      await workbench.row('#1 Greet by the time of day, and announce it').waitFor();
      await workbench.picture('labelled-pulls');
      await workbench.leave();
    });

    it('C11 S4-26 a report is shown before it is copied, and no token is left anywhere', async () => {
      await workbench.command('Export Diagnostics');
      await workbench.prompt('Export Diagnostics');
      await workbench.page.locator('.view-line', { hasText: 'Token Warden diagnostics' }).waitFor();
      await workbench.picture('diagnostics');
      await workbench.answerPick('Export Diagnostics', 'Copy');
      await workbench.toast('The report is in the clipboard.').waitFor();
      const report = String(await workbench.page.evaluate('navigator.clipboard.readText()'));
      const sought = Object.entries(tokens).map(([label, value]) => soughtOf(label, value));
      const output = workbench.server.output();
      const log = workbench.logText();
      await workbench.close();
      assert.match(log, /POST \/repos\/\{owner\}\/\{repo\}\/pulls/);
      assert.deepEqual(
        {
          report: tracesIn(report, sought),
          log: tracesIn(log, sought),
          output: tracesIn(output, sought),
          files: tracesBelow(workbench.server.runFolder, sought),
          stage: tracesBelow(stage.sandbox.folder, sought),
          violations: stage.sandbox.violations,
        },
        { report: [], log: [], output: [], files: [], stage: [], violations: [] },
      );
    });
  });
});
