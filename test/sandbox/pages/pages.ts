import type { IncomingMessage } from 'node:http';
import type { SandboxHost } from '../hosts.ts';
import { devicePage } from '../oauth/devicePage.ts';
import { newAppPage } from '../oauth/newAppPage.ts';
import type { SignIns } from '../oauth/signIns.ts';
import type { Registry } from '../registry.ts';
import { html as htmlReply, type Reply, readBody } from '../reply.ts';
import { ClassicPages } from './classicPages.ts';
import { FineGrainedPages } from './fineGrainedPages.ts';
import { html, page } from './layout.ts';
import { pullPage, pullsPage } from './pullPages.ts';
import { ssoPage } from './ssoPage.ts';

/** What a page is asked for. `form` holds the fields of a POST. */
export interface Visit {
  readonly host: SandboxHost;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams | undefined;
}

/** The web side of the sandbox. Whoever opens it is signed in as `mona`; there is no password to type. */
export class Pages {
  readonly #registry: Registry;
  readonly #signIns: SignIns;
  readonly #fineGrained: FineGrainedPages;
  readonly #classic: ClassicPages;

  constructor(registry: Registry, signIns: SignIns) {
    this.#registry = registry;
    this.#signIns = signIns;
    this.#fineGrained = new FineGrainedPages(registry);
    this.#classic = new ClassicPages(registry);
  }

  async answer(request: IncomingMessage, host: SandboxHost, target: URL): Promise<Reply> {
    const method = request.method ?? 'GET';
    const body = await readBody(request);
    // Programs call these two; no page of another site could read the answer.
    const called = method === 'POST' ? this.#signIns.answer(host, target.pathname, body) : undefined;
    if (called) return called;
    if (method !== 'GET' && method !== 'HEAD' && !isOwnForm(request)) {
      return htmlReply(
        403,
        page(host, 'Not from this page', html`<p>This form was sent by another site.</p>`),
      );
    }
    const form = method === 'POST' ? new URLSearchParams(body) : undefined;
    const visit: Visit = {
      host,
      path: target.pathname.replace(/\/$/, '') || '/',
      query: target.searchParams,
      form,
    };
    return (
      this.#fineGrained.answer(visit) ??
      this.#classic.answer(visit) ??
      ssoPage(this.#registry, visit) ??
      devicePage(this.#signIns, visit) ??
      newAppPage(this.#signIns, visit) ??
      (await pullsPage(this.#registry, visit)) ??
      (await pullPage(this.#registry, visit)) ??
      home(visit) ??
      htmlReply(404, page(host, 'Not found', html`<p>This page does not exist in the sandbox.</p>`))
    );
  }
}

/** Another site open in the same browser must not press our buttons. */
function isOwnForm(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function home({ host, path }: Visit): Reply | undefined {
  if (path !== '/') return undefined;
  const body = html`<p class="faint">You are signed in as mona.</p>
<ul class="list">
  <li><a href="/settings/personal-access-tokens">Fine-grained personal access tokens</a></li>
  <li><a href="/settings/tokens">Personal access tokens (classic)</a></li>
  <li><a href="/acme/app/pulls">Pull requests of acme/app</a></li>
</ul>`;
  return htmlReply(200, page(host, 'Start', body));
}
