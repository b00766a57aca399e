import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { withPerson } from '../fakes/scriptedPerson.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { answering } from './answering.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const token =
  stage.tokens.find(({ label }) => label.startsWith('fine-grained for acme: contents'))?.value ?? '';

const storedKeys = (ours: WindowOfOurs) =>
  (JSON.parse(ours.kept().secrets) as readonly (readonly [string, string])[]).map(([key]) => key);

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => each.name);

describe('Forget Everything', function () {
  this.timeout(60_000);
  let ours: WindowOfOurs;

  before(async () => {
    ours = await windowOfOurs();
    const added = await withPerson(
      ({ kind, choices }) => (kind === 'input' ? token : kind === 'pick' ? choices[0] : undefined),
      () => ours.run('tokenWarden.addToken'),
    );
    assert.match(added.at(-1)?.text ?? '', /^Stored as github:fine-grained-acme/);
    assert.equal(storedKeys(ours).length, 2);
  });

  after(() => ours?.close());

  /** Answers the list, then types; looks at nothing that comes after. */
  const forget = (line: string, typed: string | undefined) =>
    withPerson(
      ({ kind, choices }) =>
        kind === 'pick' ? choices.find((each) => each.includes(line)) : kind === 'input' ? typed : undefined,
      () => ours.run('tokenWarden.forgetEverything'),
    );

  it('X-04 E02 F11 needs its word typed: leaving, another word or a program that calls it change nothing', async () => {
    const before = ours.kept();
    const files = filesBelow(ours.storage);
    for (const [line, typed] of [
      ['no such line', undefined],
      ['Keep the Journal', undefined],
      ['Forget the Journal Too', 'yes'],
      ['Forget the Journal Too', 'FORGE'],
    ] as const) {
      await forget(line, typed);
      assert.deepEqual(ours.kept(), before);
      assert.deepEqual(filesBelow(ours.storage), files);
    }
    const asked = await withPerson(
      () => undefined,
      () => ours.run('tokenWarden.forgetEverything', { confirmed: true, word: 'FORGET' }, true),
    );
    assert.deepEqual(
      asked.map(({ kind }) => kind),
      ['pick'],
    );
    assert.deepEqual(ours.kept(), before);
  });

  it('F11 deletes every secret, marker and choice, says so after looking again, and keeps the journal if asked', async () => {
    const shown = await forget('Keep the Journal', ' forget ');
    const typed = shown.find(({ kind }) => kind === 'input')?.text ?? '';
    assert.match(typed, /one stored token goes.*journal stays.*At GitHub nothing ends.*FORGET/);
    assert.match(shown.at(-1)?.text ?? '', /looking again found nothing. At GitHub the token still works/);
    assert.deepEqual(storedKeys(ours), []);
    const web = vscode.env.uiKind === vscode.UIKind.Web;
    const memory = JSON.parse(ours.kept().memory) as readonly (readonly [string, unknown])[];
    assert.deepEqual(
      memory.map(([key]) => key).filter((key) => !(web && key === 'vaultStoreId')),
      [],
    );
    const left = filesBelow(ours.storage).filter((name) => !name.startsWith('journal-'));
    assert.deepEqual(
      left.filter((name) => !(web && /^turn-|\.marker\.json$/.test(name))),
      [],
    );
    const records = readFileSync(join(ours.storage, 'journal', 'journal-1.jsonl'), 'utf8');
    assert.match(records, /"action":"forget"/);
    assert.doesNotMatch(records, new RegExp(token));
  });

  it('F11 shows where the tokens live on, and takes the journal too when asked', async () => {
    await withPerson(
      ({ kind, choices }) => (kind === 'input' ? token : kind === 'pick' ? choices[0] : undefined),
      () => ours.run('tokenWarden.addToken'),
    );
    await withPerson(
      ({ kind, choices }) => {
        if (kind === 'pick') return choices.find((each) => each.includes('Journal Too'));
        return kind === 'input' ? 'FORGET' : choices.find((each) => each === 'Show What Lives On');
      },
      () => ours.run('tokenWarden.forgetEverything'),
    );
    const report = vscode.workspace.textDocuments.find(
      ({ uri }) => uri.scheme === 'token-warden' && uri.path.endsWith('/Forgotten.txt'),
    );
    assert.match(report?.getText() ?? '', /Secret storage: nothing left/);
    assert.match(
      report?.getText() ?? '',
      /github:fine-grained-acme \(fine-grained token\): https:\/\/github\.com\/settings\/personal-access-tokens/,
    );
    assert.deepEqual(
      filesBelow(ours.storage).filter((name) => name.startsWith('journal-')),
      [],
    );
  });
});

describe('the list of tokens', function () {
  this.timeout(60_000);
  let ours: WindowOfOurs;

  before(async () => {
    ours = await windowOfOurs();
  });

  after(() => ours?.close());

  it('E07 says where they are kept when that is not simply here', async () => {
    ours.plant('tokenWarden.entry.odd', 'not json');
    const { shown } = await answering([], () => ours.run('tokenWarden.listTokens'));
    const said = shown[0]?.rows.find(({ label }) => label.endsWith('Add Token…'))?.detail;
    const { uiKind, remoteName } = vscode.env;
    if (uiKind === vscode.UIKind.Web) assert.match(said ?? '', /^Kept in this browser, not on .+/);
    else if (remoteName === undefined) assert.equal(said, '');
    else assert.match(said ?? '', /^Kept on your own computer, not on .+/);
  });

  it('F08 forgets a value that cannot be read only when the person chose that, after reading what it means', async () => {
    for (const [labels, left] of [
      [['$(circle-slash) stored value'], true],
      [['$(circle-slash) stored value', '$(discard) Leave It as It Is'], true],
      [['$(circle-slash) stored value', '$(trash) Forget It'], false],
    ] as const) {
      const { shown } = await answering(labels, () => ours.run('tokenWarden.listTokens'));
      assert.match(shown[1]?.placeholder ?? '', /cannot be read.*gone for good here; at GitHub/);
      assert.equal(storedKeys(ours).includes('tokenWarden.entry.odd'), left);
    }
  });
});
