import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { isAlwaysRead } from '../../src/leaks/alwaysRead.ts';
import { bytePath } from '../../src/node/leaks/bytePath.ts';
import { planLeaveOut } from '../../src/node/leaks/leaveOut.ts';
import { walkFolder } from '../../src/node/leaks/walkFolder.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { cleanEnvironment } from '../harness/cleanEnvironment.ts';
import { type LeaksTree, plantTree } from './leaksTree.ts';

describe('what a scan leaves out when a person wants that', function () {
  this.timeout(120_000);

  const line = `token = "${makeToken('classic-pat', 'ignore')}"\n`;
  let tree: LeaksTree;
  beforeEach(async () => {
    tree = await plantTree('ripgrep');
  });
  afterEach(() => tree.close());

  const names = ['a', 'b', 'ab', 'a.log', 'b c', 'a[', '!a', '#a', 'é'];
  const somePath = fc
    .array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/'));
  const piece = fc.constantFrom(
    '*',
    '?',
    '**',
    'a',
    'b',
    'ab',
    '.log',
    '[ab]',
    '[!a]',
    '[a-b]',
    '\\',
    ' ',
    '!',
    '#',
    '[',
    'é',
    '{a,b}',
  );
  const segment = fc.array(piece, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
  const rule = fc
    .tuple(
      fc.constantFrom('', '!', '/', '!/'),
      fc.array(segment, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '/'),
    )
    .map(([before, parts, after]) => `${before}${parts.join('/')}${after}`)
    // To git a slash within brackets is one of the set; here such a line leaves nothing out.
    .filter((text) => !/\[[^\]]*\//.test(text))
    // An escaped slash behind two stars is no longer theirs to git.
    .filter((text) => !text.includes('**\\/'))
    // Behind a letter two stars are one to us, as the manual says; some releases of git take them for folders too.
    .filter((text) => !/[^/*]\*\*/.test(text.replace(/^!/, '')));

  it('is what git ignores, line by line of any .gitignore', async () => {
    const git = (args: readonly string[], input = '') =>
      spawnSync('git', ['-c', 'core.excludesFile=/dev/null', '-c', 'core.quotePath=false', ...args], {
        cwd: tree.folder,
        env: cleanEnvironment(),
        input,
        encoding: 'utf8',
      });
    assert.equal(git(['init', '-q']).status, 0);
    const paths = [...new Set(fc.sample(somePath, { numRuns: 150, seed: 6 }))].filter(
      (path) => !isAlwaysRead(path),
    );
    for (const path of paths) {
      try {
        mkdirSync(dirname(join(tree.folder, path)), { recursive: true });
        writeFileSync(join(tree.folder, path), '');
      } catch {
        // A file of that name is a folder already.
      }
    }
    const order = { folders: [], withoutIgnored: true, excluded: [] };
    const walked = () =>
      [
        ...walkFolder(bytePath(tree.folder), {
          closed: new Set(),
          leaveOut: planLeaveOut(order),
          stopped: () => false,
          onUnread: () => undefined,
        }),
      ]
        .map((path) =>
          Buffer.from(path, 'latin1')
            .toString()
            .slice(tree.folder.length + 1),
        )
        .sort();
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), fc.array(rule, { maxLength: 2 }), (root, below) => {
        writeFileSync(join(tree.folder, '.gitignore'), `${root.join('\n')}\n`);
        writeFileSync(join(tree.folder, 'a.gitignore'), '');
        writeFileSync(join(tree.folder, '.git', 'info', 'exclude'), `${below.join('\r\n')}\n`);
        const { stdout } = git(['ls-files', '--others', '--exclude-standard', '-z']);
        assert.deepEqual(walked(), stdout.split('\0').filter(Boolean).sort());
      }),
      // The same lines on each machine: releases of git differ in corners, and one must not decide by chance.
      { numRuns: 200, seed: 20_261_121 },
    );
  });

  it('I12 never is .env and its like, wherever they lie', async () => {
    tree.write('.gitignore', '*\n!keep/\n');
    tree.write('.env', line);
    tree.write('node_modules/x/.npmrc', line);
    tree.write('deep/er/.env.local', line);
    tree.write('app.private-key.pem', line);
    tree.write('other.txt', line);
    const kept = ['.env', 'app.private-key.pem', 'deep/er/.env.local', 'node_modules/x/.npmrc'];
    assert.deepEqual(await tree.found({ withoutIgnored: true }), kept);
    assert.deepEqual(await tree.found({ excluded: ['**'] }), kept);
  });

  it('counts for no ignore file but git’s own', async () => {
    for (const name of ['.ignore', '.rgignore', '.npmignore', '.vscodeignore']) tree.write(name, '*\n');
    execFileSync('ln', ['-s', '.ignore', join(tree.folder, '.gitignore')]);
    tree.write('a.txt', line);
    assert.deepEqual(await tree.found({ withoutIgnored: true }), ['a.txt']);
  });

  it('counts no ignore file that is longer than a person writes: more is read then, not less', async () => {
    tree.write('.gitignore', '*\n'.repeat(5_000));
    tree.write('sub/.gitignore', `*\n#${'x'.repeat(300_000)}`);
    tree.write('a.txt', line);
    tree.write('sub/a.txt', line);
    assert.deepEqual(await tree.found({ withoutIgnored: true }), ['a.txt', 'sub/a.txt']);
  });

  it('is what files.exclude names, with its braces and from the folder that is open', async () => {
    for (const path of ['out/a.js', 'src/a.js', 'src/a.ts', 'src/out/a.ts', 'b.log', 'src/b.log', 'x/y/z/a'])
      tree.write(path, line);
    const found = (excluded: readonly string[]) => tree.found({ excluded });
    const all = ['b.log', 'out/a.js', 'src/a.js', 'src/a.ts', 'src/b.log', 'src/out/a.ts', 'x/y/z/a'];
    assert.deepEqual(await found([]), all);
    assert.deepEqual(await found(['**/out', '**/*.{js,log}']), ['src/a.ts', 'x/y/z/a']);
    assert.deepEqual(await found(['out', '*.log', 'x/**/a']), [
      'src/a.js',
      'src/a.ts',
      'src/b.log',
      'src/out/a.ts',
    ]);
    assert.deepEqual(await found(['[', '{a,{b', '']), all);
    assert.deepEqual(await found([`${'{a,b}'.repeat(20)}`, 'src']), ['b.log', 'out/a.js', 'x/y/z/a']);
  });
});
