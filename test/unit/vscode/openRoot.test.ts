import assert from 'node:assert/strict';
import { openRoot } from '../../../src/vscode/openRoot.ts';

const folder = (fsPath: string, scheme = 'file') => ({ scheme, fsPath });

describe('the open repository around a folder', () => {
  it('is found for a workspace that is a folder inside a repository', () => {
    assert.equal(openRoot(['/mono'], folder('/mono/packages/app')), '/mono');
    assert.equal(openRoot(['C:\\mono'], folder('C:\\mono\\packages')), 'C:\\mono');
  });

  it('is the deepest of several, and the folder itself counts', () => {
    const roots = ['/mono', '/mono/nested', '/other'];
    assert.deepEqual(
      [openRoot(roots, folder('/mono/nested/src')), openRoot(roots, folder('/mono'))],
      ['/mono/nested', '/mono'],
    );
  });

  it('is not one whose name only begins the same, and none for a folder that is not on disk', () => {
    assert.deepEqual(
      [openRoot(['/mono'], folder('/monolith/src')), openRoot(['/mono'], folder('/mono', 'vscode-vfs'))],
      [undefined, undefined],
    );
  });

  it('without a folder is the only one; of two neither is guessed', () => {
    assert.deepEqual([openRoot(['/a']), openRoot(['/a', '/b']), openRoot([])], ['/a', undefined, undefined]);
  });
});
