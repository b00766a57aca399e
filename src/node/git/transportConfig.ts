import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Environment, readingEnvironment } from './environment.ts';
import type { GitContext } from './gitContext.ts';
import { runProcess } from './runProcess.ts';

/**
 * The person's own transport settings that the isolated push takes over: how to get out, whom to trust, which
 * protocol. Not in it on purpose: `sslVerify` (TLS is always verified), `extraHeader`, `cookieFile`, `followRedirects`,
 * `curloptResolve` and everything a credential could ride on.
 */
const allowed: ReadonlySet<string> = new Set([
  'http.proxy',
  'http.proxyauthmethod',
  'http.proxysslcainfo',
  'http.proxysslcert',
  'http.proxysslkey',
  'http.sslcainfo',
  'http.sslcapath',
  'http.sslcert',
  'http.sslkey',
  'http.sslbackend',
  'http.schannelcheckrevoke',
  'http.schannelusesslcainfo',
  'http.pinnedpubkey',
  'http.version',
  'http.postbuffer',
  'http.lowspeedlimit',
  'http.lowspeedtime',
]);

export type TransportConfig = Readonly<Record<string, string>>;

/**
 * Asks git which `http.*` of the system's and the person's own configuration hold for this URL. It is told that there
 * is no repository, so that the one at hand has no say. Nothing it answers is shown anywhere.
 */
export async function readTransportConfig(
  context: GitContext,
  folder: string,
  url: string,
): Promise<TransportConfig> {
  const asked = await runProcess({
    file: context.git.path,
    args: ['--git-dir=/dev/null', 'config', '-z', '--get-urlmatch', 'http', url],
    cwd: folder,
    env: readingEnvironment(context.env, context.workspaceFolders),
    timeoutMs: 10_000,
    maxStdout: 100_000,
  });
  return asked.exitCode === 0 ? pickTransport(asked.stdout, context.env) : {};
}

/** `key LF value NUL`, as `git config -z --get-urlmatch` prints it. */
export function pickTransport(output: string, env: Environment): TransportConfig {
  const picked: Record<string, string> = {};
  for (const item of output.split('\0')) {
    const end = item.indexOf('\n');
    const key = item.slice(0, Math.max(0, end)).toLowerCase();
    if (allowed.has(key)) picked[key] = withHome(item.slice(end + 1), env);
  }
  return picked;
}

/** git would resolve `~/` against HOME, which is another one in the isolated push. */
function withHome(value: string, env: Environment): string {
  return value.startsWith('~/') ? join(env.HOME ?? env.USERPROFILE ?? homedir(), value.slice(2)) : value;
}
