import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alwaysRead, isAlwaysRead } from '../../../src/leaks/alwaysRead.ts';

describe('what is read although a list leaves it out', () => {
  it('is the file a token most likely lies in, wherever it lies and however it is spelled', () => {
    const read = [
      '.env',
      'a/b/.env.local',
      'prod.env',
      'x/.npmrc',
      '.vscode/settings.json',
      'a/.vscode/mcp.json',
    ];
    for (const path of [...read, 'app.2026-01-01.private-key.pem', 'A/.ENV', '/srv/.git-credentials'])
      assert.equal(isAlwaysRead(path), true, path);
  });

  it('is not every file whose name ends alike', () => {
    const others = ['env', 'environment', 'x.envx', 'settings.json', 'a.env/b', 'my.npmrc.md', 'xauth.json'];
    for (const path of [...others, 'a.vscode/settings.json', '.vscode/a/b.json', 'npmrc'])
      assert.equal(isAlwaysRead(path), false, path);
  });

  it('holds for each glob of the table below any folder', () => {
    const folder = fc.string({ maxLength: 20 }).map((name) => name.replaceAll('\n', ''));
    fc.assert(
      fc.property(folder, fc.constantFrom(...alwaysRead), (below, glob) =>
        isAlwaysRead(`${below}/${glob.replace('*', 'some-thing')}`),
      ),
    );
  });
});
