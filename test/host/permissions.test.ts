import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { planListing } from '../../src/permissions/listInstallation.ts';
import { permissionTable } from '../../src/permissions/permissionTable.ts';
import { planProbes } from '../../src/permissions/planProbes.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { permissionsText } from '../../src/vscode/messages/permissions.ts';
import { announcementText, probeQuestion } from '../../src/vscode/messages/probing.ts';
import { type Answer, withPerson } from '../fakes/scriptedPerson.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { aClassic, anEntry, now } from '../unit/policy/anEntry.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const narrow =
  stage.tokens.find(({ label }) => label.startsWith('fine-grained for acme: contents'))?.value ?? '';

function page(entry: Entry, ...repositories: readonly string[]): string {
  return permissionsText({
    entry,
    general: permissionTable(entry),
    places: repositories.map((one) => permissionTable(entry, one)),
    now,
  });
}

/** The cells of the line of a table that begins with this word. */
function cells(text: string, first: string): readonly string[] {
  const line = text.split('\n').find((one) => one.startsWith(`| ${first} |`)) ?? '';
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe('the page of what a token may do', () => {
  const seen = anEntry({
    name: 'work',
    declared: { contents: 'write', secrets: 'write' },
    observed: [{ operation: 'push', repository: 'acme/app', evidence: 'worked', at: now }],
    probed: [
      { permission: 'administration', level: 'write', repository: 'acme/app', verdict: 'likely', at: now },
      { permission: 'metadata', level: 'read', repository: 'acme/docs', verdict: 'notVisible', at: now },
    ],
  });

  it('answers at a glance, then with each piece of evidence and its date, and whether the job needs it', () => {
    const text = page(seen, 'acme/app', 'acme/docs');
    assert.match(text, /^# What `work` may do\n/);
    assert.match(text, /- Needs, and has: Contents: write, Metadata: read\n/);
    assert.match(text, /- Has, and does not need: .*Secrets: write.*Administration: write/);
    const inApp = text.slice(text.indexOf('### `acme/app`'));
    assert.match(
      cells(inApp, 'Contents: write')[2] ?? '',
      /^push seen to work on .+2026.+; declared by you$/,
    );
    assert.deepEqual(cells(inApp, 'Contents: write').slice(1, 2), ['yes']);
    const [, likely, how, need] = cells(inApp, 'Administration: write');
    assert.deepEqual([likely, need], ['likely', 'no token should hold it']);
    assert.match(how ?? '', /^probed, likely on .+; not among what was declared by you$/);
    assert.match(text, /- Administration: write changes settings, access and branch protection/);
    const inDocs = text.slice(text.indexOf('### `acme/docs`'));
    assert.deepEqual(cells(inDocs, 'Contents: write'), []);
    assert.match(text, /The token does not see this repository, or there is none of this name\./);
    assert.match(text, /https:\/\/github\.com\/settings\/personal-access-tokens/);
  });

  it('says unknown where nothing is known, and what no request can show', () => {
    const text = page(anEntry({ declared: undefined }), 'acme/app');
    assert.match(text, /Nothing is known yet\. Probe Permissions asks GitHub\./);
    assert.deepEqual(cells(text, 'Contents: write').slice(1), ['unknown', 'nothing is known', 'needed']);
    assert.match(text, /No safe request shows Workflows, Members, Organization administration\./);
    assert.doesNotMatch(page(anEntry()), /No safe request/);
  });

  it('S0-05 shows the scopes GitHub lists beside the permissions they stand for', () => {
    const text = page(aClassic(['repo', 'notifications']), 'acme/app');
    const [, permissions, includes] = cells(text, '`repo`');
    assert.match(permissions ?? '', /Contents: write, .*Pull requests: write/);
    assert.match(includes ?? '', /`public_repo`.*`repo:status`/);
    assert.deepEqual(cells(text, '`notifications`').slice(1), [
      'nothing that a fine-grained token could have',
      'nothing more',
    ]);
    assert.match(cells(text, 'Contents: write')[2] ?? '', /^scope `repo`, listed by GitHub$/);
  });

  it('a name of a server stays a cell: it ends no table and starts no link', () => {
    const text = page(aClassic(['x|[a](command:evil)\u202e']), 'acme/app');
    const line = text.split('\n').find((one) => one.includes('evil')) ?? '';
    assert.match(line, /^\| `x\\\|\[a\]\(command:evil\)` \|/);
    assert.doesNotMatch(text, /\u202e/);
  });

  it('the requests stand there word for word before they are sent, and what is left out is said', () => {
    const place = { host: githubCom, repository: 'acme/app', nonce: 'c'.repeat(40) };
    const planned = planProbes(place, { kind: 'fine-grained-pat', account: true });
    const listing = planListing(githubCom, 'app-user-token');
    const text = announcementText({ entry: seen, repository: 'acme/app', planned, listing, git: false });
    assert.ok(text.includes('`GET https://api.github.com/user/installations?per_page=100`'));
    for (const { line } of planned) assert.ok(text.includes(`\`${line}\``), line);
    assert.match(text, /git is not at hand here/);
    assert.match(probeQuestion(seen, 'acme/app', true).detail, /^Another program asked for this\./);
  });
});

describe('probing permissions, as a person does it', function () {
  this.timeout(60_000);
  let ours: WindowOfOurs;
  before(async () => {
    ours = await windowOfOurs();
    await withPerson(
      ({ kind, choices }) => (kind === 'input' ? narrow : kind === 'pick' ? choices[0] : undefined),
      () => ours.run('tokenWarden.addToken'),
    );
    // A name of its own: VS Code keeps a page for a while, also the one another window of the suite showed.
    await withPerson(
      ({ kind }) => (kind === 'input' ? 'probed here' : undefined),
      () => ours.run('tokenWarden.renameToken'),
    );
  });
  after(() => ours.close());

  const shownText = () => vscode.window.activeTextEditor?.document.getText() ?? '';
  /** Takes the line or button that says this; leaves everything else. */
  const taking =
    (...words: readonly RegExp[]): Answer =>
    ({ choices }) =>
      choices.find((choice) => words.some((word) => word.test(choice)));

  it('shows the requests first, sends none when the person leaves, and remembers nothing', async () => {
    const before = ours.kept();
    const shown = await withPerson(taking(/^\$\(repo\) acme\/app$/), () =>
      ours.run('tokenWarden.probePermissions', 'x'),
    );
    assert.match(shown.at(-1)?.choices.join() ?? '', /Send These \d+ Requests/);
    // The repository at hand, what was used before, or what the person types: no list of GitHub's.
    assert.match(shown[0]?.choices.join() ?? '', /^\$\(repo\) acme\/app,.*Another Repository/);
    assert.deepEqual(ours.kept(), before);
  });

  it('asks about the first use of a token with a repository, and sends nothing on a no', async () => {
    const before = ours.kept();
    const shown = await withPerson(taking(/^\$\(repo\) acme\/app$/, /Send These/), () =>
      ours.run('tokenWarden.probePermissions'),
    );
    assert.equal(shown.at(-1)?.kind, 'modal');
    assert.match(shown.at(-1)?.text ?? '', /first use of this token with this repository/);
    assert.deepEqual(ours.kept(), before);
  });

  it('keeps what was found as likely or refused, shows it, and records the run', async () => {
    await withPerson(taking(/^\$\(repo\) acme\/app$/, /Send These/, /^Probe$/), () =>
      ours.run('tokenWarden.probePermissions'),
    );
    const text = shownText();
    const here = text.slice(text.indexOf('### `acme/app`'));
    assert.match(here, /^### `acme\/app`\n\nThe token sees this repository/);
    assert.deepEqual(
      [
        cells(here, 'Contents: write')[1],
        cells(here, 'Pull requests: write')[1],
        cells(here, 'Secrets: read')[1],
      ],
      ['likely', 'likely', 'no'],
    );
    assert.match(cells(here, 'Contents: write')[2] ?? '', /^probed, likely on /);
    assert.match(ours.kept().secrets, /probed/);
    const shown = await withPerson(
      () => undefined,
      () => ours.run('tokenWarden.showJournal'),
    );
    assert.match(shown[0]?.choices.join() ?? '', /Probed what .+ may do in acme\/app/);
  });

  it('E02 asks again when another program called, though the token was used here before', async () => {
    const before = ours.kept();
    const shown = await withPerson(taking(/^\$\(repo\) acme\/app$/, /Send These/), () =>
      ours.run('tokenWarden.probePermissions', { repository: 'evil/app', yes: true }),
    );
    assert.deepEqual([shown.at(-1)?.kind, shown.at(-1)?.choices], ['modal', ['Probe']]);
    assert.match(shown.at(-1)?.text ?? '', /acme\/app\?\nAnother program asked for this\./);
    assert.deepEqual(ours.kept(), before);
    const own = await withPerson(taking(/^\$\(repo\) acme\/app$/), () =>
      ours.run('tokenWarden.probePermissions'),
    );
    assert.ok(own.every(({ kind }) => kind !== 'modal'));
  });

  it('shows the same again without asking GitHub', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await withPerson(taking(/./), () => ours.run('tokenWarden.showPermissions'));
    const text = shownText();
    assert.match(text, /^# What /);
    assert.match(text, /from what is known here\. GitHub was not asked\./);
    assert.equal(cells(text.slice(text.indexOf('### `acme/app`')), 'Contents: write')[1], 'likely');
  });
});
