import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findGit } from '../../src/node/git/findGit.ts';
import type { GitContext } from '../../src/node/git/gitContext.ts';
import { readSurroundings } from '../../src/node/git/readSurroundings.ts';
import { explainGitAlone } from '../../src/shadows/gitAlone.ts';
import { makeToken } from '../fixtures/tokens.ts';

const run = promisify(execFile);
const quiet = { answers: false, session: false };

describe('what git and gh would find here', function () {
  this.timeout(60_000);
  let root: string;
  let repository: string;
  let context: GitContext;
  let env: Record<string, string>;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'tw-around-'));
    repository = join(root, 'app');
    env = {
      PATH: process.env.PATH ?? '',
      HOME: root,
      XDG_CONFIG_HOME: join(root, 'xdg'),
      GIT_CONFIG_NOSYSTEM: '1',
    };
    const git = await findGit({ configured: '', suggested: undefined, env, workspaceFolders: [] });
    context = { git, env, workspaceFolders: [] };
    await run(git.path, ['init', '--quiet', repository], { env });
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const write = (own: string, persons: string) => {
    writeFileSync(join(root, '.gitconfig'), persons);
    writeFileSync(join(repository, '.git', 'config'), `[core]\n\trepositoryformatversion = 0\n${own}`);
  };

  /** Without what the machine's own administrator set. */
  const read = async () => {
    const { config, variables } = await readSurroundings(context, repository);
    return { variables, config: config.filter(({ scope }) => scope !== 'system') };
  };

  /** A helper that answers nothing and notes that it was asked. */
  const noting = (name: string) => `helper = "!f() { echo ${name} >> '${join(root, 'asked')}'; }; f"\n`;

  it('agrees with git itself on which helpers are asked, in which order', async function () {
    if (process.platform === 'win32') this.skip();
    const sections = (place: string, parts: readonly string[]) =>
      parts.map((part, at) => `[credential${part}]\n\t${noting(`${place}${at}`)}`).join('');
    const parts = [
      ' "https://github.com"',
      '',
      ' "https://*.com"',
      ' "https://mona@github.com"',
      ' "github.com"',
      ' "https://github.com/acme"',
      ' "https://github.com/acm"',
      ' "http://github.com"',
      ' "https://github.com/acme/app.git"',
      ' "https://github.com:443"',
    ];
    for (const url of ['https://github.com/acme/app.git', 'https://mona@github.com/acme/app.git']) {
      for (const own of ['', '[credential]\n\thelper =\n']) {
        write(`${own}${sections('own', parts)}`, sections('person', parts));
        rmSync(join(root, 'asked'), { force: true });
        const asked = run(context.git.path, ['credential', 'fill'], {
          cwd: repository,
          env: { ...env, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '' },
        });
        // The path counts for which keys fit, also where it is not told to the helpers.
        asked.child.stdin?.end(`url=${url}\n\n`);
        await asked.catch(() => undefined);
        const { stdout } = await run('cat', [join(root, 'asked')]);
        const { config, variables } = await read();
        const names = config
          .filter(({ section, variable }) => section === 'credential' && variable === 'helper')
          .map(({ value }) => /echo (\w+) /.exec(value)?.[1]);
        const scopes = explainGitAlone(url, config, variables, quiet).ways.flatMap((way) =>
          way.kind === 'helper' ? [way.place.scope] : [],
        );
        const expected = stdout.trim().split('\n');
        assert.deepEqual(
          scopes,
          expected.map((name) => (name.startsWith('own') ? 'local' : 'global')),
          `${url} ${own} ${expected.join(' ')}`,
        );
        assert.ok(expected.every((name) => names.includes(name)));
      }
    }
  });

  it('reads what the person’s configuration includes, and nothing where git itself cannot read it', async () => {
    const included = join(root, 'included');
    writeFileSync(included, '[credential]\n\thelper = store\n');
    write('', `[include]\n\tpath = ${included}\n`);
    const { config } = await read();
    const helper = config.find(({ section }) => section === 'credential');
    assert.deepEqual([helper?.value, helper?.file, helper?.scope], ['store', included, 'global']);
    writeFileSync(included, '[broken\n');
    assert.deepEqual((await readSurroundings(context, repository)).config, []);
  });

  it('runs no program that a configuration names', async () => {
    const canary = join(root, 'ran');
    const evil = `!touch ${canary}`;
    write(
      `[core]\n\tfsmonitor = "touch ${canary}"\n\taskPass = "${canary}.sh"\n[credential]\n\thelper = "${evil}"\n[alias]\n\tconfig = "${evil}"\n`,
      '',
    );
    const { config } = await read();
    assert.ok(config.some(({ variable }) => variable === 'fsmonitor'));
    assert.equal(existsSync(canary), false);
  });

  it('answers in time where an include never ends', async function () {
    if (process.platform === 'win32') this.skip();
    const pipe = join(root, 'pipe');
    await run('mkfifo', [pipe]);
    write(`[include]\n\tpath = ${pipe}\n`, '');
    const before = Date.now();
    const { config } = await read();
    assert.ok(Date.now() - before < 15_000);
    assert.deepEqual(
      config.filter(({ section }) => section === 'credential'),
      [],
    );
  });

  it('tells of the environment only what gh and git listen to, and of a token only its mask', async () => {
    write('', '');
    const token = makeToken('classic-pat', 'around');
    const given = { ...env, GH_TOKEN: token, GITHUB_TOKEN: '', GIT_ASKPASS: '/opt/ask', OTHER_TOKEN: token };
    const { variables } = await readSurroundings({ ...context, env: given }, repository);
    assert.deepEqual(variables, [
      { name: 'GH_TOKEN', held: { kind: 'token', token: 'classic-pat', masked: `ghp_…${token.slice(-4)}` } },
      { name: 'GIT_ASKPASS', held: undefined },
    ]);
  });

  it('keeps the path of the file a line stands in, absolute', async () => {
    write('[credential]\n\thelper = own\n', '');
    mkdirSync(join(repository, 'deep'), { recursive: true });
    const { config } = await read();
    const own = config.find(({ section }) => section === 'credential');
    assert.equal(own?.file, join(repository, '.git', 'config'));
  });
});
