import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { type CommandId, type ViewCommandId, viewCommandIds, viewId } from '../../src/manifest.ts';
import type { TreeLine } from '../../src/vscode/view/treeShell.ts';
import { type Answer, withPerson } from '../fakes/scriptedPerson.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const tokenOf = (label: string) => stage.tokens.find((token) => token.label.startsWith(label))?.value;

const acme = 'github:fine-grained-acme';
const classic = 'github:classic';

describe('the Tokens view', function () {
  this.timeout(60_000);

  let ours: WindowOfOurs;
  const person = (answer: Answer, id: CommandId | ViewCommandId, ...given: readonly unknown[]) =>
    withPerson(answer, () => ours.run(id, ...given));
  const nobody: Answer = () => undefined;

  const below = async (line?: TreeLine) => (await ours.tree.provider.getChildren(line)) ?? [];
  const itemOf = (line: TreeLine) => ours.tree.provider.getTreeItem(line) as vscode.TreeItem;
  const labels = (lines: readonly TreeLine[]) => lines.map((line) => itemOf(line).label);
  /** The line of a token, with the lines above it opened. */
  async function lineOf(name: string): Promise<TreeLine> {
    const entries = (await Promise.all((await below()).map(below))).flat();
    const found = entries.find((line) => itemOf(line).label === name);
    assert.ok(found, `no line ${name}`);
    return found;
  }
  async function add(label: string): Promise<void> {
    const token = tokenOf(label);
    const shown = await person(
      ({ kind, choices }) => (kind === 'input' ? token : kind === 'pick' ? choices[0] : undefined),
      'tokenWarden.addToken',
    );
    assert.ok(
      shown.some(({ text }) => text.startsWith('Stored as')),
      JSON.stringify(shown),
    );
  }

  before(async () => {
    ours = await windowOfOurs();
    await add('view: fine-grained');
    await add('view: classic');
  });

  after(() => ours?.close());

  it('is registered by the extension that is installed, under the id of the manifest', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes(`${viewId}.focus`));
    assert.deepEqual(
      viewCommandIds.filter((id) => !commands.includes(id)),
      [],
    );
  });

  it('S3-33 lists each token under its owner, and below it what is wrong', async () => {
    assert.deepEqual(labels(await below()), ['acme', 'mona']);
    const found = labels(await below(await lineOf(classic)));
    assert.equal(found.at(-1), 'What was done with it');
    assert.ok(found.includes('Classic token') && found.includes('Never expires'));
  });

  it('keeps the same objects and ids in every picture, so that what is open and chosen stays', async () => {
    const before = await lineOf(acme);
    await person(nobody, 'tokenWarden.view.refresh');
    assert.equal(await lineOf(acme), before);
    assert.equal(itemOf(before).id, itemOf(await lineOf(acme)).id);
  });

  it('says every line to a screen reader in the words that are seen', async () => {
    const item = itemOf(await lineOf(acme));
    assert.match(item.accessibilityInformation?.label ?? '', new RegExp(`^${acme}, expires in \\d+ days?, `));
    assert.equal(item.accessibilityInformation?.role, 'treeitem');
    assert.ok(item.iconPath instanceof vscode.ThemeIcon);
  });

  it('D02 trusts nothing in a tooltip, and holds no link in it', async () => {
    for (const line of [await lineOf(acme), ...(await below(await lineOf(classic)))]) {
      const item = await ours.tree.provider.resolveTreeItem?.(
        itemOf(line),
        line,
        new vscode.CancellationTokenSource().token,
      );
      const tooltip = item?.tooltip;
      assert.ok(tooltip instanceof vscode.MarkdownString);
      assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !/\]\(/.test(tooltip.value));
    }
  });

  it('counts on its icon the findings that a person can answer, and no longer what was accepted', async () => {
    const count = ours.tree.view.badge?.value ?? 0;
    assert.ok(count > 0);
    const finding = (await below(await lineOf(classic))).find(
      (line) => itemOf(line).label === 'Classic token',
    );
    const answer: Answer = ({ kind, choices }) => (kind === 'input' ? 'it is needed' : choices[1]);
    const shown = await person(answer, 'tokenWarden.view.accept', finding);
    // The finding was chosen already: which one is meant is not asked.
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ['input', 'pick'],
    );
    assert.equal(ours.tree.view.badge?.value, count - 1);
    const accepted = (await below(await lineOf(classic))).find(
      (line) => itemOf(line).contextValue === 'finding.accepted',
    );
    assert.ok(accepted);
    await person(nobody, 'tokenWarden.view.withdraw', accepted);
    assert.equal(ours.tree.view.badge?.value, count);
  });

  it('draws again only what changed', async () => {
    const line = await lineOf(acme);
    await below(line);
    ours.tree.drawn.splice(0);
    await person(({ kind }) => (kind === 'input' ? 'work' : undefined), 'tokenWarden.view.rename', line);
    assert.equal(itemOf(line).label, 'work');
    assert.deepEqual(
      ours.tree.drawn.map((lines) => lines?.map((one) => itemOf(one).label)),
      [['work']],
    );
    await person(({ kind }) => (kind === 'input' ? acme : undefined), 'tokenWarden.view.rename', line);
  });

  it('draws nothing while it is not seen, and everything that changed once it is', async () => {
    const line = await lineOf(acme);
    ours.tree.show(false);
    ours.tree.drawn.splice(0);
    await person(({ kind }) => (kind === 'input' ? 'unseen' : undefined), 'tokenWarden.view.rename', line);
    assert.deepEqual(ours.tree.drawn, []);
    ours.tree.show(true);
    assert.deepEqual(labels(ours.tree.drawn.flatMap((lines) => lines ?? [])), ['unseen']);
    await person(({ kind }) => (kind === 'input' ? acme : undefined), 'tokenWarden.view.rename', line);
  });

  it('reads the records below a token again when one is added', async () => {
    const line = await lineOf(acme);
    const group = (await below(line)).find((one) => itemOf(one).label === 'What was done with it');
    assert.ok(group);
    const before = labels(await below(group));
    ours.tree.drawn.splice(0);
    await person(({ choices }) => choices[0], 'tokenWarden.view.copy', line);
    assert.ok(ours.tree.drawn.some((lines) => lines?.includes(group)));
    assert.deepEqual(labels(await below(group)).slice(0, 2), [`Copied ${acme} to the clipboard`, before[0]]);
  });

  it('S0-03 opens the page of each token at GitHub', async () => {
    const opened: string[] = [];
    const env = vscode.env as { openExternal: unknown };
    const open = env.openExternal;
    env.openExternal = async (uri: vscode.Uri) => opened.push(uri.toString(true));
    try {
      for (const name of [acme, classic])
        await person(nobody, 'tokenWarden.view.openPage', await lineOf(name));
    } finally {
      env.openExternal = open;
    }
    assert.deepEqual(opened, [
      'https://github.com/settings/personal-access-tokens',
      'https://github.com/settings/tokens',
    ]);
  });

  describe('asked by anything but its own line', () => {
    /** Every way to name a line without having it. */
    async function strangers(): Promise<readonly (readonly unknown[])[]> {
      const line = await lineOf(acme);
      const trap = () => assert.fail('a stranger’s object was looked into');
      return [
        [{ ...line }],
        [Object.create(line)],
        [itemOf(line)],
        [itemOf(line).id],
        [{ $treeViewId: viewId, $treeItemHandle: `1/${itemOf(line).id}` }],
        [undefined, [line]],
        [new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap })],
        [null],
      ];
    }

    for (const id of viewCommandIds.filter((one) => one !== 'tokenWarden.view.refresh')) {
      it(`D06 E02 ${id} shows nothing and changes nothing`, async () => {
        const before = ours.kept();
        for (const given of await strangers()) {
          assert.deepEqual(await person(() => assert.fail('something was asked'), id, ...given), []);
        }
        assert.deepEqual(ours.kept(), before);
      });
    }

    it('E02 a call without any line only notes a key, and alone does nothing', async () => {
      const before = ours.kept();
      for (const id of viewCommandIds) assert.deepEqual(await person(nobody, id), []);
      assert.deepEqual(ours.kept(), before);
    });
  });

  it('A18 E02 hands a token out and removes it by a key only when its line is chosen', async () => {
    const line = await lineOf(acme);
    const before = ours.kept();
    const asked = async (work: () => Promise<unknown>) =>
      (await withPerson(nobody, work)).map(({ kind, choices }) => [kind, choices.length]);
    assert.deepEqual(await asked(() => ours.run('tokenWarden.view.copy', line)), [['pick', 1]]);
    const key = async () => {
      await ours.run('tokenWarden.view.forget');
      await ours.run('tokenWarden.view.open', line);
    };
    assert.deepEqual(await asked(key), [['pick', 1]]);
    assert.deepEqual(ours.kept(), before);
  });

  it('opens a token at a click, and lists what can be done at Enter', async () => {
    const line = await lineOf(acme);
    await ours.run('tokenWarden.view.open', line);
    assert.equal(ours.tree.revealed.at(-1), line);
    const shown = await withPerson(nobody, async () => {
      await ours.run('tokenWarden.view.act');
      await ours.run('tokenWarden.view.open', line);
    });
    assert.ok(shown[0]?.choices.some((choice) => choice.endsWith('Rotate')));
    // The key is spent: the next click only opens again.
    assert.deepEqual(await person(nobody, 'tokenWarden.view.open', line), []);
  });

  it('forgets a token from its line, puts it back at Undo, and knows a line no more that is gone', async () => {
    const line = await lineOf(classic);
    const finding = (await below(line))[0];
    const undone = await person(
      ({ choices }) => choices.find((one) => one === 'Undo'),
      'tokenWarden.view.forget',
      line,
    );
    assert.match(undone.at(-1)?.text ?? '', /is back/);
    await person(nobody, 'tokenWarden.view.forget', await lineOf(classic));
    assert.deepEqual(labels(await below()), ['acme']);
    assert.deepEqual(await person(() => assert.fail('asked'), 'tokenWarden.view.rename', line), []);
    assert.deepEqual(await person(() => assert.fail('asked'), 'tokenWarden.view.answer', finding), []);
  });
});
