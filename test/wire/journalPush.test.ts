import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Journal } from '../../src/journal/journal.ts';
import { readIdentity } from '../../src/node/git/readIdentity.ts';
import { JournalFile } from '../../src/node/journalFile.ts';
import { pushBranch } from '../../src/push/pushBranch.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { journalNotPushed, journalPushed } from '../../src/vscode/journaling.ts';
import { makeToken } from '../fixtures/tokens.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { anEntry, now } from '../unit/policy/anEntry.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('the record of a real push', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  /** Pushes as the product does and records what came of it. */
  async function pushAndRecord(tree: WorkTree, name: string) {
    const folder = join(stage.sandbox.folder, name);
    const redactor = new Redactor();
    redactor.learn(stage.secret);
    const troubles: unknown[] = [];
    const store = new JournalFile(folder);
    const journal = new Journal({ store, redactor, onTrouble: (error) => troubles.push(error) });
    const services = { journal, clock: { now: () => now } };
    const context = { git: stage.git, env: stage.env, workspaceFolders: [] };
    const push = await stage.ready(tree);
    const step = {
      folder: tree.folder,
      git: { identity: (at: string) => readIdentity(context, at) },
      push,
      entry: anEntry({ login: undefined }),
    };
    await pushBranch(push, stage.secret, stage.pusher()).then(
      (result) => journalPushed(services, step, result),
      (error: unknown) => journalNotPushed(services, step, error),
    );
    const files = await Promise.all(
      (await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')),
    );
    assert.deepEqual(troubles, []);
    return { records: (await journal.read()).records, text: files.join('') };
  }

  it('S4-23 S4-24 X-11 names git’s user, the ref, and the commits that GitHub has before and after', async () => {
    const tree = await stage.tree('journal/first');
    await tree.git('config', 'user.name', 'Mona Lisa');
    await tree.git('config', 'user.email', 'mona@example.com');
    const first = await pushAndRecord(tree, 'first');
    await tree.git('commit', '-q', '--allow-empty', '-m', 'More');
    const sha = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    const second = await pushAndRecord(tree, 'second');
    const told = [...first.records, ...second.records].map((record) => {
      const { actor, actorSource, repository, ref, shaFrom, shaTo, result, mode } = record;
      return { actor, actorSource, repository, ref, shaFrom, shaTo, result, mode };
    });
    const both = {
      actor: 'Mona Lisa <mona@example.com>',
      actorSource: 'git',
      repository: 'acme/app',
      ref: 'refs/heads/journal/first',
      result: 'done',
      mode: 'vault',
    };
    assert.deepEqual(told, [
      { ...both, shaFrom: undefined, shaTo: tree.sha },
      { ...both, shaFrom: tree.sha, shaTo: sha },
    ]);
  });

  it('S4-25 of a refused one holds no token, whatever the repository and its hook say', async () => {
    const tree = await stage.tree('journal/refused');
    const another = makeToken('classic-pat', 'in the configuration');
    const known = stage.secret.reveal();
    await tree.git('config', 'user.name', `Mona ${known} ${another}`);
    await tree.git('config', 'user.email', Buffer.from(`x-access-token:${known}`).toString('base64'));
    const hook = `#!/bin/sh\necho "${known} ${another}" >&2\nexit 3\n`;
    await writeFile(join(tree.folder, '.git', 'hooks', 'pre-push'), hook, { mode: 0o755 });
    const { records, text } = await pushAndRecord(tree, 'refused');
    assert.deepEqual(
      records.map(({ result, problem, actorSource }) => [result, problem, actorSource]),
      [['refused', 'hookRefused', 'git']],
    );
    assert.match(text, /\[redacted\]/);
    for (const value of [known, another, Buffer.from(known).toString('base64').slice(4, -4)]) {
      assert.ok(!text.includes(value));
    }
  });

  it('S4-23 names nobody where git knows nobody, and what it knows of the two', async () => {
    const tree = await stage.tree('journal/identity');
    const home = await mkdtemp(join(stage.sandbox.folder, 'empty-home-'));
    const env = { ...stage.env, HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: home };
    const ask = () => readIdentity({ git: stage.git, env, workspaceFolders: [] }, tree.folder);
    const nobody = await ask();
    await tree.git('config', 'user.email', 'mona@example.com');
    assert.deepEqual([nobody, await ask()], [undefined, '<mona@example.com>']);
  });
});
