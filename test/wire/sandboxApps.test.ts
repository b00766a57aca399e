import assert from 'node:assert/strict';
import { planJwt } from '../../src/apps/planJwt.ts';
import type { Operation } from '../../src/github/apiAnswer.ts';
import { signClaims } from '../../src/node/appKeys.ts';
import { Secret } from '../../src/shared/secret.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type ApiStage, apiStage } from './apiStage.ts';

describe('the sandbox as GitHub to an App', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stage: ApiStage;

  before(async () => {
    sandbox = await startSandbox();
    stage = apiStage(sandbox);
  });
  after(async () => {
    await stage.close();
    await sandbox.close();
  });

  const ask = async (jwt: string, operation: Operation = 'GET /app', parameters = {}) => {
    const credential = { host: githubCom.name, token: new Secret(jwt) };
    return stage.another().request({ credential, operation, parameters });
  };
  const made = () => {
    const app = sandbox.registry.apps.add({ slug: 'judged', owner: 'acme' });
    const pem = new Secret(sandbox.registry.apps.addKey(app.id));
    return { app, sign: (claims: object) => signClaims(claims as never, pem).jwt.reveal() };
  };

  it('says who an App is by either of its ids', async () => {
    const { app, sign } = made();
    for (const iss of [app.clientId, String(app.id)]) {
      const answer = await ask(sign(planJwt(iss, Date.now())));
      assert.ok(answer.kind === 'ok');
      assert.equal((answer.data as { readonly slug: string }).slug, 'judged');
    }
  });

  it('refuses what is signed wrongly in GitHub’s words', async () => {
    const { app, sign } = made();
    const now = Math.floor(Date.now() / 1000);
    const good = { iat: now - 60, exp: now + 540, iss: app.clientId };
    const [header = '', body = ''] = sign(good).split('.');
    const other = made().sign(good).split('.')[2] ?? '';
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const cases: readonly [string, number, RegExp][] = [
      [sign({ ...good, iat: now + 30 }), 401, /'Issued at' claim \('iat'\) must be an Integer/],
      [sign({ ...good, iat: 1.5 }), 401, /'Issued at' claim/],
      [sign({ ...good, exp: now + 700 }), 401, /'exp'\) is too far in the future/],
      [sign({ ...good, exp: now - 1 }), 401, /'exp'\) must be a numeric value/],
      [sign({ ...good, iss: 'Iv23liNobody' }), 404, /^Integration not found$/],
      [`${header}.${body}.${other}`, 401, /could not be decoded/],
      [`${none}.${body}.x`, 401, /could not be decoded/],
      [`${sign(good)}==`, 401, /could not be decoded/],
    ];
    for (const [jwt, status, says] of cases) {
      const answer = await ask(jwt);
      assert.ok(answer.kind === 'refused');
      assert.equal(answer.status, status);
      assert.match(answer.message, says);
    }
  });

  it('mints no more than the installation has, and keeps to what GitHub describes', async () => {
    const { app, sign } = made();
    const { apps } = sandbox.registry;
    const { id } = apps.install(app.id, 'acme', { repositories: ['acme/app'] });
    const jwt = sign(planJwt(app.clientId, Date.now()));
    const mint = (more: object) =>
      ask(jwt, 'POST /app/installations/{installation_id}/access_tokens', { installation_id: id, ...more });
    const statuses = [
      await mint({}),
      await mint({ repositories: ['docs'] }),
      await mint({ permissions: { contents: 'admin' } }),
      await mint({ permissions: { issues: 'read' } }),
    ].map(({ status }) => status);
    assert.deepEqual(statuses, [201, 422, 422, 422]);
    apps.changeInstallation(id, { suspendedAt: new Date() });
    assert.equal((await mint({})).status, 403);
    apps.uninstall(id);
    assert.equal((await mint({})).status, 404);
    assert.deepEqual(sandbox.violations, []);
  });
});
