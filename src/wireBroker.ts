import type { GitHubApi } from './github/apiAnswer.ts';
import { createBrokerApi } from './node/brokerApi.ts';
import type { Revoker } from './rotation/revokePorts.ts';
import { type BrokerSource, createBrokerSource } from './sources/broker/brokerSource.ts';
import { readSources } from './sources/readSources.ts';
import { waitOutFresh } from './sources/waitOutFresh.ts';
import { readBrokerSecret } from './vault/brokerSecret.ts';
import { brokerChoice } from './vscode/brokerSetting.ts';
import type { Core } from './vscode/core.ts';
import type { Clean, Log } from './vscode/log.ts';
import { readSetting } from './vscode/settings.ts';

/** What of the services a broker's tokens need. */
export interface BrokerParts {
  readonly core: Core;
  readonly revoker: Pick<Revoker, 'endItself'>;
  readonly api: GitHubApi;
  readonly log: Pick<Log, 'info'>;
  readonly clean: Clean;
  readonly userAgent: string;
}

export interface WiredBroker {
  /** The API as every command uses it: it waits out the first seconds of what came from the broker. */
  readonly api: GitHubApi;
  readonly source: BrokerSource;
}

/** The tokens of the person's broker. Its answers set no clock of ours and count for nothing at GitHub. */
export function wireBroker(parts: BrokerParts): WiredBroker {
  const { core, revoker, log, clean, userAgent } = parts;
  const line = (text: string) => log.info(text);
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const api = waitOutFresh(parts.api, (token) => source.isFresh(token), pause);
  const source = createBrokerSource({
    choice: brokerChoice,
    secret: () => readBrokerSecret(core.store, (secret) => core.secrets.learn(secret)),
    // Looked up at each call: VS Code replaces it to honour the person's proxy and certificates.
    ask: createBrokerApi({ fetch: (url, init) => globalThis.fetch(url, init), userAgent, log: line }),
    end: (host, token) => revoker.endItself(host, token),
    isKnown: async ({ host, owner, repo }, token) => {
      const credential = { host: host.name, token };
      const parameters = { owner, repo };
      const operation = 'GET /repos/{owner}/{repo}';
      // What the network says of it, git will say in its own words.
      const answer = await api.request({ credential, operation, parameters }).catch(() => undefined);
      return answer?.status !== 401;
    },
    endsTokens: () => readSources(readSetting('tokenWarden.sources')).endMintedTokens,
    clock: core.clock,
    learn: (secret) => core.secrets.learn(secret),
    clean,
    log: line,
  });
  return { api, source };
}
