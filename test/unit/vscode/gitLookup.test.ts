import assert from 'node:assert/strict';
import { GitLookup } from '../../../src/vscode/gitLookup.ts';
import { MemoryGitExtension } from '../../fakes/memoryGitExtension.ts';

describe('looking for the git extension', () => {
  it('is done again until it is there: it is absent in Restricted Mode and back after trust', async () => {
    const git = new MemoryGitExtension();
    git.roots = ['/repo'];
    let present: MemoryGitExtension | undefined;
    const lookup = new GitLookup(
      () => present,
      () => undefined,
    );
    const before = (await lookup.find()).isOn;
    present = git;
    assert.deepEqual([before, await (await lookup.find()).roots()], [false, ['/repo']]);
  });

  it('starts it once, and keeps what was found', async () => {
    const git = new MemoryGitExtension();
    const lookup = new GitLookup(
      () => git,
      () => undefined,
    );
    assert.equal(await lookup.find(), await lookup.find());
    assert.equal(git.activations, 1);
  });

  it('says that it is off where git.enabled is off, instead of that no repository is open, and sees it turned on', async () => {
    const git = new MemoryGitExtension();
    git.roots = ['/repo'];
    git.enabled = false;
    const lookup = new GitLookup(
      () => git,
      () => undefined,
    );
    await assert.rejects((await lookup.find()).roots(), { problem: { kind: 'gitExtensionOff' } });
    git.enabled = true;
    assert.deepEqual(await (await lookup.find()).roots(), ['/repo']);
    git.enabled = false;
    await assert.rejects((await lookup.find()).roots(), { problem: { kind: 'gitExtensionOff' } });
  });

  it('takes one that cannot be started for absent', async () => {
    const git = new MemoryGitExtension();
    git.activate = () => Promise.reject(new Error('broken'));
    assert.equal(
      (
        await new GitLookup(
          () => git,
          () => undefined,
        ).find()
      ).isOn,
      false,
    );
  });

  it('knows the open repositories without starting it', () => {
    const git = new MemoryGitExtension();
    git.roots = ['/repo'];
    const lookup = new GitLookup(
      () => git,
      () => undefined,
    );
    const asleep = lookup.openRoots();
    git.isActive = true;
    assert.deepEqual([asleep, lookup.openRoots(), git.activations], [[], ['/repo'], 0]);
  });

  it('tells when another repository is opened, by one listener, until it is disposed of', () => {
    const git = new MemoryGitExtension();
    git.isActive = true;
    let opened = 0;
    const lookup = new GitLookup(
      () => git,
      () => opened++,
    );
    lookup.openRoots();
    git.enabled = false;
    lookup.openRoots();
    git.enabled = true;
    lookup.openRoots();
    git.open('/a');
    assert.deepEqual([opened, git.listening, lookup.openRoots()], [1, 1, ['/a']]);
    lookup.dispose();
    git.open('/b');
    assert.deepEqual([opened, git.listening], [1, 0]);
  });
});
