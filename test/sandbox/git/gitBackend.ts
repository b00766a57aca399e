import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Reply } from '../reply.ts';
import { serverGitEnvironment } from './gitObjects.ts';
import { putReasons } from './receiveReport.ts';

export interface BackendCall {
  readonly repositoriesFolder: string;
  /** Below the folder: `/1004.git/info/refs`. */
  readonly path: string;
  readonly query: string;
  readonly user: string;
  /** What the pre-receive hook reads; see preReceive.ts. */
  readonly hookFacts: Readonly<Record<string, string>>;
  /** Unique to this call. */
  readonly reasonsFile: string;
}

/** Runs git's own `http-backend` as the CGI program it is. */
export async function runBackend(request: IncomingMessage, call: BackendCall): Promise<Reply> {
  const { headers } = request;
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...serverGitEnvironment(call.repositoriesFolder),
      ...call.hookFacts,
      SANDBOX_REASONS: call.reasonsFile,
      GIT_PROJECT_ROOT: call.repositoriesFolder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: call.path,
      QUERY_STRING: call.query,
      REQUEST_METHOD: request.method ?? 'GET',
      REMOTE_ADDR: '127.0.0.1',
      // http-backend allows pushing to whoever has a name; whether they may was decided before.
      ...(call.user ? { REMOTE_USER: call.user } : {}),
      ...optional('CONTENT_TYPE', headers['content-type']),
      ...optional('CONTENT_LENGTH', headers['content-length']),
      ...optional('HTTP_CONTENT_ENCODING', headers['content-encoding']),
      ...optional('GIT_PROTOCOL', headers['git-protocol'] as string | undefined),
    },
  });
  const failed = new Promise<never>((_resolve, reject) => child.on('error', reject));
  // A client that goes away in the middle of a push must not leave a git behind.
  request.on('close', () => {
    if (!request.complete) child.kill();
  });
  child.stdin.on('error', () => child.kill());
  request.pipe(child.stdin);
  const output = await Promise.race([buffer(child.stdout), failed]);
  const end = output.indexOf('\r\n\r\n');
  if (end < 0)
    return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'git http-backend failed\n' };
  const fields = output.subarray(0, end).toString('latin1').split('\r\n').map(splitField);
  const status = Number(fields.find(([name]) => name === 'status')?.[1].split(' ')[0] ?? 200);
  const kept = Object.fromEntries(fields.filter(([name]) => name !== 'status'));
  const reasons = await readReasons(call.reasonsFile);
  return { status, headers: kept, body: putReasons(output.subarray(end + 4), reasons) };
}

/** A folder of its own for reasons files keeps parallel pushes apart. */
export function reasonsFileFor(folder: string, serial: number): string {
  return join(folder, `reasons-${serial}`);
}

async function readReasons(file: string): Promise<ReadonlyMap<string, string>> {
  const content = await readFile(file, 'utf8').catch(() => '');
  if (content) await rm(file, { force: true });
  return new Map(
    content
      .split('\n')
      .filter((line) => line.includes('\t'))
      .map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]),
  );
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function optional(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
