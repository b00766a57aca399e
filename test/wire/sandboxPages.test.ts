import assert from 'node:assert/strict';
import { type SandboxClient, sandboxClient } from '../sandbox/client.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { makeWorkTree } from '../sandbox/workTree.ts';

const web = 'https://github.com';
const fine = `${web}/settings/personal-access-tokens`;
const classic = `${web}/settings/tokens`;

describe('the sandbox: pages', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let sandbox: Sandbox;
  let client: SandboxClient;

  before(async () => {
    sandbox = await startSandbox({ extra: ['policies'] });
    client = sandboxClient(sandbox);
  });
  after(async () => {
    await client.close();
    await sandbox.close();
  });

  const open = async (url: string) => {
    const response = await client.fetch(url);
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  const send = async (url: string, fields: Record<string, string | readonly string[]>, headers = {}) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) body.append(name, one);
    const response = await client.fetch(url, { method: 'POST', body, headers });
    return { status: response.status, html: await response.text(), url: response.url };
  };
  const shown = (html: string) => /id="new-token"[^>]*>([^<]+)</.exec(html)?.[1];
  const statusOf = async (token = '') =>
    (await client.fetch('https://api.github.com/user', { headers: { authorization: `Bearer ${token}` } }))
      .status;
  const form = {
    name: 'made here',
    target_name: 'acme',
    expires_in: '30',
    repositories: 'all',
    contents: 'write',
  };

  it('a made token is shown once, is alive and has what was chosen', async () => {
    const made = await send(fine, {
      ...form,
      repositories: 'selected',
      repository: ['acme/app'],
      issues: '',
    });
    const value = shown(made.html);
    const again = await open(made.url);
    const token = sandbox.registry.tokenByValue(value ?? '');
    assert.deepEqual(
      {
        alive: await statusOf(value),
        again: shown(again.html),
        owner: token?.owner,
        permissions: token?.permissions,
        repositories: token?.repositories,
      },
      {
        alive: 200,
        again: undefined,
        owner: 'acme',
        permissions: { contents: 'write' },
        repositories: ['acme/app'],
      },
    );
  });

  it('regenerating shows a new value and kills the old one at once', async () => {
    const old = sandbox.readyTokens[0]?.token;
    const number = old?.id.replace('token-', '');
    const value = shown((await send(`${fine}/${number}/regenerate`, {})).html);
    assert.deepEqual([await statusOf(old?.value), await statusOf(value)], [401, 200]);
    assert.notEqual(value, old?.value);
  });

  it('deleting ends a token and takes it off the list', async () => {
    const token = sandbox.registry.mint({ kind: 'classic', login: 'mona', name: 'to be deleted' });
    const number = token.id.replace('token-', '');
    assert.ok((await open(classic)).html.includes('to be deleted'));
    const after = await send(`${classic}/${number}/delete`, {});
    assert.deepEqual([await statusOf(token.value), after.html.includes('to be deleted')], [401, false]);
  });

  it('the link pre-fills the fine-grained form, but no repositories', async () => {
    const query =
      'name=acme+push&target_name=acme&expires_in=45&contents=write&pull_requests=read&agent_tasks=read';
    const { html } = await open(`${fine}/new?${query}`);
    const picked = (name: string) =>
      /<option value="([^"]*)" selected/.exec(
        html.split(`name="${name}"`)[1]?.split('</select>')[0] ?? '',
      )?.[1];
    assert.deepEqual(
      {
        name: /name="name"[^>]*value="([^"]*)"/.exec(html)?.[1],
        owner: /<option selected>(\w+)</.exec(html)?.[1],
        days: picked('expires_in'),
        permissions: ['contents', 'pull_requests', 'agent_tasks', 'issues'].map(picked),
        boxes: html.includes('type="checkbox" name="repository" value="acme/app">'),
      },
      {
        name: 'acme push',
        owner: 'acme',
        days: '45',
        permissions: ['write', 'read', 'read', ''],
        boxes: true,
      },
    );
  });

  it('the link pre-fills the classic form', async () => {
    const { html } = await open(
      `${classic}/new?scopes=repo,workflow&description=laptop&default_expires_at=90`,
    );
    const ticked = [...html.matchAll(/name="scope" value="([^"]+)" checked/g)].map(([, scope]) => scope);
    assert.deepEqual(ticked, ['repo', 'workflow']);
    assert.match(html, /value="laptop"/);
    assert.match(html, /<option value="90" selected>/);
    const made = await send(classic, {
      description: 'laptop',
      scope: ['repo', 'workflow'],
      expires_in: 'none',
    });
    const token = sandbox.registry.tokenByValue(shown(made.html) ?? '');
    assert.deepEqual(
      [token?.kind, token?.scopes, token?.expiresAt],
      ['classic', ['repo', 'workflow'], undefined],
    );
  });

  it('a form that cannot be done says why and makes nothing', async () => {
    const count = sandbox.registry.tokens().length;
    const answers = [
      await send(fine, { ...form, name: '' }),
      await send(fine, { ...form, target_name: 'strangers' }),
      await send(fine, { ...form, expires_in: '4000' }),
      await send(fine, { ...form, target_name: 'short-lived', expires_in: '90' }),
      await send(classic, { description: '', expires_in: '30' }),
    ];
    const said = answers.map(({ status, html }) => [status, /role="alert">([^<]+)</.exec(html)?.[1]]);
    assert.deepEqual(said, [
      [422, 'Give the token a name.'],
      [422, 'Cannot find the specified resource owner: strangers'],
      [422, 'A token lives 1 to 366 days, or has no expiration.'],
      [422, 'short-lived allows at most 30 days.'],
      [422, 'Say what the token is for.'],
    ]);
    assert.equal(sandbox.registry.tokens().length, count);
  });

  it('an organisation that asks for approval gets a token that waits', async () => {
    const made = await send(fine, { ...form, target_name: 'asks-first' });
    assert.match(made.html, /waits for the approval of asks-first/);
    assert.equal(sandbox.registry.tokenByValue(shown(made.html) ?? '')?.approval, 'pending');
  });

  it('the sign-on page authorises a classic token for its organisation', async () => {
    const blocked = sandbox.readyTokens[3]?.token;
    const vault = 'https://api.github.com/repos/sso-corp/vault';
    const headers = { authorization: `Bearer ${blocked?.value}` };
    const before = await client.fetch(vault, { headers });
    const page = /url=(.+)$/.exec(before.headers.get('x-github-sso') ?? '')?.[1] ?? '';
    assert.match((await open(page)).html, /Authorize without sign-on/);
    await send(page, { token: blocked?.id ?? '' });
    assert.deepEqual([before.status, (await client.fetch(vault, { headers })).status], [403, 200]);
  });

  it('a pull request has a page; what people wrote in it is text, not markup', async () => {
    const tree = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'feature/greet' });
    await tree.push(sandbox.readyTokens[1]?.token.value ?? '', 'origin', 'HEAD');
    const { id } = sandbox.registry.repository('acme/app')?.repository ?? { id: 0 };
    const body = '## Why\n\n<img src=x onerror=alert(1)>\n\n- [x] tried\n';
    const facts = { repositoryId: id, title: '<b>Greet</b>', body, state: 'open', draft: true } as const;
    sandbox.registry.addPull({
      ...facts,
      head: 'feature/greet',
      base: 'main',
      author: 'mona',
      labels: [],
      reviewers: [],
    });
    const { status, html } = await open(`${web}/acme/app/pull/1`);
    assert.equal(status, 200);
    assert.match(html, /class="chip draft">Draft</);
    assert.match(html, /wants to merge 1 commit into/);
    assert.match(html, /<h2>Why<\/h2>/);
    assert.ok(!html.includes('<img') && !html.includes('<b>Greet'), 'markup came through');
    assert.match((await open(`${web}/acme/app/pulls`)).html, /href="\/acme\/app\/pull\/1"/);
  });

  it('the same pages are on loopback for a browser without the proxy', async () => {
    for (const address of Object.values(sandbox.pages)) {
      assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\//);
      assert.equal((await fetch(address)).status, 200);
    }
    const local = new URL('/acme/docs.git/info/refs?service=git-upload-pack', sandbox.pages.settings);
    assert.equal((await fetch(local)).status, 404);
  });

  it('a form sent by another site is refused', async () => {
    const { status } = await send(fine, form, { origin: 'https://evil.example' });
    const own = await send(fine, form, { origin: web });
    assert.deepEqual([status, own.status], [403, 200]);
  });

  it('pages run no script and stay in no cache', async () => {
    const { headers, html } = await open(fine);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /^default-src 'none'; style-src 'unsafe-inline'/,
    );
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.ok(!html.includes('<script'));
  });
});
