import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findGit, type GitSearch } from '../../../src/node/git/findGit.ts';
import { isInside } from '../../../src/node/git/insideFolders.ts';
import { Failure } from '../../../src/shared/failure.ts';

describe('finding git', () => {
  let folder: string;
  before(async function () {
    if (process.platform === 'win32') this.skip(); // The stand-ins are shell scripts.
    folder = await realpath(await mkdtemp(join(tmpdir(), 'find-git-')));
  });
  after(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  /** A `git` that says a version, and notes that it was run. */
  async function fake(place: string, version: string): Promise<string> {
    const path = join(folder, place, 'git');
    await mkdir(join(folder, place), { recursive: true });
    await writeFile(
      path,
      `#!/bin/sh\necho "$*" >> "${folder}/ran-${place.replaceAll('/', '-')}"\necho "git version ${version}"\n`,
    );
    await chmod(path, 0o755);
    return path;
  }

  const find = (search: Partial<GitSearch> & { path?: readonly string[] }) =>
    findGit({ env: { PATH: (search.path ?? []).join(delimiter) }, workspaceFolders: [], ...search }).then(
      ({ path, version }) => ({ path, version }),
      (error: unknown) => (Failure.is(error) ? error.problem : error),
    );

  it("H09 takes the first on PATH that is new enough, and the git API's answer before it", async () => {
    const old = await fake('old', '2.31.0');
    const good = await fake('good', '2.40.1');
    const other = await fake('with space', '2.50.0');
    const path = ['', '.', 'relative', join(folder, 'nowhere'), join(folder, 'old'), join(folder, 'good')];
    assert.deepEqual(
      [
        await find({ path }),
        await find({ path, suggested: 'git' }),
        await find({ path, suggested: other }),
        await find({ path: [], suggested: old }),
      ],
      [
        { path: good, version: '2.40.1' },
        { path: good, version: '2.40.1' },
        { path: other, version: '2.50.0' },
        { kind: 'gitTooOld', version: '2.31.0', minimum: '2.32' },
      ],
    );
  });

  it('H09 a git inside the workspace is never run, by whatever way it is named', async () => {
    const inside = await fake('workspace/bin', '2.50.0');
    const workspace = join(folder, 'workspace');
    await symlink(join(workspace, 'bin'), join(folder, 'linked'));
    const ways: readonly Partial<Parameters<typeof find>[0]>[] = [
      { path: [join(workspace, 'bin')] },
      { path: [join(folder, 'linked')] },
      { suggested: inside },
      { configured: inside },
      { configured: join(folder, 'linked', 'git') },
    ];
    for (const way of ways) {
      assert.deepEqual(await find({ ...way, workspaceFolders: [workspace] }), { kind: 'noGit' });
    }
    await assert.rejects(readFile(join(folder, 'ran-workspace-bin')));
  });

  it('a configured path is the only one tried; what is no git is none', async () => {
    const good = await fake('good', '2.40.1');
    await mkdir(join(folder, 'odd'), { recursive: true });
    await writeFile(join(folder, 'odd', 'git'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
    await writeFile(join(folder, 'plain'), 'git version 2.50.0', { mode: 0o644 });
    const path = [join(folder, 'good')];
    assert.deepEqual(
      [
        await find({ path, configured: join(folder, 'odd', 'git') }),
        await find({ path, configured: join(folder, 'plain') }),
        await find({ path, configured: 'git' }),
        await find({ path, configured: '' }),
        await find({ path: [] }),
      ],
      [
        { kind: 'noGit' },
        { kind: 'noGit' },
        { kind: 'noGit' },
        { path: good, version: '2.40.1' },
        { kind: 'noGit' },
      ],
    );
  });

  it('inside is inside, whatever a name begins with', () => {
    const top = join(folder, 'top');
    assert.deepEqual(
      [top, join(top, 'a'), join(top, '..a'), `${top}2`, join(folder, 'other'), folder].map((path) =>
        isInside(path, [top]),
      ),
      [true, true, true, false, false, false],
    );
    assert.equal(isInside(folder, ['/']), false);
  });
});
