import assert from 'node:assert/strict';
import { isSafeBranchName, isSafeRemoteName } from '../../../src/push/branchName.ts';
import { isTrue, lastValue, readConfigList } from '../../../src/push/configEntries.ts';
import { judgeGitVersion } from '../../../src/push/gitVersion.ts';
import { trackingRefOf } from '../../../src/push/refspecs.ts';
import { rewrittenForPush } from '../../../src/push/remotes.ts';

describe('names, refs and versions', () => {
  it('A20 a branch is pushed only under a name that can be nothing else', () => {
    const good = ['main', 'feature/x', 'ünï', '🚀', 'a$(b)', "quote'", 'a;b', '@a', 'a@b', 'x--y'];
    const bad = [
      '',
      '@',
      '-x',
      '--force',
      'a b',
      'a..b',
      'a~1',
      'a^',
      'a:b',
      'a?',
      'a*',
      'a[',
      'a\\b',
      '/a',
      'a/',
      'a//b',
      '.a',
      'a/.b',
      'a.lock',
      'a.lock/b',
      'a.',
      'a@{1}',
      'a\nb',
      'a\u0000',
      'a\u007f',
      'a\u2028',
      'a\u202eb',
      'a\ufffdb',
    ];
    assert.deepEqual(
      [good.filter((name) => !isSafeBranchName(name)), bad.filter(isSafeBranchName)],
      [[], []],
    );
    assert.deepEqual(
      [isSafeRemoteName('origin'), isSafeRemoteName('a"b'), isSafeRemoteName('--x')],
      [true, false, false],
    );
  });

  it('the tracking ref is the one a fetch refspec maps to', () => {
    const ref = 'refs/heads/feature/x';
    const rows: readonly (readonly [readonly string[], string | undefined])[] = [
      [['+refs/heads/*:refs/remotes/origin/*'], 'refs/remotes/origin/feature/x'],
      [['refs/heads/*:refs/remotes/origin/*/tail'], 'refs/remotes/origin/feature/x/tail'],
      [
        ['+refs/heads/main:refs/remotes/origin/main', '+refs/heads/fea*/x:refs/remotes/o/*'],
        'refs/remotes/o/ture',
      ],
      [['+refs/heads/main:refs/remotes/origin/main'], undefined],
      [['+refs/heads/feature/x:refs/remotes/one'], 'refs/remotes/one'],
      [['+refs/heads/*:$&'], undefined],
      [['refs/heads/*'], undefined],
      [['^refs/heads/feature/*', '+refs/heads/*:refs/remotes/origin/*'], 'refs/remotes/origin/feature/x'],
      [[], undefined],
    ];
    assert.deepEqual(
      rows.map(([fetch]) => trackingRefOf(ref, fetch)),
      rows.map(([, tracking]) => tracking),
    );
    assert.equal(trackingRefOf('refs/heads/$&', ['+refs/heads/*:refs/remotes/o/*']), 'refs/remotes/o/$&');
  });

  it('H09 git below 2.32 is refused by version, and what is no git by name', () => {
    const read = (text: string) => {
      const judged = judgeGitVersion(text);
      return judged.kind === 'git' ? judged.version : judged.problem.kind;
    };
    const rows = [
      ['git version 2.39.5\n', '2.39.5'],
      ['git version 2.32.0 (Apple Git-132)\n', '2.32.0'],
      ['git version 2.45.1.windows.1\n', '2.45.1'],
      ['git version 2.60.GIT\n', '2.60'],
      ['git version 3.0.0\n', '3.0.0'],
      ['git version 2.31.8\n', 'gitTooOld'],
      ['git version 2.4.11\n', 'gitTooOld'],
      ['git version 1.99.0\n', 'gitTooOld'],
      ['hub version 2.39.5\n', 'noGit'],
      ['', 'noGit'],
    ];
    assert.deepEqual(
      rows.map(([text = '']) => read(text)),
      rows.map(([, outcome]) => outcome),
    );
  });

  it('a configuration list keeps dots, line breaks and missing values apart', () => {
    const entries = readConfigList(
      'local\0remote.a.b.url\nx\ny\0global\0push.default\nupstream\0local\0core.bare\0local\0push.default\nsimple\0',
    );
    assert.deepEqual(
      entries.map((each) => [each.scope, each.section, each.subsection, each.variable, each.value]),
      [
        ['local', 'remote', 'a.b', 'url', 'x\ny'],
        ['global', 'push', '', 'default', 'upstream'],
        ['local', 'core', '', 'bare', 'true'],
        ['local', 'push', '', 'default', 'simple'],
      ],
    );
    assert.equal(lastValue(entries, 'push', '', 'default'), 'simple');
    assert.deepEqual(['true', 'Yes', 'on', '1', 'false', '0', '', undefined].map(isTrue), [
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('A02 the longest pushInsteadOf of the repository counts, and one of the person does not', () => {
    const entries = readConfigList(
      'local\0url.http://evil/.pushinsteadof\nhttps://github.com/\0local\0url.http://worse/.pushinsteadof\nhttps://github.com/acme/\0global\0url.ssh://git@github.com/.pushinsteadof\nhttps://github.com/acme/app\0',
    );
    assert.deepEqual(
      [
        rewrittenForPush('https://github.com/acme/app', entries),
        rewrittenForPush('https://elsewhere/x', entries),
      ],
      ['http://worse/app', undefined],
    );
  });
});
