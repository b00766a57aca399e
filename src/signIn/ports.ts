import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Secret } from '../shared/secret.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { AppKind } from './clientId.ts';
import type { DeviceCode } from './deviceCode.ts';
import type { Granted } from './granted.ts';

export interface SignInOrder {
  readonly host: GitHubHost;
  readonly clientId: string;
  readonly app: AppKind;
  /** Of an OAuth App; a GitHub App's permissions are its own. */
  readonly scopes: readonly string[];
}

/**
 * GitHub's sign-in by a code. No client secret: the program is public. Throws `Failure` of `SignInProblem` or
 * `ApiProblem` only.
 */
export interface SignInApi {
  /** `shown` is told the code; then GitHub is asked until the person entered it, refused, or left it alone for long. */
  signIn(order: SignInOrder, shown: (code: DeviceCode) => void, signal: CancelSignal): Promise<Granted>;
  /** Asks for the next token. The renewal is used up by it, and the present token dead, once GitHub was reached. */
  renew(host: GitHubHost, clientId: string, renewal: Secret): Promise<Granted>;
}
