import assert from 'node:assert/strict';
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  verify,
  X509Certificate,
} from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { planJwt } from '../../../src/apps/planJwt.ts';
import { readAppKey, signClaims } from '../../../src/node/appKeys.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { makeCertificates } from '../../sandbox/certificates.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const text = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1' | 'spki', more = {}): string =>
  key.export({ type, format: 'pem', ...more } as never).toString();
const pkcs1 = text(privateKey, 'pkcs1');
const pkcs8 = text(privateKey, 'pkcs8');
const read = (given: string) => readAppKey(new Secret(given));
const fault = (given: string) => {
  const answer = read(given);
  return answer.kind === 'refused' ? answer.why : 'key';
};

describe('the private key of a GitHub App', () => {
  const wanted = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

  it('G13 is read in every form people have it in, and tells its fingerprint as GitHub shows it', () => {
    const forms: Readonly<Record<string, string>> = {
      'PKCS#1, as GitHub hands it out': pkcs1,
      'PKCS#8': pkcs8,
      'Windows line ends': pkcs1.replaceAll('\n', '\r\n'),
      'escaped line ends': pkcs1.replaceAll('\n', '\\n'),
      'escaped Windows line ends': pkcs8.replaceAll('\n', '\\r\\n'),
      'in quotes': `"${pkcs1.replaceAll('\n', '\\n')}"`,
      'an assignment': `APP_KEY='${pkcs1}'`,
      'without line ends, as a text box leaves it': pkcs1.replaceAll('\n', ''),
      'spaces for line ends': pkcs8.replaceAll('\n', ' '),
      indented: pkcs1.replaceAll(/^/gm, '    '),
      'after a byte-order mark': `\u{feff}${pkcs1}`,
      'no last line end': pkcs1.trimEnd(),
    };
    for (const [name, form] of Object.entries(forms)) {
      const answer = read(form);
      assert.ok(answer.kind === 'key', name);
      assert.equal(answer.fingerprint, wanted, name);
      assert.equal(signClaims(planJwt('1', 0), answer.pem).fingerprint, wanted, name);
    }
  });

  it('G13 is refused for one reason when it is something else', async () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const locked = { cipher: 'aes-256-cbc', passphrase: 'x' };
    const { authority } = await makeCertificates(['example.com']);
    assert.ok(new X509Certificate(authority));
    const openSsh = pkcs8.replaceAll(' PRIVATE KEY', ' OPENSSH PRIVATE KEY');
    assert.deepEqual(
      {
        nothing: fault('  \n'),
        'a word': fault('Iv23liABCDEF'),
        'too long': fault(pkcs1 + ' '.repeat(20_000)),
        'locked PKCS#8': fault(text(privateKey, 'pkcs8', locked)),
        'locked PKCS#1': fault(text(privateKey, 'pkcs1', locked)),
        ed25519: fault(text(generateKeyPairSync('ed25519').privateKey, 'pkcs8')),
        'EC in PKCS#8': fault(text(ec, 'pkcs8')),
        'EC in SEC1': fault(text(ec, 'sec1')),
        public: fault(text(createPublicKey(privateKey), 'spki')),
        'public PKCS#1': fault(text(publicKey, 'pkcs1')),
        certificate: fault(authority),
        OpenSSH: fault(openSsh),
        'half of it': fault(pkcs1.slice(0, 800)),
        'a line lost': fault(pkcs1.split('\n').toSpliced(5, 1).join('\n')),
        'only the middle': fault(pkcs1.split('\n').slice(1, -2).join('\n')),
        'empty block': fault('-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----'),
      },
      {
        nothing: 'empty',
        'a word': 'notPem',
        'too long': 'tooLong',
        'locked PKCS#8': 'encrypted',
        'locked PKCS#1': 'encrypted',
        ed25519: 'notRsa',
        'EC in PKCS#8': 'notRsa',
        'EC in SEC1': 'notRsa',
        public: 'publicKey',
        'public PKCS#1': 'publicKey',
        certificate: 'certificate',
        OpenSSH: 'openSsh',
        'half of it': 'cut',
        'a line lost': 'cut',
        'only the middle': 'notPem',
        'empty block': 'cut',
      },
    );
  });

  it('G13 cut or damaged anywhere is refused or the same key, and its text is in no answer and no error', () => {
    fc.assert(
      fc.property(fc.nat(pkcs1.length), fc.nat(200), (from, length) => {
        const damaged = pkcs1.slice(0, from) + pkcs1.slice(from + length);
        const answer = read(damaged);
        const body = pkcs1.split('\n')[10] ?? '';
        assert.ok(!inspect(answer, { depth: 9 }).includes(body));
        if (answer.kind === 'refused') return;
        assert.ok(!JSON.stringify(answer).includes(body));
      }),
      { numRuns: 60 },
    );
    assert.throws(
      () => signClaims(planJwt('1', 0), new Secret(pkcs1.slice(0, 900))),
      (error: unknown) =>
        Failure.is(error) &&
        error.problem.kind === 'appKeyUnusable' &&
        !inspect(error).includes(pkcs1.slice(300, 340)),
    );
  });
});

describe('a signed request', () => {
  it('S2-24 is three parts of base64url without padding, which the public key confirms', () => {
    for (let n = 0; n < 20; n++) {
      const { jwt } = signClaims(planJwt(`Iv23li${'x'.repeat(n)}`, 1_790_000_000_000 + n), new Secret(pkcs8));
      const parts = jwt.reveal().split('.');
      assert.ok(parts.length === 3 && parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part)));
      const [header = '', claims = '', signature = ''] = parts;
      assert.deepEqual(JSON.parse(Buffer.from(header, 'base64url').toString()), { alg: 'RS256', typ: 'JWT' });
      assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).iss, `Iv23li${'x'.repeat(n)}`);
      const signed = Buffer.from(`${header}.${claims}`);
      assert.ok(verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url')));
    }
  });
});
