import type { BrokerAnswer } from './askBroker.ts';
import type { BrokerProblem, RefusalKind } from './problems.ts';
import type { Broker } from './readBroker.ts';

/** The codes of our contract, in `error`. Anything else is judged by its status. */
const codes: ReadonlyMap<string, RefusalKind> = new Map([
  ['unauthorized', 'brokerUnauthorized'],
  ['forbidden', 'brokerForbids'],
  ['not_installed', 'brokerNotInstalled'],
  ['not_granted', 'brokerNotGranted'],
  ['rate_limited', 'brokerBusy'],
  ['unavailable', 'brokerTrouble'],
]);

/**
 * What Vault and the plugin say, where a status means several things. Source: vault-plugin-secrets-github v2.3.1,
 * github/client.go (`errAppNotInstalled`, and GitHub's own status line within `errUnableToCreateAccessToken`); Vault's HTTP
 * API: 403 for a bad token and for a policy alike, with `invalid token` only for the first.
 */
const vaultWords: readonly (readonly [RegExp, RefusalKind])[] = [
  [/app not installed|access token: 404 /i, 'brokerNotInstalled'],
  [/access token: 422 /i, 'brokerNotGranted'],
  [/invalid token|missing client token/i, 'brokerUnauthorized'],
  [/no handler for route|unsupported path/i, 'brokerNotFound'],
];

/** Any other of 500 and more is trouble. Vault: 472 and 473 of a standby without a say, 503 while it is sealed. */
const statuses: ReadonlyMap<number, RefusalKind> = new Map([
  [401, 'brokerUnauthorized'],
  [403, 'brokerForbids'],
  [404, 'brokerNotFound'],
  [405, 'brokerNotFound'],
  [422, 'brokerNotGranted'],
  [429, 'brokerBusy'],
  [472, 'brokerTrouble'],
  [473, 'brokerTrouble'],
]);

/** The one cause of a refusal, and the broker's own words. */
export function explainRefusal(
  broker: Broker,
  repository: string,
  { status, data }: BrokerAnswer,
): { readonly problem: BrokerProblem; readonly message: string } {
  // `{ error, message }` of the contract, `{ errors: [...] }` of Vault.
  const { error, message, errors } = Object(data) as Readonly<Record<string, unknown>>;
  const lines = broker.kind === 'http' ? [message] : Array.isArray(errors) ? errors.slice(0, 10) : [];
  const words = lines.filter((line) => typeof line === 'string').join('\n');
  const said =
    broker.kind === 'http'
      ? codes.get(typeof error === 'string' ? error : '')
      : vaultWords.find(([pattern]) => pattern.test(words))?.[1];
  const kind = said ?? statuses.get(status) ?? (status >= 500 ? 'brokerTrouble' : 'brokerUnknown');
  return { problem: { kind, broker: broker.name, repository, status }, message: words };
}
