import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { StandingChoices } from '../../../src/vscode/standingChoices.ts';
import { Whereabouts } from '../../../src/vscode/whereabouts.ts';
import { type Asked, withPerson } from '../../fakes/scriptedPerson.ts';
import type { StageFile } from '../../scripts/hostSuite.ts';
import { type WindowOfOurs, windowOfOurs } from '../windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const [here, there] = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath) as [
  string,
  string,
];
const corporate = 'github.corp.example';
const tokenFor = (label: string) => stage.tokens.find((one) => one.label.startsWith(label))?.value ?? '';

/** The label in words of the status-bar item that was made last. */
function watchStatus(): () => string {
  const window = vscode.window as { createStatusBarItem: unknown };
  const create = vscode.window.createStatusBarItem.bind(vscode.window);
  let label = '';
  window.createStatusBarItem = (...given: Parameters<typeof create>) => {
    const item = create(...given);
    return new Proxy(item, {
      set(target, name, value: unknown) {
        if (name === 'accessibilityInformation') ({ label } = value as { label: string });
        return Reflect.set(target, name, value, target);
      },
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name, target);
        return typeof found === 'function' ? found.bind(target) : found;
      },
    });
  };
  return () => {
    window.createStatusBarItem = create;
    return label;
  };
}

/** VS Code has settled: before, its file system may answer later than the extension waits for it. */
async function untilSettled(): Promise<void> {
  const memory = new StandingChoices({
    keys: () => [],
    get: <T>(_key: string, nothing?: T) => nothing,
    update: async () => undefined,
  } as vscode.Memento);
  for (let tries = 15; tries > 0; tries--)
    if ((await new Whereabouts(memory).current())?.address !== undefined) return;
}

const git = (folder: string, ...args: readonly string[]) =>
  execFileSync('git', [...args], { cwd: folder, encoding: 'utf8' }).trim();
const commit = (folder: string) => git(folder, 'commit', '--allow-empty', '--quiet', '-m', 'One more');
const openFrom = (folder: string) =>
  vscode.window.showTextDocument(vscode.Uri.file(join(folder, 'README.md')));
const modals = (shown: readonly Asked[]) =>
  shown.filter(({ kind }) => kind === 'modal').map(({ text }) => text);

describe('two folders in one window, with the same repository name on two GitHubs', function () {
  this.timeout(60_000);
  let ours: WindowOfOurs;
  let status: () => string;

  const add = async (value: string, host: string) => {
    const shown = await withPerson(
      ({ kind, choices }) =>
        kind === 'input'
          ? value
          : kind === 'pick'
            ? (choices.find((one) => one === host) ?? choices[0])
            : undefined,
      () => ours.run('tokenWarden.addToken'),
    );
    assert.match(shown.at(-1)?.text ?? '', /^Stored as /, JSON.stringify(shown));
    return shown;
  };
  /** A person who agrees to a push, and leaves everything else. */
  const push = () =>
    withPerson(
      ({ kind }) => (kind === 'modal' ? 'Push' : undefined),
      () => ours.run('tokenWarden.pushBranch'),
    );
  async function untilStatus(pattern: RegExp): Promise<void> {
    for (let tries = 100; tries > 0 && !pattern.test(status()); tries--)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match(status(), pattern);
  }

  before(async () => {
    assert.ok(here !== undefined && there !== undefined, 'the window has two folders');
    status = watchStatus();
    ours = await windowOfOurs();
    await untilSettled();
    await openFrom(here);
    await add(tokenFor('fine-grained for acme: contents'), 'github.com');
    await add(tokenFor('classic with repo, admin:org'), 'github.com');
    await openFrom(there);
    const shown = await add(tokenFor('fine-grained for acme on github.corp'), corporate);
    assert.doesNotMatch(JSON.stringify(shown), /Rotate/, 'a token of another GitHub is not what it replaces');
  });
  after(() => ours?.close());

  it('the status bar shows the token of the repository whose file is in front', async () => {
    await openFrom(here);
    await untilStatus(/github:fine-grained-acme:/);
    await openFrom(there);
    await untilStatus(/github:fine-grained-acme-2:/);
    await openFrom(here);
    await untilStatus(/github:fine-grained-acme:/);
  });

  it('B07 a choice for one repository, its owner or the next action in it reaches nothing of the other GitHub', async () => {
    for (const reach of ['This Repository', 'All of acme', 'The Next Action Only']) {
      await openFrom(here);
      await withPerson(
        ({ kind, choices }) =>
          kind === 'pick'
            ? (choices.find((one) => one === reach) ?? choices.find((one) => one.includes('classic')))
            : undefined,
        () => ours.run('tokenWarden.useAnotherHere'),
      );
      await untilStatus(/classic/);
      commit(there);
      await openFrom(there);
      await untilStatus(/github:fine-grained-acme-2:/);
      const shown = await push();
      assert.doesNotMatch(JSON.stringify(shown), /classic/);
      assert.match(JSON.stringify(shown), /Pushed topic\/other to acme\/app/);
      assert.equal(git(there, 'rev-parse', 'origin/topic/other'), git(there, 'rev-parse', 'HEAD'));
    }
    // The choice for the next action is still there for the repository that it was made for.
    await openFrom(here);
    const [asked = ''] = modals(await push());
    assert.match(asked, /https:\/\/github\.com\/acme\/app(?:.|\n)*with .*classic/i);
    const { memory } = ours.kept();
    assert.doesNotMatch(memory, new RegExp(`${corporate}/acme`));
  });

  it('asks which repository is meant, by the names of the folders, where no file is in front', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const shown = await withPerson(
      () => undefined,
      () => ours.run('tokenWarden.pushBranch'),
    );
    assert.deepEqual(
      shown.map(({ kind, text, choices }) => ({ kind, text, choices })),
      [{ kind: 'pick', text: 'Push Branch: Which repository?', choices: ['public', 'corporate'] }],
    );
  });

  it('A19 the rules that one repository brings stop a push into it, and none into the other', async () => {
    mkdirSync(join(there, '.github'), { recursive: true });
    writeFileSync(
      join(there, '.github', 'token-policy.yml'),
      'version: 1\nbranchPattern: "^never/"\nallowedKinds: [installation-token]\n',
    );
    git(there, 'add', '--all');
    commit(there);
    commit(here);
    await openFrom(there);
    const stopped = await push();
    assert.match(JSON.stringify(stopped), /never/);
    assert.notEqual(git(there, 'rev-parse', 'origin/topic/other'), git(there, 'rev-parse', 'HEAD'));
    await openFrom(here);
    const shown = await push();
    assert.doesNotMatch(JSON.stringify(shown), /never/);
    assert.equal(git(here, 'rev-parse', 'origin/topic/first'), git(here, 'rev-parse', 'HEAD'));
  });
});
