import assert from 'node:assert/strict';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeToken } from '../fixtures/tokens.ts';
import { root } from '../harness/places.ts';
import { sarifSchema } from '../harness/sarifSchema.ts';
import { type ScanStage, type ScanTree, startScanStage } from './scanStage.ts';

interface Row {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly confidence: string;
  readonly masked: string;
}

describe('npm run scan', function () {
  this.timeout(60_000);
  let stage: ScanStage;
  before(async () => {
    stage = await startScanStage();
  });

  async function rowsOf(path: string, ...args: readonly string[]): Promise<readonly Row[]> {
    const { code, stdout, stderr } = await stage.scan([path, '--format', 'json', ...args]);
    const rows = JSON.parse(stdout) as readonly Row[];
    assert.equal(code, rows.length === 0 ? 0 : 1, stderr);
    return rows;
  }

  async function filesWithTokens(path: string, ...args: readonly string[]): Promise<readonly string[]> {
    return (await rowsOf(path, ...args)).map(({ file }) => file);
  }

  async function repository(name?: string): Promise<ScanTree> {
    const tree = await stage.tree(name);
    await tree.git('init', '--quiet');
    return tree;
  }

  describe('on files', () => {
    it('ends with 0 and an empty result where there is no token', async () => {
      const tree = await stage.tree();
      await tree.write('a.txt', 'nothing');
      for (const [format, result] of [
        ['text', ''],
        ['json', '[]\n'],
      ] as const) {
        const { code, stdout, stderr } = await stage.scan([tree.folder, '--format', format]);
        assert.deepEqual({ code, stdout }, { code: 0, stdout: result });
        assert.match(stderr, /^No token in 1 file, /);
      }
    });

    it('ends with 1 and names file, line, column, kind and confidence, from one on and in UTF-16 units', async () => {
      const tree = await stage.tree();
      const token = makeToken('classic-pat', 'cli');
      await tree.write('deep/ö.ts', `\n// ü 😀 ${token}\n`);
      await tree.write('b.txt', makeToken('installation-token', 'cli'));
      const row = { kind: 'classic-pat', confidence: 'confirmed', masked: `ghp_…${token.slice(-4)}` };
      const found = await rowsOf(tree.folder);
      assert.deepEqual(found[1], { file: 'deep/ö.ts', line: 2, column: 9, ...row });
      assert.equal(found[0]?.file, 'b.txt');
      const text = await stage.scan([tree.folder]);
      assert.equal(text.code, 1);
      assert.match(
        text.stdout,
        /^b\.txt:1:1 {2}confirmed installation-token .*\ndeep\/ö\.ts:2:9 {2}confirmed classic-pat /,
      );
    });

    it('takes one file, and a path with a space and a line end in it', async function () {
      // No name on Windows can have one.
      if (process.platform === 'win32') this.skip();
      const tree = await stage.tree('with space\nand line');
      await tree.write('-a\nb.txt', makeToken('oauth-token'));
      assert.deepEqual(await filesWithTokens(tree.folder), ['-a\nb.txt']);
      assert.deepEqual(await filesWithTokens(join(tree.folder, '-a\nb.txt')), ['-a\nb.txt']);
      const { stdout } = await stage.scan(['--', '-a\nb.txt'], { cwd: tree.folder });
      assert.match(stdout, /^"-a\\u000ab\.txt":1:1 .*\n$/);
    });

    it('never writes a value, not even of a token in a name', async () => {
      const token = makeToken('fine-grained-pat', 'named');
      const tree = await stage.tree();
      await tree.write(`${token}/of ${token}.txt`, `url = https://${token}@github.com/`);
      for (const format of ['text', 'json', 'sarif']) {
        const { code, stdout, stderr } = await stage.scan([tree.folder, '--format', format]);
        assert.equal(code, 1);
        assert.ok(!`${stdout}${stderr}`.includes(token.slice(15, 40)), format);
      }
    });

    it('gives no order to a runner of GitHub Actions, whatever a file is called', async function () {
      if (process.platform === 'win32') this.skip();
      const tree = await stage.tree();
      for (const name of ['::add-mask::a', ' ::error::b', 'c ##[add-mask]d'])
        await tree.write(name, makeToken('classic-pat', 1));
      for (const format of ['text', 'json', 'sarif']) {
        const { code, stdout, stderr } = await stage.scan([tree.folder, '--format', format]);
        assert.equal(code, 1);
        assert.doesNotMatch(`${stdout}\n${stderr}`, /^\s*::|##\[/m, format);
      }
      assert.deepEqual(await filesWithTokens(tree.folder), [
        ' ::error::b',
        '::add-mask::a',
        'c ##[add-mask]d',
      ]);
    });

    it('I11 follows no link that stands in the place of a folder that is committed and ignored', async () => {
      const [tree, other] = [await repository(), await stage.tree()];
      await other.write('b.txt', makeToken('classic-pat'));
      await tree.write('.gitignore', 'a\n');
      await tree.write('a/b.txt', 'nothing');
      await tree.git('add', '--force', '.');
      await rm(join(tree.folder, 'a'), { recursive: true });
      await symlink(other.folder, join(tree.folder, 'a'), 'junction');
      assert.deepEqual(await filesWithTokens(tree.folder), []);
    });

    it('says that it could not read what is committed and ignored under a name that is no text', async function () {
      if (process.platform !== 'linux') this.skip();
      const tree = await repository();
      await tree.write('.gitignore', '*.log\n');
      await writeFile(
        Buffer.concat([Buffer.from(`${tree.folder}/`), Buffer.from([0xff]), Buffer.from('.log')]),
        makeToken('classic-pat'),
      );
      await tree.git('add', '--force', '.');
      const { code, stderr } = await stage.scan([tree.folder]);
      assert.equal(code, 2);
      assert.match(stderr, /^1 file could not be read, first /m);
    });

    it('does not say that it saw all where a file holds more than is kept', async () => {
      const tree = await stage.tree();
      const decoys = Array.from({ length: 1000 }, (_, at) => makeToken('fine-grained-pat', at)).join('\n');
      await tree.write('a.txt', `${decoys}\n${makeToken('classic-pat')}`);
      for (const path of [tree.folder, join(tree.folder, 'a.txt')]) {
        const { stderr } = await stage.scan([path]);
        assert.match(stderr, /^Not everything could be looked at\.$/m);
      }
    });

    it('leaves out what git ignores, but for what is committed and for .env; --all and no repository leave out nothing', async () => {
      const tree = await repository();
      await tree.write('.gitignore', '*.log\n.env\n');
      await tree.write('committed.log', makeToken('classic-pat', 1));
      await tree.git('add', '--force', '.');
      await tree.write('ignored.log', makeToken('classic-pat', 2));
      await tree.write('.env', `GH_TOKEN=${makeToken('classic-pat', 3)}`);
      assert.deepEqual(await filesWithTokens(tree.folder), ['.env', 'committed.log']);
      const all = ['.env', 'committed.log', 'ignored.log'];
      assert.deepEqual(await filesWithTokens(tree.folder, '--all'), all);
      await rm(join(tree.folder, '.git'), { recursive: true });
      assert.deepEqual(await filesWithTokens(tree.folder), all);
    });

    it('follows no link out of the folder, but may be given one', async () => {
      const [tree, other] = [await stage.tree(), await stage.tree()];
      await other.write('a.txt', makeToken('classic-pat'));
      await symlink(other.folder, join(tree.folder, 'link'), 'junction');
      assert.deepEqual(await filesWithTokens(tree.folder), []);
      assert.deepEqual(await filesWithTokens(join(tree.folder, 'link')), ['a.txt']);
    });

    it('does not say that there is none when it could not read a file', async function () {
      if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
      const tree = await stage.tree();
      await tree.write('closed.txt', makeToken('classic-pat'));
      await chmod(join(tree.folder, 'closed.txt'), 0);
      const { code, stderr } = await stage.scan([tree.folder]);
      assert.equal(code, 2);
      assert.match(stderr, /^1 file could not be read, first "closed\.txt"\.$/m);
    });
  });

  describe('in SARIF', () => {
    it('is valid, relative, and graver when it is sure', async () => {
      const problemsOf = await sarifSchema();
      const tree = await stage.tree();
      await tree.write('a b/ü#1%.txt', makeToken('classic-pat', 7));
      await tree.write('c.txt', `x = ${makeToken('fine-grained-pat', 8)}`);
      const { stdout } = await stage.scan([tree.folder, '--format', 'sarif']);
      const log = JSON.parse(stdout);
      assert.deepEqual(problemsOf(log), []);
      assert.notDeepEqual(problemsOf({ ...log, runs: [{}] }), [], 'the schema refuses nothing');
      assert.ok(!stdout.includes(tree.folder));
      const [run] = log.runs;
      const told = run.results.map((result: SarifResult) => [
        result.level,
        run.tool.driver.rules[result.ruleIndex].id,
        result.locations[0]?.physicalLocation.artifactLocation.uri,
        result.locations[0]?.physicalLocation.region.startColumn,
      ]);
      assert.deepEqual(told, [
        ['error', 'classic-pat', 'a%20b/%C3%BC%231%25.txt', 1],
        ['note', 'fine-grained-pat', 'c.txt', 5],
      ]);
    });

    it('knows a finding again when lines are added above it, and tells two of the same apart', async () => {
      const tree = await stage.tree();
      const token = makeToken('classic-pat', 9);
      const prints = async (text: string) => {
        await tree.write('a.txt', text);
        const { stdout } = await stage.scan([tree.folder, '--format', 'sarif']);
        return JSON.parse(stdout).runs[0].results.map((one: SarifResult) =>
          JSON.stringify(one.partialFingerprints),
        );
      };
      const first = await prints(`${token}\n${token}\n`);
      assert.equal(new Set(first).size, 2);
      assert.deepEqual(await prints(`\n\n${token}\n${token}\n`), first);
      assert.notDeepEqual(await prints(`${makeToken('classic-pat', 10)}\n`), first.slice(0, 1));
    });
  });

  describe('on what is staged', () => {
    it('looks at what git add took, and not at the files', async () => {
      const tree = await repository();
      await tree.write('staged.txt', makeToken('classic-pat', 1));
      await tree.git('add', '.');
      await tree.write('staged.txt', 'taken out of the file again');
      await tree.write('unstaged.txt', makeToken('classic-pat', 2));
      await mkdir(join(tree.folder, 'sub'));
      assert.deepEqual(await filesWithTokens(join(tree.folder, 'sub'), '--staged'), ['staged.txt']);
    });

    it('does not say that there is none when git cannot give it all', async () => {
      const tree = await repository();
      await tree.write('lost.txt', 'content');
      await tree.git('add', '.');
      const id = (await tree.git('rev-parse', ':lost.txt')).stdout.trim();
      await rm(join(tree.folder, '.git', 'objects', id.slice(0, 2)), { recursive: true });
      const { code, stdout, stderr } = await stage.scan([tree.folder, '--staged']);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      assert.match(stderr, /^Not everything could be looked at\.$/m);
    });

    it('refuses a commit as a pre-commit hook of another repository, also of what the commit itself takes', async () => {
      const tree = await repository('other repository');
      await tree.write('a.txt', 'harmless');
      await tree.git('add', '.');
      await tree.hook('pre-commit', '. --staged');
      const first = await tree.git('commit', '--message', 'Harmless');
      assert.equal(first.code, 0, first.stderr);
      await tree.write('a.txt', makeToken('oauth-token', 1));
      for (const how of [['--all'], ['--', 'a.txt']]) {
        const refused = await tree.git('commit', '--message', 'Leak', ...how);
        assert.equal(refused.code, 1, `${how}: ${refused.stderr}`);
        assert.match(`${refused.stdout}${refused.stderr}`, /a\.txt:1:1 {2}confirmed oauth-token/);
      }
      await tree.git('add', '.');
      assert.equal((await tree.git('commit', '--message', 'Leak')).code, 1);
      assert.equal((await tree.git('rev-list', '--count', 'HEAD')).stdout, '1\n');
    });
  });

  describe('on a range of commits', () => {
    async function withHistory(): Promise<ScanTree> {
      const tree = await repository();
      const commit = async (text: string, message: string) => {
        await tree.write('a.txt', text);
        await tree.git('add', '.');
        await tree.git('commit', '--quiet', '--message', message);
        await tree.git('tag', `t${(await tree.git('rev-list', '--count', 'HEAD')).stdout.trim()}`);
      };
      await commit(makeToken('classic-pat', 1), 'One');
      await commit(makeToken('oauth-token', 2), 'Two');
      await commit('clean', `Three, with ${makeToken('app-user-token', 3)}`);
      return tree;
    }

    it('looks at what its commits brought, also when a later one took it away, and at their messages', async () => {
      const tree = await withHistory();
      const head = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
      const found = (await rowsOf(tree.folder, '--range', 't1..')).map(({ file, kind }) => [file, kind]);
      assert.deepEqual(
        new Map(found as [string, string][]),
        new Map([
          ['a.txt', 'oauth-token'],
          [head, 'app-user-token'],
        ]),
      );
      assert.deepEqual(await filesWithTokens(tree.folder, '--range', 'HEAD..t1'), []);
      const zeros = await rowsOf(tree.folder, '--range', `${'0'.repeat(40)}..t1`);
      assert.deepEqual(
        zeros.map(({ kind }) => kind),
        ['classic-pat'],
      );
      assert.equal((await stage.scan([tree.folder])).code, 0, 'no file holds any of them');
    });

    it('writes valid SARIF of a commit message, which lies in no file', async () => {
      const problemsOf = await sarifSchema();
      const tree = await withHistory();
      const { stdout } = await stage.scan([tree.folder, '--range=t1..HEAD', '--format=sarif']);
      const log = JSON.parse(stdout);
      assert.deepEqual(problemsOf(log), []);
      const places = log.runs[0].results.map(
        (one: SarifResult) => 'physicalLocation' in (one.locations[0] ?? {}),
      );
      assert.deepEqual(places.toSorted(), [false, true]);
    });
  });

  describe('ends with 2 and says why', () => {
    let tree: ScanTree;
    let plain: ScanTree;
    before(async () => {
      [tree, plain] = [await repository(), await stage.tree()];
      await plain.write('a.txt', makeToken('classic-pat'));
    });

    const cases: Readonly<
      Record<string, readonly [(tree: ScanTree, plain: ScanTree) => readonly string[], RegExp]>
    > = {
      'no path': [() => [], /Name the path to scan/],
      'a path that is not there': [({ folder }) => [join(folder, 'gone')], /gone" is not there\./],
      'two paths': [() => ['.', '..'], /One path is scanned at a time/],
      'an unknown option': [() => ['.', '--stagd'], /There is no option "--stagd"\./],
      'an unknown format': [
        () => ['.', '--format', 'xml'],
        /There is no format "xml"\. The formats are: text, json, sarif\./,
      ],
      'a format that is not named': [() => ['.', '--format'], /There is no format ""/],
      'both --staged and --range': [
        () => ['.', '--staged', '--range', 'a..b'],
        /Choose one of --staged and --range/,
      ],
      'a range that is none': [
        ({ folder }) => [folder, '--range', 'main'],
        /--range needs two commits, written A\.\.B, and not "main"\./,
      ],
      'a range that is an option': [
        ({ folder }) => [folder, '--range', '--all..b'],
        /--range needs two commits/,
      ],
      'a commit that is unknown': [({ folder }) => [folder, '--range', 'gone..HEAD'], /no commit "gone"/],
      '--staged outside of a repository': [
        (_, { folder }) => [folder, '--staged'],
        /lies in no git repository/,
      ],
      '--range outside of a repository': [
        (_, { folder }) => [folder, '--range', 'a..b'],
        /lies in no git repository/,
      ],
    };
    for (const [name, [args, words]] of Object.entries(cases)) {
      it(name, async () => {
        const { code, stdout, stderr } = await stage.scan(args(tree, plain));
        assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
        assert.match(stderr, words);
        assert.doesNotMatch(stderr, /\n\s+at /);
      });
    }

    it('a missing git', async function () {
      // There it is also looked for where its installer puts it.
      if (process.platform === 'win32') this.skip();
      const { code, stderr } = await stage.scan([tree.folder, '--staged'], { env: { PATH: plain.folder } });
      assert.equal(code, 2);
      assert.match(stderr, /^git is missing\./);
    });

    it('a FIFO', async function () {
      if (process.platform === 'win32') this.skip();
      const fifo = join(plain.folder, 'fifo');
      await stage.run('mkfifo', [fifo]);
      const { code, stderr } = await stage.scan([fifo]);
      assert.equal(code, 2);
      assert.match(stderr, /neither a folder nor a file/);
    });
  });

  it('is clean under npm, and begins where npm was called', async () => {
    const tree = await stage.tree();
    await tree.write('a.txt', makeToken('classic-pat'));
    // The one that started us, as a script of Node: on Windows npm itself is a batch file.
    const own = process.env.npm_execpath;
    const [npm, before] = own?.endsWith('npm-cli.js') ? [process.execPath, [own]] : ['npm', []];
    const args = [...before, 'run', '--silent', '--prefix', root, 'scan', '--', '.', '--format', 'json'];
    const { code, stdout, stderr } = await stage.run(npm, args, { cwd: tree.folder });
    assert.equal(code, 1, stderr);
    assert.deepEqual(
      JSON.parse(stdout).map(({ file }: Row) => file),
      ['a.txt'],
    );
  });

  it('explains itself with --help: every option and every exit code', async () => {
    const { code, stdout } = await stage.scan(['--help']);
    assert.equal(code, 0);
    for (const word of ['--staged', '--range', '--format', '--all', '\n  0  ', '\n  1  ', '\n  2  '])
      assert.ok(stdout.includes(word), word);
  });
});

interface SarifResult {
  readonly level: string;
  readonly ruleIndex: number;
  readonly partialFingerprints: object;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startColumn: number };
    };
  }[];
}
