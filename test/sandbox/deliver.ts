import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Fault } from './faults.ts';
import type { Reply } from './reply.ts';

/**
 * Answers a request, bent by the faults it meets. `answer` makes the genuine reply; it is not asked when a fault
 * stands before it, so that a 503 has no side effect, while a cut connection happens after the deed was done.
 */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  faults: readonly Fault[],
  answer: () => Promise<Reply>,
): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === 'latency') await pause(fault.ms, response);
    if (fault.kind === 'hang') return; // Never answered; the connection lives until the client or close() ends it.
    if (fault.kind === 'malformed') {
      response.socket?.end(fault.bytes);
      return;
    }
    const bent = refusal(fault, request);
    if (bent) {
      request.resume();
      await send(response, bent, faults);
      return;
    }
  }
  const brokenOff = faults.find((fault) => fault.kind === 'cut-request');
  if (brokenOff) cutRequest(request, brokenOff.afterBytes);
  const genuine = await answer();
  const lost = faults.find((fault) => fault.kind === 'lost-answer');
  if (lost === undefined) return send(response, genuine, faults);
  if (lost.status === undefined) return; // As with a hang: the connection lives on.
  await send(
    response,
    { status: lost.status, headers: { 'content-type': 'text/plain' }, body: 'Lost\n' },
    faults,
  );
}

function cutRequest(request: IncomingMessage, afterBytes: number): void {
  let left = afterBytes;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left <= 0) request.socket.destroy();
  });
}

function refusal(fault: Fault, request: IncomingMessage): Reply | undefined {
  switch (fault.kind) {
    case 'status': {
      const retry = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      const headers = { 'content-type': 'application/json; charset=utf-8', ...retry, ...fault.headers };
      const body = fault.body ?? JSON.stringify({ message: 'Sandbox fault', status: String(fault.status) });
      return { status: fault.status, headers, body };
    }
    case 'redirect': {
      const location = fault.to.replace('{path}', request.url ?? '/');
      return { status: fault.status, headers: { location, 'content-type': 'text/plain' }, body: 'Moved\n' };
    }
    case 'huge':
      return { status: 200, headers: { 'content-type': 'application/json' }, body: filler(fault.bytes) };
    case 'endless':
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: filler(Number.POSITIVE_INFINITY),
      };
    case 'echo-authorization': {
      const seen = request.headers.authorization ?? '';
      const isGit = /\.git\/|^git\//.test(`${request.url} ${request.headers['user-agent']}`);
      return isGit
        ? {
            status: fault.status,
            headers: { 'content-type': 'text/plain' },
            body: `Rejected header Authorization: ${seen}\n`,
          }
        : {
            status: fault.status,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ message: `Rejected header Authorization: ${seen}` }),
          };
    }
    default:
      return undefined;
  }
}

async function send(response: ServerResponse, reply: Reply, faults: readonly Fault[]): Promise<void> {
  if (response.destroyed) return;
  const headers = new Map(Object.entries(reply.headers));
  if (!headers.has('date')) headers.set('date', new Date().toUTCString());
  const isStream = reply.body instanceof Readable;
  if (!isStream) headers.set('content-length', String(Buffer.byteLength(reply.body as string | Buffer)));
  for (const fault of faults) {
    if (fault.kind !== 'header') continue;
    if (fault.value === undefined) headers.delete(fault.name);
    else headers.set(fault.name, fault.value);
  }
  response.sendDate = false;
  response.writeHead(reply.status, [...headers].flat());
  const body = isStream ? (reply.body as Readable) : Readable.from([reply.body as string | Buffer]);
  const cut = faults.find((fault) => fault.kind === 'cut');
  try {
    if (cut) await pipeline(body, cutter(cut.afterBytes, response), response, { end: false });
    else await pipeline(body, response);
  } catch {
    // The client went away, or we cut the connection ourselves: both are part of the play.
    response.destroy();
  }
}

function cutter(afterBytes: number, response: ServerResponse): Transform {
  let left = afterBytes;
  const cut = (done: (error: Error) => void): void => {
    // Let what was written reach the wire first, or the client would see an empty reply instead of a half one.
    setTimeout(() => {
      response.socket?.destroy();
      done(new Error('cut'));
    }, 20);
  };
  return new Transform({
    transform(chunk: Buffer | string, _encoding, done) {
      const bytes = Buffer.from(chunk);
      const part = bytes.subarray(0, left);
      left -= part.length;
      this.push(part);
      if (left <= 0) cut(done);
      else done();
    },
    flush: cut,
  });
}

/** One JSON string of about `bytes` bytes, made as it is read. */
function filler(bytes: number): Readable {
  const chunk = Buffer.alloc(64 << 10, 'x');
  return Readable.from(
    (function* () {
      yield Buffer.from('{"message":"');
      for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
      yield Buffer.from('"}');
    })(),
  );
}

function pause(ms: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
