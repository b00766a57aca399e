import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import { markerFolder } from '../../../src/node/markerFolder.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { secretStore } from '../../../src/vscode/secretStorage.ts';

const dayMs = 86_400_000;

/**
 * Stands in for our extension, under its id, for one window: stores one entry with the product's own vault, so that
 * the real extension finds it in the windows after. The token comes by the environment of this run's private server.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const token = process.env.TOKEN_WARDEN_BENCH_TOKEN;
  if (!token) throw new Error('TOKEN_WARDEN_BENCH_TOKEN is missing');
  const clock = { now: () => Date.now() };
  const id = randomUUID();
  const vault = new Vault(
    {
      store: secretStore(context.secrets),
      files: markerFolder(context),
      clock,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      newId: () => randomUUID(),
      learn: () => undefined,
    },
    { id, run: id, startedAt: clock.now() },
  );
  const now = clock.now();
  await vault.add(
    {
      name: 'github:fine-grained-acme',
      host: githubCom.name,
      kind: 'fine-grained-pat',
      owner: { value: 'acme', evidence: 'declared' },
      login: 'mona',
      purpose: 'push-and-draft',
      declared: { contents: 'write', pull_requests: 'write', metadata: 'read' },
      expiry: { kind: 'at', at: now + 9 * dayMs },
      scopes: { kind: 'notListed' },
      health: { kind: 'alive', at: now },
      sso: { kind: 'notSeen' },
      // Just checked: nothing is due, so that no request disturbs the windows that are measured.
      checkedAt: now,
      observed: [],
      accepted: [],
      confirmedFor: [],
    },
    new Secret(token),
  );
}
