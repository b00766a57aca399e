import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ghProgram } from '../../src/node/logins/loginPrograms.ts';
import { Secret } from '../../src/shared/secret.ts';
import { type CredentialPorts, Credentials } from '../../src/sources/credentials.ts';
import { environmentSource } from '../../src/sources/environmentSource.ts';
import { GhSource } from '../../src/sources/ghSource.ts';
import type { Asked, Source } from '../../src/sources/source.ts';
import { readVariables } from '../../src/sources/variables.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const asked: Asked = { host: githubCom, owner: 'acme', repo: 'app', job: 'push' };
const never = new AbortController().signal;
const clock = { now: () => Date.now() };

/** A vault with nothing in it, and that nobody may ask. */
const empty: CredentialPorts['vault'] = {
  secretOf: () => assert.fail('the vault was asked'),
  entryOf: () => assert.fail('the vault was asked'),
  update: () => assert.fail('the vault was written'),
  issuedFor: () => undefined,
};

describe('a push with a token that is not ours, against a real git server', function () {
  this.timeout(60_000);
  let stage: PushStage;
  let home: string;
  before(async function () {
    if (process.platform === 'win32') this.skip(); // The stand-in for gh is a shell script.
    stage = await startPushStage();
    home = stage.env.HOME ?? '';
    await mkdir(join(home, '.config', 'gh'), { recursive: true });
    await writeFile(join(home, '.config', 'gh', 'hosts.yml'), 'github.com:\n    user: mona\n');
    await writeFile(join(home, '.config', 'gh', 'config.yml'), 'git_protocol: https\n');
  });
  after(() => stage?.close());

  /** Every file of the person's home, byte by byte and with its date. */
  async function homeNow(): Promise<Readonly<Record<string, string>>> {
    const files = await readdir(home, { recursive: true, withFileTypes: true });
    const known: Record<string, string> = {};
    for (const file of files.filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name);
      known[path] = `${(await stat(path)).mtimeMs} ${(await readFile(path)).toString('base64')}`;
    }
    return known;
  }

  /** What is remembered of the only offer of a source after a push with it. */
  async function pushWith(source: Source, branch: string) {
    const remembered: string[] = [];
    const credentials = new Credentials({
      vault: empty,
      sources: [source],
      memory: {
        confirmedFor: () => [],
        rememberConfirmed: async (id, repositories) => void remembered.push(`${id} ${repositories.join()}`),
      },
      learn: () => undefined,
    });
    const { entries } = await credentials.offers(asked, never);
    const [entry, ...more] = entries;
    assert.ok(entry !== undefined && more.length === 0);
    const tree = await stage.tree(branch);
    const secret = await credentials.secretOf(entry, 'push');
    const result = await stage.push(tree, { secret });
    const used = stage.sandbox.log.filter(({ path }) => path.endsWith('git-receive-pack')).at(-1);
    const kept = JSON.stringify([remembered, entry, credentials.seen()]);
    return { kind: result.kind, by: used?.tokenId, kept, tree: tree.folder };
  }

  const filesWith = async (folder: string, text: string) => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const found: string[] = [];
    for (const file of files.filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name);
      if ((await readFile(path)).includes(text)) found.push(path);
    }
    return found;
  };

  it('S4-14 S4-15 one of the environment pushes, writes to no configuration, and nothing of it is left', async () => {
    const { value, id } = stage.token;
    const source = environmentSource(
      readVariables({ TOKEN_WARDEN_GITHUB_COM: value }),
      () => [githubCom],
      clock,
    );
    const before = await homeNow();
    assert.ok(Object.keys(before).length >= 3);
    const { kind, by, kept, tree } = await pushWith(source, 'from-environment');
    assert.deepEqual([kind, by], ['pushed', id]);
    assert.deepEqual(await homeNow(), before);
    assert.equal(kept.includes(value), false);
    assert.deepEqual([await stage.leftovers(), await filesWith(tree, value)], [[], []]);
  });

  it('S4-05 gh’s login pushes with nothing in the vault, and gh keeps what it had', async () => {
    const { value, id } = stage.token;
    const bin = join(stage.sandbox.folder, 'gh-bin');
    await mkdir(bin);
    await writeFile(join(bin, 'gh'), `#!/bin/sh\ncase "$2" in token) echo '${value}';; *) exit 1;; esac\n`);
    await chmod(join(bin, 'gh'), 0o755);
    const env = { ...stage.env, PATH: [bin, stage.env.PATH].join(delimiter) };
    const gh = ghProgram(() => ({ env, workspaceFolders: [] }));
    const before = await homeNow();
    const { kind, by, kept } = await pushWith(new GhSource(gh, clock), 'from-gh');
    assert.deepEqual([kind, by], ['pushed', id]);
    assert.deepEqual(await homeNow(), before);
    assert.equal(kept.includes(value), false);
  });

  it('a dead one is told as such by GitHub’s refusal, and nothing else takes its place', async () => {
    const tree = await stage.tree('with-a-dead-one');
    const dead = new Secret(`${stage.token.value.slice(0, -4)}0000`);
    const { problem } = await stage.refusal(tree, { secret: dead });
    assert.equal(problem.kind, 'badCredentials');
  });
});
