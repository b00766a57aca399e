import { randomBytes, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Every kind of credential GitHub hands out. Prefixes and shapes: docs.github.com, "About authentication to GitHub". */
export type TokenKind =
  | 'classic'
  | 'fine-grained'
  | 'oauth'
  | 'app-user'
  | 'installation'
  | 'installation-opaque'
  | 'refresh';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A fresh, checksum-valid token string. Made at run time, so that no file ever holds one. */
export function makeTokenString(kind: TokenKind, appId = 15368): string {
  switch (kind) {
    case 'classic':
      return withChecksum('ghp', 30);
    case 'oauth':
      return withChecksum('gho', 30);
    case 'app-user':
      return withChecksum('ghu', 30);
    case 'installation-opaque':
      return withChecksum('ghs', 30);
    case 'refresh':
      return withChecksum('ghr', 70);
    case 'fine-grained':
      // 22 + 59 characters; the rule of its checksum is not public, so this part is random.
      return `github_pat_${randomText(22)}_${randomText(59)}`;
    case 'installation':
      return `ghs_${appId}_${statelessBody()}`;
  }
}

function withChecksum(prefix: string, length: number): string {
  const payload = randomText(length);
  return `${prefix}_${payload}${base62(crc32(payload))}`;
}

/** CRC-32 as six base-62 digits, 0-9 A-Z a-z, padded with zeroes. */
function base62(value: number): string {
  let text = '';
  for (let rest = value; text.length < 6; rest = Math.floor(rest / 62)) text = alphabet[rest % 62] + text;
  return text;
}

function randomText(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(62)]).join('');
}

/** A JWT-shaped body as the stateless installation tokens carry: header, claims, 64 bytes of "signature". */
function statelessBody(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issued = Math.floor(Date.now() / 1000);
  const claims = {
    aud: 'github',
    ctx: randomBytes(40).toString('base64url'),
    exp: issued + 3600,
    iat: issued,
    iss: 'sandbox',
    jti: randomBytes(12).toString('hex'),
    ver: 1,
  };
  return `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}.${randomBytes(64).toString('base64url')}`;
}
