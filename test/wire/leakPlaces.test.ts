import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ignoredAmong } from '../../src/node/leaks/repositoryIgnored.ts';
import { lookAtHistory, lookAtOutgoing, lookAtRange } from '../../src/node/leaks/repositoryRanges.ts';
import { lookAtStaged } from '../../src/node/leaks/repositoryStaged.ts';
import { Secret } from '../../src/shared/secret.ts';
import { maskToken } from '../../src/tokens/mask.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { feedGit, type LeakStage, told as placesIn, startLeakStage } from './leakStage.ts';

const token = makeToken('classic-pat', 'places');
const masked = maskToken(new Secret(token));
const other = makeToken('oauth-token', 'places');
const otherMasked = maskToken(new Secret(other));

describe('the look at what is staged', function () {
  this.timeout(60_000);
  let stage: LeakStage;
  before(async () => {
    stage = await startLeakStage();
  });
  after(() => stage.close());

  it('finds what the index holds before there is a commit, and not what the file says by now', async () => {
    const repository = await stage.repository();
    await repository.write({ 'a.txt': `one\n  x = ${token}\n`, 'b/c.txt': 'nothing' });
    await repository.git('add', '--all');
    await repository.write({ 'a.txt': 'mended\n', 'b/c.txt': other });
    const { leaks, complete } = await lookAtStaged(repository.look);
    assert.deepEqual([placesIn(leaks), complete], [[`staged a.txt:2:7 ${masked}`], true]);
    assert.equal(JSON.stringify(leaks).includes(token), false);
    assert.equal(leaks[0]?.print, stage.print(new Secret(token)));
  });

  it('passes over what the last commit holds already', async () => {
    const repository = await stage.repository();
    await repository.commit({ 'old.txt': token });
    await repository.write({ 'new.txt': `ü ${other}\r\n` });
    await repository.git('add', '--all');
    const { leaks } = await lookAtStaged(repository.look);
    assert.deepEqual(placesIn(leaks), [`staged new.txt:1:3 ${otherMasked}`]);
  });

  it('looks at the index that git names to the hook of a commit', async () => {
    const repository = await stage.repository();
    await repository.commit({ 'a.txt': 'one' });
    await repository.write({ 'a.txt': token });
    const index = join(repository.folder, 'other-index');
    await repository
      .git('-c', 'core.hooksPath=/dev/null', 'commit', '--dry-run', '--quiet', 'a.txt')
      .catch(() => '');
    const { env } = stage;
    const { runGit } = await import('../sandbox/workTree.ts');
    await runGit(repository.folder, ['read-tree', 'HEAD'], { ...env, GIT_INDEX_FILE: index });
    await runGit(repository.folder, ['add', 'a.txt'], { ...env, GIT_INDEX_FILE: index });
    const own = await lookAtStaged(repository.look);
    const hooks = await lookAtStaged(repository.look, { indexFile: index });
    assert.deepEqual([placesIn(own.leaks), placesIn(hooks.leaks)], [[], [`staged a.txt:1:1 ${masked}`]]);
  });
});

describe('what git is asked of files with a token in them', function () {
  this.timeout(60_000);
  let stage: LeakStage;
  before(async () => {
    stage = await startLeakStage();
  });
  after(() => stage.close());

  it('I12 is which of them it ignores: none that is committed, whatever a rule says, and none outside', async () => {
    const repository = await stage.repository();
    await repository.commit({ '.gitignore': '*.env\n!fine.env\n', 'old.env': 'committed' });
    const names = ['new.env', 'old.env', 'fine.env', 'sub/b c\n.env', 'a.md'];
    await repository.write(Object.fromEntries(names.map((name) => [name, token])));
    const paths = names.map((name) => join(repository.folder, name));
    const ignored = [paths[0], paths[3]];
    assert.deepEqual([...(await ignoredAmong(repository.look, paths))], ignored);
    const outside = [...paths, join(stage.folder, 'x.env')];
    assert.deepEqual([...(await ignoredAmong(repository.look, outside))], ignored);
    assert.deepEqual([...(await ignoredAmong({ ...repository.look, root: stage.folder }, paths))], []);
  });
});

describe('the look at commits', function () {
  this.timeout(60_000);
  let stage: LeakStage;
  before(async () => {
    stage = await startLeakStage();
  });
  after(() => stage.close());

  it('tells of a blob once, with the commit and the path that brought it', async () => {
    const repository = await stage.repository();
    const first = await repository.commit({ 'a.txt': `\n${token}` });
    await repository.commit({ 'b.txt': `\n${token}` });
    await repository.git('rm', '--quiet', 'a.txt', 'b.txt');
    await repository.commit({});
    await repository.commit({ 'a.txt': `\n${token}` });
    const { leaks, complete } = await lookAtHistory(repository.look, undefined);
    assert.deepEqual([placesIn(leaks), complete], [[`${first} a.txt:2:1 ${masked}`], true]);
  });

  it('finds what only a branch, a stash below another, a message, a note or a tag holds', async () => {
    const repository = await stage.repository();
    await repository.commit({ 'a.txt': 'one' });
    await repository.git('switch', '--quiet', '-c', 'side');
    const side = await repository.commit({ 'side.txt': token }, `Use ${other}`);
    await repository.git('switch', '--quiet', 'main');
    for (const name of ['low', 'top']) {
      await repository.write({ 'a.txt': `${name} ${makeToken('classic-pat', name)}` });
      await repository.git('stash', 'push', '--quiet');
    }
    await repository.git('notes', 'add', '-m', makeToken('classic-pat', 'note'));
    await repository.git('tag', '-a', 'v1', '-m', makeToken('classic-pat', 'tag'));
    const { leaks } = await lookAtHistory(repository.look, undefined);
    const kinds = leaks.map(({ masked: shown }) => shown).sort();
    const all = ['low', 'top', 'note', 'tag', 'places'].map((seed) =>
      maskToken(new Secret(makeToken('classic-pat', seed))),
    );
    assert.deepEqual(kinds, [...all, otherMasked].sort());
    assert.ok(placesIn(leaks).includes(`message of ${side} ${otherMasked}`));
  });

  it('names of outgoing commits what no remote has, and of a range what it says', async () => {
    const repository = await stage.repository();
    const base = await repository.commit({ 'old.txt': makeToken('classic-pat', 'old') });
    await repository.git('remote', 'add', 'origin', 'https://github.com/acme/app.git');
    await repository.git('update-ref', 'refs/remotes/origin/main', base);
    const sha = await repository.commit({ 'new.txt': token, 'copy.txt': token });
    const expected = [`${sha} copy.txt:1:1 ${masked}`, `${sha} new.txt:1:1 ${masked}`];
    const outgoing = await lookAtOutgoing(repository.look);
    assert.deepEqual(placesIn(outgoing.leaks), expected);
    assert.deepEqual(
      outgoing.leaks.map(({ place }) => place.kind === 'commit' && place.outgoing),
      [true, true],
    );
    for (const range of [`${base}..HEAD`, `${base}..`, 'main~1..main']) {
      const found = await lookAtRange(repository.look, range);
      assert.deepEqual('leaks' in found ? placesIn(found.leaks) : found, expected);
    }
    assert.deepEqual(await lookAtRange(repository.look, 'nothing..main'), { unknown: 'nothing' });
    for (const none of ['main', '..', 'a...b', '--all..HEAD'])
      assert.ok('unknown' in (await lookAtRange(repository.look, none)), none);
  });

  it('tells of the history which commits no remote has, and of the same blob the one that a remote has', async () => {
    const repository = await stage.repository();
    const base = await repository.commit({ 'a.txt': 'one' });
    const pushed = await repository.commit({ 'b.txt': token });
    await repository.git('switch', '--quiet', '-c', 'side', base);
    await repository.commit({ 'c.txt': token }, 'Later');
    const alone = await repository.commit({ 'd.txt': other });
    const outgoing = async () => {
      const { leaks } = await lookAtHistory(repository.look, undefined);
      return leaks.map(({ place }) => place.kind === 'commit' && [place.sha, place.outgoing]);
    };
    // Which of the two is named where no remote has either goes by their dates, to the second.
    assert.deepEqual(
      (await outgoing()).flat().filter((told) => typeof told === 'boolean'),
      [true, true],
    );
    await repository.git('remote', 'add', 'origin', 'https://github.com/acme/app.git');
    await repository.git('update-ref', 'refs/remotes/origin/main', pushed);
    assert.deepEqual(await outgoing(), [
      [pushed, false],
      [alone, true],
    ]);
  });

  it('H12 looks through thousands of commits piece by piece, tells how far it is, and keeps what it has', async () => {
    const repository = await stage.repository();
    const commits = Array.from({ length: 2500 }, (_, at) => {
      // The same file comes and goes, so that a later piece brings it again.
      const text = at % 2 === 0 ? `a ${token}` : `version ${at}`;
      const [message, parent] = [`Commit ${at}`, at === 0 ? '' : `from :${at}\n`];
      const committer = `committer Mona <mona@example.com> ${1_600_000_000 + at} +0000`;
      const file = `M 644 inline a.txt\ndata ${text.length}\n${text}\n`;
      return `commit refs/heads/main\nmark :${at + 1}\n${committer}\ndata ${message.length}\n${message}\n${parent}${file}`;
    });
    await feedGit(repository, ['fast-import', '--quiet'], commits.join(''));
    const first = await repository.git('rev-list', '--max-parents=0', 'main');
    const told = [`${first} a.txt:1:3 ${masked}`];
    const progress: string[] = [];
    const whole = await lookAtHistory(repository.look, ({ done, of }) => progress.push(`${done}/${of}`));
    assert.deepEqual(progress, ['1000/2500', '2000/2500', '2500/2500']);
    assert.deepEqual([placesIn(whole.leaks), whole.complete], [told, true]);
    const controller = new AbortController();
    const { look } = repository;
    const broken = await lookAtHistory({ ...look, signal: controller.signal }, () => controller.abort());
    assert.deepEqual([placesIn(broken.leaks), broken.complete], [told, false]);
  });
});
