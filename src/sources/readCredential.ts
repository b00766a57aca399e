import type { SourceProblem } from './problems.ts';
import { type Lent, readLent } from './readLent.ts';
import type { Asked } from './source.ts';

export interface LentCredential extends Lent {
  /** As it stands beside the token. Anybody may write one there, so it is no login that GitHub named. */
  readonly userName: string | undefined;
}

export type ReadCredential =
  | { readonly kind: 'credential'; readonly credential: LentCredential }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly problem: SourceProblem };

/**
 * What git is asked, exactly as a push to this repository would make it ask. The path is for those who told git to tell
 * repositories apart (`credential.useHttpPath`); git itself leaves it out for everyone else.
 */
export function credentialQuestion({ host, owner, repo }: Pick<Asked, 'host' | 'owner' | 'repo'>): string {
  // Without a repository: what is kept for the host as a whole.
  const path = owner === '' ? '' : `path=${owner}/${repo}.git\n`;
  return `protocol=https\nhost=${host.name}\n${path}\n`;
}

/** Reads git's answer. It must be for https and for the very host that was asked about, whatever a helper says (B07). */
export function readCredential(text: string, host: string): ReadCredential {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const end = line.indexOf('=');
    if (end > 0) fields.set(line.slice(0, end), line.slice(end + 1));
  }
  const password = fields.get('password') ?? '';
  if (password === '') return { kind: 'nothing' };
  if (fields.get('protocol') !== 'https' || fields.get('host') !== host) {
    return { kind: 'refused', problem: { kind: 'helperOtherHost', host } };
  }
  const lent = readLent(password);
  if (lent === undefined) return { kind: 'refused', problem: { kind: 'helperNoToken', host } };
  const userName = fields.get('username') ?? '';
  const isName = /^[\w.@+-]{1,60}$/.test(userName);
  return { kind: 'credential', credential: { ...lent, userName: isName ? userName : undefined } };
}
