import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { machinePlaces } from '../../src/leaks/machinePlaces.ts';
import type { MachineFile } from '../../src/leaks/ports.ts';
import { machineFolders } from '../../src/node/leaks/machineFolders.ts';
import { machineLooks } from '../../src/node/leaks/machineLooks.ts';
import { printer } from '../../src/node/leaks/printer.ts';
import { Secret } from '../../src/shared/secret.ts';
import { maskToken } from '../../src/tokens/mask.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { makePipe, told } from './leakStage.ts';

const token = makeToken('classic-pat', 'machine');
const masked = maskToken(new Secret(token));

describe('files of the machine', function () {
  this.timeout(60_000);
  let root: string;
  let home: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'machine-'));
    home = join(root, 'home');
    await mkdir(home);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const write = async (path: string, content: string | Buffer = `x ${token}`) => {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), content);
  };
  const looks = (env: Readonly<Record<string, string>> = {}, workspaceFolders: readonly string[] = []) =>
    machineLooks({
      facts: () => ({ env, home, platform: 'linux', workspaceFolders, userFolder: join(home, 'User') }),
      print: printer(() => 'salt'),
      uriOf: (path) => path.slice(home.length + 1),
    });
  const names = async (made = looks()) =>
    (await made.files()).map(({ what, path }) => `${what} ${path.slice(home.length + 1)}`).sort();
  const look = async (files?: readonly MachineFile[], signal = new AbortController().signal) => {
    const made = looks();
    const { leaks, complete } = await made.look(files ?? (await made.files()), signal);
    assert.equal(JSON.stringify(leaks).includes(token), false);
    return { told: told(leaks), complete };
  };

  it('are named when they exist, each with what it is, and nothing is read for that', async () => {
    assert.deepEqual(await names(), []);
    await write('.git-credentials');
    await write('.config/gh/hosts.yml');
    await write('User/settings.json');
    await write('User/profiles/-5af/mcp.json');
    await write('.docker/config.json');
    await mkdir(join(home, '.netrc'));
    await symlink('nowhere', join(home, '.npmrc'));
    const expected = [
      'editorSettings User/settings.json',
      'ghHosts .config/gh/hosts.yml',
      'gitCredentials .git-credentials',
      'mcp User/profiles/-5af/mcp.json',
      'packageLogin .docker/config.json',
    ];
    assert.deepEqual(await names(), expected);
  });

  it('are each found where they are, with the exact place of the token', async () => {
    for (const { folder, path } of machinePlaces) {
      const top = { home: '', config: '.config', gh: '.config/gh', user: 'User', appData: undefined }[folder];
      if (top !== undefined) await write(join(top, path), `# ü\r\n  ${token}`);
    }
    const files = await looks().files();
    assert.equal(files.length, machinePlaces.filter(({ folder }) => folder !== 'appData').length);
    const found = await look();
    const expected = files.map(({ path }) => `${path.slice(home.length + 1)}:2:3 ${masked}`);
    assert.deepEqual(found, { told: expected.sort(), complete: true });
  });

  it('holds a registry’s login whose token stands in base64', async () => {
    const auth = Buffer.from(`mona:${token}`).toString('base64');
    await write('.docker/config.json', JSON.stringify({ auths: { 'ghcr.io': { auth } } }));
    assert.deepEqual((await look()).told, [`.docker/config.json:1:30 ${masked}`]);
  });

  it('are looked for where a person’s variables say, and not where a workspace or a relative path does', async () => {
    await write('xdg/git/credentials');
    await write('ghs/hosts.yml');
    await write('.config/git/config');
    await write('work/gh/hosts.yml');
    const [xdg, ghs, work] = ['xdg', 'ghs', 'work'].map((name) => join(home, name));
    const own = { XDG_CONFIG_HOME: xdg as string, GH_CONFIG_DIR: ghs as string };
    assert.deepEqual(await names(looks(own)), [
      'ghHosts ghs/hosts.yml',
      'gitCredentials xdg/git/credentials',
    ]);
    const strangers = { XDG_CONFIG_HOME: work as string, GH_CONFIG_DIR: join(work as string, 'gh') };
    assert.deepEqual(await names(looks(strangers, [work as string])), ['gitConfig .config/git/config']);
    const relative = { XDG_CONFIG_HOME: 'xdg', GH_CONFIG_DIR: './ghs' };
    assert.deepEqual(await names(looks(relative)), ['gitConfig .config/git/config']);
  });

  it('are looked for in the folders of Windows there', () => {
    const env = { APPDATA: join(root, 'roaming') };
    const facts = { env, home, platform: 'win32', workspaceFolders: [], userFolder: undefined } as const;
    const folders = machineFolders(facts);
    assert.deepEqual(folders, {
      home,
      config: join(home, '.config'),
      gh: join(env.APPDATA, 'GitHub CLI'),
      appData: env.APPDATA,
      user: undefined,
    });
    assert.equal(machineFolders({ ...facts, platform: 'linux' }).gh, join(home, '.config', 'gh'));
  });

  it('I11 leave the person’s folders through no link that was not told', async () => {
    await writeFile(join(root, 'outside'), token);
    await write('dotfiles/npmrc', token);
    await symlink(join(home, 'dotfiles/npmrc'), join(home, '.npmrc'));
    await symlink(join(root, 'outside'), join(home, '.netrc'));
    const files = await looks().files();
    assert.deepEqual(
      files.map(({ what, leadsTo }) => [what, leadsTo]),
      [
        ['netrc', join(root, 'outside')],
        ['npmrc', undefined],
      ],
    );
    assert.deepEqual(await look(files), {
      told: [`.netrc:1:1 ${masked}`, `.npmrc:1:1 ${masked}`],
      complete: true,
    });
    const untold = files.map(({ what, path }) => ({ what, path }));
    assert.deepEqual(await look(untold), { told: [`.npmrc:1:1 ${masked}`], complete: false });
    await rm(join(home, '.netrc'));
    await writeFile(join(root, 'other'), token);
    await symlink(join(root, 'other'), join(home, '.netrc'));
    assert.deepEqual(await look(files), { told: [`.npmrc:1:1 ${masked}`], complete: false });
  });

  it('I11 wait for no pipe, read no device, and go round in no loop', async function () {
    if (process.platform === 'win32') this.skip();
    await makePipe(join(home, '.npmrc'));
    await symlink('/dev/zero', join(home, '.netrc'));
    await symlink('.envrc', join(home, '.envrc'));
    assert.deepEqual(await names(), []);
    const named = ['.npmrc', '.netrc', '.envrc'].map((name) => ({
      what: 'npmrc' as const,
      path: join(home, name),
    }));
    assert.deepEqual(await look(named), { told: [], complete: false });
    assert.deepEqual(await look(named.slice(0, 1)), { told: [], complete: false });
    const devices = named.map((file) => ({ ...file, leadsTo: '/dev/zero' }));
    assert.deepEqual(await look(devices), { told: [], complete: false });
  });

  it('that vanish, are huge, binary or in UTF-16 are read as far as they can be', async () => {
    await write('.npmrc');
    const files = await looks().files();
    await rm(join(home, '.npmrc'));
    assert.deepEqual(await look(files), { told: [], complete: false });
    await write('.npmrc', Buffer.concat([Buffer.from([0, 1, 0xff, 10]), Buffer.from(token)]));
    await write('.netrc', Buffer.from(`\ufeffa\n${token}`, 'utf16le'));
    assert.deepEqual(await look(), {
      told: [`.netrc:2:1 ${masked}`, `.npmrc:2:1 ${masked}`],
      complete: true,
    });
    // Three gigabytes of nothing behind it.
    await truncate(join(home, '.npmrc'), 3 * 2 ** 30);
    assert.deepEqual(await look(), {
      told: [`.netrc:2:1 ${masked}`, `.npmrc:2:1 ${masked}`],
      complete: false,
    });
  });

  it('are read no further once it is cancelled', async () => {
    await write('.npmrc');
    assert.deepEqual(await look(undefined, AbortSignal.abort()), { told: [], complete: false });
  });
});
