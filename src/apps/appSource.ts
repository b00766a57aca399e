import type { ApiRequest } from '../github/apiAnswer.ts';
import { endInstallationToken } from '../github/endInstallationToken.ts';
import { explainAnswer } from '../github/explainAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { borrowedEntry } from '../sources/borrowedEntry.ts';
import type { NotOffered } from '../sources/credentials.ts';
import { isFresh, isUsable, learnedFrom } from '../sources/madeToken.ts';
import type { Asked, Source } from '../sources/source.ts';
import type { Entry } from '../tokens/entry.ts';
import { hostOf } from '../tokens/host.ts';
import { borrowedId } from '../tokens/origin.ts';
import { createAppSpeaker } from './askAsApp.ts';
import type { Installation } from './installation.ts';
import { planMint } from './judgeMint.ts';
import { createLookUp } from './lookUp.ts';
import { type Minted, type MintOrder, mintToken, orderName } from './mintTokens.ts';
import type { AppPorts } from './ports.ts';

export interface AppSource extends Source {
  over(entry: Pick<Entry, 'id'>): Promise<void>;
  /** Whether a token was minted so lately that a server of GitHub's may not know it. */
  isFresh(token: Secret): boolean;
}

/** A token that is there or on its way, for the entry it was offered as. */
interface Held {
  readonly entryId: string;
  readonly minted: Promise<Minted>;
  known?: Minted;
}

/**
 * Tokens of GitHub Apps: minted for one repository and one action, held in memory while that lasts, shared by who asks for
 * the same at the same time, and ended afterwards. The private key is read for each signature and kept nowhere.
 */
export function createAppSource(ports: AppPorts): AppSource {
  const { api, clock } = ports;
  const ask = createAppSpeaker(ports);
  const lookUp = createLookUp(ask, clock);
  const held = new Map<string, Held>();

  const endings = new Set<Promise<unknown>>();
  /** Nobody waits for it but the end of the window; what cannot be ended lives its hour. */
  const end = ({ secret, host }: Pick<Minted, 'secret' | 'host'>): Promise<unknown> => {
    const ending = endInstallationToken(api, { host, token: secret }).catch(() => undefined);
    endings.add(ending);
    return ending.finally(() => endings.delete(ending));
  };
  const appOf = async (entry: Entry): Promise<Entry> => {
    if (entry.origin?.kind !== 'app') throw new Failure<NotOffered>({ kind: 'notOffered', id: entry.id });
    return ports.appOf(entry.origin.appEntryId);
  };

  /** `git` meets a new token as the API does, but it does not ask twice: so a read asks first. */
  const knownToGitHub = async (minted: Minted, { host, owner, repo }: Asked): Promise<void> => {
    const credential = { host: host.name, token: minted.secret };
    const request: ApiRequest = {
      credential,
      operation: 'GET /repos/{owner}/{repo}',
      parameters: { owner, repo },
    };
    const answer = await api.request(request);
    if (answer.kind === 'ok' || answer.status !== 401) return;
    throw new Failure(explainAnswer(answer, hostOf(host.name)), answer.message);
  };

  const mint = async (asked: Asked, order: MintOrder, slot: Held): Promise<Minted> => {
    const endUnused = (token: Secret) => void end({ secret: token, host: order.host.name });
    const mintFor = (one: MintOrder) => mintToken(ask, ports, one, endUnused);
    const minted = await mintFor(order).catch(async (error: unknown) => {
      if (!Failure.is(error) || !isGone(error.problem)) throw error;
      // Uninstalled or narrowed since it was looked up: looked up once more, which says why, or finds it anew.
      lookUp.forget(order.app, asked);
      const { id } = await lookUp.find(order.app, asked);
      if (id === order.installationId) throw error;
      return mintFor({ ...order, installationId: id });
    });
    slot.known = minted;
    if (asked.job === 'open-draft-pr') return minted;
    await knownToGitHub(minted, asked).catch(async (error: unknown) => {
      // A lost connection says nothing about the token: git will say it in its own words.
      if (Failure.is(error) && error.problem.kind !== 'badCredentials') return;
      void end(minted);
      throw error;
    });
    return minted;
  };

  const share = (entry: Entry, asked: Asked, order: MintOrder): Promise<Minted> => {
    const name = orderName(order);
    const there = held.get(name);
    if (there !== undefined && (there.known === undefined || isUsable(there.known, clock.now()))) {
      return there.minted;
    }
    const slot = { entryId: entry.id } as { entryId: string; minted: Promise<Minted>; known?: Minted };
    slot.minted = mint(asked, order, slot);
    held.set(name, slot);
    slot.minted.catch(() => {
      if (held.get(name) === slot) held.delete(name);
    });
    return slot.minted;
  };

  return {
    mode: 'app',
    async offers(asked, signal) {
      // A vault that cannot be read says so itself.
      const apps = await ports.apps().catch(() => []);
      const mine = apps.filter((app) => app.host === asked.host.name);
      const found = await Promise.all(
        mine.map((app) =>
          lookUp.find(app, asked, signal).then(
            (installation) => ({ entry: offer(app, asked, installation, clock.now()) }),
            (error: unknown) => ({ problem: problemOf(error) }),
          ),
        ),
      );
      return {
        entries: found.flatMap((one) => ('entry' in one ? [one.entry] : [])),
        troubles: found.flatMap((one) =>
          'problem' in one ? [{ from: 'app' as const, problem: one.problem }] : [],
        ),
      };
    },
    async secretOf(entry, asked, signal) {
      const app = await appOf(entry);
      const { host, owner, repo, job } = asked;
      const installationId = entry.origin?.kind === 'app' ? entry.origin.installationId : 0;
      const granted = entry.listed?.find((one) => same(one.owner, owner))?.permissions;
      const permissions = planMint(job, granted, asked.workflows);
      // The mint itself is not left half-way: a token that nobody waits for would live its hour unseen.
      const minted = await share(entry, asked, { app, host, installationId, owner, repo, permissions });
      if (signal?.aborted) throw new Failure<ApiProblem>({ kind: 'cancelled' });
      return minted.secret;
    },
    async over({ id }) {
      const mine = [...held].filter(([, { entryId }]) => entryId === id);
      for (const [name] of mine) held.delete(name);
      if (!ports.ends()) return;
      await Promise.all(mine.map(([, { minted }]) => minted.then(end, () => undefined)));
      await Promise.all(endings);
    },
    learned({ id }) {
      const mine = [...held.values()].filter(({ entryId }) => entryId === id);
      return learnedFrom(mine.flatMap(({ known }) => known ?? []));
    },
    isFresh: (token) =>
      [...held.values()].some(
        ({ known }) => known?.secret.equals(token) === true && isFresh(known, clock.now()),
      ),
  };
}

/** What the installation grants is what a token can be given; each one gets only what its action needs. */
function offer(app: Entry, asked: Asked, installation: Installation, now: number): Entry {
  const { id, owner, slug, permissions } = installation;
  return borrowedEntry(
    {
      id: borrowedId('app', app.id, String(id)),
      name: app.name,
      host: asked.host.name,
      kind: 'installation-token',
      origin: { kind: 'app', appEntryId: app.id, installationId: id },
      owner: { value: owner, evidence: 'listed' },
      login: slug === undefined ? undefined : `${slug}[bot]`,
      listed: [{ owner, permissions, at: now }],
    },
    now,
  );
}

/** GitHub's ways to say that the installation is not what it was. */
function isGone({ kind }: Problem): boolean {
  return ['notFoundOrHidden', 'appRepository', 'appSuspended', 'appNotGranted'].includes(kind);
}

function problemOf(error: unknown): Problem {
  return Failure.is(error) ? error.problem : { kind: 'unknown' };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
