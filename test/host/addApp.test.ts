import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { settle } from './settling.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const clientId = '12345';

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

/** A GitHub that knows one App by these keys, and nothing else. */
class OneApp {
  keys: string[] = [];
  slug = 'deployer';
  owner = 'acme';
  ownerType = 'Organization';
  permissions: Record<string, string> = { contents: 'write', pull_requests: 'write', metadata: 'read' };
  installations = 2;
  down = false;
  readonly asked: string[] = [];

  readonly answer = async (url: URL, init: RequestInit | undefined): Promise<Response> => {
    this.asked.push(`${init?.method ?? 'GET'} ${url.pathname}`);
    if (this.down) throw new TypeError('fetch failed');
    const jwt = new Headers(init?.headers).get('authorization')?.replace(/^bearer /i, '') ?? '';
    const [header = '', claims = '', signature = ''] = jwt.split('.');
    const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: string };
    const knows = this.keys.some((pem) =>
      verify(
        'RSA-SHA256',
        Buffer.from(`${header}.${claims}`),
        createPublicKey(pem),
        Buffer.from(signature, 'base64url'),
      ),
    );
    if (iss !== clientId || !knows) return json(401, { message: 'A JSON web token could not be decoded' });
    const { slug, owner, ownerType, permissions, installations } = this;
    return json(200, {
      slug,
      owner: { login: owner, type: ownerType },
      permissions,
      installations_count: installations,
    });
  };
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', date: new Date().toUTCString() },
  });
}

interface Chosen {
  readonly id?: string | undefined;
  readonly way?: 'file' | 'paste' | undefined;
  readonly pasted?: string | undefined;
  readonly file?: string | undefined;
  /** What is chosen of a list or under a message, by its beginning. */
  readonly say?: readonly string[];
}

describe('Add GitHub App', function () {
  this.timeout(120_000);
  const github = new OneApp();
  const originalFetch = globalThis.fetch;
  let folder: string;
  let ours: WindowOfOurs;
  let blank: () => void;
  let faultAt = -1;
  let calls: string[] = [];
  const keys = [makeKey(), makeKey(), makeKey()] as const;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tw-app-'));
    globalThis.fetch = (async (input: string | URL | Request, init?: RequestInit) => {
      const url = new URL(input instanceof Request ? input.url : String(input));
      return url.pathname === '/app' ? github.answer(url, init) : originalFetch(input, init);
    }) as typeof fetch;
    ours = await windowOfOurs((where) => {
      calls.push(where);
      if (calls.length - 1 === faultAt) throw new Error('injected');
    });
    blank = ours.remember();
  });

  after(async () => {
    globalThis.fetch = originalFetch;
    await ours?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    blank();
    faultAt = -1;
    calls = [];
    Object.assign(github, {
      keys: [keys[0]],
      slug: 'deployer',
      ownerType: 'Organization',
      permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
      installations: 2,
      down: false,
    });
    github.asked.length = 0;
  });

  function fileOf(text: string): string {
    const path = join(folder, `${randomUUID()}.private-key.pem`);
    writeFileSync(path, text);
    return path;
  }

  /** Gives the prompts what was chosen; what is not chosen is left. */
  async function add(chosen: Chosen, command = 'tokenWarden.addApp' as const): Promise<readonly Asked[]> {
    return asPerson(chosen, () => ours.run(command));
  }

  async function asPerson({ id, way, pasted, file, say = [] }: Chosen, work: () => Promise<unknown>) {
    const left = [...say];
    return withPerson(
      ({ kind, text, choices }) => {
        if (kind === 'input') return text.includes('private key') ? pasted : id;
        if (text.includes('only signs'))
          return choices.find((one) =>
            one.includes(way === 'file' ? 'Choose a File' : way === 'paste' ? 'Paste It' : '\0'),
          );
        const at = left.findIndex((wanted) => choices.some((one) => one.includes(wanted)));
        const [wanted] = at < 0 ? [] : left.splice(at, 1);
        return choices.find((one) => wanted !== undefined && one.includes(wanted));
      },
      async () => {
        const window = vscode.window as unknown as Record<string, unknown>;
        let opened = 0;
        window.showOpenDialog = async () =>
          file === undefined || opened++ > 0 ? undefined : [vscode.Uri.file(file)];
        await work();
        // What is said at the end is nobody's to wait for.
        await settle();
      },
    );
  }

  const texts = (shown: readonly Asked[]) => shown.map(({ text }) => text).join('\n');
  const entries = () =>
    (JSON.parse(ours.kept().secrets) as [string, string][])
      .filter(([key]) => key.startsWith('tokenWarden.entry.'))
      .map(
        ([, value]) =>
          JSON.parse(value) as { entry: Record<string, never>; secret: string; previous?: string },
      );
  const print = (pem: string) =>
    createHash('sha256')
      .update(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
      .digest('base64');

  it('S0-16 stores the key as one entry of the App, only after it signed for it once', async () => {
    const path = fileOf(keys[0]);
    const shown = await add({ id: clientId, way: 'file', file: path });
    assert.deepEqual(github.asked, ['GET /app']);
    const [stored, ...others] = entries();
    assert.equal(others.length, 0);
    assert.equal(stored?.secret, keys[0]);
    const { name, kind, host, app } = stored.entry as Record<string, unknown> as {
      name: string;
      kind: string;
      host: string;
      app: {
        clientId: string;
        slug: string;
        owner: string;
        ownerKind: string;
        current: { fingerprint: string };
      };
    };
    assert.deepEqual([name, kind, host], ['github:app-deployer', 'app-key', 'github.com']);
    assert.deepEqual(
      [app.clientId, app.slug, app.owner, app.ownerKind, app.current.fingerprint],
      [clientId, 'deployer', 'acme', 'organisation', print(keys[0])],
    );
    assert.match(texts(shown), /Stored as github:app-deployer, after its key signed/);
    assert.match(
      texts(shown),
      /belongs to an organization: whoever has this key can mint tokens for every installation/,
    );
    assert.ok(existsSync(path), 'nobody asked for its deletion');
  });

  it('G13 takes a pasted key in one line, with escaped line ends and as PKCS#8', async () => {
    const pkcs8 = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    for (const [pasted, pem] of [
      [keys[0].replaceAll('\n', ''), keys[0]],
      [keys[0].replaceAll('\n', ' '), keys[0]],
      [`"${keys[0].replaceAll('\n', '\\n')}"`, keys[0]],
      [pkcs8.replaceAll('\n', '\r\n'), pkcs8],
    ] as const) {
      blank();
      github.keys = [pem];
      await add({ id: clientId, way: 'paste', pasted });
      assert.equal(entries()[0]?.secret, pem);
    }
  });

  it('S2-29 leaves everything as it was at each prompt that is left, with nothing asked of GitHub', async () => {
    const path = fileOf(keys[0]);
    const before = ours.kept();
    for (const chosen of [
      {},
      { id: 'my-app' },
      { id: clientId },
      { id: clientId, way: 'file' },
      { id: clientId, way: 'paste' },
      { id: clientId, way: 'paste', pasted: 'no key' },
    ] satisfies Chosen[]) {
      await add(chosen);
      assert.deepEqual(ours.kept(), before);
    }
    assert.deepEqual(github.asked, []);
    assert.ok(existsSync(path));
  });

  it('S2-26 names a file that is no key and asks for another; nothing of it is shown or kept', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    const locked = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    });
    const publicKey = createPublicKey(keys[0]).export({ type: 'spki', format: 'pem' });
    const gone = fileOf('');
    unlinkSync(gone);
    const large = fileOf('');
    truncateSync(large, 1024 ** 3);
    for (const [path, words] of [
      [fileOf(keys[0].slice(0, 900)), /damaged or cut off/],
      [fileOf(String(ec)), /no RSA key/],
      [fileOf(String(locked)), /is encrypted/],
      [fileOf(String(publicKey)), /a public key/],
      [fileOf('hello'), /is no private key/],
      [fileOf(''), /There is no key here/],
      [gone, /not there any more/],
      [large, /larger than any private key/],
      [folder, /no plain file/],
    ] as const) {
      const shown = await add({ id: clientId, way: 'file', file: path });
      const last = shown.at(-1);
      assert.match(last?.text ?? '', words);
      assert.deepEqual(last?.choices, ['Choose Another']);
      assert.doesNotMatch(texts(shown), /[A-Za-z0-9+/]{40}/);
    }
    assert.deepEqual([entries(), github.asked], [[], []]);
  });

  it('stores nothing, and leaves the file, where GitHub does not know the key or cannot be asked', async () => {
    const path = fileOf(keys[1]);
    const say = ['Delete the File'];
    const wrong = await add({ id: clientId, way: 'file', file: path, say });
    assert.match(texts(wrong), /does not know this private key for the App/);
    github.keys = [keys[1]];
    assert.match(
      texts(await add({ id: '999', way: 'file', file: path, say })),
      /does not know this private key/,
    );
    github.down = true;
    assert.match(
      texts(await add({ id: clientId, way: 'file', file: path, say })),
      /could not be reached|offline|reach/i,
    );
    assert.deepEqual(entries(), []);
    assert.equal(readFileSync(path, 'utf8'), keys[1]);
  });

  it('S2-26 deletes the file when asked, after storing, and says when it had changed and was left', async () => {
    const say = ['Delete the File'];
    const path = fileOf(keys[0]);
    const shown = await add({ id: clientId, way: 'file', file: path, say });
    assert.equal(existsSync(path), false);
    assert.match(shown.at(-1)?.text ?? '', /file of the key is deleted/);
    blank();
    const other = fileOf(keys[0]);
    const answer = github.answer;
    const changed = await asPerson({ id: clientId, way: 'file', file: other, say }, async () => {
      const running = ours.run('tokenWarden.addApp');
      while (github.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      writeFileSync(other, `${keys[0]}# mine\n`);
      await running;
    });
    assert.equal(github.answer, answer);
    assert.match(changed.at(-1)?.text ?? '', /not the one that was read any more/);
    assert.ok(existsSync(other));
    blank();
    const kept = fileOf(keys[0]);
    await add({ id: clientId, way: 'file', file: kept, say: ['Keep It'] });
    assert.ok(existsSync(kept));
  });

  it('S0-15 says what the App may do beyond pushing and drafts, and opens its page of permissions', async () => {
    github.permissions = {
      contents: 'write',
      pull_requests: 'write',
      administration: 'write',
      metadata: 'read',
    };
    const shown = await add({ id: clientId, way: 'paste', pasted: keys[0] });
    const last = shown.at(-1);
    assert.match(last?.text ?? '', /more than push and open drafts: administration:write/);
    assert.deepEqual(last?.choices, ['Open Its Permissions']);
  });

  it('stores no second entry for the same App, and takes another key as its new one', async () => {
    await add({ id: clientId, way: 'paste', pasted: keys[0] });
    const again = await add({ id: clientId, way: 'paste', pasted: keys[0] });
    assert.match(texts(again), /already stored as github:app-deployer, with this key/);
    github.keys = [keys[0], keys[1]];
    await add({ id: clientId, way: 'paste', pasted: keys[1], say: ['Use This One as Its New Key'] });
    const [stored, ...others] = entries();
    assert.equal(others.length, 0);
    assert.deepEqual([stored?.secret, stored?.previous], [keys[1], keys[0]]);
  });

  it('S2-39 goes back to the old key only when it signs, and drops it only when asked', async () => {
    await add({ id: clientId, way: 'paste', pasted: keys[0] });
    github.keys = [keys[0], keys[1]];
    const rotate = (chosen: Chosen) =>
      asPerson({ ...chosen, say: ['github:app-deployer', ...(chosen.say ?? [])] }, () =>
        ours.run('tokenWarden.rotateToken'),
      );
    await rotate({ way: 'paste', pasted: keys[1] });
    assert.deepEqual([entries()[0]?.secret, entries()[0]?.previous], [keys[1], keys[0]]);
    github.keys = [keys[1]];
    const refused = await rotate({ say: ['Go Back to the Old Key'] });
    assert.match(texts(refused), /does not know this private key/);
    assert.equal(entries()[0]?.secret, keys[1]);
    github.keys = [keys[0], keys[1]];
    await rotate({ say: ['Go Back to the Old Key'] });
    assert.deepEqual([entries()[0]?.secret, entries()[0]?.previous], [keys[0], keys[1]]);
    await rotate({});
    assert.equal(entries()[0]?.previous, keys[1]);
    await rotate({ say: ['Drop the Old Key Here'] });
    assert.deepEqual([entries()[0]?.secret, entries()[0]?.previous], [keys[0], undefined]);
  });

  it('G13 hands the key to nobody: not to the clipboard, a list, the journal, a file or a message', async () => {
    const shown = [...(await add({ id: clientId, way: 'paste', pasted: keys[0] }))];
    const say = ['github:app-deployer'];
    await vscode.env.clipboard.writeText('untouched');
    for (const command of [
      'tokenWarden.copyToken',
      'tokenWarden.listTokens',
      'tokenWarden.showPermissions',
      'tokenWarden.probePermissions',
      'tokenWarden.showTokenHistory',
      'tokenWarden.checkToken',
      'tokenWarden.exportDiagnostics',
    ] as const) {
      shown.push(...(await asPerson({ say }, () => ours.run(command))));
    }
    assert.equal(await vscode.env.clipboard.readText(), 'untouched');
    assert.match(texts(shown), /A private key is not copied/);
    assert.match(texts(shown), /opens nothing itself/);
    assert.match(texts(shown), /works: its key signs for the App deployer of acme/);
    const body = keys[0].split('\n')[5] ?? 'no line';
    const all = [
      JSON.stringify(shown),
      ours.kept().memory,
      ...filesBelow(ours.storage),
      ...vscode.workspace.textDocuments.map((document) => document.getText()),
    ].join('\n');
    assert.ok(!all.includes(body));
    assert.ok(!all.includes(body.slice(-20)));
  });

  it('S0-18 forgets the App with nothing of its key left in the store, the markers, the journal or what is remembered', async () => {
    await add({ id: clientId, way: 'paste', pasted: keys[0] });
    const shown = await asPerson({ say: ['github:app-deployer'] }, () => ours.run('tokenWarden.forgetToken'));
    assert.match(shown.at(-1)?.text ?? '', /At GitHub the App stays installed/);
    assert.deepEqual(shown.at(-1)?.choices, ['Undo', 'Uninstall…']);
    assert.deepEqual(entries(), []);
    const left = [ours.kept().secrets, ours.kept().memory, ...filesBelow(ours.storage)].join('\n');
    for (const part of [...keys[0].split('\n').slice(1, -2), print(keys[0])]) assert.ok(!left.includes(part));
  });

  it('S0-19 leaves the token in use that served here before the App was added', async () => {
    const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
    const token = stage.tokens.find(({ label }) =>
      label.startsWith('fine-grained for acme: contents'),
    )?.value;
    await withPerson(
      ({ kind, choices }) => (kind === 'input' ? token : kind === 'pick' ? choices[0] : undefined),
      () => ours.run('tokenWarden.addToken'),
    );
    const menu = async () => (await asPerson({}, () => ours.run('tokenWarden.showMenu')))[0]?.text;
    const before = await menu();
    assert.match(before ?? '', /^github:fine-grained-acme/);
    await add({ id: clientId, way: 'paste', pasted: keys[0] });
    assert.equal(entries().length, 2);
    assert.equal(await menu(), before);
  });

  it('is stored once or not at all, and its file is there unless it is stored, whatever call fails', async () => {
    const say = ['Delete the File'];
    await add({ id: clientId, way: 'file', file: fileOf(keys[0]), say });
    const most = calls.length;
    assert.ok(most > 5);
    for (let at = 0; at < most; at++) {
      blank();
      calls = [];
      faultAt = at;
      const path = fileOf(keys[0]);
      await add({ id: clientId, way: 'file', file: path, say });
      faultAt = -1;
      const stored = entries();
      assert.ok(stored.length <= 1, calls[at]);
      assert.ok(stored.length === 1 || existsSync(path), `the file went before it was stored: ${calls[at]}`);
      // The second try ends with one entry, whatever the first left behind.
      await add({ id: clientId, way: 'file', file: fileOf(keys[0]) });
      assert.deepEqual(
        entries().map(({ secret }) => secret),
        [keys[0]],
        calls[at],
      );
    }
  });
});

function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name), 'utf8'));
}
