import type { GitHubApi } from '../github/apiAnswer.ts';
import type { Clock } from '../shared/clock.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { MintOutcome } from '../tokens/keyCounts.ts';
import type { AppClaims } from './planJwt.ts';

/** What a GitHub App needs of the outside to speak for itself and to mint. */
export interface AppPorts {
  /** One that waits out a token's first seconds: `waitOutFresh`. */
  readonly api: GitHubApi;
  readonly clock: Clock;
  /** The stored Apps: entries of kind `app-key`. */
  readonly apps: () => Promise<readonly Entry[]>;
  /** One of them, as it is now. Throws `Failure<VaultProblem>`. */
  readonly appOf: (appEntryId: string) => Promise<Entry>;
  /** An App's private keys, the present one first, and the old one while the keys are rotated. Throws `Failure<VaultProblem>`. */
  readonly keysOf: (appEntryId: string) => Promise<readonly Secret[]>;
  /** Throws `Failure<KeyProblem>`. */
  readonly sign: (claims: AppClaims, pem: Secret) => { readonly jwt: Secret; readonly fingerprint: string };
  /** Called before a value is sent anywhere, so that the redactor knows it. */
  readonly learn: (secret: Secret) => void;
  /** Counts each mint and each failure on the key that signed for it (S2-52). Must not throw. */
  readonly noteMint: (appEntryId: string, fingerprint: string, outcome: MintOutcome) => void;
  /** Whether a token is ended once its action is over, as the person's setting is now. */
  readonly ends: () => boolean;
  /** A reply of the server, redacted and bounded, for the details. */
  readonly describe: (data: unknown) => string;
}
