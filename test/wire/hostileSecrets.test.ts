import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { staleAfterMs, sweepStale } from '../../src/node/git/sweepStale.ts';
import { Secret } from '../../src/shared/secret.ts';
import { runGit, tokenHeader } from '../sandbox/workTree.ts';
import { formsOfToken, holdsToken } from './evilListener.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const url = 'https://github.com/acme/app.git';
const here = import.meta.dirname;

describe('where the token is during a push', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());
  afterEach(() => stage.sandbox.faults.clear());

  interface Sampled {
    readonly rounds: number;
    readonly hits: readonly {
      readonly where: string;
      readonly command: string;
      readonly isolated: boolean;
    }[];
  }

  async function sampling(during: () => Promise<unknown>): Promise<Sampled> {
    const child = spawn(process.execPath, [join(here, 'processSampler.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => lines.push(chunk));
    child.stdin.write(
      `${stage.tempFolder}\n${process.pid}\n${formsOfToken(stage.token.value).join('\n')}\n\n`,
    );
    await once(child.stdout, 'data');
    await during();
    child.stdin.end();
    await once(child, 'close');
    return JSON.parse(lines.join('').replace('ready\n', '')) as Sampled;
  }

  it('C01 C02 nobody else ever has it, in argv or environment, and it is gone with its git', async function () {
    if (process.platform !== 'linux') this.skip(); // Only /proc shows another process's environment.
    const tree = await stage.tree('sampled');
    stage.sandbox.faults.add({ fault: { kind: 'latency', ms: 1_000 } });
    const during = await sampling(() => stage.push(tree));
    const after = await sampling(() => delay(100));
    assert.ok(during.rounds >= 10, `the sampler looked ${during.rounds} times only`);
    assert.deepEqual(
      during.hits.filter(({ where, isolated }) => where === 'argv' || !isolated),
      [],
    );
    const holders = [
      ...new Set(during.hits.map(({ command }) => /git(?:-remote-https)?(?= )/.exec(command)?.[0])),
    ];
    assert.deepEqual(holders.toSorted(), ['git', 'git-remote-https']);
    assert.deepEqual(after.hits, []);
  });

  it('and a push that puts it on the command line is seen to', async function () {
    if (process.platform !== 'linux') this.skip();
    const tree = await stage.tree('seen');
    stage.sandbox.faults.add({ fault: { kind: 'latency', ms: 250 } });
    const header = `http.extraHeader=${tokenHeader(url, stage.token.value).GIT_CONFIG_VALUE_0}`;
    const { hits } = await sampling(() =>
      runGit(tree.folder, ['-c', header, 'push', '-q', 'origin', 'HEAD'], tree.env),
    );
    assert.ok(
      hits.some(({ where }) => where === 'argv') &&
        hits.some(({ where, isolated }) => where === 'environ' && !isolated),
    );
  });

  it('C03 tracing that the person left on writes nothing', async () => {
    const tree = await stage.tree('traced');
    const traces = join(stage.sandbox.folder, 'traces');
    await mkdir(traces);
    const names = [
      'GIT_TRACE',
      'GIT_TRACE_CURL',
      'GIT_TRACE_PACKET',
      'GIT_TRACE_SETUP',
      'GIT_TRACE2',
      'GIT_TRACE2_EVENT',
      'GIT_TRACE2_PERF',
      'SSLKEYLOGFILE',
      'GIT_REDIRECT_STDERR',
    ];
    const env = {
      ...stage.env,
      ...Object.fromEntries(names.map((name) => [name, join(traces, name)])),
      GIT_CURL_VERBOSE: '1',
      GIT_TRACE_REDACT: '0',
      GIT_TRACE2_CONFIG_PARAMS: 'http.*',
      GIT_TRACE2_ENV_VARS: 'GIT_CONFIG_VALUE_0,GIT_CONFIG_VALUE_20',
    };
    await tree.git('config', '--global', 'trace2.eventTarget', join(traces, 'by-config'));
    await tree.git('config', '--global', 'trace2.envVars', 'GIT_CONFIG_VALUE_12');
    await stage.push(tree, { env });
    const written: string[] = [];
    for (const name of await readdir(traces)) written.push(await readFile(join(traces, name), 'utf8'));
    await tree.git('config', '--global', '--remove-section', 'trace2');
    assert.equal(holdsToken(written.join('\n'), stage.token.value), false);
    assert.deepEqual(
      (await readdir(traces)).filter((name) => name !== 'by-config'),
      [],
    );
  });

  it('C04 a server that says it back is redacted, in a refusal and in a success', async () => {
    const tree = await stage.tree('echoed');
    const off = stage.sandbox.faults.add({ fault: { kind: 'echo-authorization', status: 403 } });
    const refused = await stage.refusal(tree);
    off();
    stage.sandbox.faults.add({ method: 'POST', fault: { kind: 'echo-in-push' } });
    const end = await stage.pusher().push(await stage.ready(tree), stage.secret, {});
    for (const text of [refused.details, end.stderr]) {
      assert.match(text, /remote: .*\[redacted\]/);
      assert.equal(holdsToken(text, stage.token.value), false);
    }
    assert.equal(refused.problem.kind, 'forbidden');
  });

  it('C04 a credential that looks like nothing is redacted because it was used', async () => {
    const tree = await stage.tree('odd-looking');
    const odd = 'kx9-lantern-harbour-plum-2231';
    const basic = Buffer.from(`x-access-token:${odd}`).toString('base64');
    const body = `plain ${odd} and encoded ${basic} end\n`;
    stage.sandbox.faults.add({
      fault: { kind: 'status', status: 403, body, headers: { 'content-type': 'text/plain; charset=utf-8' } },
    });
    const refused = await stage.refusal(tree, { secret: new Secret(odd) });
    assert.match(refused.details, /^remote: plain \[redacted\] and encoded \[redacted\]=? end$/m);
  });

  it('C04 terminal sequences and direction marks of a server do not reach the details', async () => {
    const tree = await stage.tree('painted');
    const body = '\u001b]0;title\u0007\u001b[2J\u001b[31mred\u001b[0m \u202eevil\u202c \u0000end\n';
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    stage.sandbox.faults.add({ fault: { kind: 'status', status: 403, body, headers } });
    const refused = await stage.refusal(tree);
    assert.match(refused.details, /remote: .*red evil/);
    assert.doesNotMatch(refused.details.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  });

  it('H02 a server that talks for megabytes is heard in part', async () => {
    const tree = await stage.tree('talkative');
    stage.sandbox.faults.add({
      fault: {
        kind: 'status',
        status: 403,
        body: `${'word '.repeat(40)}\n`.repeat(20_000),
        headers: { 'content-type': 'text/plain' },
      },
    });
    const refused = await stage.refusal(tree);
    assert.equal(refused.problem.kind, 'forbidden');
    assert.ok(refused.details.length <= 33_000, String(refused.details.length));
  });

  async function driven(branch: string): Promise<ChildProcess> {
    const tree = await stage.tree(branch);
    const child = spawn(process.execPath, [join(here, 'pushDriver.ts')], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    const { git, env, tempFolder } = stage;
    child.stdin?.end(JSON.stringify({ git, env, tempFolder, folder: tree.folder, token: stage.token.value }));
    return child;
  }

  /** The git of a killed window ends by itself after a minute of silence; the tests that follow do not wait for it. */
  async function endOrphans(mark: string): Promise<void> {
    if (process.platform !== 'linux') return;
    for (const id of await readdir('/proc')) {
      const command = /^[0-9]+$/.test(id)
        ? await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')
        : '';
      if (command.includes(mark)) process.kill(-Number(id), 'SIGKILL');
    }
  }

  it('C09 a window killed in the middle leaves a private folder without a secret, and the next start removes it', async () => {
    stage.sandbox.faults.add({ fault: { kind: 'hang' } });
    const before = stage.sandbox.log.length;
    const child = await driven('killed');
    while (stage.sandbox.log.length === before) await delay(10);
    child.kill('SIGKILL');
    await once(child, 'close');
    const [left = ''] = await stage.leftovers();
    const folder = join(stage.tempFolder, left);
    const mode = (await stat(folder)).mode & 0o777;
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    );
    const texts = await Promise.all(
      files.map((each) => readFile(join(each.parentPath, each.name), 'latin1')),
    );
    const young = await sweepStale(stage.tempFolder, Date.now());
    const swept = await sweepStale(stage.tempFolder, Date.now() + staleAfterMs + 60_000);
    assert.deepEqual(
      {
        mode: process.platform === 'win32' ? 0o700 : mode,
        secret: holdsToken(texts.join('\n'), stage.token.value),
        young,
        swept,
        left: await stage.leftovers(),
      },
      { mode: 0o700, secret: false, young: 0, swept: 1, left: [] },
    );
    assert.ok(texts.length >= 3, 'there were files to look into');
    await endOrphans(left);
  });

  it('C09 the sweep leaves alone what is not ours: other names, young ones, files and links', async () => {
    const folder = join(stage.sandbox.folder, 'sweep');
    const target = join(stage.sandbox.folder, 'precious');
    await mkdir(join(folder, 'token-warden-push-old'), { recursive: true });
    await mkdir(join(folder, 'token-warden-push-young'));
    await mkdir(join(folder, 'someone-else'));
    await mkdir(target);
    await writeFile(join(folder, 'token-warden-push-file'), '');
    await symlink(target, join(folder, 'token-warden-push-link'));
    const old = new Date(Date.now() - staleAfterMs - 60_000);
    for (const name of ['token-warden-push-old', 'someone-else', 'token-warden-push-file'])
      await utimes(join(folder, name), old, old);
    await utimes(target, old, old);
    const swept = await sweepStale(folder, Date.now());
    assert.deepEqual(
      [swept, (await readdir(folder)).toSorted(), await readdir(target)],
      [
        1,
        ['someone-else', 'token-warden-push-file', 'token-warden-push-link', 'token-warden-push-young'],
        [],
      ],
    );
    assert.equal(await sweepStale(join(folder, 'no such folder'), Date.now()), 0);
  });

  it('cancelling ends git and its HTTP child, which would wait for ever', async () => {
    const tree = await stage.tree('cancelled');
    stage.sandbox.faults.add({ fault: { kind: 'hang' } });
    const controller = new AbortController();
    const before = stage.sandbox.log.length;
    const pushing = stage.refusal(tree, { signal: controller.signal });
    while (stage.sandbox.log.length === before) await delay(10);
    const pressed = performance.now();
    controller.abort();
    const refused = await pushing;
    const took = performance.now() - pressed;
    assert.deepEqual([refused.problem, await stage.leftovers()], [{ kind: 'cancelled' }, []]);
    // A busy machine takes its time to end a process; waiting for the server would take a minute and more.
    assert.ok(took < 15_000, `${took} ms`);
    if (process.platform !== 'linux') return;
    assert.deepEqual((await sampling(() => delay(50))).hits, []);
  });

  it('a push cancelled before it began starts no git', async () => {
    const tree = await stage.tree('early');
    const plan = await stage.ready(tree);
    const before = stage.sandbox.log.length;
    const end = await stage.pusher().push(plan, stage.secret, { signal: AbortSignal.abort() });
    assert.deepEqual([end.end, stage.sandbox.log.length], ['cancelled', before]);
  });
});
