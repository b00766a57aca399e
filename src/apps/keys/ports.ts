import type { Secret } from '../../shared/secret.ts';
import type { AppPorts } from '../ports.ts';
import type { KeyFault } from '../problems.ts';

export type ReadKey =
  /** `pem`: as it is stored. `fingerprint`: as GitHub's page shows it, without `SHA256:`. */
  | { readonly kind: 'key'; readonly pem: Secret; readonly fingerprint: string }
  | { readonly kind: 'refused'; readonly why: KeyFault };

/** What Node does with a private key; injected because pure code has no cryptography. */
export interface KeyTools {
  /** Never throws, and nothing of the text is in what it answers but the key. */
  readonly readKey: (text: Secret) => ReadKey;
  readonly sign: AppPorts['sign'];
}
