import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryLooks } from '../../src/node/leaks/repositoryLooks.ts';
import { lookAtHistory, lookAtOutgoing, lookAtRange } from '../../src/node/leaks/repositoryRanges.ts';
import { lookAtStaged } from '../../src/node/leaks/repositoryStaged.ts';
import { Secret } from '../../src/shared/secret.ts';
import { maskToken } from '../../src/tokens/mask.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type LeakRepository, type LeakStage, startLeakStage, told } from './leakStage.ts';

const token = makeToken('classic-pat', 'faults');
const masked = maskToken(new Secret(token));

describe('a look into a repository', function () {
  this.timeout(60_000);
  let stage: LeakStage;
  before(async () => {
    stage = await startLeakStage();
  });
  after(() => stage.close());

  const all = async ({ look }: LeakRepository) => {
    const looks = [lookAtStaged(look), lookAtOutgoing(look), lookAtHistory(look, undefined)];
    return Promise.all(looks);
  };
  const canary = async () => {
    const program = join(stage.folder, 'canary');
    await writeFile(program, `#!/bin/sh\necho "$0 $*" >> "${program}.marks"\nexec cat\n`);
    await chmod(program, 0o755);
    return { program, marks: () => readFile(`${program}.marks`, 'utf8').catch(() => '') };
  };
  const objectFile = ({ folder }: LeakRepository, id: string) =>
    join(folder, '.git/objects', id.slice(0, 2), id.slice(2));

  it('A10 runs nothing that the repository names', async () => {
    const repository = await stage.repository();
    const { program, marks } = await canary();
    await repository.commit({ 'old.txt': 'one' });
    const attributes = '* filter=evil diff=evil merge=evil\n';
    await repository.write({ '.gitattributes': attributes, 'a.txt': token });
    await repository.git('add', '--all');
    for (const hook of ['post-index-change', 'pre-commit', 'reference-transaction', 'post-checkout'])
      await repository.write({ [`.git/hooks/${hook}`]: `#!/bin/sh\n${program} ${hook}\n` });
    for (const hook of await readdir(join(repository.folder, '.git/hooks')))
      await chmod(join(repository.folder, '.git/hooks', hook), 0o755);
    const programs = [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'core.askPass',
      'core.editor',
      'core.gitProxy',
    ];
    const drivers = ['diff.evil.textconv', 'diff.evil.command', 'filter.evil.clean', 'filter.evil.process'];
    const others = [
      'diff.external',
      'gpg.program',
      'credential.helper',
      'pager.log',
      'core.alternateRefsCommand',
    ];
    for (const key of [...programs, ...drivers, ...others]) await repository.git('config', key, program);
    await repository.git('config', 'log.showSignature', 'true');
    await repository.git('config', 'core.untrackedCache', 'true');
    await rm(`${program}.marks`, { force: true });
    const [staged] = await all(repository);
    assert.deepEqual(told(staged?.leaks ?? []), [`staged a.txt:1:1 ${masked}`]);
    assert.equal(await marks(), '');
  });

  it('A10 fetches nothing for a clone that left objects out, and says that it did not see them', async () => {
    const { program, marks } = await canary();
    const origin = await stage.repository();
    const first = await origin.commit({ 'gone.txt': 'not here', 'kept.txt': token });
    const blob = await origin.git('rev-parse', `${first}:gone.txt`);
    await origin.git('rm', '--quiet', 'gone.txt');
    await origin.commit({ 'later.txt': `a ${token}` });
    await origin.git('config', 'core.repositoryFormatVersion', '1');
    await origin.git('config', 'extensions.partialClone', 'origin');
    await origin.git('remote', 'add', 'origin', `ext::${program} %S`);
    await origin.git('config', 'remote.origin.promisor', 'true');
    await origin.git('config', 'protocol.ext.allow', 'always');
    await rm(objectFile(origin, blob));
    const { leaks, complete } = await lookAtHistory(origin.look, undefined);
    assert.deepEqual([leaks.length, complete, await marks()], [2, false, '']);
  });

  it('is misled by no setting, no replacement and no graft of the repository', async () => {
    const repository = await stage.repository();
    const first = await repository.commit({ 'a.txt': token });
    await repository.commit({ 'a.txt': 'mended' });
    await repository.git('config', 'log.showRoot', 'false');
    await repository.git('config', 'log.diffMerges', 'off');
    await repository.git('config', 'diff.orderFile', '/nowhere');
    await repository.git('config', 'diff.ignoreSubmodules', 'all');
    await repository.git('replace', '-f', `${first}:a.txt`, 'HEAD:a.txt');
    await repository.git('replace', '-f', first, 'HEAD');
    await repository.write({ '.git/info/grafts': `${await repository.git('rev-parse', 'HEAD')}\n` });
    for (const look of [lookAtOutgoing, (one: LeakRepository['look']) => lookAtHistory(one, undefined)]) {
      const { leaks, complete } = await look(repository.look);
      assert.deepEqual([told(leaks), complete], [[`${first} a.txt:1:1 ${masked}`], true]);
    }
  });

  it('H08 names files as they are, whatever is in their names', async function () {
    if (process.platform === 'win32') this.skip();
    const repository = await stage.repository();
    const names = ['line\nend.txt', 'tab\t"quote".txt', 'ü/\u202eevil.txt', ':100644 x', 'x'.repeat(250)];
    const sha = await repository.commit(
      Object.fromEntries(names.map((name, at) => [name, `${at} ${token}`])),
    );
    const { leaks } = await lookAtHistory(repository.look, undefined);
    const paths = leaks.map(({ place }) => (place.kind === 'commit' ? place.path : undefined));
    assert.deepEqual(paths.toSorted(), names.toSorted());
    assert.deepEqual(new Set(leaks.map(({ id }) => id)).size, names.length);
    assert.ok(leaks.every(({ place }) => place.kind === 'commit' && place.sha === sha));
  });

  it('goes on behind a broken object, a broken tree and a broken ref, and says that it is not complete', async () => {
    const repository = await stage.repository();
    const broken = await repository.commit({ 'broken.txt': 'this object will be broken', 'd/e.txt': 'x' });
    const good = await repository.commit({ 'good.txt': token });
    const blob = await repository.git('rev-parse', `${broken}:broken.txt`);
    await chmod(objectFile(repository, blob), 0o644);
    await writeFile(objectFile(repository, blob), 'no object');
    const expected = [`${good} good.txt:1:1 ${masked}`];
    const behind = await lookAtHistory(repository.look, undefined);
    assert.deepEqual([told(behind.leaks), behind.complete], [expected, false]);
    const tree = await repository.git('rev-parse', `${broken}:d`);
    await rm(objectFile(repository, tree));
    const without = await lookAtHistory(repository.look, undefined);
    assert.deepEqual([told(without.leaks), without.complete], [expected, false]);
    await repository.write({ '.git/refs/heads/lost': `${'1'.repeat(40)}\n` });
    const lost = await lookAtHistory(repository.look, undefined);
    assert.deepEqual([told(lost.leaks), lost.complete], [expected, false]);
  });

  it('H05 looks through a shallow clone as far as it goes, and into a linked work tree and a submodule', async () => {
    const origin = await stage.repository();
    await origin.commit({ 'old.txt': makeToken('classic-pat', 'old') });
    const sha = await origin.commit({ 'new.txt': token });
    const folder = join(stage.folder, 'shallow');
    await origin.git('clone', '--quiet', '--depth', '1', `file://${origin.folder}`, folder);
    const shallow = await lookAtHistory(stage.open(folder).look, undefined);
    // Where it is cut off, everything there is counts as brought by the last commit.
    assert.deepEqual([shallow.leaks.length, shallow.complete], [2, false]);
    const linked = stage.open(join(stage.folder, 'tree'));
    await origin.git('worktree', 'add', '--quiet', '-b', 'tree', linked.folder, sha);
    await linked.write({ 'staged.txt': token });
    await linked.git('add', '--all');
    assert.deepEqual(told((await lookAtStaged(linked.look)).leaks), [`staged staged.txt:1:1 ${masked}`]);
    const above = await stage.repository();
    await above.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', origin.folder, 'sub');
    await above.git('commit', '--quiet', '-m', 'Add');
    const outside = await lookAtHistory(above.look, undefined);
    assert.deepEqual([outside.leaks.length, outside.complete], [0, true]);
    const inside = await lookAtHistory(stage.open(join(above.folder, 'sub')).look, undefined);
    assert.deepEqual([inside.leaks.length, inside.complete], [2, true]);
  });

  it('H06 knows the objects of a SHA-256 repository', async () => {
    const repository = await stage.repository('--object-format=sha256');
    await repository.write({ 'a.txt': token });
    await repository.git('add', '--all');
    assert.deepEqual(told((await lookAtStaged(repository.look)).leaks), [`staged a.txt:1:1 ${masked}`]);
    const sha = await repository.commit({});
    const expected = [`${sha} a.txt:1:1 ${masked}`];
    const [, outgoing, history] = await all(repository);
    assert.deepEqual([told(outgoing?.leaks ?? []), told(history?.leaks ?? [])], [expected, expected]);
  });

  it('H04 finds nothing in an empty repository, and is not complete in a folder that is none or a bare one', async () => {
    for (const report of await all(await stage.repository()))
      assert.deepEqual(report, { leaks: [], complete: true });
    const bare = await stage.repository('--bare');
    const none = stage.open(join(stage.folder, 'none'));
    await mkdir(none.folder);
    for (const repository of [bare, none])
      for (const report of await all(repository)) assert.deepEqual(report, { leaks: [], complete: false });
    assert.deepEqual(await lookAtRange(none.look, 'HEAD..HEAD'), { unknown: 'HEAD' });
  });

  it('finds tokens in binary, in UTF-16 and at the end of megabytes, with their place', async () => {
    const repository = await stage.repository();
    const sha = await repository.commit({
      'a.png': Buffer.concat([
        Buffer.from([0x89, 0x50, 0, 0, 10]),
        Buffer.from(token),
        Buffer.from([0, 255]),
      ]),
      'b.ps1': Buffer.from(`\ufeffü\r\n${token}\r\n`, 'utf16le'),
      'c.log': `${'the quick brown fox\r\n'.repeat(150_000)}ü ${token}`,
      'd.min.js': `${'x'.repeat(3_000_000)} ${token}`,
    });
    const { leaks } = await lookAtHistory(repository.look, undefined);
    assert.deepEqual(told(leaks), [
      `${sha} a.png:2:1 ${masked}`,
      `${sha} b.ps1:2:1 ${masked}`,
      `${sha} c.log:150001:3 ${masked}`,
      `${sha} d.min.js:1:3000002 ${masked}`,
    ]);
  });

  it('keeps a bounded number of leaks, and says so', async () => {
    const repository = await stage.repository();
    const many = Array.from({ length: 1500 }, (_, at) => makeToken('classic-pat', `many ${at}`));
    await repository.commit({ 'a.txt': many.slice(0, 700).join('\n'), 'b.txt': many.slice(700).join('\n') });
    const { leaks, complete } = await lookAtHistory(repository.look, undefined);
    assert.deepEqual([leaks.length, complete], [1000, false]);
  });

  it('ends soon after it is cancelled, wherever it is, with what it has and without a word of the rest', async () => {
    const repository = await stage.repository();
    await repository.commit({ 'a.txt': token });
    await repository.write({ 'b.txt': token });
    await repository.git('add', '--all');
    const looks = [
      (signal: AbortSignal) => lookAtStaged({ ...repository.look, signal }),
      (signal: AbortSignal) => lookAtOutgoing({ ...repository.look, signal }),
      (signal: AbortSignal) => lookAtHistory({ ...repository.look, signal }, undefined),
    ];
    for (const look of looks) {
      for (const delay of [0, 2, 4, 8, 16, 32, 64]) {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), delay);
        const { leaks, complete } = await look(controller.signal);
        assert.ok(leaks.length === 1 || !complete, `${delay} ms`);
      }
      const { leaks, complete } = await look(AbortSignal.abort());
      assert.deepEqual([leaks, complete], [[], false]);
    }
  });

  it('does nothing at all without trust', async () => {
    const repository = await stage.repository();
    await repository.commit({ 'a.txt': token });
    const looks = repositoryLooks({
      git: () => assert.fail('git was looked for'),
      isTrusted: () => false,
      print: stage.print,
      uriOf: (path) => path,
    });
    const { signal } = new AbortController();
    const [root, quiet] = [repository.folder, () => undefined];
    const asked = [
      looks.staged(root, signal),
      looks.outgoing(root, signal),
      looks.history(root, signal, quiet),
    ];
    for (const report of await Promise.all([...asked, looks.configuration(root, signal)]))
      assert.deepEqual(report, { leaks: [], complete: false });
  });
});
