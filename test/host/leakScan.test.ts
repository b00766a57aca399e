import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandId, ViewCommandId } from '../../src/manifest.ts';
import type { TreeLine } from '../../src/vscode/view/treeShell.ts';
import { type Answer, type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { settle } from './settling.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
/** Another one for each test: VS Code may lose sight of a folder that goes and comes again. */
let folder = '';
let tests = 0;
const [first, second, third] = [1, 2, 3].map((seed) => makeToken('classic-pat', `scan ${seed}`)) as [
  string,
  string,
  string,
];

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

type Line = vscode.QuickPickItem & { readonly picked?: boolean };
const nobody: Answer = () => undefined;

describe('Find Leaked Tokens', function () {
  this.timeout(60_000);

  let ours: WindowOfOurs;
  /** The lines that were to choose from, each time. */
  let offered: (readonly Line[])[];

  /** Runs it as a person who takes these lines; without any, those that are taken already. */
  async function find(
    take: ((line: Line) => boolean) | undefined = undefined,
    answer: Answer = nobody,
    ...given: readonly unknown[]
  ): Promise<readonly Asked[]> {
    return withPerson(answer, async () => {
      const window = vscode.window as unknown as Record<string, unknown>;
      const original = window.showQuickPick;
      window.showQuickPick = async (lines: readonly Line[]) => {
        offered.push(lines);
        return lines.filter((line) => (take ? take(line) : line.picked === true));
      };
      try {
        await ours.run('tokenWarden.findLeaks' satisfies CommandId, ...given);
        // What it tells is not waited for by whoever called.
        await settle();
      } finally {
        window.showQuickPick = original;
      }
    });
  }

  const below = async (line?: TreeLine) => (await ours.tree.provider.getChildren(line)) ?? [];
  const itemOf = (line: TreeLine) => ours.tree.provider.getTreeItem(line) as vscode.TreeItem;
  async function leakGroup(): Promise<TreeLine | undefined> {
    return (await below()).find((line) => itemOf(line).contextValue === 'leaks');
  }
  /** Each file with what lies in it, as the view tells it. */
  async function listed(): Promise<readonly string[]> {
    const group = await leakGroup();
    const places = group ? await below(group) : [];
    const lines = await Promise.all(
      places.map(async (place) => {
        const leaks = (await below(place)).map((leak) => String(itemOf(leak).description));
        return `${String(itemOf(place).description)}/${String(itemOf(place).label)}: ${leaks.join(', ')}`;
      }),
    );
    return lines.map((line) => line.replace(/scanned\d+/, 'scanned')).toSorted();
  }
  async function until(wanted: readonly string[]): Promise<void> {
    for (let tries = 200; tries > 0; tries--) {
      if (JSON.stringify(await listed()) === JSON.stringify(wanted)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(await listed(), wanted);
  }

  before(async () => {
    ours = await windowOfOurs();
    await ours.run('tokenWarden.view.refresh' satisfies ViewCommandId);
  });
  beforeEach(async () => {
    offered = [];
    folder = join(root, `scanned${tests++}`);
    mkdirSync(folder);
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await until([]);
  });
  after(async () => {
    rmSync(join(root, '.vscode'), { recursive: true, force: true });
    await ours?.close();
  });

  it('A16 I12 finds what git ignores and what the workspace hides, tells how much it read, and lists it', async () => {
    write('.gitignore', '*\n');
    write('.ignore', '*\n');
    write('.env', `TOKEN=${first}\n`);
    write('deep/down/notes.md', `one\n${second}\n`);
    mkdirSync(join(root, '.vscode'), { recursive: true });
    writeFileSync(
      join(root, '.vscode', 'settings.json'),
      JSON.stringify({ 'files.exclude': { '**': true }, 'search.exclude': { '**': true } }),
    );
    const shown = await find();
    rmSync(join(root, '.vscode', 'settings.json'));
    assert.deepEqual(await listed(), [
      'ignored by git · scanned/.env: line 1',
      'ignored by git · scanned/deep/down/notes.md: line 2',
    ]);
    const [told] = shown;
    assert.match(
      told?.text ?? '',
      /^Found 2 tokens in 2 places\. Git ignores 2 of these files\. Looked at [\d,]+ files.* s\b/,
    );
    assert.deepEqual(told?.choices, ['Show']);
    assert.ok(!JSON.stringify(shown).includes(first));
  });

  it('D06 asks where to look whoever called it and with what, and picks nothing outside of the workspace', async () => {
    // A name of its own, and larger than what is looked at when it comes: only a search would read it.
    write('unread.md', `${'\n'.repeat(600_000)}${first}`);
    await find(() => false, nobody, vscode.Uri.file('/'), { folders: ['/'], picked: ['machine'] });
    assert.equal(offered.length, 1);
    const picked = offered[0]?.filter((line) => line.picked).map(({ label }) => label);
    assert.ok(picked?.includes('Files of this workspace'));
    assert.ok(
      picked?.every((label) => /this workspace|the repository/.test(label)),
      picked?.join(),
    );
    // Nothing was chosen, so nothing was read.
    assert.deepEqual(
      (await listed()).filter((line) => line.includes('unread.md')),
      [],
    );
  });

  it('shows the list when asked to, with the group opened', async () => {
    write('a.md', first);
    await find(undefined, ({ choices }) => choices.find((one) => one === 'Show'));
    for (let tries = 100; tries > 0 && ours.tree.revealed.length === 0; tries--)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(ours.tree.revealed.at(-1), await leakGroup());
  });

  it('says that none was found, and counts a token that lies in two files once', async () => {
    const none = await find();
    assert.match(none[0]?.text ?? '', /^No leaked token was found\. Looked at /);
    assert.deepEqual(none[0]?.choices, []);
    write('a.md', first);
    write('b.md', first);
    assert.match((await find())[0]?.text ?? '', /^Found one token in 2 places\./);
  });

  it('stands in the view without any token in the vault, counts on its icon, and goes to the spot', async () => {
    write('a.md', `\n  ${first}\n`);
    await find();
    const group = await leakGroup();
    assert.ok(group);
    assert.deepEqual(
      [itemOf(group).description, itemOf(group).collapsibleState],
      ['one token in one place', vscode.TreeItemCollapsibleState.Collapsed],
    );
    assert.equal(ours.tree.view.badge?.value, 1);
    const [place] = await below(group);
    const [leak] = await below(place);
    assert.ok(leak);
    assert.match(
      itemOf(leak).accessibilityInformation?.label ?? '',
      /^ghp_\S+, warning, classic token, line 2$/,
    );
    const view = (id: ViewCommandId, ...given: readonly unknown[]) =>
      withPerson(nobody, () => ours.run(id, ...given));
    await view('tokenWarden.view.open', leak);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, join(folder, 'a.md'));
    assert.deepEqual([editor?.selection.start.line, editor?.selection.start.character], [1, 2]);
    // From its menu, and by Enter: what can be done, as a list.
    for (const ask of [
      () => view('tokenWarden.view.act', leak),
      async () => [...(await view('tokenWarden.view.act')), ...(await view('tokenWarden.view.open', leak))],
    ]) {
      const [asked] = await ask();
      assert.equal(asked?.kind, 'pick');
      assert.match(asked?.text ?? '', /^ghp_\S+ in a\.md: What would you like to do\?$/);
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('follows what other programs do to files: mended, moved, deleted, a whole folder at once', async () => {
    write('a.md', first);
    write('b.md', second);
    await find();
    const [a, b] = ['scanned/a.md: line 1', 'scanned/b.md: line 1'] as const;
    await until([a, b]);
    write('a.md', 'mended');
    await until([b]);
    write('b.md', `\n${second}`);
    await until(['scanned/b.md: line 2']);
    renameSync(join(folder, 'b.md'), join(folder, 'moved.md'));
    await until(['scanned/moved.md: line 2']);
    write('new.md', `\n\n${third}`);
    await until(['scanned/moved.md: line 2', 'scanned/new.md: line 3']);
    rmSync(folder, { recursive: true });
    await until([]);
  });

  it('I11 does not follow a link out of the workspace, neither in a search nor when it comes later', async () => {
    const outside = join(tmpdir(), `tw-outside-${process.pid}.md`);
    writeFileSync(outside, first);
    try {
      symlinkSync(outside, join(folder, 'before.md'));
      await find();
      symlinkSync(outside, join(folder, 'after.md'));
      write('seen.md', second);
      await until(['scanned/seen.md: line 1']);
    } finally {
      rmSync(outside);
    }
  });

  it('I17 sends nothing: not when it searches, not when it shows, not when a document is opened', async () => {
    const path = write('a.md', first);
    const { fetch } = globalThis;
    let asked = 0;
    globalThis.fetch = async (...given) => {
      asked++;
      return fetch(...given);
    };
    try {
      await find();
      await vscode.window.showTextDocument(vscode.Uri.file(path));
      await until(['scanned/a.md: line 1']);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(asked, 0);
    } finally {
      globalThis.fetch = fetch;
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('leaves out what git ignores only when told so, and forgets nothing of that', async () => {
    write('.gitignore', 'ignored.md\n');
    write('ignored.md', first);
    write('seen.md', second);
    await find();
    const both = ['ignored by git · scanned/ignored.md: line 1', 'scanned/seen.md: line 1'];
    await until(both);
    await find(({ label, picked }) => picked === true || label === 'Leave out what git ignores');
    assert.deepEqual(await listed(), both);
  });
});
