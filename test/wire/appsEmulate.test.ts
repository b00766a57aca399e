import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createAppSource } from '../../src/apps/appSource.ts';
import { readAppKey, signClaims } from '../../src/node/appKeys.ts';
import { createDraftPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import { readTarget } from '../../src/pulls/readTarget.ts';
import { Secret } from '../../src/shared/secret.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { failureOf } from '../fakes/failureOf.ts';
import { anEntry } from '../unit/policy/anEntry.ts';
import { type EmulateStage, startEmulateStage } from './emulateStage.ts';

/** It has no end for a minted token and no suspended installation: neither is asked of it. */
describe('a GitHub App against an emulator of GitHub that somebody else wrote', function () {
  this.timeout(60_000);
  let stage: EmulateStage;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  before(async () => {
    stage = await startEmulateStage({
      github: {
        users: [{ login: 'mona' }],
        orgs: [{ login: 'acme', members: [{ login: 'mona', role: 'admin' }] }],
        repos: [
          { owner: 'acme', name: 'app', auto_init: true },
          { owner: 'acme', name: 'docs', auto_init: true },
        ],
        apps: [
          {
            app_id: 4711,
            slug: 'warden',
            name: 'Warden',
            private_key: pem,
            permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
            installations: [
              {
                installation_id: 7,
                account: 'acme',
                repository_selection: 'selected',
                repositories: ['acme/app'],
              },
            ],
          },
        ],
      },
    });
  });
  after(() => stage?.close());

  it('S0-14 is looked up, minted for one repository, and opens a draft as the App', async () => {
    const { api } = stage;
    const read = readAppKey(new Secret(pem));
    assert.ok(read.kind === 'key');
    const app = anEntry({ id: 'app', kind: 'app-key', app: { clientId: '4711', slug: 'warden' } });
    const noted: string[] = [];
    const source = createAppSource({
      api,
      clock: { now: () => Date.now() },
      apps: async () => [app],
      appOf: async () => app,
      keysOf: async () => [read.pem],
      sign: signClaims,
      learn: () => undefined,
      noteMint: (_id, fingerprint, { kind }) =>
        void noted.push(`${kind} ${fingerprint === read.fingerprint}`),
      ends: () => true,
      describe: () => '',
    });
    const never = new AbortController().signal;
    const asked = { host: githubCom, owner: 'acme', repo: 'app', job: 'open-draft-pr' } as const;
    const { entries, troubles } = await source.offers(asked, never);
    const [entry] = entries;
    assert.ok(entry, JSON.stringify(troubles));
    assert.deepEqual([entry.login, entry.owner?.value], ['warden[bot]', 'acme']);
    // The token of a push makes the branch; the one of the pull request could not.
    const push = await source.secretOf(entry, { ...asked, job: 'push' }, never);
    await makeBranch(stage, push, 'topic');
    const token = await source.secretOf(entry, asked, never);
    const credential = { host: githubCom.name, token };
    const target = await readTarget(api, credential, 'acme/app');
    const outcome = await createDraftPullRequest(api, credential, {
      repository: target.repository,
      headOwner: 'acme',
      branch: 'topic',
      base: target.defaultBranch,
      title: 'By the app',
      body: '',
      draft: true,
    });
    assert.ok(outcome.kind === 'created', outcome.kind);
    assert.deepEqual([outcome.pull.draft, outcome.pull.author], [true, 'warden[bot]']);
    assert.deepEqual(noted, ['minted true', 'minted true']);
    // A repository that is not selected there is refused by it, too.
    const elsewhere = await failureOf(source.secretOf(entry, { ...asked, repo: 'docs' }, never));
    assert.notEqual(elsewhere.problem.kind, 'unknown');
    assert.equal(noted.length, 3);
  });
});

async function makeBranch({ fetch }: EmulateStage, token: Secret, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' };
  const at = `${githubCom.api}/repos/acme/app/git`;
  const main = (await (await fetch(`${at}/ref/heads/main`, { headers })).json()) as {
    readonly object: { readonly sha: string };
  };
  const body = JSON.stringify({ ref: `refs/heads/${name}`, sha: main.object.sha });
  const made = await fetch(`${at}/refs`, { method: 'POST', headers, body });
  assert.equal(made.status, 201);
}
