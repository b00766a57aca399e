import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from './authentication.ts';
import { makeCertificates } from './certificates.ts';
import { deliver } from './deliver.ts';
import { type Fault, FaultSwitches, type Faults } from './faults.ts';
import { GitService, isGitPath } from './git/gitService.ts';
import { hostNamed, lfsStorageName, sandboxHosts, servedNames, surfaceOf } from './hosts.ts';
import { isLfsPath, LfsService, type LfsWorld } from './lfs/lfsService.ts';
import { OpenApiCheck, type Violation } from './openapi.ts';
import { Pages } from './pages/pages.ts';
import { startProxy } from './proxy.ts';
import { Registry } from './registry.ts';
import { type Reply, text } from './reply.ts';
import type { LoggedRequest } from './requestLog.ts';
import { RestApi } from './rest/restApi.ts';
import { type ExtraStage, type ReadyToken, seed } from './seed.ts';

export interface SandboxOptions {
  /** Hold every API answer against GitHub's OpenAPI description. On unless said otherwise. */
  readonly validate?: boolean;
  /** The stage of seed.ts. On unless said otherwise. */
  readonly seed?: boolean;
  readonly extra?: readonly ExtraStage[];
  /** The server's clock. */
  readonly now?: () => Date;
}

/** A GitHub of our own, by GitHub's real names, through a proxy, behind a certificate authority made at start. */
export interface Sandbox {
  readonly proxyUrl: string;
  /** PEM of the authority. */
  readonly caFile: string;
  /** Private folder (0700): the authority and the bare repositories; gone after `close`. */
  readonly folder: string;
  readonly registry: Registry;
  readonly readyTokens: readonly ReadyToken[];
  readonly log: readonly LoggedRequest[];
  /** Names the proxy refused, as they were asked for. */
  readonly refused: readonly string[];
  readonly lfs: LfsWorld;
  readonly faults: Faults;
  /** Answers that GitHub's own description would not have allowed. Empty, or the sandbox is wrong. */
  readonly violations: readonly Violation[];
  /** The same pages on loopback, for a browser that does not go through the proxy. */
  readonly pages: { readonly settings: string; readonly pulls: string };
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // mkdtemp makes it 0700; realpath because macOS' temporary folder is a link and git prints the target.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sandbox-github-')));
  // A test run that crashes must not leave an authority's folder behind.
  const sweep = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', sweep);
  await mkdir(join(folder, 'repositories'));
  const certificates = await makeCertificates(servedNames);
  const caFile = join(folder, 'authority.pem');
  await writeFile(caFile, `${certificates.authority}\n`);
  const now = options.now ?? (() => new Date());
  const registry = new Registry(folder, now);
  const stage = options.seed === false ? { readyTokens: [] } : await seed(registry, options.extra);
  const faults = new FaultSwitches();
  const check = options.validate === false ? undefined : new OpenApiCheck();
  const log: LoggedRequest[] = [];
  const api = new RestApi(registry, check);
  const git = new GitService(registry, folder);
  const pages = new Pages(registry);
  const lfs = new LfsService(registry);

  const answer = (name: string, request: IncomingMessage, met: readonly Fault[]): Promise<Reply> => {
    if (name === lfsStorageName) return lfs.store(request, new URL(request.url ?? '/', `https://${name}`));
    const { host, surface, path } = surfaceOf(name, request.url ?? '/');
    if (surface === 'api') return api.answer(request, host, path);
    const target = new URL(path, host.webUrl);
    if (isLfsPath(target.pathname)) return lfs.answer(request, host, target);
    if (!isGitPath(target.pathname)) return pages.answer(request, host, target);
    return git.answer(
      request,
      host,
      target,
      met.some((fault) => fault.kind === 'echo-in-push'),
    );
  };

  const serve = (name: string, request: IncomingMessage, response: ServerResponse): void => {
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    // A token that reaches the storage is known by where it belongs.
    const home = name === lfsStorageName ? sandboxHosts[0]?.web : surfaceOf(name, path).host.web;
    const caller = identify(registry, home ?? '', request.headers.authorization);
    const tokenId =
      caller.kind === 'token' ? caller.token.id : caller.kind === 'bad' ? caller.tokenId : undefined;
    const credential =
      caller.kind === 'token' || caller.kind === 'app' ? 'live' : caller.kind === 'bad' ? 'bad' : 'none';
    const userAgent = request.headers['user-agent'] ?? '';
    const entry = { time: now(), host: name, method, path: withoutTokens(path, registry), status: 0 };
    const at = log.push({ ...entry, credential, tokenId, userAgent }) - 1;
    response.on('close', () => {
      const status = response.headersSent ? response.statusCode : 0;
      log[at] = { ...entry, status, credential, tokenId, userAgent };
    });
    const met = faults.take(name, method, path);
    deliver(request, response, met, () => answer(name, request, met)).catch((error: unknown) => {
      // A mistake of the sandbox must be seen in the test that meets it, not as a hang.
      const reply = text(500, `sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (response.headersSent) response.destroy();
      else response.writeHead(reply.status, { ...reply.headers }).end(reply.body);
    });
  };

  const proxy = await startProxy({
    names: servedNames,
    certificates,
    isUntrusted: (name) => faults.takeUntrusted(name),
    serve,
  });

  const local = createServer((request, response) => {
    const target = new URL(request.url ?? '/', 'http://127.0.0.1');
    void deliver(request, response, [], () => pages.answer(request, hostNamed('github.com'), target));
  });
  await new Promise<void>((resolve) => local.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(local.address() as AddressInfo).port}`;

  return {
    proxyUrl: proxy.url,
    caFile,
    folder,
    registry,
    readyTokens: stage.readyTokens,
    log,
    lfs,
    refused: proxy.refused,
    faults,
    violations: check?.violations ?? [],
    pages: { settings: `${base}/settings/personal-access-tokens`, pulls: `${base}/acme/app/pulls` },
    close: async () => {
      local.closeAllConnections();
      await Promise.all([proxy.close(), new Promise((resolve) => local.close(resolve))]);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      process.removeListener('exit', sweep);
    },
  };
}

/** A token that someone put into an address must not stay in the log. */
function withoutTokens(path: string, registry: Registry): string {
  return registry.tokens().reduce((kept, token) => kept.replaceAll(token.value, `<${token.id}>`), path);
}
