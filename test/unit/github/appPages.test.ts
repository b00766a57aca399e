import assert from 'node:assert/strict';
import { appPage } from '../../../src/github/appPages.ts';
import { registerAppPage } from '../../../src/github/registerAppPage.ts';
import { purposes } from '../../../src/policy/purposes.ts';
import { githubCom, parseHost } from '../../../src/tokens/host.ts';

const app = { slug: 'deployer', owner: 'acme', ownerKind: 'organisation' } as const;

describe('the pages of an App', () => {
  it('S0-18 lead to where it is installed and uninstalled, for an organization and for a person', () => {
    assert.equal(
      appPage(githubCom, app, 'installations'),
      'https://github.com/organizations/acme/settings/apps/deployer/installations',
    );
    assert.equal(
      appPage(githubCom, { ...app, ownerKind: 'user' }, 'installations'),
      'https://github.com/settings/apps/deployer/installations',
    );
    assert.equal(appPage(githubCom, {}, 'keys'), 'https://github.com/settings/apps');
  });

  it('stay on the host, whatever the App is called', () => {
    const odd = appPage(
      githubCom,
      { slug: '../../x?y#z', owner: '//evil', ownerKind: 'organisation' },
      'keys',
    );
    assert.equal(new URL(odd).origin, 'https://github.com');
    assert.ok(odd.startsWith('https://github.com/organizations/%2F%2Fevil/settings/apps/'));
    const own = parseHost('github.acme.example');
    assert.ok(own.kind === 'host');
    assert.equal(
      appPage(own.host, app, 'install'),
      'https://github.acme.example/github-apps/deployer/installations/new',
    );
  });

  it('S0-15 S2-10 S0-17 make a new one with exactly what pushing and drafts need, and with no webhook', () => {
    const { pathname, searchParams } = new URL(registerAppPage(githubCom));
    assert.equal(pathname, '/settings/apps/new');
    const { url, public: open, webhook_active: webhook, ...asked } = Object.fromEntries(searchParams);
    assert.deepEqual([url, open, webhook], ['https://github.com', 'false', 'false']);
    const { metadata: _, ...needed } = purposes['push-and-draft'].permissions ?? {};
    assert.deepEqual(asked, needed);
    const named = new URL(registerAppPage(githubCom, 'a&public=true'));
    assert.deepEqual(Object.fromEntries(named.searchParams), {
      ...Object.fromEntries(searchParams),
      name: 'a&public=true',
    });
  });
});
