import assert from 'node:assert/strict';
import { explainFetchError } from '../../../src/node/fetchErrors.ts';

/** An error as undici throws it: the code is on the cause. */
const fetchFailed = (code: string, message = 'x') =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
const explain = (error: unknown) => explainFetchError(error, false, false);

describe('explainFetchError', () => {
  it('G01 a lost network is offline with its code', () => {
    const codes = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'UND_ERR_SOCKET'];
    assert.deepEqual(
      codes.map((code) => explain(fetchFailed(code))),
      codes.map((code) => ({ kind: 'offline', code })),
    );
  });

  it('a certificate nobody vouches for is its own cause', () => {
    const codes = [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'EPROTO',
    ];
    assert.deepEqual(
      codes.map((code) => explain(fetchFailed(code))),
      codes.map((code) => ({ kind: 'tlsUntrusted', code })),
    );
  });

  it('every spelling of a timeout is a timeout', () => {
    const errors = [
      fetchFailed('UND_ERR_CONNECT_TIMEOUT'),
      fetchFailed('UND_ERR_HEADERS_TIMEOUT'),
      fetchFailed('ETIMEDOUT'),
      new DOMException('late', 'TimeoutError'),
    ];
    assert.deepEqual(
      errors.map(explain),
      errors.map(() => ({ kind: 'timeout' })),
    );
  });

  it('a proxy that refuses the tunnel is told apart from a lost network', () => {
    const refused = fetchFailed('UND_ERR_ABORTED', 'Proxy response (403) !== 200 when HTTP Tunneling');
    assert.deepEqual(explain(refused), { kind: 'proxyRefused' });
  });

  it('several addresses that all failed give the code of the first', () => {
    const inner = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    const error = new TypeError('fetch failed', { cause: new AggregateError([inner, inner]) });
    assert.deepEqual(explain(error), { kind: 'offline', code: 'ECONNREFUSED' });
  });

  it('who stopped the request decides first', () => {
    const error = fetchFailed('ECONNRESET');
    assert.deepEqual(
      [explainFetchError(error, true, true), explainFetchError(error, false, true)],
      [{ kind: 'cancelled' }, { kind: 'timeout' }],
    );
  });

  it('what is no error at all, or an endless chain, is offline', () => {
    const loop = new Error('a');
    loop.cause = loop;
    assert.deepEqual(
      [undefined, 'text', {}, loop].map(explain),
      [1, 2, 3, 4].map(() => ({ kind: 'offline', code: '' })),
    );
  });
});
