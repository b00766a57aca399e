import { type AppSource, createAppSource } from '../../src/apps/appSource.ts';
import type { GitHubApi } from '../../src/github/apiAnswer.ts';
import { readAppKey, signClaims } from '../../src/node/appKeys.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { Secret } from '../../src/shared/secret.ts';
import { Credentials } from '../../src/sources/credentials.ts';
import type { Asked } from '../../src/sources/source.ts';
import { waitOutFresh } from '../../src/sources/waitOutFresh.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import type { MintOutcome } from '../../src/tokens/keyCounts.ts';
import type { App, Installation } from '../sandbox/apps.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { anEntry } from '../unit/policy/anEntry.ts';
import type { ApiStage } from './apiStage.ts';

export const never = new AbortController().signal;

/** A GitHub App with one key and one installation, the entry the vault would have, and the product's source on top. */
export interface AppStage {
  readonly app: App;
  readonly installation: Installation;
  readonly entry: Entry;
  readonly credentials: Credentials;
  readonly source: AppSource;
  readonly api: GitHubApi;
  /** PEM of the keys, as the vault would answer them. */
  readonly keys: string[];
  /** Each mint and failure, in order. */
  readonly noted: string[];
  /** Pauses that were asked for, in ms; none is kept. */
  readonly pauses: number[];
  readonly learned: Secret[];
  ends: boolean;
  onPause: () => void;
  asked(change?: Partial<Asked>): Asked;
  /** The entry as it is offered for a repository of acme. */
  offered(change?: Partial<Asked>): Promise<Entry>;
}

export interface AppStageOptions {
  readonly clock?: Clock;
  readonly install?: Partial<Pick<Installation, 'repositories' | 'permissions' | 'suspendedAt'>>;
  /** Runs before a request is sent. */
  readonly before?: (operation: string) => void | Promise<void>;
}

let count = 0;

export function appStage(sandbox: Sandbox, stage: ApiStage, options: AppStageOptions = {}): AppStage {
  count += 1;
  const { apps } = sandbox.registry;
  const app = apps.add({ slug: `warden-${count}`, owner: 'acme' });
  const keys = [apps.addKey(app.id)];
  const installation = apps.install(app.id, 'acme', options.install);
  const entry = anEntry({
    id: `app-${count}`,
    name: 'acme app',
    kind: 'app-key',
    app: { clientId: app.clientId, slug: app.slug, owner: 'acme', ownerKind: 'organisation' },
  });
  const clock = options.clock ?? { now: () => Date.now() };
  const noted: string[] = [];
  const pauses: number[] = [];
  const learned: Secret[] = [];
  // A client for each request: no pause is owed between two writes, which the product's own client keeps.
  const plain: GitHubApi = {
    request: async (request) => {
      await options.before?.(request.operation);
      return stage.another(2_000).request(request);
    },
  };
  const made: Pick<AppStage, 'ends' | 'onPause'> = { ends: true, onPause: () => undefined };
  const pause = async (ms: number) => {
    pauses.push(ms);
    made.onPause();
  };
  const api = waitOutFresh(plain, (token) => source.isFresh(token), pause);
  const source: AppSource = createAppSource({
    api,
    clock,
    apps: async () => [entry],
    appOf: async () => entry,
    keysOf: async () => keys.map(storedKey),
    sign: signClaims,
    learn: (secret) => void learned.push(secret),
    noteMint: (_id, _fingerprint, outcome) => void noted.push(wordOf(outcome)),
    ends: () => made.ends,
    describe: (data) => JSON.stringify(data),
  });
  const refuse = () => Promise.reject(new Error('the vault was asked'));
  const credentials = new Credentials({
    vault: { secretOf: refuse, entryOf: refuse, update: refuse, issuedFor: () => undefined },
    sources: [source],
    memory: { confirmedFor: () => [], rememberConfirmed: async () => undefined },
    learn: () => undefined,
  });
  const asked = (change: Partial<Asked> = {}): Asked => ({
    host: githubCom,
    owner: 'acme',
    repo: 'app',
    job: 'push',
    ...change,
  });
  return Object.assign(made, {
    app,
    installation,
    entry,
    credentials,
    source,
    api,
    keys,
    noted,
    pauses,
    learned,
    asked,
    offered: async (change?: Partial<Asked>) => {
      const { entries, troubles } = await credentials.offers(asked(change), never);
      const [first] = entries;
      if (first === undefined) throw new Error(`not offered: ${JSON.stringify(troubles)}`);
      return first;
    },
  });
}

function storedKey(pem: string): Secret {
  const read = readAppKey(new Secret(pem));
  return read.kind === 'key' ? read.pem : new Secret(pem);
}

function wordOf(outcome: MintOutcome): string {
  return outcome.kind === 'minted' ? 'minted' : `failed ${outcome.problem}`;
}
