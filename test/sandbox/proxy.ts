import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificates } from './certificates.ts';

export interface Proxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly refused: readonly string[];
  close(): Promise<void>;
}

export interface ProxyParts {
  readonly names: readonly string[];
  readonly certificates: Certificates;
  /** Asked once a connection: should it meet the certificate nobody trusts? */
  readonly isUntrusted: (name: string) => boolean;
  readonly serve: (name: string, request: IncomingMessage, response: ServerResponse) => void;
}

/**
 * An HTTP CONNECT proxy on loopback that ends TLS itself for `names` and refuses every other name, as a corporate
 * network would: the clients need no switch, no port and no exception to talk to the sandbox.
 */
export async function startProxy(parts: ProxyParts): Promise<Proxy> {
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const servers = new Map<string, { readonly trusted: TlsServer; readonly untrusted: TlsServer }>();
  for (const name of parts.names) {
    const make = (pair: { readonly cert: string; readonly key: string }): TlsServer => {
      // A person may leave a page open, and the hang fault must outlast the client's patience, not ours.
      const server = createTlsServer(
        { ...pair, requestTimeout: 0, keepAliveTimeout: 60_000 },
        (request, response) => parts.serve(name, request, response),
      );
      server.on('tlsClientError', (_error, socket) => socket.destroy());
      server.on('clientError', (_error, socket) => socket.destroy());
      return server;
    };
    servers.set(name, {
      trusted: make(parts.certificates.trusted),
      untrusted: make(parts.certificates.untrusted),
    });
  }

  const proxy = createServer((request, response) => {
    // Plain http through the proxy: never served, whatever the name.
    refused.push(request.url ?? '');
    request.resume();
    response.writeHead(403, { 'content-type': 'text/plain' }).end('The sandbox speaks HTTPS only.\n');
  });
  proxy.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  proxy.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = (request.url ?? '').toLowerCase();
    const name = target.replace(/:443$/, '');
    const pair = servers.get(name);
    if (!pair) {
      refused.push(target);
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    (parts.isUntrusted(name) ? pair.untrusted : pair.trusted).emit('connection', socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    refused,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
