import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type CommandId, commandIds } from '../../src/manifest.ts';
import { type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const token = stage.tokens.find(({ label }) => label.startsWith('fine-grained for acme: contents'))?.value;

/** What a link in a document, a task or another extension would like to decide. */
const wishes: readonly (readonly unknown[])[] = [
  ['https://evil.example/o/r'],
  [
    {
      remote: 'https://evil.example/o/r.git',
      force: true,
      confirmed: true,
      entry: 'github:fine-grained-acme',
    },
    true,
  ],
];

const git = (...args: readonly string[]) =>
  execFileSync('git', [...args], { cwd: stage.folder, encoding: 'utf8' }).trim();
const commit = () => git('commit', '--allow-empty', '--quiet', '-m', 'One more');
const onGitHub = () => git('rev-parse', 'refs/remotes/origin/topic/first');

/** Without the count of requests that are left this hour, which each call makes one smaller. */
const withoutModals = (shown: readonly Asked[]) =>
  shown
    .filter(({ kind }) => kind !== 'modal')
    .map((asked) => ({ ...asked, text: asked.text.replace(/\d+ of \d+ requests/, 'some requests') }));
const modals = (shown: readonly Asked[]) => shown.filter(({ kind }) => kind === 'modal');

describe('a call that brings arguments', function () {
  this.timeout(60_000);

  let ours: WindowOfOurs;
  /** A person who leaves every question. */
  const leaving = (command: CommandId, ...given: readonly unknown[]) =>
    withPerson(
      () => undefined,
      () => ours.run(command, ...given),
    );

  before(async () => {
    assert.ok(token);
    ours = await windowOfOurs();
    const added = await withPerson(
      ({ kind, choices }) => (kind === 'input' ? token : kind === 'pick' ? choices[0] : undefined),
      () => ours.run('tokenWarden.addToken'),
    );
    assert.match(added.at(-1)?.text ?? '', /^Stored as github:fine-grained-acme/);
    const pushed = await withPerson(
      ({ kind }) => (kind === 'modal' ? 'Push' : undefined),
      () => ours.run('tokenWarden.pushBranch'),
    );
    assert.match(pushed.at(-1)?.text ?? '', /^Pushed topic\/first to acme\/app/);
  });

  after(() => ours?.close());

  it('D06 E02 to push is asked about in one modal that names what would be pushed where, and else does nothing', async () => {
    commit();
    const before = onGitHub();
    for (const given of wishes) {
      const [only, ...more] = modals(await leaving('tokenWarden.pushBranch', ...given));
      assert.deepEqual(more, []);
      assert.match(only?.text ?? '', /^Push topic\/first to acme\/app\?/);
      assert.match(only?.text ?? '', /https:\/\/github\.com\/acme\/app/);
      assert.match(only?.text ?? '', /Another program asked for this push\./);
      assert.doesNotMatch(only?.text ?? '', /evil/);
    }
    assert.equal(onGitHub(), before);
    // The same call by the person asks nothing: what is asked above is asked because of the arguments.
    assert.deepEqual(modals(await leaving('tokenWarden.pushBranch')), []);
    assert.equal(onGitHub(), git('rev-parse', 'HEAD'));
  });

  it('D06 E02 to open a pull request is asked about in one modal, and else does nothing', async () => {
    for (const given of wishes) {
      const shown = await withPerson(
        ({ kind, choices }) => (kind === 'pick' ? choices[0] : undefined),
        () => ours.run('tokenWarden.createDraftPullRequest', ...given),
      );
      assert.deepEqual(
        modals(shown).map(({ choices }) => choices.length),
        [1],
        JSON.stringify(shown),
      );
      assert.doesNotMatch(JSON.stringify(shown), /evil|Opened draft pull request/);
    }
  });

  for (const command of commandIds) {
    it(`D06 to ${command} shows what the same call without any shows, but for one modal`, async () => {
      const plain = await leaving(command);
      for (const given of wishes) {
        const shown = await leaving(command, ...given);
        const asked = modals(shown).length;
        assert.ok(asked <= 1);
        // Whoever leaves the modal sees nothing of what comes after it.
        const said = withoutModals(shown);
        const same = withoutModals(plain);
        assert.deepEqual(said, asked === 0 ? same : same.slice(0, said.length));
      }
    });
  }
});
