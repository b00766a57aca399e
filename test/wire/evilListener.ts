import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** Someone who writes down every byte that reaches them, in the clear and, where they end TLS, beneath it. */
export interface EvilListener {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Everything received, as text. */
  heard(): string;
  connections(): number;
  close(): Promise<void>;
}

export interface EvilTraits {
  /** Ends TLS with this pair, directly and behind CONNECT. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/**
 * Answers like an obliging proxy (`CONNECT` is granted) and like a web server that wants a password, so that whatever a
 * client is ready to give away is given.
 */
export async function startEvilListener(traits: EvilTraits = {}): Promise<EvilListener> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const answer = (text: string): string | undefined => {
    if (/^CONNECT [^\r]*\r\n[\s\S]*\r\n\r\n$/.test(text))
      return 'HTTP/1.1 200 Connection Established\r\n\r\n';
    if (/\r\n\r\n/.test(text) && /^[A-Z]+ /.test(text)) {
      return 'HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Basic realm="GitHub"\r\ncontent-length: 0\r\n\r\n';
    }
    return undefined;
  };
  const inner =
    traits.certificate === undefined
      ? undefined
      : createTlsServer({ ...traits.certificate }, (socket) => {
          socket.on('error', () => socket.destroy());
          socket.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            const reply = answer(chunk.toString('latin1'));
            if (reply !== undefined) socket.write(reply);
          });
        });
  inner?.on('tlsClientError', (_error, socket) => socket.destroy());
  const server: Server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      const reply = answer(chunk.toString('latin1'));
      if (reply !== undefined) socket.write(reply);
      const speaksTls = chunk[0] === 0x16;
      if (inner !== undefined && (speaksTls || reply?.includes('Established'))) {
        socket.removeAllListeners('data');
        if (speaksTls) {
          socket.pause();
          socket.unshift(chunk);
        }
        inner.emit('connection', socket);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    heard: () => Buffer.concat(chunks).toString('latin1'),
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The token in every form it could travel in. */
export function formsOfToken(token: string): readonly string[] {
  const forms = new Set<string>([token, token.toLowerCase(), encodeURIComponent(token)]);
  for (const user of ['', ':', 'x-access-token:', 'git:', 'x:', 'token:']) {
    for (const pad of ['', 'a', 'ab']) {
      const encoded = Buffer.from(`${pad}${user}${token}`);
      // Without the digits that neighbours could change.
      const text = encoded.toString('base64').replace(/=+$/, '');
      forms.add(text.slice(4, -4));
      forms.add(encoded.toString('base64url').slice(4, -4));
    }
    forms.add(Buffer.from(`${user}${token}`).toString('hex'));
  }
  return [...forms];
}

export function holdsToken(text: string, token: string): boolean {
  return formsOfToken(token).some((form) => text.includes(form));
}
