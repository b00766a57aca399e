import assert from 'node:assert/strict';
import type { PushProblem } from '../../src/push/problems.ts';
import type { Failure } from '../../src/shared/failure.ts';
import { sandboxClient } from '../sandbox/client.ts';
import { lfsStorageName } from '../sandbox/hosts.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { holdsToken } from './evilListener.ts';
import { type LfsFile, lfsTree, oidOf, requestsSince } from './lfsStage.ts';
import { type PushStage, type StageOptions, startPushStage } from './pushStage.ts';

const batchPath = /\/info\/lfs\/objects\/batch$/;
const lfsType = { 'content-type': 'application/vnd.git-lfs+json' };
const storage = `https://${lfsStorageName}/objects/x`;

describe('what the LFS service answers', function () {
  this.timeout(60_000);
  let stage: PushStage;
  let file: LfsFile;
  let tree: WorkTree;
  before(async () => {
    stage = await startPushStage();
    // Never uploaded in this suite, so that one tree serves every answer.
    const made = await lfsTree(stage, 'answers', { 'a.bin': Buffer.alloc(2_000, 'answers') });
    tree = made.tree;
    file = made.files[0] as LfsFile;
  });
  after(() => stage.close());
  afterEach(() => stage.sandbox.faults.clear());

  interface Outcome {
    readonly refused: Failure;
    readonly seen: readonly string[];
  }

  /** Refused, no commit sent, each address asked once, nobody else spoken to. */
  async function refusedBy(arrange: () => void, options: StageOptions = {}): Promise<Outcome> {
    arrange();
    const start = stage.sandbox.log.length;
    const strangers = stage.sandbox.refused.length;
    const refused = await stage.refusal(tree, options);
    const seen = requestsSince(stage, start);
    assert.deepEqual(
      seen.filter((line, at) => line.includes('receive-pack') || seen.indexOf(line) !== at),
      [],
    );
    assert.deepEqual(stage.sandbox.refused.slice(strangers), []);
    return { refused, seen };
  }

  const says = (answer: unknown) =>
    stage.sandbox.faults.add({
      path: batchPath,
      fault: { kind: 'status', status: 200, body: JSON.stringify(answer), headers: lfsType },
    });
  const wants = (change: object = {}, upload: object = {}) => ({
    objects: [
      { oid: file.oid, size: file.bytes, actions: { upload: { href: storage, ...upload } }, ...change },
    ],
  });
  const other = oidOf(Buffer.from('other'));

  const lies: readonly (readonly [string, () => unknown])[] = [
    ['no object', () => ({ objects: [] })],
    ['no list', () => ({})],
    ['not an object', () => 'yes'],
    ['content nobody asked for', () => wants({ oid: other })],
    [
      'content nobody asked for beside the right one',
      () => ({
        objects: [...wants().objects, ...wants({ oid: other }).objects],
      }),
    ],
    ['a path for a name', () => wants({ oid: '../../../../etc/passwd' })],
    ['the same twice', () => ({ objects: [...wants().objects, ...wants().objects] })],
    ['another size', () => wants({ size: 1 })],
    ['10,000 actions', () => ({ objects: Array.from({ length: 10_000 }, () => wants().objects[0]) })],
    ['another transfer', () => ({ ...wants(), transfer: 'ssh' })],
    ['another hash', () => ({ ...wants(), hash_algo: 'md5' })],
    ['an address in the clear', () => wants({}, { href: `http://${lfsStorageName}/objects/x` })],
    ['a file address', () => wants({}, { href: 'file:///etc/passwd' })],
    ['an address with a password', () => wants({}, { href: `https://a:b@${lfsStorageName}/x` })],
    ['an address in digits', () => wants({}, { href: 'https://127.0.0.1/x' })],
    ['an address in brackets', () => wants({}, { href: 'https://[::1]/x' })],
    ['this machine', () => wants({}, { href: 'https://localhost/x' })],
    ['an address with a backslash', () => wants({}, { href: `https://${lfsStorageName}\\@evil.example/x` })],
    ['an address with a line end', () => wants({}, { href: `${storage}\r\nX-Evil: 1` })],
    ['an endless address', () => wants({}, { href: `${storage}${'x'.repeat(9_000)}` })],
    ['a header with a line end', () => wants({}, { header: { 'X-A': 'a\r\nX-Evil: 1' } })],
    ['a header name with a line end', () => wants({}, { header: { 'X-A\r\nX-Evil': '1' } })],
    ['a header that is no text', () => wants({}, { header: { 'X-A': 1 } })],
    ['the host header', () => wants({}, { header: { Host: 'evil.example' } })],
    ['the length header', () => wants({}, { header: { 'Content-Length': '1' } })],
    ['the encoding header', () => wants({}, { header: { 'Transfer-Encoding': 'chunked' } })],
    ['a header twice', () => wants({}, { header: { 'X-A': '1', 'x-a': '2' } })],
    [
      'too many headers',
      () =>
        wants(
          {},
          {
            header: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x-${i}`, '1'])),
          },
        ),
    ],
    [
      'a confirmation in the clear',
      () =>
        wants({
          actions: {
            upload: { href: storage },
            verify: { href: 'http://evil.example/verify' },
          },
        }),
    ],
  ];
  for (const [title, lie] of lies) {
    it(`G08 G09 is not followed when it breaks the protocol: ${title}`, async () => {
      const { refused, seen } = await refusedBy(() => says(lie()));
      assert.deepEqual(refused.problem, { kind: 'lfsAnswer' });
      assert.deepEqual(seen, ['POST github.com/acme/app.git/info/lfs/objects/batch']);
    });
  }

  const refusals: readonly (readonly [number, string, PushProblem])[] = [
    [401, 'Bad credentials', { kind: 'badCredentials' }],
    [403, 'Forbidden', { kind: 'forbidden' }],
    [
      403,
      "The 'acme' organization has enabled or enforced SAML SSO.",
      { kind: 'ssoRequired', organisation: 'acme' },
    ],
    [403, 'This repository is over its data quota. Purchase more data packs.', { kind: 'lfsQuota' }],
    [403, 'This repository exceeded its LFS budget.', { kind: 'lfsQuota' }],
    [403, 'Git LFS is disabled for this repository.', { kind: 'lfsOff' }],
    [404, 'Not Found', { kind: 'repositoryNotFound' }],
    [413, 'Too large', { kind: 'lfsRefused', status: 413 }],
    [422, 'Invalid', { kind: 'lfsRefused', status: 422 }],
    [429, 'Slow down', { kind: 'rateLimited' }],
    [500, 'Oops', { kind: 'serverError', status: 500 }],
    [501, 'Not implemented', { kind: 'lfsOff' }],
    [507, 'Insufficient storage', { kind: 'lfsQuota' }],
    [509, 'Bandwidth limit exceeded', { kind: 'lfsQuota' }],
  ];
  for (const [status, message, problem] of refusals) {
    it(`H01 ${status} "${message}" has its cause, is asked once, and nothing is pushed`, async () => {
      const body = JSON.stringify({ message });
      const { refused } = await refusedBy(() =>
        stage.sandbox.faults.add({
          path: batchPath,
          fault: { kind: 'status', status, body, headers: lfsType },
        }),
      );
      assert.deepEqual([refused.problem, refused.details], [problem, message]);
    });
  }

  it('names the one file it refuses', async () => {
    const { refused } = await refusedBy(() =>
      says(wants({ error: { code: 422, message: 'Size must be less than 2147483648' } })),
    );
    assert.deepEqual(refused.problem, { kind: 'lfsObjectRefused', path: 'a.bin', code: 422 });
  });

  it('C04 C07 is redacted and stripped where it repeats the token or paints the screen', async () => {
    const echo = Buffer.from(`x-access-token:${stage.token.value}`).toString('base64');
    const message = `got \u001b[31m${stage.token.value} Basic ${echo} ${Buffer.from(stage.token.value).toString('hex')}\u001b]0;title\u0007 ${'y'.repeat(3_000)}`;
    const { refused } = await refusedBy(() =>
      stage.sandbox.faults.add({
        path: batchPath,
        fault: { kind: 'status', status: 403, body: JSON.stringify({ message }), headers: lfsType },
      }),
    );
    assert.equal(holdsToken(refused.details, stage.token.value), false);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    assert.doesNotMatch(refused.details, /[\u0007\u001b]/);
    assert.ok(refused.details.startsWith('got ') && refused.details.length <= 2_000, refused.details);
  });

  it('A06 is not followed elsewhere: a moved repository is said, and the token stays', async () => {
    const { refused, seen } = await refusedBy(() =>
      stage.sandbox.faults.add({
        path: batchPath,
        fault: { kind: 'redirect', status: 307, to: `https://${lfsStorageName}{path}` },
      }),
    );
    assert.deepEqual([refused.problem, seen.length], [{ kind: 'redirectRefused' }, 1]);
  });

  const storageFaults: readonly (readonly [string, () => void, PushProblem, StageOptions?])[] = [
    [
      'a redirect',
      () =>
        stage.sandbox.faults.add({
          method: 'PUT',
          fault: { kind: 'redirect', status: 307, to: 'https://github.com{path}' },
        }),
      { kind: 'lfsAnswer' },
    ],
    [
      'a refusal',
      () => stage.sandbox.faults.add({ method: 'PUT', fault: { kind: 'status', status: 403 } }),
      { kind: 'lfsUploadFailed', path: 'a.bin', status: 403 },
    ],
    [
      'silence',
      () => stage.sandbox.faults.add({ method: 'PUT', fault: { kind: 'hang' } }),
      { kind: 'timeout', seconds: 0 },
      { limits: { lfs: { silenceMs: 300, maxBytes: 100_000 } } },
    ],
    [
      'an endless answer',
      () => stage.sandbox.faults.add({ method: 'PUT', fault: { kind: 'endless' } }),
      { kind: 'lfsAnswer' },
    ],
    [
      'an unconfirmed arrival',
      () => stage.sandbox.faults.add({ path: /\/lfs\/verify$/, fault: { kind: 'status', status: 500 } }),
      { kind: 'lfsVerifyFailed', path: 'a.bin', status: 500 },
    ],
  ];
  for (const [title, arrange, problem, options] of storageFaults) {
    it(`ends the push when the storage gives ${title}, tried once`, async () => {
      const { refused } = await refusedBy(arrange, options);
      assert.deepEqual(refused.problem, problem);
      assert.equal(holdsToken(stage.sandbox.lfs.heard(), stage.token.value), false);
    });
  }

  it('G10 is not asked for by a service, nor content given to a storage, that nobody vouches for', async () => {
    for (const host of ['github.com', lfsStorageName]) {
      // A connection that is open already was vouched for: a client of its own has none.
      const client = sandboxClient(stage.sandbox);
      const { refused, seen } = await refusedBy(
        () => stage.sandbox.faults.add({ host, fault: { kind: 'untrusted-certificate' } }),
        { limits: { fetch: client.fetch } },
      );
      await client.close();
      stage.sandbox.faults.clear();
      assert.deepEqual(
        [refused.problem, seen.length],
        [{ kind: 'tlsUntrusted' }, host === 'github.com' ? 0 : 1],
      );
    }
  });

  for (const [title, fault, problem] of [
    ['huge', { kind: 'huge', bytes: 6 << 20 }, { kind: 'lfsAnswer' }],
    ['endless', { kind: 'endless' }, { kind: 'lfsAnswer' }],
    ['cut', { kind: 'cut', afterBytes: 20 }, { kind: 'connectionLost' }],
    ['no HTTP', { kind: 'malformed', bytes: 'hello\r\n\r\n' }, { kind: 'connectionLost' }],
  ] as const) {
    it(`G08 is given up when it is ${title}`, async () => {
      const { refused } = await refusedBy(() => stage.sandbox.faults.add({ path: batchPath, fault }));
      assert.deepEqual(refused.problem, problem);
    });
  }

  it('G01 is waited for no longer than the limit', async () => {
    const { refused } = await refusedBy(
      () => stage.sandbox.faults.add({ path: batchPath, fault: { kind: 'hang' } }),
      { limits: { lfs: { silenceMs: 300, maxBytes: 1_000 } } },
    );
    assert.deepEqual(refused.problem, { kind: 'timeout', seconds: 0 });
  });

  it('B07 sends no token to an address of its own choice, even below the same repository', async () => {
    const verify = { href: 'https://github.com/acme/app.git/info/lfs/verify', header: {} };
    const start = stage.sandbox.log.length;
    says({
      objects: [
        {
          oid: file.oid,
          size: file.bytes,
          actions: { upload: { href: 'https://github.com/acme/app.git/info/lfs/verify' }, verify },
        },
      ],
    });
    stage.sandbox.faults.add({ method: 'PUT', fault: { kind: 'status', status: 200 } });
    assert.equal((await stage.refusal(tree)).problem.kind, 'lfsVerifyFailed');
    const given = stage.sandbox.log.slice(start).filter(({ path }) => path.endsWith('/verify'));
    assert.deepEqual([given.length, given.map(({ credential }) => credential)], [2, ['none', 'none']]);
  });
});
