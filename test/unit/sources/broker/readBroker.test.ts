import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBroker } from '../../../../src/sources/broker/readBroker.ts';
import { type GitHubHost, githubCom, parseHost } from '../../../../src/tokens/host.ts';

const parsed = parseHost('github.corp.example');
const corp = parsed.kind === 'host' ? parsed.host : githubCom;
const hosts: readonly GitHubHost[] = [githubCom, corp];
const url = 'https://broker.acme.example/token';

describe('the token broker of the setting', function () {
  // Properties take seconds where the machine is busy.
  this.timeout(60_000);
  it('is none when nobody named one, and what was named otherwise', () => {
    assert.deepEqual(readBroker(undefined, hosts), { kind: 'none' });
    assert.deepEqual(readBroker({ url: 'https://Broker.Acme.Example:443/Token/', kind: 'http' }, hosts), {
      kind: 'broker',
      broker: {
        kind: 'http',
        origin: 'https://broker.acme.example',
        path: '/Token',
        name: 'broker.acme.example',
        host: githubCom,
        mount: 'github',
        namespace: undefined,
      },
    });
    const vault = {
      url: 'https://vault:8200',
      kind: 'vault-github',
      mount: 'apps/github',
      namespace: 'team/a',
      host: corp.name,
    };
    assert.deepEqual(readBroker(vault, hosts), {
      kind: 'broker',
      broker: {
        kind: 'vault-github',
        origin: 'https://vault:8200',
        path: '',
        name: 'vault:8200',
        host: corp,
        mount: 'apps/github',
        namespace: 'team/a',
      },
    });
  });

  it('is refused as a whole with one fault, whatever is wrong with it', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [null, 'shape'],
      ['https://broker.acme.example', 'shape'],
      [[{ url, kind: 'http' }], 'shape'],
      [{ url, kind: 'http', namesapce: 'x' }, 'property'],
      [{ url }, 'kind'],
      [{ url, kind: 'vault' }, 'kind'],
      [{ kind: 'http' }, 'url'],
      [{ url: 'broker.acme.example', kind: 'http' }, 'url'],
      [{ url: 'https://', kind: 'http' }, 'url'],
      [{ url: 'https://broker.acme.example:0/', kind: 'http' }, 'url'],
      [{ url: 'https://broker.acme.example:99999/', kind: 'http' }, 'url'],
      [{ url: 'https://broker.acme.example/a/../b', kind: 'http' }, 'url'],
      [{ url: 'https://broker.acme.example/a//b', kind: 'http' }, 'url'],
      [{ url: 'https://broker.acme.example\\evil.example', kind: 'http' }, 'url'],
      [{ url: 'https://br\u043eker.acme.example', kind: 'http' }, 'url'],
      [{ url: 'https://xn--brker-4ve.acme.example', kind: 'http' }, 'url'],
      [{ url: 'https://2130706433', kind: 'http' }, 'url'],
      [{ url: 'https://127.0.0.1', kind: 'http' }, 'url'],
      [{ url: 'https://broker.0x7f', kind: 'http' }, 'url'],
      [{ url: 'http://broker.acme.example', kind: 'http' }, 'notHttps'],
      [{ url: 'https://me:word@broker.acme.example', kind: 'http' }, 'urlExtras'],
      [{ url: 'https://broker.acme.example?code=word', kind: 'http' }, 'urlExtras'],
      [{ url: 'https://broker.acme.example#word', kind: 'http' }, 'urlExtras'],
      [{ url, kind: 'http', host: 'github.other.example' }, 'host'],
      [{ url, kind: 'http', host: 7 }, 'host'],
      [{ url, kind: 'vault-github', mount: '../sys' }, 'mount'],
      [{ url, kind: 'vault-github', mount: '' }, 'mount'],
      [{ url, kind: 'vault-github', namespace: 'a\r\nx-other: b' }, 'namespace'],
    ];
    assert.deepEqual(
      cases.map(([given]) => {
        const choice = readBroker(given, hosts);
        return choice.kind === 'refused' ? choice.fault : choice.kind;
      }),
      cases.map(([, fault]) => fault),
    );
  });

  it('quotes nothing of a bad address, which may hold a password', () => {
    for (const given of ['https://me:hunter2@broker.example', 'http://me:hunter2@x', 'me:hunter2']) {
      assert.doesNotMatch(JSON.stringify(readBroker({ url: given, kind: 'http' }, hosts)), /hunter2/);
    }
  });

  it('B07 serves only a GitHub that is configured, and never another in its place', () => {
    const choice = readBroker({ url, kind: 'http', host: corp.name }, [githubCom]);
    assert.equal(choice.kind === 'refused' && choice.fault, 'host');
  });

  it('is read to the same origin by the runtime, or refused', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '7',
      '.',
      '-',
      '/',
      '%',
      '\\',
      '@',
      ':',
      '?',
      '#',
      '\t',
      '0x',
      'ß',
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => `https://${pieces.join('')}`);
    fc.assert(
      fc.property(fc.oneof(text, fc.webUrl(), fc.string()), (given) => {
        const choice = readBroker({ url: given, kind: 'http' }, hosts);
        if (choice.kind !== 'broker') return;
        const { origin, path } = choice.broker;
        const again = new URL(given);
        assert.deepEqual([again.origin, again.pathname.replace(/\/$/, '')], [origin, path]);
        assert.equal(again.protocol, 'https:');
      }),
      { numRuns: 500 },
    );
  });
});
