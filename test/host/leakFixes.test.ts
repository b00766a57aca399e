// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the notation of shells
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Secret } from '../../src/shared/secret.ts';
import { soughtOf, tracesBelow, tracesIn } from '../e2e/traces.ts';
import { type Answer, type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { LeakStage } from './leakStage.ts';
import { settle } from './settling.ts';

const token = makeToken('classic-pat', 'fixed');
const leave: Answer = () => undefined;
const pressing =
  (button: string): Answer =>
  ({ choices }) =>
    choices.find((choice) => choice.startsWith(button));
const last = (shown: readonly Asked[]) => shown.at(-1)?.text ?? '';

type Provider = vscode.CodeActionProvider<vscode.CodeAction>;

/** The provider of the window that `open` makes: the one of the installed extension is another. */
async function capturing<T>(
  open: () => Promise<T>,
): Promise<{ readonly opened: T; readonly provider: Provider }> {
  const languages = vscode.languages as { registerCodeActionsProvider: unknown };
  const register = languages.registerCodeActionsProvider;
  let provider: Provider | undefined;
  languages.registerCodeActionsProvider = (_: vscode.DocumentSelector, one: Provider) => {
    provider = one;
    return new vscode.Disposable(() => undefined);
  };
  try {
    const opened = await open();
    assert.ok(provider);
    return { opened, provider };
  } finally {
    languages.registerCodeActionsProvider = register;
  }
}

describe('a found token, taken out of its text', function () {
  this.timeout(120_000);
  let leaks: LeakStage;
  let provider: Provider;
  const everything: Asked[] = [];

  before(async () => {
    ({ opened: leaks, provider } = await capturing(() => LeakStage.open()));
  });
  afterEach(async () => {
    // What was typed and not saved must not be asked about.
    for (let tries = 0; tries < 3 && vscode.window.activeTextEditor?.document.isDirty; tries++) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => leaks?.close());

  const press: LeakStage['press'] = async (...given) => {
    const done = await leaks.press(...given);
    everything.push(...done.shown);
    return done;
  };
  const documentOf = (name: string) =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === leaks.pathOf(name));

  const actionsAt = async (
    document: vscode.TextDocument,
    at: number,
    only: readonly vscode.Diagnostic[] = [],
  ) => {
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at));
    const context = { diagnostics: only, only: undefined, triggerKind: vscode.CodeActionTriggerKind.Invoke };
    const cancel = new vscode.CancellationTokenSource().token;
    const actions = (await provider.provideCodeActions(document, range, context, cancel)) ?? [];
    return actions as readonly vscode.CodeAction[];
  };

  it('C13 is one edit that is not saved; what still holds it is told, and saving is offered', async () => {
    const text = `set -e\nghToken='${token}'\n`;
    const leak = leaks.plant('fix.sh', text);
    const { shown, sent } = await press('replace', leak, leave);
    const document = documentOf('fix.sh');
    assert.ok(document);
    assert.equal(document.getText(), text.replace(`'${token}'`, '"${GH_TOKEN}"'));
    assert.equal(document.isDirty, true);
    assert.equal(readFileSync(leaks.pathOf('fix.sh'), 'utf8'), text);
    assert.deepEqual(sent, []);
    assert.match(last(shown), /is out of fix\.sh\. Set GH_TOKEN where it runs\. .+not saved.+backup.+Undo/);
    assert.deepEqual(shown.at(-1)?.choices, ['Save', 'What Is Left to Do']);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('C13 is gone from the disk once it is saved, and nothing of ours holds it', async () => {
    const leak = leaks.plant('saved.py', `t = "${token}"\n`);
    await press('replace', leak, pressing('Save'));
    assert.equal(
      readFileSync(leaks.pathOf('saved.py'), 'utf8'),
      'import os\nt = os.environ["GITHUB_TOKEN"]\n',
    );
    assert.equal(documentOf('saved.py')?.isDirty, false);
    const sought = [soughtOf('token', token)];
    assert.deepEqual(tracesIn(leaks.leftBehind(everything), sought), []);
    assert.deepEqual(tracesBelow(leaks.ours.storage, sought), []);
  });

  it('is left alone when another stands there by now, or none', async () => {
    const leak = leaks.plant('changed.sh', `A=${token}\n`);
    const document = await vscode.workspace.openTextDocument(leaks.pathOf('changed.sh'));
    const editor = await vscode.window.showTextDocument(document);
    const another = `A=${makeToken('classic-pat', 'another')}\n`;
    const whole = new vscode.Range(0, 0, 1, 0);
    await editor.edit((edit) => edit.replace(whole, another));
    const { shown } = await press('replace', leak, leave);
    assert.match(last(shown), /is not there any more\. Nothing was changed,/);
    assert.equal(document.getText(), another);
  });

  it('is found again where the text has moved, and what is around it stays', async () => {
    const leak = leaks.plant('moved.sh', `A=${token}\n`);
    const document = await vscode.workspace.openTextDocument(leaks.pathOf('moved.sh'));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# one\n\n  '));
    const cursor = new vscode.Selection(0, 2, 0, 2);
    editor.selection = cursor;
    await press('replace', leak, leave);
    assert.equal(document.getText(), '# one\n\n  A="${GITHUB_TOKEN}"\n');
    assert.ok(editor.selection.isEqual(cursor));
  });

  it('that was removed with its file is told, and nothing is thrown', async () => {
    const leak = leaks.plant('vanished.txt', `${token}\n`);
    rmSync(leaks.pathOf('vanished.txt'));
    const { shown } = await press('replace', leak, leave);
    assert.match(last(shown), /vanished\.txt cannot be opened/);
  });

  it('is offered at its spot, the edit first and preferred, and nowhere else', async () => {
    const text = `a: ${token}\nb: 1\n`;
    leaks.plant('offer.yaml', text);
    const document = await vscode.workspace.openTextDocument(leaks.pathOf('offer.yaml'));
    const spot = new vscode.Range(0, 3, 0, 3 + token.length);
    const ours = new vscode.Diagnostic(spot, 'leak');
    ours.source = 'Token Warden';
    const theirs = new vscode.Diagnostic(spot, 'of another');
    const actions = await actionsAt(document, 10, [ours, theirs]);
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        'Replace the Token with ${GITHUB_TOKEN}',
        'Move to the Vault…',
        'Check If It Is Alive…',
        'Revoke at GitHub…',
        'Mark as Test Data…',
        'What Is Left to Do',
      ],
    );
    assert.deepEqual(
      actions.map(({ isPreferred }) => isPreferred === true),
      [true, ...Array(5).fill(false)],
    );
    for (const { diagnostics, kind } of actions) {
      assert.deepEqual([diagnostics, kind?.value], [[ours], 'quickfix']);
    }
    assert.equal(JSON.stringify(actions).includes(token.slice(8, -4)), false);
    assert.deepEqual(await actionsAt(document, text.indexOf('b:') + 1), []);
  });

  it('is offered with its reason where the text is read-only', async () => {
    const scheme = 'frozen';
    const uri = vscode.Uri.from({ scheme, path: '/a.txt' });
    const registered = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: () => `x ${token}`,
    });
    try {
      const leak = leaks.plant('frozen.txt', `x ${token}`);
      const place = { kind: 'file', uri: uri.toString() } as const;
      leaks.keeper.book.setFile(place.uri, [{ ...leak, place, id: 'frozen' }]);
      leaks.keeper.changed();
      const document = await vscode.workspace.openTextDocument(uri);
      const [action] = await actionsAt(document, 5);
      assert.match(action?.disabled?.reason ?? '', /^a\.txt is read-only\./);
      assert.equal(action?.edit, undefined);
      const { shown } = await press('replace', { id: 'frozen' }, leave);
      assert.match(last(shown), /^a\.txt is read-only\./);
      leaks.keeper.book.setFile(place.uri, []);
    } finally {
      registered.dispose();
    }
  });

  it('is replaced in a cell of a notebook, as its language has it', async () => {
    const cells = [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `x = "${token}"`, 'python')];
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData(cells),
    );
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    for (
      let tries = 0;
      leaks.keeper.all.every(({ leak }) => JSON.stringify(leak.place).includes('notebook') === false) &&
      tries < 50;
      tries++
    )
      await pause(100);
    // A search finds it once more, in the file of the notebook.
    const inFile = { kind: 'file', uri: notebook.uri.toString() } as const;
    const [found] = leaks.keeper.all.filter(({ leak }) => JSON.stringify(leak.place).includes('notebook'));
    assert.ok(found);
    leaks.keeper.book.setFile(inFile.uri, [{ ...found.leak, place: inFile, id: 'in the file' }]);
    leaks.keeper.changed();
    assert.ok(leaks.keeper.leakOf(found.leak.id));
    assert.equal(leaks.keeper.leakOf('in the file'), undefined);
    leaks.keeper.book.setFile(inFile.uri, []);
    const [action] = await actionsAt(document, 10);
    assert.ok(action?.edit);
    assert.equal(await vscode.workspace.applyEdit(action.edit), true);
    assert.equal(document.getText(), 'import os\nx = os.environ["GITHUB_TOKEN"]');
  });

  it('I15 is marked with a reason that holds no token, and taken back', async () => {
    const leak = leaks.plant('sample.md', `${token}\n`);
    for (const reason of ['', 'no', `it is ${token}`, 'x'.repeat(201)]) {
      await press('markTestData', leak, ({ kind }) => (kind === 'input' ? reason : undefined));
      assert.equal(leaks.keeper.leakOf(leak.id)?.testData, undefined, reason.length.toString());
    }
    await press('markTestData', leak, ({ kind }) =>
      kind === 'input' ? '  from the documentation ' : undefined,
    );
    const marked = leaks.keeper.leakOf(leak.id);
    assert.deepEqual([marked?.testData?.reason, marked?.weight], ['from the documentation', 'quiet']);
    await press('unmarkTestData', leak, leave);
    assert.equal(leaks.keeper.leakOf(leak.id)?.testData, undefined);
  });

  it('I15 is not marked when it is found to live while the reason is typed', async () => {
    const value = makeToken('classic-pat', 'lives');
    const leak = leaks.plant('lives.md', `${value}\n`);
    await press('markTestData', leak, ({ kind }) => {
      const unseen = { kind: 'notSeen' } as const;
      const answer = {
        kind: 'alive',
        at: 1,
        login: 'mona',
        expiry: unseen,
        scopes: unseen,
        sso: unseen,
      } as const;
      leaks.keeper.noteAnswer(new Secret(value), 'github.com', answer);
      return kind === 'input' ? 'a sample' : undefined;
    });
    assert.equal(leaks.ours.kept().memory.includes('a sample'), false);
    const again = await press('markTestData', leak, () => 'a sample');
    assert.deepEqual(again.shown, []);
  });

  it('D06 E02 is changed by no other program: an object that only looks like a button does nothing', async () => {
    const text = `A=${token}\n`;
    const leak = leaks.plant('stranger.sh', text);
    for (const act of ['replace', 'stripRemote', 'markTestData', 'unmarkTestData'] as const) {
      const judged = leaks.keeper.leakOf(leak.id);
      assert.ok(judged);
      const real = leaks.keeper.callFor(act, judged);
      for (const given of [
        { ...real },
        JSON.parse(JSON.stringify(real)),
        { ...real, edited: { kind: 'removed' } },
        [real],
        leak.id,
      ]) {
        const shown = await withPerson(
          () => 'anything',
          () => leaks.ours.run('tokenWarden.view.leak', given),
        );
        assert.deepEqual(shown, [], act);
      }
    }
    assert.equal(documentOf('stranger.sh'), undefined);
    assert.equal(readFileSync(leaks.pathOf('stranger.sh'), 'utf8'), text);
  });

  describe('of a remote’s address', () => {
    const folder = () => leaks.pathOf('stripped');
    const config = () => readFileSync(join(folder(), '.git', 'config'), 'utf8');
    const address = `https://me:${token}@github.com/acme/app.git`;

    beforeEach(() => {
      rmSync(folder(), { recursive: true, force: true });
      mkdirSync(folder());
      execFileSync('git', ['init', '-q'], { cwd: folder() });
    });
    after(() => rmSync(folder(), { recursive: true, force: true }));

    const plant = (more = '') => {
      const text = `${config()}[remote "origin"]\n\turl = ${address}\n\tpushurl = ${address}\n${more}`;
      mkdirSync(dirname(leaks.pathOf('stripped/.git/config')), { recursive: true });
      return leaks.plant('stripped/.git/config', text);
    };

    it('is asked about once, and then git writes it without user and password', async () => {
      const leak = plant();
      assert.equal(leak.written, 'url');
      const left = await press('stripRemote', leak, leave);
      assert.deepEqual(
        left.shown.map(({ kind }) => kind),
        ['pick'],
      );
      assert.deepEqual(left.shown[0]?.choices, [
        'Move It to the Vault First',
        'Take the Token out of the Address',
      ]);
      assert.match(
        left.shown[0]?.lines?.join() ?? '',
        /cannot be undone: remote\.origin\.url, remote\.origin\.pushurl/,
      );
      assert.ok(config().includes(address));
      const { shown, sent } = await press('stripRemote', leak, pressing('Take the Token'));
      assert.match(
        last(shown),
        /is out of remote\.origin\.url, remote\.origin\.pushurl\. Next time git asks for a credential/,
      );
      assert.equal(config().split('https://github.com/acme/app.git').length, 3);
      assert.equal(config().includes(token), false);
      assert.deepEqual(sent, []);
      assert.equal(
        leaks.keeper.all.some((one) => one.leak.print === leak.print && one.leak.id.includes('stripped')),
        false,
      );
    });

    it('stays when moving it to the vault was left', async () => {
      const leak = plant();
      const { sent } = await press('stripRemote', leak, ({ choices }) =>
        choices.find((one) => one.startsWith('Move It')),
      );
      assert.deepEqual(sent, []);
      assert.ok(config().includes(address));
    });

    it('is told where git cannot, and the file itself is opened', async () => {
      const leak = plant(`[url "${address}"]\n\tinsteadOf = gh:\n`);
      const { shown } = await press('stripRemote', leak, pressing('Take the Token'));
      assert.match(last(shown), /is still in config, where git cannot take it out/);
      assert.equal(config().split(token).length, 2);
    });
  });
});

describe('a quick fix of the extension that is installed', function () {
  this.timeout(60_000);

  it('C13 takes the token out of a document, and VS Code hands back the very button it was given', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'shellscript',
      content: `f '${token}'`,
    });
    await vscode.window.showTextDocument(document);
    const range = new vscode.Range(0, 5, 0, 5);
    let wanted: vscode.CodeAction | undefined;
    for (let tries = 0; wanted === undefined && tries < 100; tries++) {
      await pause(100);
      const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
      );
      wanted = actions.find(({ title }) => title === 'Replace the Token with ${GITHUB_TOKEN}');
    }
    assert.ok(wanted?.edit && wanted.command);
    assert.equal(await vscode.workspace.applyEdit(wanted.edit), true);
    assert.equal(document.getText(), 'f "${GITHUB_TOKEN}"');
    const { command, arguments: given = [] } = wanted.command;
    const shown = await withPerson(leave, async () => {
      await vscode.commands.executeCommand(command, ...given);
      await pause(300);
      await settle();
    });
    assert.match(last(shown), /is out of .+ Set GITHUB_TOKEN where it runs\./);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
