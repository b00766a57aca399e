import { html, page } from '../pages/layout.ts';
import type { Visit } from '../pages/pages.ts';
import { html as htmlReply, type Reply } from '../reply.ts';
import type { SignIns } from './signIns.ts';

const path = '/settings/apps/new';
/** Of "Registering a GitHub App using URL parameters"; what else stands in the address is a permission. */
const fields = ['name', 'description', 'url', 'public', 'webhook_active'];
const levels = ['read', 'write', 'admin'];

/** The registration of a GitHub App, filled in from the address as GitHub does; device flow is ticked by hand. */
export function newAppPage(signIns: SignIns, visit: Visit): Reply | undefined {
  if (visit.path !== path) return undefined;
  const given = visit.form ?? visit.query;
  const permissions = [...given].filter(([key, value]) => !fields.includes(key) && levels.includes(value));
  if (visit.form) {
    const app = signIns.addApp({
      name: given.get('name') ?? '',
      host: visit.host.web,
      deviceFlow: given.get('device_flow') === 'on',
      permissions: Object.fromEntries(permissions) as Record<string, 'read' | 'write' | 'admin'>,
    });
    const body = html`<p>Client ID: <code id="client-id">${app.clientId}</code></p>`;
    return htmlReply(200, page(visit.host, app.name, body));
  }
  const active = given.get('webhook_active') !== 'false';
  const body = html`<form method="post" action="${path}">
  <label for="name">GitHub App name</label>
  <input type="text" id="name" name="name" required value="${given.get('name') ?? ''}">
  <label for="url">Homepage URL</label>
  <input type="text" id="url" name="url" required value="${given.get('url') ?? ''}">
  <label class="inline"><input type="checkbox" name="device_flow"> Enable Device Flow</label>
  <label class="inline"><input type="checkbox" name="webhook_active" value="true"${active ? html` checked` : undefined}> Webhook active</label>
  <fieldset><legend>Permissions</legend>${permissions.map(
    ([name, level]) => html`<label for="${name}">${name}</label>
  <input type="text" id="${name}" name="${name}" value="${level}">`,
  )}</fieldset>
  <p style="margin-top: 1.2rem"><button class="main">Create GitHub App</button></p>
</form>`;
  return htmlReply(200, page(visit.host, 'Register new GitHub App', body));
}
