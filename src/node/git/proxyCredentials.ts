import type { Redactor } from '../../shared/redactor.ts';
import { Secret } from '../../shared/secret.ts';
import type { Environment } from './environment.ts';
import type { TransportConfig } from './transportConfig.ts';

const proxyNames = /^(?:https?|all)_proxy$/i;

/**
 * Teaches the redactor the user and password of every proxy that a git or a hook of ours may be told of: a program that
 * fails to use one quotes it, and a proxy is often written without the scheme by which an address is known (B12).
 */
export function learnProxies(
  redactor: Pick<Redactor, 'learn'>,
  env: Environment,
  transport: TransportConfig = {},
): void {
  const named = Object.entries(env).filter(([name]) => proxyNames.test(name));
  for (const value of [transport['http.proxy'], ...named.map(([, value]) => value)]) {
    for (const part of credentialsOf(value ?? '')) redactor.learn(new Secret(part));
  }
}

/** `user:password` and `password`, as written and decoded; a password with an `@` or `#` that should have been encoded too. */
function credentialsOf(proxy: string): readonly string[] {
  const given = proxy.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const at = given.lastIndexOf('@');
  if (at < 1) return [];
  const both = given.slice(0, at);
  const written = [both, both.slice(both.indexOf(':') + 1)];
  return [...new Set([...written, ...written.map(decoded)])].filter((part) => part !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
