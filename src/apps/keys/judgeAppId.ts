import { holdsToken } from '../../tokens/candidates.ts';

export type AppId =
  | { readonly kind: 'id'; readonly id: string }
  | {
      readonly kind: 'refused';
      readonly why:
        | 'empty'
        /** The private key belongs into the next box. */
        | 'key'
        /** The client id of an OAuth App, which has no keys. */
        | 'oauthApp'
        /** The client secret, or a token: nothing is signed with it, and it would be shown here. */
        | 'secret'
        | 'other';
    };

/**
 * What a person typed as the id of a GitHub App: its client id, or its number (S2-29). Everything is looked at before
 * anything is signed with it, because GitHub has one answer for a wrong id and a wrong key.
 */
export function judgeAppId(text: string): AppId {
  const id = text.trim();
  const refused = (why: Extract<AppId, { readonly kind: 'refused' }>['why']): AppId => ({
    kind: 'refused',
    why,
  });
  if (id === '') return refused('empty');
  if (/^(?:[1-9][0-9]{0,14}|Iv[A-Za-z0-9.]{10,60})$/.test(id)) return { kind: 'id', id };
  if (id.includes('-----') || id.length > 300) return refused('key');
  if (/^Ov[A-Za-z0-9]{10,60}$/.test(id)) return refused('oauthApp');
  // A client secret is forty hex digits.
  return refused(holdsToken(id) || /^[0-9a-f]{40}$/i.test(id) ? 'secret' : 'other');
}
