import { createHash, X509Certificate } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { installedBrowser } from './browser.ts';
import { type ProcessGroup, spawnGroup } from './processGroup.ts';

/** True where a window could open: not in CI, and on Linux only with a display. */
export function hasDisplay(): boolean {
  if (process.env.CI !== undefined) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Opens a window of an installed Chromium-family browser, with a profile of its own, that reaches github.com
 * through the sandbox's proxy. It accepts the one key the sandbox's servers show, and no other bad certificate.
 */
export async function openWindow(
  url: string,
  profile: string,
  proxyUrl: string,
): Promise<ProcessGroup | undefined> {
  const executable = installedBrowser();
  if (executable === undefined || !hasDisplay()) return undefined;
  return spawnGroup(
    executable,
    [
      `--user-data-dir=${profile}`,
      `--proxy-server=${proxyUrl}`,
      `--ignore-certificate-errors-spki-list=${await keyBehind(proxyUrl, 'github.com')}`,
      ...['--no-first-run', '--no-default-browser-check', '--disable-sync', '--disable-quic'],
      url,
    ],
    { stdio: 'ignore' },
  );
}

/** SHA-256 of the public key that a name shows behind the proxy, in base64, as Chromium wants it. */
export async function keyBehind(proxyUrl: string, name: string): Promise<string> {
  const proxy = new URL(proxyUrl);
  const socket = await new Promise<Socket>((resolve, reject) => {
    request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: `${name}:443` })
      .once('connect', (_answer, tunnel) => resolve(tunnel))
      .once('error', reject)
      .end();
  });
  return await new Promise<string>((resolve, reject) => {
    // Only to read the certificate of our own sandbox: nothing is sent.
    const tls = tlsConnect({ socket, servername: name, rejectUnauthorized: false }, () => {
      const { publicKey } = new X509Certificate(tls.getPeerCertificate().raw);
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      resolve(createHash('sha256').update(spki).digest('base64'));
      tls.destroy();
    });
    tls.once('error', reject);
  });
}
