import type { CancelSignal } from '../github/apiAnswer.ts';
import { type Clock, minuteMs } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Entry } from '../tokens/entry.ts';
import type { GitHubHost } from '../tokens/host.ts';
import { lentEntry } from './lentEntry.ts';
import type { SourceProblem } from './problems.ts';
import type { LoginProgram, ProgramAnswer } from './program.ts';
import { type GhAccount, judgeGhVersion, readGhStatus } from './readGh.ts';
import { type Lent, readLent } from './readLent.ts';
import { type Asked, noOffers, type Offers, type Source } from './source.ts';

/** `gh auth status` sends each token to GitHub: a dead one must not be sent once more with every push. */
const listedForMs = 10 * minuteMs;
const mostAccounts = 6;

/** The login of GitHub's own command line program. It is asked for one host, and changes nothing (S4-05, S4-06). */
export class GhSource implements Source {
  readonly mode = 'login';
  readonly #gh: LoginProgram;
  readonly #clock: Clock;
  readonly #listed = new Map<string, { readonly at: number; readonly accounts: readonly GhAccount[] }>();
  /** By id of the entry: whom gh is asked for, where it can be asked so. */
  readonly #users = new Map<string, string | undefined>();

  constructor(gh: LoginProgram, clock: Clock) {
    this.#gh = gh;
    this.#clock = clock;
  }

  async offers({ host }: Asked, signal: CancelSignal): Promise<Offers> {
    try {
      const [active, accounts] = await Promise.all([
        this.#tokenOf(host, undefined, signal),
        this.#accountsOf(host, signal),
      ]);
      if (active === undefined) return noOffers;
      const [only, ...more] = accounts;
      if (more.length === 0) return { entries: [this.#entry(host, active, only)], troubles: [] };
      const entries = await Promise.all(
        accounts.map(async (account) => {
          const lent = await this.#tokenOf(host, account.login, signal);
          return lent === undefined ? [] : [this.#entry(host, lent, account)];
        }),
      );
      return { entries: entries.flat(), troubles: [] };
    } catch (error) {
      if (!Failure.is(error)) throw error;
      return { entries: [], troubles: [{ from: 'gh', problem: error.problem }] };
    }
  }

  async secretOf({ id }: Entry, { host }: Asked, signal: CancelSignal | undefined) {
    const lent = await this.#tokenOf(host, this.#users.get(id), signal);
    if (lent === undefined) throw new Failure<SourceProblem>({ kind: 'notOffered', id });
    return lent.token;
  }

  #entry(host: GitHubHost, { kind }: Lent, account: GhAccount | undefined): Entry {
    const now = this.#clock.now();
    const login = account?.login;
    const health = account?.dead === true ? ({ kind: 'dead', at: now } as const) : undefined;
    const entry = lentEntry({ origin: { kind: 'gh' }, host, kind, named: login, login, health }, now);
    this.#users.set(entry.id, account?.byName === true ? login : undefined);
    return entry;
  }

  /** Undefined where there is no gh. Throws `Failure<SourceProblem>`. */
  async #tokenOf(
    host: GitHubHost,
    user: string | undefined,
    signal: CancelSignal | undefined,
  ): Promise<Lent | undefined> {
    const whose = user === undefined ? [] : ['--user', user];
    const answer = await this.#gh.run(['auth', 'token', '--hostname', host.name, ...whose], signal);
    if (answer.kind === 'absent') return undefined;
    if (answer.kind === 'slow') throw new Failure<SourceProblem>({ kind: 'ghSlow' });
    if (answer.exitCode !== 0) throw new Failure<SourceProblem>(await this.#explain(host, signal));
    const lent = readLent(answer.stdout);
    if (lent === undefined) throw new Failure<SourceProblem>({ kind: 'ghNoToken' });
    return lent;
  }

  /** gh fails alike when nobody is logged in and when it does not know the command. */
  async #explain({ name }: GitHubHost, signal: CancelSignal | undefined): Promise<SourceProblem> {
    const asked = await this.#gh.run(['--version'], signal);
    const version = asked.kind === 'ended' ? judgeGhVersion(asked.stdout) : undefined;
    return version === undefined
      ? { kind: 'ghLoggedOut', host: name }
      : { kind: 'ghTooOld', version: version.tooOld };
  }

  async #accountsOf({ name }: GitHubHost, signal: CancelSignal): Promise<readonly GhAccount[]> {
    const now = this.#clock.now();
    const known = this.#listed.get(name);
    if (known !== undefined && now - known.at < listedForMs) return known.accounts;
    const accounts = listed(await this.#gh.run(['auth', 'status', '--hostname', name], signal), name);
    if (accounts.length > 0) this.#listed.set(name, { at: now, accounts });
    return accounts;
  }
}

function listed(answer: ProgramAnswer, host: string): readonly GhAccount[] {
  return answer.kind === 'ended' ? readGhStatus(answer.stdout, host).slice(0, mostAccounts) : [];
}
