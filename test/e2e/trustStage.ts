import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Stage } from '../harness/stage.ts';
import { makeWorkTree } from '../sandbox/workTree.ts';
import { readyToken } from './walk.ts';

/** What the person does in their own terminal, and what stands on the server: both by real git. */
export class TrustStage {
  readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** The person's own git; a refusal of it is a mistake of the test. */
  async git(...args: readonly string[]): Promise<string> {
    const done = await this.stage.workTree.git(...args);
    assert.equal(done.code, 0, `git ${args.join(' ')}: ${done.stderr}`);
    return done.stdout.trim();
  }

  async commit(message: string, files: Readonly<Record<string, string>>): Promise<string> {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.stage.workTree.folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      await this.git('add', '--force', name);
    }
    await this.git('commit', '--quiet', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** A colleague's clone pushes to the same branch. */
  async colleaguePushes(branch: string): Promise<string> {
    const { sandbox } = this.stage;
    const other = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'colleague' });
    const steps = [
      ['fetch', '--quiet', this.repository.gitDir, branch],
      ['reset', '--quiet', '--hard', 'FETCH_HEAD'],
      ['commit', '--allow-empty', '--quiet', '-m', 'A colleague was here'],
    ];
    for (const step of steps) {
      const done = await other.git(...step);
      assert.equal(done.code, 0, done.stderr);
    }
    const token = readyToken(this.stage, 'classic with repo, admin:org');
    const pushed = await other.push(token, '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
    assert.equal(pushed.code, 0, pushed.stderr);
    return (await other.git('rev-parse', 'HEAD')).stdout.trim();
  }

  /** What a ref of the server names; '' when it is not there. */
  async serverRef(ref: string): Promise<string> {
    const asked = await this.stage.workTree.git(
      ...['--git-dir', this.repository.gitDir, 'rev-parse', '--verify', '--quiet', ref],
    );
    return asked.stdout.trim();
  }

  get pulls() {
    return this.stage.sandbox.registry.pulls(this.repository.id);
  }

  get repository() {
    const found = this.stage.sandbox.registry.repository('acme/app');
    assert.ok(found);
    return found.repository;
  }
}
