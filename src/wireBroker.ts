import { createBrokerApi } from './node/brokerApi.ts';
import type { Revoker } from './rotation/revokePorts.ts';
import { createBrokerSource } from './sources/broker/brokerSource.ts';
import { readSources } from './sources/readSources.ts';
import type { Source } from './sources/source.ts';
import type { Vault } from './vault/vault.ts';
import { brokerChoice } from './vscode/brokerSetting.ts';
import type { Core } from './vscode/core.ts';
import type { Clean, Log } from './vscode/log.ts';
import { readSetting } from './vscode/settings.ts';

/** What of the services a broker's tokens need. */
export interface BrokerParts {
  readonly core: Core;
  readonly vault: Pick<Vault, 'brokerSecret'>;
  readonly revoker: Pick<Revoker, 'endItself'>;
  readonly log: Pick<Log, 'info'>;
  readonly clean: Clean;
  readonly userAgent: string;
}

/** The tokens of the person's broker. Its answers set no clock of ours and count for nothing at GitHub. */
export function wireBroker({ core, vault, revoker, log, clean, userAgent }: BrokerParts): Source {
  const line = (text: string) => log.info(text);
  return createBrokerSource({
    choice: brokerChoice,
    secret: () => vault.brokerSecret(),
    // Looked up at each call: VS Code replaces it to honour the person's proxy and certificates.
    ask: createBrokerApi({ fetch: (url, init) => globalThis.fetch(url, init), userAgent, log: line }),
    end: (host, token) => revoker.endItself(host, token),
    endsTokens: () => readSources(readSetting('tokenWarden.sources')).endMintedTokens,
    clock: core.clock,
    learn: (secret) => core.secrets.learn(secret),
    clean,
    log: line,
  });
}
