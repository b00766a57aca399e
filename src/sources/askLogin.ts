import type { CancelSignal } from '../github/apiAnswer.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import type { LoginProgram } from './program.ts';
import { readLent } from './readLent.ts';
import type { Login as LoginName } from './readSources.ts';
import type { Asked, Source, SourceTrouble } from './source.ts';
import type { Variables } from './variables.ts';

/** A login of another program, as it was handed over. `account` is empty where none is known. */
export interface HeldLogin {
  readonly token: Secret;
  readonly kind: TokenKind;
  readonly account: string;
}

/** What of this machine may hold a token besides files. */
export interface MachineLogins {
  /** Of this process, read once. */
  readonly variables: Variables;
  /** Runs gh or git for it, or asks VS Code without a word to the person. */
  ask(from: LoginName, host: GitHubHost, signal: CancelSignal): Promise<HeldLogins>;
}

export interface HeldLogins {
  readonly logins: readonly HeldLogin[];
  readonly troubles: readonly SourceTrouble[];
}

/**
 * The login that gh uses for a host. Of all that gh can be asked only this sends nothing: `gh auth status` would show every
 * token to GitHub.
 */
export async function askGh(gh: LoginProgram, host: GitHubHost, signal: CancelSignal): Promise<HeldLogins> {
  const answer = await gh.run(['auth', 'token', '--hostname', host.name], signal);
  if (answer.kind === 'slow') return { logins: [], troubles: [{ from: 'gh', problem: { kind: 'ghSlow' } }] };
  const lent = answer.kind === 'ended' && answer.exitCode === 0 ? readLent(answer.stdout) : undefined;
  return { logins: lent === undefined ? [] : [{ ...lent, account: '' }], troubles: [] };
}

/** What a source would lend for a host, with the values. It is asked for no repository. */
export async function askSource(source: Source, host: GitHubHost, signal: CancelSignal): Promise<HeldLogins> {
  const asked: Asked = { host, owner: '', repo: '', job: 'push' };
  const { entries, troubles } = await source.offers(asked, signal);
  const all = await Promise.all(
    entries.map(async (entry) => {
      try {
        const token = await source.secretOf(entry, asked, signal);
        return [{ token, kind: entry.kind, account: entry.login ?? '' }];
      } catch (error) {
        if (Failure.is(error)) return [];
        throw error;
      }
    }),
  );
  return { logins: all.flat(), troubles };
}
