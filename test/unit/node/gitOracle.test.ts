import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { isSafeBranchName } from '../../../src/push/branchName.ts';
import { readConfigList } from '../../../src/push/configEntries.ts';
import { readConfigText } from '../../../src/push/remotesFromText.ts';
import { canonicalUrl, parseRemoteUrl } from '../../../src/push/remoteUrl.ts';
import { githubCom } from '../../../src/tokens/host.ts';

/** git itself is asked, so that our readers cannot drift from it. */
describe('our readers agree with git', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'git-oracle-'));
  });
  after(() => rm(folder, { recursive: true }));

  function git(args: readonly string[], input = ''): string | undefined {
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C',
      GIT_CEILING_DIRECTORIES: tmpdir(),
    };
    try {
      return execFileSync('git', [...args], {
        cwd: folder,
        env,
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    } catch {
      return undefined;
    }
  }

  it('B02 B03 about the host of every URL we accept: git would ask for credentials of the same', async function () {
    if (process.platform === 'win32') this.skip(); // The stand-in helper is a shell line.
    const texts = [
      'https://github.com/acme/app',
      'https://GitHub.com/acme/app.git',
      'https://github.com/acme/app.git/',
      'https://github.com/a-b_c/d.e-f_g',
      'https://github.com\\@evil.example/acme/app',
      'https://github.com@evil.example/acme/app',
      'https://github.com/acme/app%0ahost=evil',
    ];
    const seen: string[] = [];
    for (const text of texts) {
      const address = parseRemoteUrl(text, { hosts: [githubCom], aliases: {} });
      if (address.kind !== 'https') continue;
      const url = canonicalUrl(address);
      const out = join(folder, 'asked');
      await writeFile(out, '');
      git(
        [
          '-c',
          `credential.helper=!cat > '${out}'; true`,
          '-c',
          'credential.useHttpPath=true',
          'credential',
          'fill',
        ],
        `url=${url}\n\n`,
      );
      const asked = await readFile(out, 'utf8');
      assert.match(asked, /^protocol=https$/m);
      assert.match(asked, /^host=github\.com$/m);
      assert.match(asked, new RegExp(`^path=${address.owner}/${address.repo}\\.git$`, 'm'));
      seen.push(text);
    }
    assert.deepEqual(seen, texts.slice(0, 4));
  });

  it('A20 about branch names: every one we push is one git allows', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '/',
      '.',
      '-',
      '@',
      '{',
      '~',
      ' ',
      'lock',
      'ü',
      '\\',
      '^',
      ':',
      '[',
      '*',
      '$',
      '(',
      '"',
      '\u007f',
    );
    const names = fc.sample(
      fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
      { numRuns: 150, seed: 7 },
    );
    const ours = names.filter(isSafeBranchName);
    assert.ok(ours.length > 10);
    const refused = ours.filter((name) => git(['check-ref-format', `refs/heads/${name}`]) === undefined);
    assert.deepEqual(refused, []);
  });

  it('A13 about the text of a configuration: the same keys and values, or neither reads it', async () => {
    const parts = [
      '[remote "o"]',
      '[remote "a\\"b"]',
      '[core]',
      '[branch.Dev]',
      '\n',
      '\r\n',
      'url = x',
      'url = "a b" c',
      'Url=a # c',
      'url = a\\\n b',
      'fetch',
      'x = \\"q\\"',
      ' ',
      '\n\t', // Inside a value git 2.39 makes a space of a tab, newer git keeps it.
      '; c',
      '# c',
      'v = a ; "b',
      'w = "a ; b"',
      'bad line',
      '1x = y',
      'k =',
      'k = "',
      '\\',
    ];
    const texts = fc.sample(
      fc
        .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 5 })
        .map((some) => (some.length === 5 ? '' : '[remote "o"]\n') + some.join('')),
      { numRuns: 120, seed: 13 },
    );
    const file = join(folder, 'some.config');
    let both = 0;
    for (const text of texts) {
      await writeFile(file, text);
      const theirs = git(['config', '--file', file, '--no-includes', '--show-scope', '-z', '--list']);
      const ours = readConfigText(text)?.map(({ section, subsection, variable, value }) => [
        section,
        subsection,
        variable,
        value,
      ]);
      const expected =
        theirs === undefined
          ? undefined
          : readConfigList(theirs).map(({ section, subsection, variable, value }) => [
              section,
              subsection,
              variable,
              value,
            ]);
      assert.deepEqual(ours, expected, JSON.stringify(text));
      if (ours !== undefined && ours.length > 0) both++;
    }
    assert.ok(both > 10, `only ${both} texts had something in them`);
  });
});
