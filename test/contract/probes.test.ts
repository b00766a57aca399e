import assert from 'node:assert/strict';
import { operations } from '../../src/github/apiAnswer.ts';
import { planListing } from '../../src/permissions/listInstallation.ts';
import { planProbes } from '../../src/permissions/planProbes.ts';
import { probes, withoutProbe } from '../../src/permissions/probes.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { kinds, type TokenKind } from '../../src/tokens/kind.ts';
import { sourcesBelow } from './sources.ts';

/** What a probe may be at all. Whoever adds one decides here that it cannot write, whatever a server makes of it. */
describe('the probes, as they ship', () => {
  const place = { host: githubCom, repository: 'acme/app', nonce: 'a'.repeat(40) };
  const planned = planProbes(place, { kind: 'fine-grained-pat', account: true });
  const writing = planned.filter(({ request }) => request && !request.operation.startsWith('GET '));

  it('ask by GET, but for the one POST that opens a pull request with nothing in it', () => {
    assert.deepEqual(
      writing.map(({ request }) => request?.operation),
      ['POST /repos/{owner}/{repo}/pulls'],
    );
  });

  it('carry no field: a POST has an empty object, and nothing beside what its address names', () => {
    assert.deepEqual(
      writing.map(({ request }) => request),
      [
        {
          operation: 'POST /repos/{owner}/{repo}/pulls',
          parameters: { owner: 'acme', repo: 'app' },
          emptyBody: true,
        },
      ],
    );
    // Nobody else sends an empty object, so nobody can send one to something that would take it.
    const sending = sourcesBelow('src').filter(({ text }) => /emptyBody: true/.test(text));
    assert.deepEqual(
      sending.map(({ path }) => path),
      ['src/permissions/planProbes.ts'],
    );
  });

  it('are requests of the frozen list, and what has no safe probe has none', () => {
    const asked = probes.flatMap((probe) => (probe.kind === 'api' ? [probe.operation] : []));
    assert.deepEqual(
      asked.filter((operation) => !(operations as readonly string[]).includes(operation)),
      [],
    );
    assert.deepEqual(
      probes.filter(({ permission }) => withoutProbe.includes(permission)),
      [],
    );
    assert.ok(Object.isFrozen(probes) && probes.every((probe) => Object.isFrozen(probe)));
  });

  it('never ask for the secret in an alert, nor for more than one of anything', () => {
    const lists = probes.filter(
      (probe) => probe.kind === 'api' && /(?:s|hooks|emails|keys)$/.test(probe.operation),
    );
    const whole = lists.filter(
      (probe) => probe.kind === 'api' && probe.operation.startsWith('GET ') && probe.query.per_page !== 1,
    );
    // One object each: settings of Actions, and the statuses of a commit that does not exist.
    assert.deepEqual(
      whole.map(({ id }) => id),
      ['statuses:read', 'administration:read'],
    );
    const alerts = probes.find(({ id }) => id === 'secret_scanning_alerts:read');
    assert.equal(alerts?.kind === 'api' && alerts.query.hide_secret, true);
  });

  it('S0-10 the one list is asked for by a run of probes alone, and for App user tokens alone', () => {
    const naming = sourcesBelow('src')
      .filter(({ text }) => text.includes("'GET /user/installations'"))
      .map(({ path }) => path);
    assert.deepEqual(naming, [
      'src/github/apiAnswer.ts',
      'src/permissions/endpointPermissions.ts',
      'src/permissions/listInstallation.ts',
    ]);
    const using = sourcesBelow('src').filter(({ text }) => /planListing\(/.test(text));
    assert.deepEqual(
      using.map(({ path }) => path),
      ['src/permissions/listInstallation.ts', 'src/vscode/commands/probePermissions.ts'],
    );
    const asked = Object.keys(kinds).filter(
      (kind) => planListing(githubCom, kind as TokenKind) !== undefined,
    );
    assert.deepEqual(asked, ['app-user-token']);
  });
});
