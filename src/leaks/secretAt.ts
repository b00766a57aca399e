import { Secret } from '../shared/secret.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** The token of a finding, taken again from the text it was found in: no finding carries its value. */
export function secretAt(
  text: string,
  { offset, length }: Pick<TokenFinding, 'offset' | 'length' | 'written'>,
): Secret {
  return new Secret(text.slice(offset, offset + length));
}
