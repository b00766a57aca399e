import type { PushProblem } from '../../push/problems.ts';
import { Failure } from '../../shared/failure.ts';
import type { Secret } from '../../shared/secret.ts';
import type { TransportConfig } from './transportConfig.ts';

/** Ours, after the person's: nothing of theirs may loosen them. */
const fixed: readonly (readonly [string, string])[] = Object.freeze([
  // With git's default the header is sent again to wherever a redirect leads (A06).
  ['http.followRedirects', 'false'],
  ['http.sslVerify', 'true'],
  ['http.saveCookies', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['push.gpgSign', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['color.ui', 'false'],
]);

/** A push whose owner was killed ends by itself: less than a byte a second for a minute. */
const patience: TransportConfig = Object.freeze({ 'http.lowspeedlimit': '1', 'http.lowspeedtime': '60' });

/**
 * The value of an `Authorization` header, for git and for its LFS service. The user name is not looked at by GitHub and
 * must not be empty. Source: facts/git-push-safety.json.
 */
export function basicAuthorization(secret: Secret): string {
  const token = secret.reveal();
  // A line break would start another header.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Failure<PushProblem>({ kind: 'badCredentials' });
  return `Basic ${Buffer.from(`x-access-token:${token}`, 'utf8').toString('base64')}`;
}

/**
 * The one place where a token goes to git: an `Authorization` header, bound to the canonical URL, in the environment of
 * the isolated git (and, through it, of its HTTP child). Not in argv, not in a file, and no prompt can ask for it.
 */
export function withCredential(
  env: Readonly<Record<string, string>>,
  url: string,
  transport: TransportConfig,
  secret: Secret,
): Record<string, string> {
  const authorization = basicAuthorization(secret);
  const { 'http.proxy': proxy, ...others } = { ...patience, ...transport };
  // An empty value means "no proxy, whatever the environment says"; some systems drop empty variables.
  const direct = proxy === '';
  const pairs: readonly (readonly [string, string])[] = [
    ...Object.entries(others).filter(([, value]) => value !== ''),
    ...(proxy === undefined || direct ? [] : [['http.proxy', proxy] as const]),
    ...fixed,
    [`http.${url}.extraHeader`, `Authorization: ${authorization}`],
  ];
  const result: Record<string, string> = { ...env, GIT_CONFIG_COUNT: String(pairs.length) };
  if (direct)
    for (const name of Object.keys(env)) if (/^(?:https?|all)_proxy$/i.test(name)) delete result[name];
  pairs.forEach(([key, value], index) => {
    result[`GIT_CONFIG_KEY_${index}`] = key;
    result[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return result;
}
