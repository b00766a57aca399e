import { join } from 'node:path';
import { Apps } from './apps.ts';
import { createBareRepository, writeCommits } from './git/gitObjects.ts';
import type { NewRepository, NewToken } from './newThings.ts';
import { makeTokenString } from './tokenStrings.ts';
import {
  type Account,
  defaultPolicy,
  fullName,
  type Organisation,
  type OrganisationPolicy,
  type PullRequest,
  type Repository,
  type Token,
} from './world.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** The sandbox's world: who exists, what they own and which tokens are alive. Changes at run time, as GitHub does. */
export class Registry {
  readonly apps: Apps;
  readonly #folder: string;
  readonly #now: () => Date;
  readonly #accounts = new Map<string, Account | Organisation>();
  readonly #repositories = new Map<number, Repository>();
  readonly #tokens = new Map<string, Token>();
  readonly #pulls: PullRequest[] = [];
  readonly #failedLogins: number[] = [];
  readonly #lists: number[] = [];
  readonly #late = new Set<string>();
  #nextId = 1000;
  /** Bad credentials within a minute before the host refuses every login for a while (GitHub: "several"). */
  failedLoginLimit = 10;
  /** Lists of credentials to end are taken, and acted on when `actNow` is called: GitHub answers 202 before it is done. */
  actsLate = false;
  /** Lists an hour from one address; GitHub: what it allows anyone who is not signed in. */
  listLimit = 60;

  constructor(folder: string, now: () => Date) {
    this.#folder = folder;
    this.#now = now;
    this.apps = new Apps(now);
  }

  now(): Date {
    return this.#now();
  }

  addUser(login: string, name: string): Account {
    return this.#keep({ id: this.#id(), login, name, type: 'User' });
  }

  addOrganisation(
    login: string,
    facts: {
      readonly name?: string;
      readonly members?: readonly string[];
    } & Partial<OrganisationPolicy> = {},
  ): Organisation {
    const { name = login, members = [], ...policy } = facts;
    const organisation: Organisation = {
      id: this.#id(),
      login,
      name,
      type: 'Organization',
      members,
      policy: { ...defaultPolicy, ...policy },
    };
    this.#keep(organisation);
    return organisation;
  }

  changePolicy(login: string, change: Partial<OrganisationPolicy>): void {
    const organisation = this.organisation(login);
    if (!organisation) throw new Error(`no organisation ${login}`);
    this.#keep({ ...organisation, policy: { ...organisation.policy, ...change } });
  }

  account(login: string): Account | undefined {
    return this.#accounts.get(login.toLowerCase());
  }

  organisation(login: string): Organisation | undefined {
    const account = this.account(login);
    return account && 'policy' in account ? (account as Organisation) : undefined;
  }

  organisationsOf(login: string): readonly Organisation[] {
    return [...this.#accounts.values()]
      .filter((account): account is Organisation => 'policy' in account)
      .filter((organisation) => organisation.members.includes(login));
  }

  async addRepository(name: string, facts: NewRepository = {}): Promise<Repository> {
    const [owner = '', short = ''] = name.split('/');
    const id = this.#id();
    const { commits, ...rest } = facts;
    const repository: Repository = {
      id,
      host: 'github.com',
      owner,
      name: short,
      formerNames: [],
      description: '',
      private: false,
      archived: false,
      defaultBranch: 'main',
      draftsSupported: true,
      collaborators: {},
      protectedBranches: {},
      rules: [],
      labels: ['bug', 'documentation', 'enhancement'],
      createdAt: this.#now(),
      pushedAt: this.#now(),
      gitDir: join(this.#folder, 'repositories', `${id}.git`),
      ...rest,
    };
    await createBareRepository(repository.gitDir, repository.defaultBranch);
    if (commits?.length) await writeCommits(repository.gitDir, commits);
    this.#repositories.set(id, repository);
    return repository;
  }

  /** Changes facts of a repository; with `name` it is renamed, and the old name answers 301 from then on. */
  changeRepository(
    id: number,
    change: Partial<Omit<Repository, 'id' | 'gitDir' | 'formerNames'>>,
  ): Repository {
    const old = this.#repositories.get(id);
    if (!old) throw new Error(`no repository ${id}`);
    const formerNames =
      change.name && change.name !== old.name ? [...old.formerNames, old.name] : old.formerNames;
    const changed = { ...old, ...change, formerNames };
    this.#repositories.set(id, changed);
    return changed;
  }

  repositories(host: string): readonly Repository[] {
    return [...this.#repositories.values()].filter((repository) => repository.host === host);
  }

  repositoryById(host: string, id: number): Repository | undefined {
    const found = this.#repositories.get(id);
    return found?.host === host ? found : undefined;
  }

  /** Case does not matter, as at GitHub. `moved` says that only a former name fits. */
  repository(
    name: string,
    host = 'github.com',
  ): { readonly repository: Repository; readonly moved: boolean } | undefined {
    const wanted = name.toLowerCase();
    const all = this.repositories(host);
    const exact = all.find((repository) => fullName(repository).toLowerCase() === wanted);
    if (exact) return { repository: exact, moved: false };
    const former = all.find((repository) =>
      repository.formerNames.some((old) => `${repository.owner}/${old}`.toLowerCase() === wanted),
    );
    return former && { repository: former, moved: true };
  }

  mint(facts: NewToken): Token {
    const { expiresInDays, createdDaysAgo = 0, ...rest } = facts;
    const now = this.#now().getTime();
    const token: Token = {
      id: `token-${this.#id()}`,
      value: makeTokenString(facts.kind),
      host: 'github.com',
      name: facts.kind,
      owner: facts.login,
      scopes: [],
      permissions: {},
      repositories: 'all',
      expiryFormat: 'utc',
      ssoAuthorised: [],
      approval: 'approved',
      createdAt: new Date(now - createdDaysAgo * day),
      // GitHub's expiry has whole seconds.
      expiresAt:
        expiresInDays === undefined
          ? undefined
          : new Date(Math.floor((now + expiresInDays * day) / 1000) * 1000),
      ended: 'no',
      ...rest,
    };
    this.#tokens.set(token.id, token);
    return token;
  }

  tokens(): readonly Token[] {
    return [...this.#tokens.values()];
  }

  token(id: string): Token | undefined {
    return this.#tokens.get(id);
  }

  tokenByValue(value: string): Token | undefined {
    return this.tokens().find((token) => token.value === value);
  }

  changeToken(id: string, change: Partial<Omit<Token, 'id' | 'value' | 'kind'>>): Token {
    const old = this.#tokens.get(id);
    if (!old) throw new Error(`no token ${id}`);
    const changed = { ...old, ...change };
    this.#tokens.set(id, changed);
    return changed;
  }

  expire(id: string): void {
    this.changeToken(id, { expiresAt: new Date(this.#now().getTime() - 1000) });
  }

  revoke(id: string): void {
    this.changeToken(id, { ended: 'revoked' });
  }

  /** Ends what a list named, now or when it acts. */
  takeList(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.actsLate) this.#late.add(id);
      else this.revoke(id);
    }
  }

  actNow(): void {
    for (const id of this.#late) this.revoke(id);
    this.#late.clear();
  }

  /** Counts one list; when the hour's allowance is spent, the moment it is full again. */
  spendList(): Date | undefined {
    const now = this.#now().getTime();
    const recent = this.#lists.filter((at) => at > now - hour);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= this.listLimit) return new Date(oldest + hour);
    this.#lists.push(now);
    return undefined;
  }

  /** As GitHub's button does: same facts, new value, and the old value is dead at once. */
  regenerate(id: string, expiresInDays?: number): Token {
    const old = this.changeToken(id, { ended: 'regenerated' });
    const { value: _value, id: _id, ended: _ended, createdAt: _createdAt, expiresAt, ...facts } = old;
    const lifetime = expiresAt && Math.max(1, (expiresAt.getTime() - old.createdAt.getTime()) / day);
    const days = expiresInDays ?? lifetime;
    return this.mint({ ...facts, ...(days === undefined ? {} : { expiresInDays: days }) });
  }

  isLive(token: Token): boolean {
    const now = this.#now().getTime();
    const lag = token.kind.startsWith('installation') ? this.apps.lagMs : 0;
    if (now - token.createdAt.getTime() < lag) return false;
    return token.ended === 'no' && (!token.expiresAt || token.expiresAt.getTime() > now);
  }

  pulls(repositoryId: number): readonly PullRequest[] {
    return this.#pulls.filter((pull) => pull.repositoryId === repositoryId);
  }

  addPull(facts: Omit<PullRequest, 'id' | 'number' | 'createdAt' | 'updatedAt' | 'closedAt'>): PullRequest {
    const now = this.#now();
    const number = this.pulls(facts.repositoryId).length + 1;
    const pull = { ...facts, id: this.#id(), number, createdAt: now, updatedAt: now, closedAt: undefined };
    this.#pulls.push(pull);
    return pull;
  }

  changePull(id: number, change: Partial<PullRequest>): PullRequest {
    const at = this.#pulls.findIndex((pull) => pull.id === id);
    const old = this.#pulls[at];
    if (!old) throw new Error(`no pull request ${id}`);
    const changed = { ...old, ...change, updatedAt: this.#now() };
    this.#pulls[at] = changed;
    return changed;
  }

  noteFailedLogin(): void {
    this.#failedLogins.push(this.#now().getTime());
  }

  /** GitHub then refuses every credential, good ones too ("Failed login limit", authenticating to the REST API). */
  loginsLocked(): boolean {
    const since = this.#now().getTime() - 60_000;
    return this.#failedLogins.filter((at) => at > since).length >= this.failedLoginLimit;
  }

  unlockLogins(): void {
    this.#failedLogins.length = 0;
  }

  #keep<T extends Account>(account: T): T {
    this.#accounts.set(account.login.toLowerCase(), account);
    return account;
  }

  #id(): number {
    this.#nextId += 1;
    return this.#nextId;
  }
}
