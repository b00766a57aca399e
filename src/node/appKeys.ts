import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { AppClaims } from '../apps/planJwt.ts';
import type { KeyFault, KeyProblem } from '../apps/problems.ts';
import { Failure } from '../shared/failure.ts';
import { Secret } from '../shared/secret.ts';
import { kinds } from '../tokens/kind.ts';

export type ReadKey =
  /** `pem`: as it is stored, whatever form it came in. `fingerprint`: SHA-256 in base64, as GitHub shows it. */
  | { readonly kind: 'key'; readonly pem: Secret; readonly fingerprint: string }
  | { readonly kind: 'refused'; readonly why: KeyFault };

/** What stands in the first line of a block that is not a plain RSA key. */
const otherBlocks: Readonly<Record<string, KeyFault>> = Object.freeze({
  'ENCRYPTED PRIVATE KEY': 'encrypted',
  'OPENSSH PRIVATE KEY': 'openSsh',
  'EC PRIVATE KEY': 'notRsa',
  'DSA PRIVATE KEY': 'notRsa',
  'PUBLIC KEY': 'publicKey',
  'RSA PUBLIC KEY': 'publicKey',
  CERTIFICATE: 'certificate',
});

/**
 * Reads the private key of a GitHub App as people have it: PKCS#1 as GitHub hands it out, PKCS#8, with Windows line ends,
 * in quotes, with `\n` for line ends, or all in one line because a text box swallowed them. What it is not is named; the
 * text itself is in no answer and no error (G13).
 */
export function readAppKey(text: Secret): ReadKey {
  const given = text.reveal();
  if (given.trim() === '') return { kind: 'refused', why: 'empty' };
  if (given.length > kinds['app-key'].maxLength) return { kind: 'refused', why: 'tooLong' };
  const block = findBlock(given.replaceAll(/\\r|\\n/g, '\n'));
  if (typeof block === 'string') return { kind: 'refused', why: block };
  const key = parse(block.pem);
  if (key === undefined) return { kind: 'refused', why: 'cut' };
  if (key.asymmetricKeyType !== 'rsa') return { kind: 'refused', why: 'notRsa' };
  return { kind: 'key', pem: new Secret(block.pem), fingerprint: fingerprintOf(key) };
}

export interface Signed {
  readonly jwt: Secret;
  readonly fingerprint: string;
}

/** The claims, signed with RS256 (S2-23, S2-24). Throws `Failure<KeyProblem>` when the key cannot sign. */
export function signClaims(claims: AppClaims, pem: Secret): Signed {
  const key = parse(pem.reveal());
  if (key === undefined) throw new Failure<KeyProblem>({ kind: 'appKeyUnusable', why: 'cut' });
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  const signature = sign('RSA-SHA256', Buffer.from(text), key).toString('base64url');
  return { jwt: new Secret(`${text}.${signature}`), fingerprint: fingerprintOf(key) };
}

function findBlock(text: string): { readonly pem: string } | KeyFault {
  const begin = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text);
  if (begin === null) return 'notPem';
  const [line, label = ''] = begin;
  const start = begin.index + line.length;
  const end = text.indexOf(`-----END ${label}-----`, start);
  const other = Object.hasOwn(otherBlocks, label) ? otherBlocks[label] : undefined;
  if (other !== undefined) return other;
  if (label !== 'RSA PRIVATE KEY' && label !== 'PRIVATE KEY') return 'notPem';
  const body = text.slice(start, end < 0 ? undefined : end);
  if (/ENCRYPTED/.test(body)) return 'encrypted';
  if (end < 0) return 'cut';
  const digits = body.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(digits)) return 'cut';
  const lines = digits.match(/.{1,64}/g) ?? [];
  return { pem: [line, ...lines, `-----END ${label}-----`, ''].join('\n') };
}

/** Node's error may quote what it was given, so it ends here. */
function parse(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    return undefined;
  }
}

/** Source: facts/github-app.json (`private_keys.fingerprint`). */
function fingerprintOf(key: KeyObject): string {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(publicKey).digest('base64');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
