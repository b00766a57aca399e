import type { Registry } from '../registry.ts';
import { html as htmlReply, type Reply } from '../reply.ts';
import { html, page } from './layout.ts';
import type { Visit } from './pages.ts';
import { checked, daysOf, freshToken, lifetimeField, tokenList } from './tokenList.ts';
import { me, TokenShelf } from './tokenShelf.ts';

const base = '/settings/tokens';
const listed = [
  'repo',
  'public_repo',
  'workflow',
  'read:org',
  'admin:org',
  'delete_repo',
  'gist',
  'notifications',
  'user',
  'write:packages',
  'admin:repo_hook',
  'admin:public_key',
];

/** Classic tokens. `scopes`, `description` and `default_expires_at` pre-fill the form, as they do at GitHub. */
export class ClassicPages {
  readonly #registry: Registry;
  readonly #shelf: TokenShelf;

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#shelf = new TokenShelf(registry, 'classic', base);
  }

  answer(visit: Visit): Reply | undefined {
    const { path, form } = visit;
    if (path === base) return form ? this.#make(visit, form) : this.#list(visit);
    if (path === `${base}/new`) return this.#form(visit);
    const found = this.#shelf.find(visit);
    if (!found) return undefined;
    const { token, action } = found;
    const ended = this.#shelf.end(visit, token, action);
    if (ended) return ended;
    if (action) return undefined;
    return htmlReply(200, page(visit.host, token.name, tokenList(this.#registry, [token], base)));
  }

  #list(visit: Visit): Reply {
    const fresh = this.#shelf.takeFresh(visit);
    const body = html`<div class="bar">
  <p class="faint">These reach every repository you can reach. Fine-grained tokens are the narrower choice.</p>
  <a class="button main" href="${base}/new">Generate new token (classic)</a>
</div>
${freshToken(fresh)}
${tokenList(this.#registry, this.#shelf.mine(visit), base)}`;
    return htmlReply(200, page(visit.host, 'Personal access tokens (classic)', body));
  }

  #make(visit: Visit, form: URLSearchParams): Reply {
    const name = form.get('description')?.trim() ?? '';
    const days = daysOf(form.get('expires_in'));
    if (name === '') return this.#form(visit, 'Say what the token is for.', 422);
    if (Number.isNaN(days)) return this.#form(visit, 'Choose an expiration.', 422);
    const token = this.#registry.mint({
      kind: 'classic',
      login: me,
      name,
      host: visit.host.web,
      scopes: form.getAll('scope').toSorted(),
      ...(days === undefined ? {} : { expiresInDays: days }),
    });
    return this.#shelf.show(token);
  }

  #form(visit: Visit, problem?: string, status = 200): Reply {
    const given = visit.form ?? visit.query;
    const chosen = [...given.getAll('scope'), ...(given.get('scopes') ?? '').split(',')];
    const wanted = chosen.map((scope) => scope.trim()).filter((scope) => /^[a-z_:]{3,40}$/.test(scope));
    const scopes = [...new Set([...listed, ...wanted])];
    const lifetime = given.get('expires_in') ?? given.get('default_expires_at') ?? '30';
    const body = html`${problem ? html`<p class="error" role="alert">${problem}</p>` : undefined}
<form method="post" action="${base}">
  <label for="description">Note</label>
  <input type="text" id="description" name="description" required value="${given.get('description') ?? ''}">
  ${lifetimeField(Number.isNaN(daysOf(lifetime)) ? '30' : lifetime)}
  <h2>Scopes</h2>
  <fieldset><legend>What the token may do</legend>${scopes.map(
    (scope) =>
      html`<label class="inline"><input type="checkbox" name="scope" value="${scope}"${checked(wanted.includes(scope))}> <code>${scope}</code></label>`,
  )}</fieldset>
  <p style="margin-top: 1.2rem"><button class="main">Generate token</button> <a class="button" href="${base}">Cancel</a></p>
</form>`;
    return htmlReply(status, page(visit.host, 'New personal access token (classic)', body));
  }
}
