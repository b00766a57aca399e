import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs, {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect, promisify } from 'node:util';
import type { CleanedAs } from '../../src/leaks/planClean.ts';
import type { TakenOut } from '../../src/leaks/ports.ts';
import { placeCleaner } from '../../src/node/leaks/placeCleaner.ts';
import { printer } from '../../src/node/leaks/printer.ts';
import { Secret } from '../../src/shared/secret.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { makePipe } from './leakStage.ts';

const token = makeToken('classic-pat', 'cleaner');
const other = makeToken('classic-pat', 'cleaner, another');
const print = printer(() => 'salt');
const wanted = print(new Secret(token));

/** What every open file is asked by. */
async function handlesOf(path: string): Promise<Record<string, unknown>> {
  const probe = await fs.open(path, 'r');
  await probe.close();
  return Object.getPrototypeOf(probe) as Record<string, unknown>;
}

describe('a token that is taken out of a file and put back', function () {
  this.timeout(20_000);
  const cleaner = placeCleaner(print);
  let home: string;
  let store: string;
  beforeEach(async () => {
    home = await fs.realpath(await mkdtemp(join(tmpdir(), 'cleaner-')));
    store = join(home, '.git-credentials');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const clean = (path = store, what: CleanedAs = 'gitCredentials') => cleaner.clean({ path, what }, wanted);
  async function taken(path = store, what: CleanedAs = 'gitCredentials'): Promise<TakenOut> {
    const cleaned = await clean(path, what);
    assert.equal(cleaned.kind, 'cleaned');
    return (cleaned as Extract<typeof cleaned, { readonly kind: 'cleaned' }>).taken;
  }
  /** What git's own store answers for a host. */
  async function filled(...config: readonly string[]): Promise<string> {
    const { PATH = '' } = process.env;
    const asked = promisify(execFile)(
      'git',
      [...config, '-c', 'credential.helper=', '-c', 'credential.helper=store', 'credential', 'fill'],
      {
        cwd: home,
        env: { PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'false' },
      },
    );
    asked.child.stdin?.end('protocol=https\nhost=github.com\n\n');
    const { stdout } = await asked.catch(() => ({ stdout: '' }));
    return /^password=(.*)$/m.exec(stdout)?.[1] ?? '';
  }

  it('is no more in what git answers from its store, and is again when it was put back, byte for byte', async () => {
    const text = `https://x:${other}@github.example\r\nhttps://mona:${token}@github.com\nhttps://a:\xff@b.example`;
    await writeFile(store, Buffer.from(text, 'latin1'), { mode: 0o600 });
    assert.equal(await filled(), token);
    const out = await taken();
    assert.equal(await filled(), '');
    assert.ok(!(await readFile(store, 'latin1')).includes(token));
    assert.ok((await readFile(store, 'latin1')).includes(other));
    assert.deepEqual(await cleaner.putBack(out), { kind: 'back' });
    assert.equal(await readFile(store, 'latin1'), text);
    assert.equal(await filled(), token);
    assert.deepEqual(await readdir(home), ['.git-credentials']);
  });

  it('what is kept to put it back shows nothing of it, however it is printed', async () => {
    await writeFile(store, `https://mona:${token}@github.com\n`);
    const out = await taken();
    for (const text of [JSON.stringify(out), inspect(out, { depth: 9, showHidden: true }), String(out)]) {
      assert.ok(!text.includes(token));
    }
  });

  it('leaves a file its mode, and the other files of its folder alone', async () => {
    for (const mode of [0o600, 0o640, 0o644]) {
      await writeFile(store, `https://mona:${token}@github.com\n`);
      await chmod(store, mode);
      const out = await taken();
      assert.equal((await lstat(store)).mode & 0o777, mode);
      await cleaner.putBack(out);
      assert.equal((await lstat(store)).mode & 0o777, mode);
    }
  });

  it('goes back only into the file as it was left', async () => {
    const text = `https://mona:${token}@github.com\n`;
    for (const change of [
      () => writeFile(store, 'https://new:login@github.com\n'),
      () => rm(store),
      async () => {
        await rm(store);
        await symlink(join(home, 'elsewhere'), store);
      },
    ]) {
      await writeFile(store, text);
      const out = await taken();
      await change();
      const before = await readFile(store, 'utf8').catch(() => 'none');
      assert.match((await cleaner.putBack(out)).kind, /^(?:changed|linked)$/);
      assert.equal(await readFile(store, 'utf8').catch(() => 'none'), before);
      await rm(store, { force: true });
    }
  });

  it('I11 is not taken out through a link, nor of one name of a file that has two', async () => {
    const real = join(home, 'dotfiles', 'store');
    await mkdir(dirname(real));
    const text = `https://mona:${token}@github.com\n`;
    await writeFile(real, text);
    await symlink(real, store);
    assert.deepEqual(await clean(), { kind: 'linked' });
    assert.ok((await lstat(store)).isSymbolicLink());
    await rm(store);
    await link(real, store);
    assert.deepEqual(await clean(), { kind: 'linked' });
    assert.equal(await readFile(real, 'utf8'), text);
  });

  it('waits for no pipe and writes no folder, nothing unreadable, nothing larger than it reads', async () => {
    await mkdir(store);
    assert.deepEqual(await clean(), { kind: 'refused' });
    await rm(store, { recursive: true });
    await makePipe(store);
    assert.deepEqual(await clean(), { kind: 'refused' });
    await rm(store);
    await writeFile(store, `https://mona:${token}@github.com\n`);
    await truncate(store, 9 << 20);
    assert.deepEqual(await clean(), { kind: 'refused' });
    await rm(store);
    assert.deepEqual(await clean(), { kind: 'gone' });
    await writeFile(store, `https://mona:${other}@github.com\n`);
    assert.deepEqual(await clean(), { kind: 'gone' });
    assert.deepEqual(await clean(join(store, 'below')), { kind: 'gone' });
  });

  it('leaves a file that nobody may write, and one that git is writing', async () => {
    const text = `https://mona:${token}@github.com\n`;
    await writeFile(store, text);
    await chmod(store, 0o444);
    assert.deepEqual(await clean(), { kind: 'readOnly' });
    await chmod(store, 0o600);
    await writeFile(`${store}.lock`, 'of git');
    assert.deepEqual(await clean(), { kind: 'locked', lock: `${store}.lock` });
    assert.deepEqual(
      [await readFile(store, 'utf8'), await readFile(`${store}.lock`, 'utf8')],
      [text, 'of git'],
    );
  });

  it('loses nothing that another program wrote while it was at work', async () => {
    const theirs = `https://new:login@github.com\nhttps://mona:${token}@github.com\n`;
    await writeFile(store, `https://mona:${token}@github.com\n`);
    const handles = await handlesOf(store);
    const real = handles.sync as () => Promise<void>;
    // The last moment before it is read once more.
    handles.sync = async function (this: unknown) {
      await writeFile(store, theirs);
      return real.call(this);
    };
    try {
      assert.deepEqual(await clean(), { kind: 'changed' });
    } finally {
      handles.sync = real;
    }
    assert.equal(await readFile(store, 'utf8'), theirs);
    assert.deepEqual(await readdir(home), ['.git-credentials']);
  });

  it('a full disk, or any other failure on the way, leaves the file as it was and no other behind', async () => {
    const text = `https://mona:${token}@github.com\n`;
    await writeFile(store, text);
    const handles = await handlesOf(store);
    for (const name of ['writeFile', 'chmod', 'sync']) {
      const real = handles[name];
      handles[name] = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      try {
        assert.deepEqual(await clean(), { kind: 'refused' }, name);
      } finally {
        handles[name] = real;
      }
      assert.equal(await readFile(store, 'utf8'), text);
      assert.deepEqual(await readdir(home), ['.git-credentials']);
    }
  });

  it('of a remote’s address git reads the rest as before', async () => {
    const git = (...args: readonly string[]) => promisify(execFile)('git', args, { cwd: home });
    await git('init', '-q');
    await git('remote', 'add', 'origin', `https://mona:${token}@github.com/acme/app.git`);
    await git('config', 'branch.main.remote', 'origin');
    const path = join(home, '.git', 'config');
    const before = await readFile(path, 'utf8');
    const out = await taken(path, 'gitConfig');
    assert.equal((await git('remote', 'get-url', 'origin')).stdout.trim(), 'https://github.com/acme/app.git');
    assert.equal((await git('config', 'branch.main.remote')).stdout.trim(), 'origin');
    await cleaner.putBack(out);
    assert.equal(await readFile(path, 'utf8'), before);
  });
});
