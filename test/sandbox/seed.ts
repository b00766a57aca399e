import type { Registry } from './registry.ts';
import type { Token } from './world.ts';

/** A token a person may paste, with what it is there to show. */
export interface ReadyToken {
  readonly label: string;
  readonly token: Token;
}

export type ExtraStage = 'ghe.com' | 'ghes' | 'policies' | 'apps';

export interface Stage {
  readonly readyTokens: readonly ReadyToken[];
}

const day = 24 * 60 * 60 * 1000;
const narrow = { contents: 'write', pull_requests: 'write' } as const;

const template = `## What changes

<!-- One or two sentences. -->

## How it was tested

- [ ] by hand
- [ ] by a test
`;

/** The world of \`npm start\` and of the tests: people, organisations, repositories and tokens to paste. */
export async function seed(registry: Registry, extra: readonly ExtraStage[] = []): Promise<Stage> {
  registry.addUser('mona', 'Mona Lisa');
  registry.addUser('hubot', 'Hubot');
  registry.addOrganisation('acme', { name: 'Acme', members: ['mona', 'hubot'] });
  registry.addOrganisation('sso-corp', { name: 'SSO Corp', members: ['mona'], enforcesSso: true });
  await registry.addRepository('acme/app', {
    private: true,
    description: 'The Acme application',
    collaborators: { mona: 'admin', hubot: 'read' },
    commits: appCommits(registry.now()),
  });
  await registry.addRepository('acme/docs', {
    description: 'Public documentation of Acme',
    collaborators: { mona: 'write' },
    commits: [firstCommit(registry.now(), 'Acme documentation')],
  });
  await registry.addRepository('sso-corp/vault', {
    private: true,
    description: 'Reached only with single sign-on',
    collaborators: { mona: 'write' },
    commits: [firstCommit(registry.now(), 'SSO Corp vault')],
  });
  const ready: ReadyToken[] = [
    {
      label: 'fine-grained for acme: contents and pull requests, dies in 9 days',
      token: registry.mint({
        kind: 'fine-grained',
        login: 'mona',
        owner: 'acme',
        name: 'acme push and PR',
        permissions: narrow,
        expiresInDays: 9,
        createdDaysAgo: 21,
        expiryFormat: 'offset',
      }),
    },
    {
      label: 'classic with repo, admin:org, delete_repo: never expires',
      token: registry.mint({
        kind: 'classic',
        login: 'mona',
        name: 'old laptop',
        scopes: ['admin:org', 'delete_repo', 'repo'],
        createdDaysAgo: 400,
        ssoAuthorised: ['sso-corp'],
      }),
    },
    {
      label: 'fine-grained for acme: expired yesterday',
      token: registry.mint({
        kind: 'fine-grained',
        login: 'mona',
        owner: 'acme',
        name: 'last sprint',
        permissions: narrow,
        expiresInDays: -1,
        createdDaysAgo: 31,
      }),
    },
    {
      label: 'classic with repo: not authorised for the single sign-on of sso-corp',
      token: registry.mint({
        kind: 'classic',
        login: 'mona',
        name: 'without sign-on',
        scopes: ['repo'],
        expiresInDays: 60,
        createdDaysAgo: 30,
      }),
    },
  ];
  if (extra.includes('apps')) ready.push(...appTokens(registry));
  if (extra.includes('policies')) await seedPolicies(registry);
  if (extra.includes('ghe.com')) ready.push(await seedHost(registry, 'acme.ghe.com'));
  if (extra.includes('ghes')) ready.push(await seedHost(registry, 'github.corp.example'));
  return { readyTokens: ready };
}

function appTokens(registry: Registry): readonly ReadyToken[] {
  const app = { login: 'mona', owner: 'acme', permissions: narrow } as const;
  const bot = { ...app, login: 'acme-release[bot]', expiresInDays: 1 / 24 } as const;
  return [
    {
      label: 'OAuth App token with repo and workflow',
      token: registry.mint({ kind: 'oauth', login: 'mona', name: 'editor', scopes: ['repo', 'workflow'] }),
    },
    {
      label: 'GitHub App user token',
      token: registry.mint({ ...app, kind: 'app-user', expiresInDays: 1 / 3 }),
    },
    { label: 'installation token, stateless', token: registry.mint({ ...bot, kind: 'installation' }) },
    { label: 'installation token, opaque', token: registry.mint({ ...bot, kind: 'installation-opaque' }) },
    { label: 'refresh token', token: registry.mint({ ...app, kind: 'refresh', expiresInDays: 184 }) },
  ];
}

/** Organisations that refuse some kind of token: their policy is their name. */
async function seedPolicies(registry: Registry): Promise<void> {
  const policies = {
    'no-classic': { forbidsClassic: true },
    'short-lived': { maxLifetimeDays: 30 },
    'asks-first': { requiresApproval: true },
  };
  for (const [login, policy] of Object.entries(policies)) {
    registry.addOrganisation(login, { members: ['mona'], ...policy });
    await registry.addRepository(`${login}/app`, {
      private: true,
      collaborators: { mona: 'write' },
      commits: [firstCommit(registry.now(), login)],
    });
  }
}

async function seedHost(registry: Registry, host: string): Promise<ReadyToken> {
  await registry.addRepository('acme/app', {
    host,
    private: true,
    collaborators: { mona: 'admin' },
    commits: appCommits(registry.now()),
  });
  const facts = { kind: 'fine-grained', login: 'mona', owner: 'acme', permissions: narrow } as const;
  return {
    label: `fine-grained for acme on ${host}: dies in 25 days`,
    token: registry.mint({ ...facts, host, name: `push on ${host}`, expiresInDays: 25 }),
  };
}

function firstCommit(now: Date, title: string) {
  const date = new Date(now.getTime() - 40 * day);
  return { branch: 'main', message: 'First commit', date, files: { 'README.md': `# ${title}\n` } };
}

function appCommits(now: Date) {
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * day);
  return [
    firstCommit(now, 'Acme app'),
    {
      branch: 'main',
      message: 'Add the greeting',
      date: at(30),
      files: { 'src/greeting.js': "export const greeting = 'Hello';\n" },
    },
    {
      branch: 'main',
      message: 'Ask for a description of every change',
      date: at(12),
      files: {
        '.github/pull_request_template.md': template,
        '.github/workflows/ci.yml': 'name: ci\non: push\njobs: {}\n',
      },
    },
  ];
}
