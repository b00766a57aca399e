import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LeakPlace } from '../../src/leaks/leak.ts';
import { readPlaceBytes } from '../../src/node/git/readPlaceBytes.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('what a found token lies in, where that is no file', function () {
  this.timeout(60_000);
  let stage: PushStage;
  let tree: WorkTree;
  let sha: string;
  let ran: string;

  before(async () => {
    stage = await startPushStage();
    tree = await stage.tree('places');
    ran = join(tree.folder, 'ran');
    await writeFile(join(tree.folder, 'a b.txt'), 'committed\n');
    // A filter and a text conversion of the repository's own: neither may run for a look (A10).
    await writeFile(join(tree.folder, '.gitattributes'), '* diff=evil filter=evil\n');
    await tree.git('add', '--all');
    await tree.git('commit', '--quiet', '-m', 'A word in the message');
    sha = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    await writeFile(join(tree.folder, 'a b.txt'), 'staged\n');
    await tree.git('add', '--all');
    for (const key of ['filter.evil.smudge', 'filter.evil.clean', 'diff.evil.textconv']) {
      await tree.git('config', key, `touch '${ran}'; cat`);
    }
    await writeFile(join(tree.folder, 'a b.txt'), 'neither\n');
  });
  after(() => stage.close());

  async function textAt(place: Partial<LeakPlace>): Promise<string | undefined> {
    const context = { git: stage.git, env: stage.env, workspaceFolders: [] };
    const bytes = await readPlaceBytes(context, { root: tree.folder, ...place } as Exclude<
      LeakPlace,
      { kind: 'file' }
    >);
    return bytes && new TextDecoder().decode(bytes);
  }

  it('A10 is read as git keeps it: from the index, from a commit, from its message, with no filter run', async () => {
    assert.equal(await textAt({ kind: 'staged', path: 'a b.txt' }), 'staged\n');
    assert.equal(await textAt({ kind: 'commit', sha, path: 'a b.txt' }), 'committed\n');
    assert.match(
      (await textAt({ kind: 'commit', sha, path: undefined })) ?? '',
      /\n\nA word in the message\n$/,
    );
    assert.ok(!existsSync(ran));
  });

  it('is none when git does not know it, or it is not named by a whole id', async () => {
    assert.equal(await textAt({ kind: 'staged', path: 'none.txt' }), undefined);
    assert.equal(await textAt({ kind: 'commit', sha: 'f'.repeat(40), path: 'a b.txt' }), undefined);
    for (const named of ['HEAD', 'places', sha.slice(0, 12), '--help']) {
      assert.equal(await textAt({ kind: 'commit', sha: named, path: 'a b.txt' }), undefined, named);
    }
  });
});
