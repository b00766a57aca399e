/** What is wrong with a text that should be the private key of a GitHub App. */
export type KeyFault =
  | 'empty'
  | 'tooLong'
  /** No block of PEM is in it. */
  | 'notPem'
  /** The block has no end, or its content is damaged. */
  | 'cut'
  | 'encrypted'
  /** Another kind of key than RSA: GitHub makes no other. */
  | 'notRsa'
  | 'publicKey'
  | 'certificate'
  | 'openSsh';

/** The stored key cannot sign. */
export interface KeyProblem {
  readonly kind: 'appKeyUnusable';
  readonly why: KeyFault;
}

/** Why an App cannot serve a repository. `page`: of our own parts, where an owner can change it. */
export type InstallationProblem =
  | { readonly kind: 'appNotInstalled'; readonly owner: string; readonly page: string }
  /** Installed for the owner on selected repositories, and this one is not among them (S2-36). */
  | { readonly kind: 'appNotSelected'; readonly owner: string; readonly page: string }
  | { readonly kind: 'installationSuspended'; readonly owner: string; readonly page: string };

/** A token that GitHub sent and that is not used, because it is not what was asked for. */
export interface MintProblem {
  readonly kind: 'mintUnusable';
  readonly why: 'noToken' | 'lifetime' | 'broader' | 'narrower' | 'otherRepository';
}
