import * as vscode from 'vscode';
import { type Clock, minuteMs } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { lentEntry } from '../sources/lentEntry.ts';
import type { SourceProblem } from '../sources/problems.ts';
import { type Lent, readLent } from '../sources/readLent.ts';
import { type Asked, noOffers, type Offers, type Source } from '../sources/source.ts';
import { type GitHubHost, parseHost } from '../tokens/host.ts';
import { inform } from './notify.ts';
import { readEnterpriseAddress } from './settings.ts';

/** What VS Code and its own extensions sign in with, the narrowest that can push first. A session is found by its exact set. */
const scopeSets: readonly (readonly string[])[] = Object.freeze([
  ['repo'],
  ['repo', 'user:email'],
  ['repo', 'workflow'],
  ['read:user', 'repo', 'user:email', 'workflow'],
]);
/** A provider that is not there, or that waits for a keyring; it is then left alone for a while. */
const patienceMs = 3_000;
const leftAloneMs = minuteMs;

type Api = Pick<typeof vscode.authentication, 'getSession' | 'getAccounts'>;
type Account = vscode.AuthenticationSessionAccountInformation;

/**
 * The GitHub session of VS Code. Silent, always: nobody is asked, no session is made, and one that the person did not
 * open to this extension is not seen. With the least scopes there are, and with the account shown (E04).
 */
export class SessionSource implements Source {
  readonly mode = 'login';
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #accounts = new Map<string, Account>();
  #silentSince = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, api: Api = vscode.authentication) {
    this.#clock = clock;
    this.#api = api;
  }

  async offers({ host }: Asked): Promise<Offers> {
    const provider = providerOf(host);
    if (provider === undefined) return noOffers;
    const noAnswer: Offers = {
      entries: [],
      troubles: [{ from: 'vscode', problem: { kind: 'sessionNoAnswer' } }],
    };
    const now = this.#clock.now();
    if (now - this.#silentSince < leftAloneMs) return noAnswer;
    try {
      return await within(this.#offers(provider, host));
    } catch {
      this.#silentSince = now;
      return noAnswer;
    }
  }

  async #offers(provider: string, host: GitHubHost): Promise<Offers> {
    const accounts = await this.#api.getAccounts(provider);
    const found = await Promise.all(
      accounts.map(async (account) => {
        const lent = await this.#sessionOf(provider, account);
        if (lent === undefined) return [];
        const { label } = account;
        const entry = lentEntry(
          { origin: { kind: 'vscode' }, host, kind: lent.kind, named: label, login: label },
          this.#clock.now(),
        );
        this.#accounts.set(entry.id, account);
        return [entry];
      }),
    );
    const entries = found.flat();
    const [first] = accounts;
    if (entries.length > 0 || first === undefined) return { entries, troubles: [] };
    const problem = { kind: 'sessionNotAllowed', account: first.label };
    return { entries, troubles: [{ from: 'vscode', problem }] };
  }

  async secretOf({ id }: { readonly id: string }, { host }: Asked) {
    const provider = providerOf(host);
    const account = this.#accounts.get(id);
    const lent =
      provider === undefined || account === undefined
        ? undefined
        : await within(this.#sessionOf(provider, account)).catch(() => {
            throw new Failure<SourceProblem>({ kind: 'sessionNoAnswer' });
          });
    if (lent === undefined) throw new Failure<SourceProblem>({ kind: 'notOffered', id });
    return lent.token;
  }

  async #sessionOf(provider: string, account: Account): Promise<Lent | undefined> {
    for (const scopes of scopeSets) {
      const session = await this.#api.getSession(provider, scopes, { silent: true, account });
      // Of another account: it was chosen for this extension once, and is not the one that is shown.
      if (session?.account.id === account.id) return readLent(session.accessToken);
    }
    return undefined;
  }
}

/**
 * Which of VS Code's providers signs in to a host. For an enterprise host it is the one whose address the person set, in
 * their own settings: where a workspace says another, the sessions are of another host, and none is used (B07).
 */
function providerOf(host: GitHubHost): string | undefined {
  if (host.kind === 'github.com') return 'github';
  const name = /^https:\/\/([^/]+)\/?$/i.exec(readEnterpriseAddress() ?? '')?.[1] ?? '';
  const parsed = parseHost(name);
  return parsed.kind === 'host' && parsed.host.name === host.name ? 'github-enterprise' : undefined;
}

/**
 * Asks VS Code for its session, by the person's wish: it puts the question into its Accounts menu and prompts for nothing.
 * With the least scope that can push (E04).
 */
export async function askForSession(host: GitHubHost): Promise<void> {
  const { t } = vscode.l10n;
  const provider = providerOf(host);
  if (provider === undefined) return;
  await vscode.authentication.getSession(provider, scopeSets[0] ?? []);
  void inform(t('VS Code asks you about it in its Accounts menu. Agree there, then try again.'));
}

async function within<T>(asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), patienceMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
