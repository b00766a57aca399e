import type { Registry } from '../registry.ts';
import { html as htmlReply, type Reply } from '../reply.ts';
import { fullName, type Level, type Permissions, type Token } from '../world.ts';
import { html, type Markup, page } from './layout.ts';
import type { Visit } from './pages.ts';
import { checked, daysOf, freshToken, lifetimeField, selected, tokenList } from './tokenList.ts';
import { me, TokenShelf } from './tokenShelf.ts';

const base = '/settings/personal-access-tokens';

/** The permissions the form always lists; a link may pre-fill any other by its name. */
const listed = [
  'actions',
  'administration',
  'contents',
  'deployments',
  'environments',
  'issues',
  'metadata',
  'pull_requests',
  'secrets',
  'statuses',
  'workflows',
];
const settings = new Set(['name', 'description', 'target_name', 'expires_in', 'repositories', 'repository']);

/** Fine-grained tokens: list, make (honouring the pre-fill parameters), regenerate, delete. */
export class FineGrainedPages {
  readonly #registry: Registry;
  readonly #shelf: TokenShelf;

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#shelf = new TokenShelf(registry, 'fine-grained', base);
  }

  answer(visit: Visit): Reply | undefined {
    const { path, form } = visit;
    if (path === base) return form ? this.#make(visit, form) : this.#list(visit);
    if (path === `${base}/new`) return this.#form(visit, visit.query);
    const found = this.#shelf.find(visit);
    if (!found) return undefined;
    const { token, action } = found;
    const ended = this.#shelf.end(visit, token, action);
    if (ended) return ended;
    return action ? undefined : this.#one(visit, token);
  }

  #list(visit: Visit): Reply {
    const fresh = this.#shelf.takeFresh(visit);
    const body = html`<div class="bar">
  <p class="faint">For scripts and tools, limited to chosen repositories and permissions.</p>
  <a class="button main" href="${base}/new">Generate new token</a>
</div>
${freshToken(fresh)}
${tokenList(this.#registry, this.#shelf.mine(visit), base)}`;
    return htmlReply(200, page(visit.host, 'Fine-grained personal access tokens', body));
  }

  #one(visit: Visit, token: Token): Reply {
    const body = html`<p class="faint">Resource owner: ${token.owner}</p>
${tokenList(this.#registry, [token], base)}
<p><a href="${base}">All fine-grained tokens</a></p>`;
    return htmlReply(200, page(visit.host, token.name, body));
  }

  #make(visit: Visit, form: URLSearchParams): Reply {
    const name = form.get('name')?.trim() ?? '';
    const owner = form.get('target_name') ?? me;
    const days = daysOf(form.get('expires_in'));
    const organisation = this.#registry.organisation(owner);
    const most = organisation?.policy.maxLifetimeDays;
    const problem =
      (name === '' && 'Give the token a name.') ||
      (name.length > 40 && 'A name has at most 40 characters.') ||
      (!this.#owners().includes(owner) && `Cannot find the specified resource owner: ${owner}`) ||
      (Number.isNaN(days) && 'A token lives 1 to 366 days, or has no expiration.') ||
      (most !== undefined && (days ?? Infinity) > most && `${owner} allows at most ${most} days.`);
    if (problem) return this.#form(visit, form, problem, 422);
    const reach = form.get('repositories') ?? 'public';
    const token = this.#registry.mint({
      kind: 'fine-grained',
      login: me,
      owner,
      name,
      host: visit.host.web,
      permissions: permissionsIn(form),
      repositories: reach === 'all' || reach === 'public' ? reach : form.getAll('repository'),
      approval: organisation?.policy.requiresApproval ? 'pending' : 'approved',
      ...(days === undefined ? {} : { expiresInDays: days }),
    });
    return this.#shelf.show(token);
  }

  #form(visit: Visit, given: URLSearchParams, problem?: string, status = 200): Reply {
    const wanted = given.get('target_name') ?? me;
    const owners = this.#owners();
    const isKnown = owners.includes(wanted);
    const owner = isKnown ? wanted : me;
    const text = problem ?? (isKnown ? undefined : `Cannot find the specified resource owner: ${wanted}`);
    const most = this.#registry.organisation(owner)?.policy.maxLifetimeDays ?? 366;
    const body = html`${text ? html`<p class="error" role="alert">${text}</p>` : undefined}
<form method="post" action="${base}">
  <label for="name">Token name</label>
  <input type="text" id="name" name="name" maxlength="40" required value="${given.get('name') ?? ''}">
  <label for="description">Description</label>
  <input type="text" id="description" name="description" maxlength="1024" value="${given.get('description') ?? ''}">
  <label for="target_name">Resource owner</label>
  <select id="target_name" name="target_name">${owners.map(
    (one) => html`<option${selected(one === owner)}>${one}</option>`,
  )}</select>
  ${lifetimeField(given.get('expires_in') ?? String(Math.min(30, most)))}
  <h2>Repository access</h2>
  ${this.#repositories(visit, owner, given)}
  <h2>Permissions</h2>
  ${permissionTable(permissionsIn(given))}
  <p style="margin-top: 1.2rem"><button class="main">Generate token</button> <a class="button" href="${base}">Cancel</a></p>
</form>`;
    return htmlReply(status, page(visit.host, 'New fine-grained personal access token', body));
  }

  #owners(): readonly string[] {
    return [me, ...this.#registry.organisationsOf(me).map((organisation) => organisation.login)];
  }

  /** A link cannot choose repositories: the person does. The form shows those of every owner they may choose. */
  #repositories(visit: Visit, owner: string, given: URLSearchParams): Markup {
    const reach = given.get('repositories') ?? 'public';
    const chosen = given.getAll('repository');
    const choice = (value: string, label: string) =>
      html`<label class="inline"><input type="radio" name="repositories" value="${value}"${checked(reach === value)}> ${label}</label>`;
    const names = this.#registry
      .repositories(visit.host.web)
      .filter((repository) => this.#owners().includes(repository.owner))
      .toSorted((a, b) => Number(b.owner === owner) - Number(a.owner === owner))
      .map(fullName);
    return html`<fieldset><legend>Which repositories</legend>
  ${choice('public', 'Public repositories (read-only)')}
  ${choice('all', 'All repositories of the resource owner')}
  ${choice('selected', 'Only these repositories:')}
  <div style="padding-left: 1.6rem">${names.map(
    (name) =>
      html`<label class="inline"><input type="checkbox" name="repository" value="${name}"${checked(chosen.includes(name))}> ${name}</label>`,
  )}</div>
</fieldset>`;
  }
}

function permissionTable(given: Permissions): Markup {
  const names = [...new Set([...listed, ...Object.keys(given)])].toSorted();
  const options: readonly (readonly [string, string])[] = [
    ['', 'No access'],
    ['read', 'Read-only'],
    ['write', 'Read and write'],
    ['admin', 'Admin'],
  ];
  const cell = (name: string) => {
    if (name === 'metadata') return html`Read-only (always)`;
    return html`<select name="${name}" aria-label="${name}">${options.map(
      ([value, label]) =>
        html`<option value="${value}"${selected((given[name] ?? '') === value)}>${label}</option>`,
    )}</select>`;
  };
  return html`<table>${names.map(
    (name) => html`<tr><th scope="row"><code>${name}</code></th><td>${cell(name)}</td></tr>`,
  )}</table>`;
}

function permissionsIn(fields: URLSearchParams): Permissions {
  const isLevel = (value: string): value is Level => ['read', 'write', 'admin'].includes(value);
  const found: Record<string, Level> = {};
  for (const [name, value] of fields) {
    if (!settings.has(name) && /^[a-z_]{3,60}$/.test(name) && isLevel(value)) found[name] = value;
  }
  return found;
}
