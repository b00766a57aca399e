import { Secret } from '../shared/secret.ts';
import { tokenInStretch } from './base64Runs.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** The token of a finding, taken again from the text it was found in: no finding carries its value. */
export function secretAt(
  text: string,
  { offset, length, written }: Pick<TokenFinding, 'offset' | 'length' | 'written'>,
): Secret {
  // A token in UTF-16 that was read as bytes has a NUL after each character; no token has one of its own.
  const stretch = text.slice(offset, offset + length).replaceAll('\0', '');
  return new Secret(written === 'basic' ? tokenInStretch(stretch) : stretch);
}
