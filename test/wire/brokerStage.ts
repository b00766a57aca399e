import { endInstallationToken } from '../../src/github/endInstallationToken.ts';
import { createBrokerApi } from '../../src/node/brokerApi.ts';
import type { Fetch } from '../../src/node/guardedFetch.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { cleanServerText } from '../../src/shared/text.ts';
import { createBrokerSource } from '../../src/sources/broker/brokerSource.ts';
import { type Broker, readBroker } from '../../src/sources/broker/readBroker.ts';
import { Credentials } from '../../src/sources/credentials.ts';
import type { Asked } from '../../src/sources/source.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { type Brokers, brokerName, startBrokers, vaultName } from '../sandbox/brokers.ts';
import { sandboxClient } from '../sandbox/client.ts';
import { type ApiStage, apiStage } from './apiStage.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

export interface BrokerStage {
  readonly push: PushStage;
  readonly api: ApiStage;
  readonly brokers: Brokers;
  readonly lines: readonly string[];
  /** A window of the product that knows one broker, with the real client. */
  window(kind: Broker['kind'], options?: WindowOptions): BrokerWindow;
  close(): Promise<void>;
}

export interface WindowOptions {
  /** What the person gave as the secret. */
  readonly secret?: string;
  readonly url?: string;
  readonly timeoutMs?: number;
  readonly fetch?: Fetch;
}

export interface BrokerWindow {
  readonly credentials: Credentials;
  offer(job: Asked['job'], repo?: string, owner?: string): Promise<Entry>;
  secret(job: Asked['job'], repo?: string, owner?: string): Promise<Secret>;
}

/** The sandbox's GitHub with two brokers in front of it. */
export async function startBrokerStage(): Promise<BrokerStage> {
  const push = await startPushStage();
  const api = apiStage(push.sandbox);
  const brokers = await startBrokers(push.sandbox.registry);
  const client = sandboxClient(brokers);
  const lines: string[] = [];
  const window = (kind: Broker['kind'], options: WindowOptions = {}): BrokerWindow => {
    const url = kind === 'http' ? `https://${brokerName}/v1/token` : `https://${vaultName}`;
    const choice = readBroker({ url: options.url ?? url, kind }, [githubCom]);
    if (choice.kind !== 'broker') throw new Error('the setting is right');
    const redactor = new Redactor();
    const word = new Secret(options.secret ?? brokers.secret);
    redactor.learn(word);
    const source = createBrokerSource({
      choice: () => choice,
      secret: async () => ({ origin: choice.broker.origin, secret: word }),
      ask: createBrokerApi({
        fetch: options.fetch ?? client.fetch,
        userAgent: 'token-warden/test',
        log: (line) => lines.push(line),
        ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
      }),
      end: (host, token) => endInstallationToken(api.another(), { host, token }),
      isKnown: async ({ host, owner, repo }, token) => {
        const credential = { host: host.name, token };
        const parameters = { owner, repo };
        const answer = await api.api.request({
          credential,
          operation: 'GET /repos/{owner}/{repo}',
          parameters,
        });
        return answer.status !== 401;
      },
      endsTokens: () => true,
      clock: { now: () => Date.now() },
      learn: (secret) => redactor.learn(secret),
      clean: (text, max) => cleanServerText(text, redactor, max),
      log: (line) => lines.push(line),
    });
    const none = () => {
      throw new Error('nothing is stored');
    };
    const credentials = new Credentials({
      vault: { secretOf: none, entryOf: none, update: none, issuedFor: () => undefined },
      sources: [source],
      memory: { confirmedFor: () => [], rememberConfirmed: async () => undefined },
      learn: (secret) => redactor.learn(secret),
    });
    const offer: BrokerWindow['offer'] = async (job, repo = 'app', owner = 'acme') => {
      const signal = new AbortController().signal;
      const { entries } = await credentials.offers({ host: githubCom, owner, repo, job }, signal);
      const [entry] = entries;
      if (entry === undefined) throw new Error('the broker is offered');
      return entry;
    };
    return {
      credentials,
      offer,
      secret: async (job, repo, owner) => credentials.secretOf(await offer(job, repo, owner), job),
    };
  };
  return {
    push,
    api,
    brokers,
    lines,
    window,
    close: async () => {
      await client.close();
      await brokers.close();
      await api.close();
      await push.close();
    },
  };
}
