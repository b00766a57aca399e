import type { CancelSignal } from '../../github/apiAnswer.ts';
import type { Clock } from '../../shared/clock.ts';
import { Failure } from '../../shared/failure.ts';
import type { Secret } from '../../shared/secret.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { HostName } from '../../tokens/host.ts';
import { borrowedId } from '../../tokens/origin.ts';
import { borrowedEntry } from '../borrowedEntry.ts';
import type { NotOffered } from '../credentials.ts';
import { isFresh, isUsable, type Life, learnedFrom } from '../madeToken.ts';
import { type Asked, noOffers, type Source } from '../source.ts';
import { type BrokerAnswer, type BrokerRequest, requestEnd, requestToken } from './askBroker.ts';
import { answerProblem, type BrokeredToken, judgeAnswer } from './judgeAnswer.ts';
import type { BrokerProblem } from './problems.ts';
import type { Broker, BrokerChoice } from './readBroker.ts';

/** What a broker is spoken to with. Throws `Failure<BrokerProblem>` when there was no answer to judge. */
export type AskBroker = (request: BrokerRequest, secret: Secret | undefined) => Promise<BrokerAnswer>;

export interface BrokerPorts {
  /** The setting as it is now. */
  readonly choice: () => BrokerChoice;
  /** What the person gave for the broker, and for which origin. Throws `Failure` of the store. */
  readonly secret: () => Promise<{ readonly origin: string; readonly secret: Secret } | undefined>;
  readonly ask: AskBroker;
  /** Lets GitHub end the token, by the token itself. */
  readonly end: (host: HostName, token: Secret) => Promise<unknown>;
  /** False once GitHub goes on to refuse the token (401); a repository that cannot be asked for is no answer. */
  readonly isKnown: (asked: Asked, token: Secret) => Promise<boolean>;
  readonly endsTokens: () => boolean;
  readonly clock: Clock;
  readonly learn: (secret: Secret) => void;
  /** For the broker's own words. */
  readonly clean: (text: string, maxChars: number) => string;
  readonly log: (line: string) => void;
}

interface Kept {
  readonly entryId: string;
  readonly broker: Broker;
  readonly token: Promise<BrokeredToken>;
  /** Once it is there, with when it came. */
  known?: BrokeredToken & Life;
}

export interface BrokerSource extends Source {
  /** Whether a token came so lately that a server of GitHub's may not know it. */
  isFresh(token: Secret): boolean;
}

/** Which tokens are the same: those of one broker, for one repository and one set of permissions. */
const keyOf = (entry: Entry, { job, workflows = false }: Asked): string => `${entry.id} ${job} ${workflows}`;

/**
 * Tokens of a team's broker (S4-09). It is asked when a token is used, never to look what it would say; one request serves
 * all who ask at the same time. A token lives in memory, for one repository and one job, and is ended after the action.
 */
export function createBrokerSource(ports: BrokerPorts): BrokerSource {
  const kept = new Map<string, Kept>();

  const usable = async (key: string): Promise<Secret | undefined> => {
    const found = kept.get(key);
    if (found === undefined) return undefined;
    const { token } = await found.token;
    if (found.known && isUsable(found.known, ports.clock.now())) return token;
    if (kept.get(key) === found) kept.delete(key);
    return undefined;
  };

  const ask = (key: string, entry: Entry, broker: Broker, asked: Asked): Kept => {
    const one: Kept = {
      entryId: entry.id,
      broker,
      token: askFor(ports, broker, asked).then(async (came) => {
        one.known = { ...came, since: ports.clock.now(), endsAt: came.expiresAt };
        // `git` asks once only, and a 401 would call the token dead: so a read waits until GitHub knows it.
        if (asked.job === 'open-draft-pr' || (await ports.isKnown(asked, came.token))) return came;
        throw new Failure(answerProblem(broker, asked, 'dead'));
      }),
    };
    kept.set(key, one);
    one.token.catch(() => {
      if (kept.get(key) === one) kept.delete(key);
    });
    return one;
  };

  return {
    mode: 'broker',
    async offers({ host, owner, repo }) {
      const choice = ports.choice();
      if (choice.kind === 'none') return noOffers;
      if (choice.kind === 'refused') {
        const problem: BrokerProblem = { kind: 'brokerSetting', fault: choice.fault, text: choice.text };
        return { entries: [], troubles: [{ from: 'broker', problem }] };
      }
      const { broker } = choice;
      if (broker.host.name !== host.name) return noOffers;
      const entry = borrowedEntry(
        {
          id: idOf(broker, { host, owner, repo }),
          name: broker.name,
          host: host.name,
          kind: 'installation-token',
          origin: { kind: 'broker' },
        },
        ports.clock.now(),
      );
      return { entries: [entry], troubles: [] };
    },
    async secretOf(entry, asked, signal) {
      const broker = configured(ports.choice(), entry, asked);
      const key = keyOf(entry, asked);
      const again = await orCancelled(usable(key), signal);
      if (again !== undefined) return again;
      const one = kept.get(key) ?? ask(key, entry, broker, asked);
      return (await orCancelled(one.token, signal)).token;
    },
    learned: ({ id }) => {
      const mine = [...kept.values()].filter(({ entryId }) => entryId === id);
      return learnedFrom(mine.flatMap(({ known }) => known ?? []));
    },
    isFresh: (token) =>
      [...kept.values()].some(
        ({ known }) => known?.token.equals(token) === true && isFresh(known, ports.clock.now()),
      ),
    async over(entry) {
      const ends = ports.endsTokens();
      // A token that GitHub refused is not handed out a second time, whoever ends it.
      if (!ends && entry.health.kind !== 'dead') return;
      const mine = [...kept].filter(([, { entryId }]) => entryId === entry.id);
      // All at once and first of all: none of them is handed out while another is being ended.
      for (const [key] of mine) kept.delete(key);
      if (!ends) return;
      const failed = () => ports.log('a token of the token broker was not ended');
      await Promise.all(mine.map(([, one]) => endToken(ports, one, entry.host).catch(failed)));
    },
  };
}

/** The broker this entry stands for. The setting may have changed since it was offered. */
function configured(choice: BrokerChoice, entry: Entry, asked: Asked): Broker {
  const isOurs = choice.kind === 'broker' && choice.broker.host.name === asked.host.name;
  if (isOurs && idOf(choice.broker, asked) === entry.id) return choice.broker;
  throw new Failure<NotOffered>({ kind: 'notOffered', id: entry.id });
}

/** One for each repository, because each has a token of its own. */
function idOf(broker: Broker, { host, owner, repo }: Pick<Asked, 'host' | 'owner' | 'repo'>): string {
  return borrowedId('broker', broker.name, host.name, owner, repo);
}

async function askFor(ports: BrokerPorts, broker: Broker, asked: Asked): Promise<BrokeredToken> {
  const secret = await secretFor(ports, broker);
  const answer = await ports.ask(requestToken(broker, asked), secret);
  const judged = judgeAnswer(broker, asked, answer, ports.clock.now());
  const came = judged.kind === 'token' ? judged.token : judged.unused;
  if (came) ports.learn(came);
  if (judged.kind === 'refused') {
    if (came && ports.endsTokens()) void ports.end(asked.host.name, came).catch(() => undefined);
    throw new Failure(judged.problem, ports.clean(judged.message, 500));
  }
  return judged;
}

/** The secret goes only to the origin it was given for: a setting that was changed takes it nowhere. */
async function secretFor({ secret }: BrokerPorts, broker: Broker): Promise<Secret | undefined> {
  const given = await secret();
  if (given !== undefined && given.origin !== broker.origin) {
    const keptFor = given.origin;
    throw new Failure<BrokerProblem>({ kind: 'brokerOtherOrigin', broker: broker.name, keptFor });
  }
  if (given === undefined && broker.kind === 'vault-github') {
    throw new Failure<BrokerProblem>({ kind: 'brokerNoSecret', broker: broker.name });
  }
  return given?.secret;
}

/** By the lease where there is one, so that Vault's books are right; by the token itself where that did not do. */
async function endToken(ports: BrokerPorts, { token, broker }: Kept, host: HostName): Promise<void> {
  const { token: value, lease } = await token;
  if (lease !== undefined) {
    const ended = await secretFor(ports, broker)
      .then((secret) => ports.ask(requestEnd(broker, lease), secret))
      .catch(() => undefined);
    if (ended !== undefined && ended.status < 300) return;
  }
  await ports.end(host, value);
}

/** The one request goes on for the others who wait for it; who cancels waits no longer. */
async function orCancelled<T>(waited: Promise<T>, signal: CancelSignal | undefined): Promise<T> {
  if (signal === undefined) return waited;
  let stop = () => {};
  const cancelled = new Promise<never>((_, reject) => {
    const leave = () => reject(new Failure({ kind: 'cancelled' }));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave);
    stop = () => signal.removeEventListener('abort', leave);
  });
  return Promise.race([waited, cancelled]).finally(stop);
}
