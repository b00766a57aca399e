import { type AppSource, createAppSource } from './apps/appSource.ts';
import type { GitHubApi } from './github/apiAnswer.ts';
import { signClaims } from './node/appKeys.ts';
import type { Secret } from './shared/secret.ts';
import { readSources } from './sources/readSources.ts';
import { waitOutFresh } from './sources/waitOutFresh.ts';
import { countMint } from './tokens/keyCounts.ts';
import type { Vault } from './vault/vault.ts';
import type { Core } from './vscode/core.ts';
import type { Clean, Log } from './vscode/log.ts';
import { readSetting } from './vscode/settings.ts';

export interface WiredApps {
  /** The API as every command uses it: it waits out the first seconds of what was minted here. */
  readonly api: GitHubApi;
  readonly source: AppSource;
}

/** Longer than any reply to a mint that says something (characters). */
const mostDetails = 2_000;

/** GitHub Apps: tokens minted with the keys in the vault. */
export function wireApps(core: Core, vault: Vault, plain: GitHubApi, clean: Clean, log: Log): WiredApps {
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const api = waitOutFresh(plain, (token) => source.isFresh(token), pause);
  const source: AppSource = createAppSource({
    api,
    clock: core.clock,
    apps: async () => {
      const { view } = await core.state.refresh(Number.POSITIVE_INFINITY);
      return view.entries.filter(({ kind }) => kind === 'app-key');
    },
    appOf: (id) => vault.entryOf(id),
    keysOf: (id) => keysOf(vault, id),
    sign: signClaims,
    learn: (secret) => core.secrets.learn(secret),
    noteMint: (id, fingerprint, outcome) => {
      void vault
        .update(id, (latest) => countMint(latest, fingerprint, outcome, core.clock.now()))
        .catch((error: unknown) => log.failure('counting a mint', error));
    },
    ends: () => readSources(readSetting('tokenWarden.sources')).endMintedTokens,
    describe: (data) => clean(JSON.stringify(data) ?? '', mostDetails),
  });
  return { api, source };
}

/** The present key, and the old one while it is kept. */
async function keysOf(vault: Vault, id: string): Promise<readonly Secret[]> {
  const { previous } = await vault.entryOf(id);
  const present = await vault.secretOf(id);
  return previous === undefined ? [present] : [present, await vault.previousSecretOf(id)];
}
