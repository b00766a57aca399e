import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  managePage,
  newClassicTokenPage,
  newFineGrainedTokenPage,
  pageOnHost,
  pullRequestPage,
} from '../../../src/github/links.ts';
import { type GitHubHost, githubCom, parseHost } from '../../../src/tokens/host.ts';
import type { TokenKind } from '../../../src/tokens/kind.ts';

function hostNamed(name: string): GitHubHost {
  const parsed = parseHost(name);
  assert.ok(parsed.kind === 'host');
  return parsed.host;
}
const ghe = hostNamed('acme.ghe.com');
const ghes = hostNamed('github.corp.example:8443');

describe('links', () => {
  it('S0-04 each kind has a page of its own, and a classic one is asked for exactly these scopes', () => {
    const values = { name: 'Push & draft', scopes: ['repo', 'read:org', 'a b&scopes=admin:org'] };
    const link = newClassicTokenPage(githubCom, values);
    const url = new URL(link.url);
    assert.equal(url.origin + url.pathname, 'https://github.com/settings/tokens/new');
    assert.deepEqual(
      [...url.searchParams],
      [
        ['scopes', 'repo,read:org'],
        ['description', 'Push & draft'],
      ],
    );
    assert.deepEqual(newClassicTokenPage(ghes, values), {
      url: 'https://github.corp.example:8443/settings/tokens/new',
      prefilled: false,
    });
  });

  it('S3-08 a fine-grained token is made on the page of today on every host, never on one of the beta', () => {
    const values = { name: 'one', days: 30, permissions: { contents: 'write' } } as const;
    const paths = [githubCom, ghe, ghes].map(
      (host) => new URL(newFineGrainedTokenPage(host, values).url).pathname,
    );
    assert.deepEqual(paths, Array(3).fill('/settings/personal-access-tokens/new'));
  });

  it('the page for a new fine-grained token carries the values of the entry', () => {
    const link = newFineGrainedTokenPage(githubCom, {
      name: 'Push & draft',
      description: 'for acme/app',
      owner: 'acme',
      days: 30,
      permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
    });
    const url = new URL(link.url);
    assert.equal(url.origin + url.pathname, 'https://github.com/settings/personal-access-tokens/new');
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      name: 'Push & draft',
      description: 'for acme/app',
      target_name: 'acme',
      expires_in: '30',
      contents: 'write',
      pull_requests: 'write',
    });
  });

  it('the values stay inside the limits of the form', () => {
    const values = { name: '𝒳'.repeat(60), description: 'd'.repeat(2000), permissions: {} };
    const query = (days: number) =>
      new URL(newFineGrainedTokenPage(githubCom, { ...values, days }).url).searchParams;
    assert.equal([...(query(30).get('name') ?? '')].length, 40);
    assert.equal(query(30).get('description')?.length, 1024);
    assert.deepEqual(
      [0, -3, 400, 12.4, Number.NaN].map((days) => query(days).get('expires_in')),
      ['30', '1', '366', '12', '30'],
    );
  });

  it('a hostile name cannot add a parameter or leave the page', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const values = { name: text, owner: text, days: 30, permissions: { [text]: 'write' as const } };
        const url = new URL(newFineGrainedTokenPage(githubCom, values).url);
        const known = /^[a-z][a-z0-9_]*$/.test(text) ? [text] : [];
        const allowed = ['name', 'target_name', 'expires_in', ...known];
        return (
          url.origin === 'https://github.com' &&
          [...url.searchParams.keys()].every((key) => allowed.includes(key))
        );
      }),
      { numRuns: 40 },
    );
  });

  it('a GHES page is opened plain, because nothing documents that it reads the values', () => {
    const link = newFineGrainedTokenPage(ghes, { name: 'n', days: 30, permissions: { contents: 'write' } });
    assert.deepEqual(link, {
      url: 'https://github.corp.example:8443/settings/personal-access-tokens/new',
      prefilled: false,
    });
  });

  it('each kind is managed on the page of its own host', () => {
    const kinds: TokenKind[] = ['fine-grained-pat', 'classic-pat', 'oauth-token', 'legacy-hex'];
    assert.deepEqual(
      kinds.map((kind) => managePage(ghe, kind).url),
      [
        'https://acme.ghe.com/settings/personal-access-tokens',
        'https://acme.ghe.com/settings/tokens',
        'https://acme.ghe.com/settings/applications',
        'https://acme.ghe.com/settings/tokens',
      ],
    );
    assert.equal(
      managePage(githubCom, 'fine-grained-pat', '4711').url,
      'https://github.com/settings/personal-access-tokens/4711',
    );
    assert.equal(
      managePage(githubCom, 'fine-grained-pat', '../../logout').url,
      'https://github.com/settings/personal-access-tokens',
    );
  });

  it('B06 only an https page of this very host may be opened', () => {
    const good = 'https://github.com/orgs/acme/sso?authorization_request=A%20b';
    const bad = [
      'http://github.com/x',
      'https://github.com',
      'https://github.com.evil.example/x',
      'https://github.com@evil.example/x',
      'https://github.com:444/x',
      'https://GITHUB.COM/x',
      'https://github.com/\\evil.example',
      'https://github.com/x y',
      'https://github.com/x\ny',
      'https://github.com/"onclick=',
      'https://github.com/ü',
      `https://github.com/${'x'.repeat(5000)}`,
      'command:workbench.action.quit',
      '',
      undefined,
    ];
    assert.equal(pageOnHost(githubCom, good), good);
    assert.deepEqual(
      bad.filter((url) => pageOnHost(githubCom, url) !== undefined),
      [],
    );
  });

  it('the page of a pull request is built from our own parts', () => {
    assert.equal(pullRequestPage(ghes, 'acme/app', 7), 'https://github.corp.example:8443/acme/app/pull/7');
  });
});
