import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface MintKeyProxy {
  /** The address to open instead of the server's own. */
  readonly origin: string;
  close(): Promise<void>;
}

/** The 32 bytes the workbench encrypts its secrets with, kept in a file so that a reload can read them. */
export function mintedKey(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

/**
 * A reverse proxy on loopback that adds the one route the bare server lacks: `POST /mint-key`. Without it the
 * workbench keeps secrets in memory only and every reload loses them. (Playwright uses `page.route` instead.)
 */
export async function startMintKeyProxy(target: string, keyFile: string): Promise<MintKeyProxy> {
  const upstream = new URL(target);
  const key = mintedKey(keyFile);
  const server = createServer((req, res) => {
    if (!sameHost(req, server.address())) return refuse(res);
    if (req.method === 'POST' && req.url?.split('?')[0] === '/mint-key') {
      res
        .writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' })
        .end(key);
      return;
    }
    forward(upstream, req, res);
  });
  // The server forgets sockets it has handed over, but would wait for them for ever when it closes.
  const tunnels = new Set<Duplex>();
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    tunnels.add(socket);
    socket.once('close', () => tunnels.delete(socket));
    if (sameHost(req, server.address())) tunnel(upstream, req, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of tunnels) socket.destroy();
      }),
  };
}

/** A page of another name that resolves to loopback must not reach a VS Code that has no other lock. */
function sameHost(
  req: IncomingMessage,
  address: ReturnType<ReturnType<typeof createServer>['address']>,
): boolean {
  const port = (address as AddressInfo | null)?.port;
  return req.headers.host === `127.0.0.1:${port}` || req.headers.host === `localhost:${port}`;
}

function refuse(res: ServerResponse): void {
  res.writeHead(421).end();
}

function forward(upstream: URL, req: IncomingMessage, res: ServerResponse): void {
  // The Host header stays the browser's: the workbench calls its server back under the name it reads there.
  const onward = request(
    { host: upstream.hostname, port: upstream.port, method: req.method, path: req.url, headers: req.headers },
    (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    },
  );
  onward.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end()));
  res.on('close', () => onward.destroy());
  req.pipe(onward);
}

function tunnel(upstream: URL, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  const onward = connect(Number(upstream.port), upstream.hostname, () => {
    const headers = req.rawHeaders.reduce((text, part, i) => text + part + (i % 2 === 0 ? ': ' : '\r\n'), '');
    onward.write(`${req.method} ${req.url} HTTP/1.1\r\n${headers}\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.destroy());
  onward.on('close', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  socket.on('close', () => onward.destroy());
}
