import type { BrokerAnswer } from './askBroker.ts';
import type { BrokerProblem } from './problems.ts';
import type { Broker } from './readBroker.ts';

type Cause = 'unauthorized' | 'forbidden' | 'notInstalled' | 'notGranted' | 'notFound' | 'busy' | 'trouble';

/** The codes of our contract, in `error`. Anything else is judged by its status. */
const codes: Readonly<Record<string, Cause>> = Object.freeze({
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  not_installed: 'notInstalled',
  not_granted: 'notGranted',
  rate_limited: 'busy',
  unavailable: 'trouble',
});

/**
 * What Vault and the plugin say, where a status means several things. Source: vault-plugin-secrets-github v2.3.1,
 * github/client.go (`errAppNotInstalled`, and GitHub's own status line within `errUnableToCreateAccessToken`); Vault's HTTP
 * API: 403 for a bad token and for a policy alike, with `invalid token` only for the first.
 */
const vaultWords: readonly (readonly [RegExp, Cause])[] = Object.freeze([
  [/app not installed|unable to create access token: 404 /i, 'notInstalled'],
  [/unable to create access token: 422 /i, 'notGranted'],
  [/invalid token|bad token|missing client token/i, 'unauthorized'],
  [/no handler for route|unsupported path/i, 'notFound'],
]);

/** The one cause of a refusal, and the broker's own words. */
export function explainRefusal(
  broker: Broker,
  repository: string,
  { status, data }: BrokerAnswer,
): { readonly problem: BrokerProblem; readonly message: string } {
  const { code, message } = readWords(broker, data);
  const said = broker.kind === 'http' ? ofCode(code) : vaultWords.find(([words]) => words.test(message))?.[1];
  return { problem: problemOf(said ?? causeOf(status), broker.name, repository, status), message };
}

function ofCode(code: string): Cause | undefined {
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}

function causeOf(status: number): Cause | undefined {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 405) return 'notFound';
  if (status === 422) return 'notGranted';
  if (status === 429) return 'busy';
  // Vault: 472 and 473 of a standby without a say, 503 while it is sealed.
  return status >= 500 || status === 472 || status === 473 ? 'trouble' : undefined;
}

function problemOf(
  cause: Cause | undefined,
  broker: string,
  repository: string,
  status: number,
): BrokerProblem {
  switch (cause) {
    case 'unauthorized':
      return { kind: 'brokerUnauthorized', broker };
    case 'forbidden':
      return { kind: 'brokerForbids', broker, repository };
    case 'notInstalled':
      return { kind: 'brokerNotInstalled', broker, repository };
    case 'notGranted':
      return { kind: 'brokerNotGranted', broker, repository };
    case 'notFound':
      return { kind: 'brokerNotFound', broker };
    case 'busy':
      return { kind: 'brokerBusy', broker };
    case 'trouble':
      return { kind: 'brokerTrouble', broker, status };
    default:
      return { kind: 'brokerUnknown', broker, status };
  }
}

/** `{ error, message }` of the contract, `{ errors: [...] }` of Vault. */
function readWords(broker: Broker, data: unknown): { readonly code: string; readonly message: string } {
  if (typeof data !== 'object' || data === null) return { code: '', message: '' };
  const { error, message, errors } = data as Readonly<Record<string, unknown>>;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 2000) : '');
  if (broker.kind === 'http') return { code: text(error), message: text(message) };
  const lines = Array.isArray(errors) ? errors.slice(0, 10).map(text) : [];
  return { code: '', message: lines.join('\n') };
}
