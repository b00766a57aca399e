import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCertificates } from '../sandbox/certificates.ts';
import { deliver } from '../sandbox/deliver.ts';
import { reasonsFileFor, runBackend } from '../sandbox/git/gitBackend.ts';
import { startProxy } from '../sandbox/proxy.ts';

export interface OpenGitServer {
  readonly proxyUrl: string;
  readonly caFile: string;
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * A github.com that lets everybody push: the sandbox's own proxy, TLS and `git http-backend`, without its check of the
 * token. It serves the bare repositories of `repositoriesFolder` by their folder's name, below any owner.
 */
export async function startOpenGitServer(
  parentFolder: string,
  repositoriesFolder: string,
): Promise<OpenGitServer> {
  const folder = await mkdtemp(join(parentFolder, 'open-'));
  const certificates = await makeCertificates(['github.com']);
  const caFile = join(folder, 'authority.pem');
  await writeFile(caFile, `${certificates.authority}\n`);
  let serial = 0;
  const proxy = await startProxy({
    names: ['github.com'],
    certificates,
    isUntrusted: () => false,
    serve: (_name, request, response) => {
      const target = new URL(request.url ?? '/', 'https://github.com');
      serial += 1;
      const call = {
        repositoriesFolder,
        path: target.pathname.replace(/^\/[^/]+/, ''),
        query: target.search.slice(1),
        user: 'anybody',
        hookFacts: {},
        reasonsFile: reasonsFileFor(folder, serial),
      };
      void deliver(request, response, [], () => runBackend(request, call));
    },
  });
  return {
    proxyUrl: proxy.url,
    caFile,
    folder,
    close: async () => {
      await proxy.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
