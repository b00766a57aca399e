import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { DashboardPage } from '../../src/dashboard/dashboardPage.ts';
import { type Answer, type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { type PlayedPanel, type PlayedPanels, playPanels } from './playedPanels.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const tokenOf = (label: string) => stage.tokens.find((token) => token.label.startsWith(label))?.value ?? '';

const nobody: Answer = () => undefined;

async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the dashboard', function () {
  this.timeout(120_000);

  let ours: WindowOfOurs;
  let played: PlayedPanels;
  let broken = false;
  /** Lines that our log was given. */
  const logged: string[] = [];

  const drawn = ({ heard }: PlayedPanel): readonly DashboardPage[] =>
    heard.flatMap((message) => (message.kind === 'draw' ? [message.page] : []));
  const troubles = ({ heard }: PlayedPanel) => heard.filter(({ kind }) => kind === 'trouble');

  /** Opened anew, with its first picture. */
  async function opened(): Promise<PlayedPanel> {
    for (const panel of played.all) panel.close();
    await ours.run('tokenWarden.openDashboard');
    const panel = played.all.at(-1) as PlayedPanel;
    panel.say({ kind: 'ready' });
    await until(() => drawn(panel).length > 0, 'nothing was drawn');
    return panel;
  }
  const last = (panel: PlayedPanel) => drawn(panel).at(-1) as DashboardPage;

  /** What a person is shown after the page said this. */
  async function saying(
    panel: PlayedPanel,
    raw: unknown,
    answer: Answer = nobody,
  ): Promise<readonly Asked[]> {
    // A second press within half a second is none.
    await new Promise((resolve) => setTimeout(resolve, 600));
    return withPerson(answer, async () => {
      panel.say(raw);
      await new Promise((resolve) => setTimeout(resolve, 600));
    });
  }

  before(async () => {
    ours = await windowOfOurs((where) => {
      if (broken && where.startsWith('secrets.')) throw new Error('the keyring is locked');
    });
    played = playPanels();
    const window = vscode.window as { createOutputChannel: unknown };
    const create = vscode.window.createOutputChannel as (...given: unknown[]) => vscode.LogOutputChannel;
    window.createOutputChannel = (...given: unknown[]) => {
      const channel = create(...given);
      const nothing = () => undefined;
      const info = (line: string) => void logged.push(line);
      return { info, error: nothing, show: nothing, dispose: () => channel.dispose() };
    };
    for (const label of ['view: fine-grained', 'view: classic']) {
      const token = tokenOf(label);
      await withPerson(
        ({ kind, choices }) => (kind === 'input' ? token : kind === 'pick' ? choices[0] : undefined),
        () => ours.run('tokenWarden.addToken') as Promise<unknown>,
      );
    }
  });

  after(async () => {
    played.restore();
    await ours?.close();
  });

  it('opens once in a window, and comes to the front when it is asked for again', async () => {
    const panel = await opened();
    const before = played.all.length;
    await ours.run('tokenWarden.openDashboard');
    assert.deepEqual([played.all.length, panel.revealed], [before, 1]);
  });

  it('D03 D05 may run its script, load our built files and nothing else, and keeps nothing while it is hidden', async () => {
    const { options, html } = await opened();
    const { localResourceRoots = [], ...rest } = options;
    assert.deepEqual(rest, {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      enableFindWidget: true,
      retainContextWhenHidden: false,
    });
    assert.deepEqual(
      localResourceRoots.map(({ path }) => path.split('/').at(-1)),
      ['dist'],
    );
    assert.match(
      html,
      /default-src &#39;none&#39;; script-src &#39;nonce-\w{32}&#39;; style-src https:\/\/own\.example;/,
    );
    assert.notEqual(/nonce-\w+/.exec(html)?.[0], /nonce-\w+/.exec((await opened()).html)?.[0]);
  });

  it('sends the page every token by name, and of none of them the token', async () => {
    const panel = await opened();
    const { timeline, findings, matrix } = last(panel);
    assert.deepEqual(timeline.bars.map(({ name }) => name).toSorted(), [
      'github:classic',
      'github:fine-grained-acme',
    ]);
    assert.equal(matrix.rows.length, 2);
    assert.ok(findings.some(({ entry }) => entry === 'github:classic'));
    const sent = JSON.stringify(panel.heard);
    for (const { value } of stage.tokens) assert.ok(!sent.includes(value.slice(-12)));
    for (const key of ['fingerprint', 'secret', 'salt']) assert.ok(!sent.includes(`"${key}"`));
  });

  it('D04 does nothing for what it did not offer, and asks as the command does for what it did', async () => {
    const panel = await opened();
    for (const ticket of ['t999999', '', 'tokenWarden.revokeToken', '__proto__']) {
      assert.deepEqual(await saying(panel, { kind: 'act', ticket }), []);
    }
    assert.deepEqual(await saying(panel, { kind: 'tokenWarden.forgetEverything' }), []);
    const finding = last(panel).findings.find(({ entry }) => entry === 'github:classic');
    const [asked] = await saying(panel, { kind: 'act', ticket: finding?.act?.ticket });
    assert.equal(asked?.kind, 'pick');
    assert.match(asked?.text ?? '', /^github:classic: /);
    const bar = last(panel).timeline.bars.find(({ name }) => name === 'github:fine-grained-acme');
    const [offered] = await saying(panel, { kind: 'act', ticket: bar?.act?.ticket });
    assert.ok(offered?.choices.includes('$(trash) Forget'));
    // Nothing was done by any of it.
    assert.equal(last(await opened()).timeline.bars.length, 2);
  });

  it('D04 answers a flood with few pictures, and what comes after it all the same', async () => {
    const panel = await opened();
    const before = drawn(panel).length;
    const messages = [{ kind: 'refresh' }, { junk: 'x'.repeat(100) }, { kind: 'drawn', ms: 1 }];
    const from = logged.length;
    const began = performance.now();
    for (let n = 0; n < 20_000; n += 1) panel.say(messages[n % 3]);
    const told = () => logged.slice(from).filter((line) => line.startsWith('dashboard: '));
    await until(
      () => told().some((line) => line.includes('too many messages')),
      'nothing was said of the flood',
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // Also on a machine so slow that the flood takes some seconds.
    const seconds = (performance.now() - began) / 1000;
    assert.ok(told().length <= 200, `${told().length} lines in the log`);
    assert.ok(drawn(panel).length - before <= 25 * seconds, `${drawn(panel).length - before} pictures`);
    const calm = drawn(panel).length;
    panel.say({ kind: 'refresh' });
    await until(() => drawn(panel).length > calm, 'a calm page was not answered');
  });

  it('F01 says that the store fails while it is open, keeps the last picture, and draws again when it answers', async () => {
    const panel = await opened();
    const before = drawn(panel).length;
    broken = true;
    try {
      ours.tell('anything');
      await until(() => troubles(panel).length > 0, 'no trouble was told');
      assert.match(JSON.stringify(troubles(panel)[0]), /cannot be read now: this is how they were/);
      assert.equal(drawn(panel).length, before);
    } finally {
      broken = false;
    }
    panel.say({ kind: 'refresh' });
    await until(() => drawn(panel).length > before, 'it was not drawn again');
    assert.equal(last(panel).timeline.bars.length, 2);
  });

  it('is not drawn while nobody sees it, and shows what is known when it is shown again', async () => {
    const panel = await opened();
    panel.show(false);
    const before = panel.heard.length;
    await ours.run('tokenWarden.view.refresh');
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(panel.heard.length, before);
    panel.show(true);
    panel.say({ kind: 'ready' });
    await until(() => panel.heard.length > before, 'it was not drawn again');
  });

  it('is drawn again when something changes, once for each change', async () => {
    const panel = await opened();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const before = drawn(panel).length;
    await ours.run('tokenWarden.view.refresh');
    await until(() => drawn(panel).length > before, 'it was not drawn again');
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(drawn(panel).length, before + 1);
  });

  it('comes back after a reload of the window, and is one all the same', async () => {
    for (const panel of played.all) panel.close();
    const back = await played.bringBack();
    assert.match(back.html, /default-src &#39;none&#39;/);
    assert.equal(back.options.enableCommandUris, false);
    back.say({ kind: 'ready' });
    await until(() => drawn(back).length > 0, 'it was not drawn');
    const second = await played.bringBack();
    assert.deepEqual([back.closed, second.closed], [false, true]);
  });

  it('exports what it shows as an unsaved Markdown text without a token', async () => {
    const panel = await opened();
    await saying(panel, { kind: 'export' });
    await until(() => vscode.window.activeTextEditor?.document.isUntitled === true, 'no text was opened');
    const { document } = vscode.window.activeTextEditor as vscode.TextEditor;
    const text = document.getText();
    assert.equal(document.languageId, 'markdown');
    assert.match(text, /^# Token Dashboard\n/);
    for (const name of ['github:classic', 'github:fine-grained-acme']) assert.ok(text.includes(name));
    for (const { value } of stage.tokens) assert.ok(!text.includes(value.slice(-12)));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('opens the same page for a call with arguments, and nothing of them gets to it', async () => {
    for (const panel of played.all) panel.close();
    await ours.run('tokenWarden.openDashboard', 'https://evil.example', { kind: 'act', ticket: 't1' });
    const panel = played.all.at(-1) as PlayedPanel;
    assert.ok(!panel.html.includes('evil'));
    panel.say({ kind: 'ready' });
    await until(() => drawn(panel).length > 0, 'nothing was drawn');
    assert.ok(!JSON.stringify(panel.heard).includes('evil'));
  });

  it('is opened in the editor by the extension that is installed', async () => {
    played.restore();
    try {
      await vscode.commands.executeCommand('tokenWarden.openDashboard');
      const isOurs = ({ input }: vscode.Tab) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('tokenWarden.dashboard');
      const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isOurs);
      await until(() => tabs().length === 1, 'no tab was opened');
      await vscode.window.tabGroups.close(tabs());
    } finally {
      played = playPanels();
    }
  });
});
