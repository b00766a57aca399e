import { Failure } from '../shared/failure.ts';
import { Secret } from '../shared/secret.ts';
import { identifyToken } from '../tokens/identify.ts';
import { ensureCanary } from './canary.ts';
import { read } from './loadStore.ts';
import type { SecretStore } from './ports.ts';
import type { VaultProblem } from './problems.ts';
import { filled, object } from './shape.ts';
import { answers, insistOn, type Writing } from './writeRecord.ts';

/** What lets the person in at their token broker. No token of GitHub's, and it belongs to one origin alone. */
export interface BrokerSecret {
  /** `https://name:port`, as the setting had it when the secret was given. */
  readonly origin: string;
  readonly secret: Secret;
}

export const brokerKey = 'tokenWarden.broker';

/** Characters. A token of Vault has about a hundred, a signed one a few thousand. */
const longest = 8_000;

/** Why a text is no secret for a broker. */
export type SecretFault = 'empty' | 'tooLong' | 'characters' | 'githubToken';

export type ReadSecret =
  | { readonly kind: 'secret'; readonly secret: Secret }
  | { readonly kind: 'refused'; readonly fault: SecretFault };

/** What a person typed or pasted. A token of GitHub's is for GitHub alone: a broker never gets one by mistake. */
export function readSecretText(text: string): ReadSecret {
  const given = text.trim();
  const refused = (fault: SecretFault): ReadSecret => ({ kind: 'refused', fault });
  if (given === '') return refused('empty');
  if (given.length > longest) return refused('tooLong');
  // It becomes a header: nothing in it may end one.
  if (!/^[\x21-\x7e]+$/.test(given)) return refused('characters');
  const { kind } = identifyToken(given);
  if (kind !== 'unknown' && kind !== 'legacy-hex') return refused('githubToken');
  return { kind: 'secret', secret: new Secret(given) };
}

const stored = object<{ origin: string; secret: string }>({
  origin: filled(300),
  secret: filled(longest),
});

/** Undefined where none is kept, and where what is kept cannot be read: the person is asked again. */
export async function readBrokerSecret(
  store: Pick<SecretStore, 'get'>,
  learn: (secret: Secret) => void,
): Promise<BrokerSecret | undefined> {
  const raw = await read(store, brokerKey);
  if (raw === undefined) return undefined;
  try {
    const { origin, secret } = stored(JSON.parse(raw.reveal()));
    const kept = { origin, secret: new Secret(secret) };
    learn(kept.secret);
    return kept;
  } catch {
    return undefined;
  }
}

/** Stores it, or deletes it, and looks whether the store did. In the vault's turn: some stores are written as a whole. */
export async function writeBrokerSecret(at: Writing, given: BrokerSecret | undefined): Promise<void> {
  const { ports, turn } = at;
  const { store } = ports;
  await insistOn(turn);
  const raw =
    given &&
    new Secret(JSON.stringify({ tokenWarden: 1, origin: given.origin, secret: given.secret.reveal() }));
  const step = raw ? 'write' : 'delete';
  try {
    await (raw ? store.store(brokerKey, raw) : store.delete(brokerKey));
  } catch {
    throw new Failure<VaultProblem>({ kind: 'storeRefused', step });
  }
  const taken = await answers(ports, brokerKey, (back) =>
    raw ? back?.equals(raw) === true : back === undefined,
  );
  if (!taken) throw new Failure<VaultProblem>({ kind: 'readBackDiffers' });
  if (raw) await ensureCanary(at);
}
