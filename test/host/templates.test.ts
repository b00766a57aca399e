import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { listTemplates, readTemplate } from '../../src/vscode/pullRequestTemplate.ts';

describe("the repository's pull request templates", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'templates-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  it('are found in every folder where GitHub looks, several in one folder too', async () => {
    write('docs/Pull_Request_Template.md', 'plain');
    write('.github/PULL_REQUEST_TEMPLATE/fix.md', 'fix');
    write('.github/PULL_REQUEST_TEMPLATE/docs.md', 'docs');
    const root = vscode.Uri.file(folder);
    const found = await listTemplates(root);
    assert.deepEqual(found, {
      usual: 'docs/Pull_Request_Template.md',
      others: ['.github/PULL_REQUEST_TEMPLATE/docs.md', '.github/PULL_REQUEST_TEMPLATE/fix.md'],
    });
    assert.equal(await readTemplate(root, found.others[1] ?? ''), 'fix');
  });

  it('are never read through a link, which could lead to a private file that would end in public', async function () {
    if (process.platform === 'win32') this.skip();
    write('private/pull_request_template.md', 'private');
    write('private/id', 'private');
    write('.github/kept', '');
    symlinkSync(join(folder, 'private'), join(folder, 'docs'));
    symlinkSync(join(folder, 'private'), join(folder, '.github', 'PULL_REQUEST_TEMPLATE'));
    symlinkSync(join(folder, 'private', 'id'), join(folder, 'pull_request_template.md'));
    const root = vscode.Uri.file(folder);
    assert.deepEqual(await listTemplates(root), { usual: undefined, others: [] });
    assert.equal(await readTemplate(root, 'pull_request_template.md'), undefined);
  });

  it('that a body could not hold is left alone', async () => {
    write('pull_request_template.md', 'x'.repeat(300_000));
    assert.equal(await readTemplate(vscode.Uri.file(folder), 'pull_request_template.md'), undefined);
  });
});
