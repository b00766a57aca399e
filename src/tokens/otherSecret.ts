/** A credential or near-credential of someone else, named so that the person sees what they copied. */
export type OtherSecret =
  | 'github-app-private-key'
  | 'github-app-client-id'
  | 'private-key'
  | 'ssh-public-key'
  | 'npm'
  | 'gitlab'
  | 'aws'
  | 'slack'
  | 'stripe'
  | 'ai-service'
  | 'google'
  | 'pypi'
  | 'docker'
  | 'hugging-face'
  | 'jwt';

/**
 * First match wins. Prefixes are the vendors' published ones; only enough of each is matched to name it. All are
 * anchored or literal, so that matching is linear.
 */
const forms: readonly (readonly [OtherSecret, RegExp])[] = Object.freeze([
  // An App's key comes as PKCS#1 (facts/token-prefixes.json, `app-private-key`), or as PKCS#8 once converted.
  ['github-app-private-key', /-----BEGIN (?:RSA )?PRIVATE KEY-----/],
  ['private-key', /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/],
  ['github-app-client-id', /^(?:Iv1\.[0-9a-f]{16}|Iv23[A-Za-z0-9]{16})$/],
  ['ssh-public-key', /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-\S{1,30}|sk-(?:ssh|ecdsa)-\S{1,40}) AAAA/],
  ['npm', /^npm_[A-Za-z0-9]{30,}$/],
  ['gitlab', /^gl[a-z]{2,6}-[A-Za-z0-9_.-]{10,}$/],
  ['aws', /^(?:AKIA|ASIA|AGPA|AROA|AIDA)[A-Z0-9]{16}$/],
  ['slack', /^xox[a-z]-[A-Za-z0-9-]{10,}$/],
  ['stripe', /^[sr]k_(?:live|test)_[A-Za-z0-9]{10,}$/],
  ['ai-service', /^sk-[A-Za-z0-9_-]{16,}$/],
  ['google', /^(?:AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_.-]{10,})$/],
  ['pypi', /^pypi-[A-Za-z0-9_-]{16,}$/],
  ['docker', /^dckr_[a-z]{2,8}_[A-Za-z0-9_-]{10,}$/],
  ['hugging-face', /^hf_[A-Za-z0-9]{20,}$/],
  ['jwt', /^eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*$/],
]);

/** What a value is that is not a GitHub token, if it has a known form. */
export function nameOtherSecret(value: string): OtherSecret | undefined {
  return forms.find(([, form]) => form.test(value))?.[0];
}
