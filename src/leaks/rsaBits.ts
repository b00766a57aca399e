import { decodeDigits } from './decodeDigits.ts';

/** A DER head of two bytes of length, and a version 0: how every RSA private key of 1024 to 16,384 bits begins. */
const sequence = '0\x82';
const version = '\x02\x01\x00';
/** `rsaEncryption` (RFC 8017, A.1) with its NULL. */
const rsa = '0\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00';
/** Of 64 digits, a key of random numbers has all. */
const leastDigits = 40;

/**
 * How many bits the modulus of an RSA private key has; undefined for what is none: cut, filled with one letter, encrypted
 * or of another sort. `body`: between the PEM marks. Nothing of the key is read but its lengths.
 */
export function rsaBits(body: string, pkcs1: boolean): number | undefined {
  // Most that look like a key are none, and show it at once.
  if (!/^[\\rnt\s]{0,80}MII/.test(body)) return undefined;
  const digits = keyDigits(body);
  if (!/^[A-Za-z0-9+/]{800,}={0,2}$/.test(digits) || digits.length % 4 !== 0) return undefined;
  const bytes = (digits.length / 4) * 3 - (digits.length - digits.replace(/=+$/, '').length);
  const head = decodeDigits(digits.slice(0, 80));
  if (!head.startsWith(sequence + head.slice(2, 4) + version) || numberAt(head, 2) + 4 !== bytes)
    return undefined;
  const modulus = pkcs1 ? 7 : head.indexOf(sequence, 7) + 4 + version.length;
  if (!pkcs1 && !head.startsWith(rsa, 7)) return undefined;
  if (!head.startsWith('\x02\x82', modulus) || new Set(digits).size < leastDigits) return undefined;
  // The first byte of a modulus is zero, or the number would be negative.
  return (numberAt(head, modulus + 2) - 1) * 8;
}

/** The base64 between the marks, without its line ends. */
export function keyDigits(body: string): string {
  // Not `\\+[rnt]`: before each backslash of thousands it would look for a letter behind all of them.
  return body.replace(/\\[rnt]|[\\\s]/g, '');
}

function numberAt(bytes: string, at: number): number {
  return (bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1);
}
