import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Readiness } from '../../src/preflight/readiness.ts';
import { findCandidates } from '../../src/tokens/candidates.ts';
import { type Answer, type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const token =
  stage.tokens.find(({ label }) => label.startsWith('fine-grained for acme: contents'))?.value ?? '';
const name = 'github:fine-grained-acme';
const config = join(stage.folder, '.git', 'config');

const git = (...args: readonly string[]) =>
  execFileSync('git', [...args], { cwd: stage.folder, encoding: 'utf8' }).trim();

const linesOf = (shown: readonly Asked[], at = 0) =>
  shown.filter(({ kind }) => kind === 'pick')[at]?.lines ?? [];

/** Of a line by a part of it. */
const choose = (asked: Asked, part: string) => asked.choices.find((label) => label.includes(part));

/** The text of the document in front, which is closed again. */
async function shownDocument(): Promise<string> {
  const text = vscode.window.activeTextEditor?.document.getText() ?? '';
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  return text;
}

describe('which credential is used here', function () {
  this.timeout(60_000);

  let faulty = false;
  let ours: WindowOfOurs;
  const which = (answer: Answer = () => undefined) =>
    withPerson(answer, () => ours.run('tokenWarden.whichCredential'));

  /** Does it with another configuration of the repository, and puts the old one back. */
  async function configured<T>(change: () => void, work: () => Promise<T>): Promise<T> {
    const before = readFileSync(config, 'utf8');
    try {
      change();
      return await work();
    } finally {
      writeFileSync(config, before);
    }
  }

  before(async () => {
    assert.notEqual(token, '');
    // Of two that give documents of one scheme VS Code asks the later one: the installed extension comes first.
    // Not by a command that shows its log: an earlier window of ours closed the channel they share.
    await vscode.commands.executeCommand('tokenWarden.view.refresh');
    ours = await windowOfOurs((where) => {
      if (faulty && where.startsWith('secrets.')) throw new Error('the keyring is locked');
    });
  });
  after(() => ours?.close());

  it('S3-37 says with an empty vault that nothing is there, and the next step', async () => {
    const shown = await which();
    const lines = linesOf(shown);
    assert.match(lines.join('\n'), /Would be used: nothing/);
    assert.match(lines.join('\n'), /Nothing is stored or found for github\.com.*Add one.*gh auth login/);
    const asked = await which((one) =>
      one.text.startsWith('Which') ? choose(one, 'Nothing is stored or found') : undefined,
    );
    assert.ok(
      asked.some(({ kind, text }) => kind === 'input' && text.startsWith('Add Token')),
      JSON.stringify(asked),
    );
  });

  it('S3-36 shows kind, account, source and end of the one that would be used, and what GitHub says when asked', async () => {
    await withPerson(
      ({ kind, choices }) => (kind === 'input' ? token : kind === 'pick' ? choices[0] : undefined),
      () => ours.run('tokenWarden.addToken'),
    );
    let times = 0;
    const shown = await which((asked) => {
      if (asked.text.startsWith('Which')) return ++times === 1 ? choose(asked, name) : undefined;
      return choose(asked, 'Check Whether It May Push');
    });
    const line = (at: number) => linesOf(shown, at).find((one) => one.includes(name)) ?? '';
    assert.match(line(0), /acts for this owner.*fine-grained token · mona · .*expires in/);
    assert.match(linesOf(shown)[0] ?? '', /^Would be used/);
    assert.match(line(2), /will work: yes.*probed, likely/);
    assert.match(
      linesOf(shown).join('\n'),
      /What git alone would use[\s\S]*https:\/\/github\.com\/acme\/app/,
    );
  });

  it('shows the same as a text', async () => {
    const lines = linesOf(await which((asked) => choose(asked, 'Show as Text')));
    const text = await shownDocument();
    assert.match(text, /^Which Credential Is Used Here\? acme\/app, github\.com$/m);
    for (const line of lines.filter((one) => one.includes(name))) {
      assert.ok(text.includes(line.split(' | ')[1] ?? '?'), text);
    }
  });

  it('shows nowhere in clear what the address of the remote holds, and opens the file it stands in', async () => {
    const bait = makeToken('classic-pat', 'in the address');
    await configured(
      () => git('remote', 'set-url', 'origin', `https://${bait}@github.com/acme/app.git`),
      async () => {
        const shown = await which((asked) => choose(asked, 'The address of origin holds'));
        assert.match(JSON.stringify(shown), /The address of origin holds a classic token ghp_…/);
        assert.deepEqual(findCandidates(JSON.stringify(shown)), []);
        assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, vscode.Uri.file(config).fsPath);
        await shownDocument();
        await which((asked) => choose(asked, 'Show as Text'));
        assert.deepEqual(findCandidates(await shownDocument()), []);
      },
    );
  });

  it('explains a repository without a remote, and one whose remote is no GitHub of the settings', async () => {
    await configured(
      () => git('remote', 'remove', 'origin'),
      async () => assert.match(JSON.stringify(await which()), /Push Branch does not go to this remote/),
    );
    await configured(
      () => git('remote', 'set-url', 'origin', 'https://git.elsewhere.example/acme/app.git'),
      async () =>
        assert.match(JSON.stringify(await which()), /git\.elsewhere\.example, which is not in your list/),
    );
  });

  it('D10 draws a hostile configuration as plain lines', async () => {
    await configured(
      () => {
        git('config', 'url.https://evil.example/\u202e$(error)\u0007.pushInsteadOf', 'https://github.com/');
        git('config', 'credential.helper', '!cat\u001b[2J >> leak');
      },
      async () => {
        const said = JSON.stringify(await which());
        assert.match(said, /pushInsteadOf sends git to https:\/\/evil\.example/);
        assert.match(said, /This repository names a credential helper: a shell command/);
        assert.doesNotMatch(said, /[\u202a-\u202e\u2066-\u2069]|leak/);
        // In JSON a control character is written as an escape, and an icon of its own keeps no space in it.
        assert.doesNotMatch(said, /\\u00(?:07|1b)|evil\.example\/\$\(/);
      },
    );
  });

  it('tells why where the vault cannot be read', async () => {
    faulty = true;
    try {
      const shown = await which();
      assert.deepEqual([...new Set(shown.map(({ kind }) => kind))], ['message'], JSON.stringify(shown));
    } finally {
      faulty = false;
    }
  });

  describe('whether a push and a pull request would work', () => {
    const check = async (answer: Answer, ...given: readonly unknown[]) => {
      let result: unknown;
      const shown = await withPerson(answer, async () => {
        result = await ours.run('tokenWarden.checkReadiness', ...given);
      });
      return { shown, result: result as Readiness | undefined };
    };

    it('S4-29 is shown with evidence, mode and actor, and answered as data that holds no token', async () => {
      const before = ours.kept();
      const { shown } = await check((asked) => choose(asked, 'Show as Text'));
      const text = await shownDocument();
      const { result } = await check(({ kind }) => (kind === 'modal' ? 'Tell It' : undefined), 'anything');
      assert.equal(result?.push.actor, 'mona');
      assert.deepEqual([result?.push.mode, result?.push.actorSource], ['vault', 'github']);
      assert.match(text, /^Push: (?:yes|no|unknown) · from the vault · mona, named by GitHub$/m);
      assert.match(text, /Draft pull request: yes/);
      assert.deepEqual(findCandidates(JSON.stringify([result, shown, text])), []);
      assert.deepEqual(ours.kept(), before);
    });

    it('E02 is told to another program only after the person said so, in one question', async () => {
      const left = await check(() => undefined, { host: 'evil.example' });
      assert.deepEqual(
        left.shown.map(({ kind }) => kind),
        ['modal'],
      );
      assert.equal(left.result, undefined);
      const told = await check(({ kind }) => (kind === 'modal' ? 'Tell It' : undefined), 'anything');
      assert.match(told.shown[0]?.text ?? '', /acme\/app[\s\S]*It gets no token/);
      assert.equal(told.result?.repository, 'acme/app');
      // Arguments left out are no way around the question: the person is shown it, and nobody is answered.
      const silent = await check(() => undefined);
      assert.deepEqual([silent.shown.length > 0, silent.result], [true, undefined]);
    });
  });
});
