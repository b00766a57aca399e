/** Kinds of GitHub credential. Source: facts/token-prefixes.json. */
export type TokenKind =
  | 'classic-pat'
  | 'fine-grained-pat'
  | 'oauth-token'
  | 'app-user-token'
  | 'installation-token'
  | 'refresh-token'
  /** The private key of a GitHub App, a PEM: signs for a token and is sent nowhere. */
  | 'app-key'
  /** Pre-2021 personal access or OAuth token: 40 hex digits. */
  | 'legacy-hex'
  /** Looks like a GitHub token with a prefix we do not know yet: usable, nothing claimed. */
  | 'unknown';

/** What GitHub documents about a kind; no token is needed to know it. */
export interface KindFacts {
  readonly id: TokenKind;
  /** What its tokens start with; undefined where there is nothing to go by. */
  readonly prefix: string | undefined;
  /** Whole-token shapes seen so far. Anchored and free of nested repetition, so that matching is linear. */
  readonly shapes: readonly RegExp[];
  /** The most characters a token of this kind is accepted with. GitHub asks clients to allow growth. */
  readonly maxLength: number;
  /**
   * `decides`: a wrong checksum means a mistyped token (proved with published tokens). `ranks`: the same rule is
   * believed to hold, so a right one supports and a wrong one proves nothing. `none`: no documented checksum.
   */
  readonly checksum: 'decides' | 'ranks' | 'none';
  /** Whether responses carry `X-OAuth-Scopes`. */
  readonly sendsScopes: boolean;
  /** Whether an absent expiry header means "never", because this kind sends one when it has an expiry. */
  readonly reportsExpiry: boolean;
  readonly model: 'scopes' | 'permissions' | 'notKnown';
  /** Issued for hours and replaced by its app: only a failed renewal is worth a word. */
  readonly renewsItself: boolean;
  /** False for what is exchanged for a token and never sent as one. */
  readonly authenticates: boolean;
}

/** Three base64url parts. GitHub forbids depending on more than that: the contents may change. */
const jwt = 'eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+';

/**
 * The one table of kinds. Sources: facts/token-prefixes.json (github/docs about-authentication-to-github.md,
 * github-credential-types.md, ghs-stateless-token-format.md) and facts/response-headers.json. GitHub announced
 * a longer `ghu_`, hence its second shape; `v1.` is the installation token of old GHES servers.
 */
export const kinds: Readonly<Record<TokenKind, KindFacts>> = freezeAll({
  'classic-pat': {
    id: 'classic-pat',
    prefix: 'ghp_',
    shapes: [/^ghp_[A-Za-z0-9]{36}$/],
    maxLength: 255,
    checksum: 'decides',
    sendsScopes: true,
    reportsExpiry: true,
    model: 'scopes',
    renewsItself: false,
    authenticates: true,
  },
  'fine-grained-pat': {
    id: 'fine-grained-pat',
    prefix: 'github_pat_',
    shapes: [/^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/],
    maxLength: 255,
    checksum: 'none',
    sendsScopes: false,
    reportsExpiry: true,
    model: 'permissions',
    renewsItself: false,
    authenticates: true,
  },
  'oauth-token': {
    id: 'oauth-token',
    prefix: 'gho_',
    shapes: [/^gho_[A-Za-z0-9]{36}$/],
    maxLength: 255,
    checksum: 'ranks',
    sendsScopes: true,
    reportsExpiry: false,
    model: 'scopes',
    renewsItself: false,
    authenticates: true,
  },
  'app-user-token': {
    id: 'app-user-token',
    prefix: 'ghu_',
    shapes: [/^ghu_[A-Za-z0-9]{36}$/, /^ghu_[A-Za-z0-9._-]{37,}$/],
    maxLength: 2000,
    checksum: 'ranks',
    sendsScopes: false,
    reportsExpiry: false,
    model: 'permissions',
    renewsItself: true,
    authenticates: true,
  },
  'installation-token': {
    id: 'installation-token',
    prefix: 'ghs_',
    shapes: [/^ghs_[A-Za-z0-9]{36}$/, new RegExp(`^ghs_[0-9]{1,20}_${jwt}$`), /^v1\.[0-9a-f]{40}$/],
    maxLength: 2000,
    checksum: 'ranks',
    sendsScopes: false,
    reportsExpiry: false,
    model: 'permissions',
    renewsItself: true,
    authenticates: true,
  },
  'refresh-token': {
    id: 'refresh-token',
    prefix: 'ghr_',
    shapes: [/^ghr_[A-Za-z0-9]{36,251}$/],
    maxLength: 255,
    checksum: 'none',
    sendsScopes: false,
    reportsExpiry: false,
    model: 'permissions',
    renewsItself: true,
    authenticates: false,
  },
  'app-key': {
    id: 'app-key',
    prefix: undefined,
    shapes: [],
    maxLength: 16_384,
    checksum: 'none',
    sendsScopes: false,
    reportsExpiry: false,
    model: 'permissions',
    renewsItself: false,
    authenticates: false,
  },
  'legacy-hex': {
    id: 'legacy-hex',
    prefix: undefined,
    shapes: [/^[0-9a-f]{40}$/],
    maxLength: 40,
    checksum: 'none',
    sendsScopes: true,
    reportsExpiry: false,
    model: 'scopes',
    renewsItself: false,
    authenticates: true,
  },
  unknown: {
    id: 'unknown',
    prefix: undefined,
    shapes: [],
    maxLength: 2000,
    checksum: 'none',
    sendsScopes: false,
    reportsExpiry: false,
    model: 'notKnown',
    renewsItself: false,
    authenticates: true,
  },
});

/** Deep enough that no caller can change a pattern list for the others. */
function freezeAll(table: Record<TokenKind, KindFacts>): Readonly<Record<TokenKind, KindFacts>> {
  for (const facts of Object.values(table)) {
    Object.freeze(facts.shapes);
    Object.freeze(facts);
  }
  return Object.freeze(table);
}
