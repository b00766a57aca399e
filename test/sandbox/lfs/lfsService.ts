import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { judgeAccess } from '../access.ts';
import { identify } from '../authentication.ts';
import { lfsStorageName, type SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import { json, type Reply, readBody } from '../reply.ts';
import { fullName, type Repository } from '../world.ts';

const pattern = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/info\/lfs\/(objects\/batch|locks\/verify|verify)$/;
const mediaType = { 'content-type': 'application/vnd.git-lfs+json' };

export function isLfsPath(path: string): boolean {
  return pattern.test(path);
}

/** What the world knows of LFS: the tests' window into it. */
export interface LfsWorld {
  /** Content by its id, once it was sent and confirmed. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** Every header and body of every request to the storage, as text. */
  heard(): string;
  /** Locks of other people, by path. */
  readonly locks: Map<string, string>;
}

interface Batch {
  readonly operation?: string;
  readonly ref?: { readonly name?: string };
  readonly objects?: readonly { readonly oid: string; readonly size: number }[];
}

/**
 * GitHub's LFS: the API on the web host, judged by the token; the storage under another name, judged by a one-off
 * signature. Content counts only after `verify`, as on GitHub. Source: git-lfs docs/api.
 */
export class LfsService implements LfsWorld {
  readonly objects = new Map<string, Buffer>();
  readonly locks = new Map<string, string>();
  readonly #sent = new Map<string, Buffer>();
  readonly #signatures = new Map<string, string>();
  readonly #heard: string[] = [];
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  heard(): string {
    return this.#heard.join('\n');
  }

  async answer(request: IncomingMessage, host: SandboxHost, target: URL): Promise<Reply> {
    const [, owner = '', name = '', action = ''] = pattern.exec(target.pathname) ?? [];
    const body = JSON.parse((await readBody(request)) || '{}') as Batch;
    if (action === 'verify') return this.#verify(request, body as { oid?: string; size?: number });
    const judged = this.#judge(request, host, `${owner}/${name}`, body.operation !== 'download');
    if ('reply' in judged) return judged.reply;
    if (judged.moved) {
      const location = `${host.webUrl}/${fullName(judged.repository)}.git/info/lfs/${action}`;
      return json(301, { message: 'Moved Permanently' }, { location });
    }
    if (action === 'locks/verify') {
      const theirs = [...this.locks].map(([path, login], id) => ({
        id: String(id),
        path,
        owner: { name: login },
        locked_at: this.#registry.now().toISOString(),
      }));
      return json(200, { ours: [], theirs }, mediaType);
    }
    const objects = (body.objects ?? []).map(({ oid, size }) => {
      const actions =
        body.operation === 'upload'
          ? this.#uploadActions(oid, `${host.webUrl}/${owner}/${name}.git`)
          : this.#downloadActions(oid);
      return actions === undefined && body.operation !== 'upload'
        ? { oid, size, error: { code: 404, message: 'Object does not exist' } }
        : { oid, size, authenticated: true, ...(actions === undefined ? {} : { actions }) };
    });
    return json(200, { transfer: 'basic', objects, hash_algo: 'sha256' }, mediaType);
  }

  /** The storage: content under a signed address. */
  async store(request: IncomingMessage, target: URL): Promise<Reply> {
    const oid = target.pathname.slice('/objects/'.length);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    this.#heard.push(
      `${request.method} ${request.url}`,
      request.rawHeaders.join('\n'),
      content.toString('latin1'),
    );
    if (!this.#isSigned(request, oid)) return json(403, { message: 'Signature does not match' });
    if (request.method === 'GET') {
      const body = this.objects.get(oid);
      return body === undefined
        ? json(404, { message: 'No such object' })
        : { status: 200, headers: { 'content-type': 'application/octet-stream' }, body };
    }
    if (request.headers['content-length'] === undefined) return json(411, { message: 'Length Required' });
    if (createHash('sha256').update(content).digest('hex') !== oid) {
      return json(400, { message: 'The content does not have the hash of its name' });
    }
    this.#sent.set(oid, content);
    return json(200, {});
  }

  #uploadActions(oid: string, repository: string): object | undefined {
    if (this.objects.has(oid)) return undefined;
    const header = this.#sign(oid);
    return {
      upload: { ...this.#address(oid), header, expires_in: 900 },
      verify: { href: `${repository}/info/lfs/verify`, header, expires_in: 900 },
    };
  }

  #downloadActions(oid: string): object | undefined {
    if (!this.objects.has(oid)) return undefined;
    return { download: { ...this.#address(oid), header: this.#sign(oid), expires_in: 900 } };
  }

  #address(oid: string): { readonly href: string } {
    return { href: `https://${lfsStorageName}/objects/${oid}?part=1&of=1` };
  }

  #sign(oid: string): Readonly<Record<string, string>> {
    const signature = this.#signatures.get(oid) ?? randomBytes(16).toString('hex');
    this.#signatures.set(oid, signature);
    return { Authorization: `RemoteAuth ${signature}`, 'X-Storage-Date': '20260101T000000Z' };
  }

  #isSigned(request: IncomingMessage, oid: string): boolean {
    const signature = this.#signatures.get(oid);
    return signature !== undefined && request.headers.authorization === `RemoteAuth ${signature}`;
  }

  #verify(
    request: IncomingMessage,
    { oid = '', size }: { readonly oid?: string; readonly size?: number },
  ): Reply {
    this.#heard.push(request.rawHeaders.join('\n'));
    if (!this.#isSigned(request, oid)) return json(403, { message: 'Signature does not match' });
    const content = this.#sent.get(oid);
    if (content === undefined || content.length !== size) return json(404, { message: 'Object not found' });
    this.objects.set(oid, content);
    return json(200, {}, mediaType);
  }

  #judge(
    request: IncomingMessage,
    host: SandboxHost,
    name: string,
    writes: boolean,
  ): { readonly repository: Repository; readonly moved: boolean } | { readonly reply: Reply } {
    const caller = identify(this.#registry, host.web, request.headers.authorization);
    if (caller.kind !== 'token') {
      const headers = { 'lfs-authenticate': 'Basic realm="GitHub"', ...mediaType };
      return { reply: json(401, { message: 'Bad credentials' }, headers) };
    }
    const hit = this.#registry.repository(name, host.web);
    if (!hit) return { reply: json(404, { message: 'Not Found' }, mediaType) };
    const need = { permissions: [{ contents: writes ? 'write' : 'read' }], writes } as const;
    const access = judgeAccess(this.#registry, caller.token, hit.repository, need);
    if (access.kind === 'granted') return hit;
    return access.kind === 'hidden'
      ? { reply: json(404, { message: 'Not Found' }, mediaType) }
      : { reply: json(403, { message: 'You must have push access to upload LFS objects' }, mediaType) };
  }
}
