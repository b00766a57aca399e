import type { Registry } from '../registry.ts';
import { html as htmlReply, type Reply, seeOther } from '../reply.ts';
import { html, page } from './layout.ts';
import type { Visit } from './pages.ts';
import { grantText } from './tokenList.ts';

/** Where `X-GitHub-SSO: required; url=…` leads: authorise a classic token for an organisation with single sign-on. */
export function ssoPage(registry: Registry, visit: Visit): Reply | undefined {
  const login = /^\/orgs\/([^/]+)\/sso$/.exec(visit.path)?.[1] ?? '';
  const organisation = registry.organisation(login);
  if (!organisation?.policy.enforcesSso) return undefined;
  const tokens = registry
    .tokens()
    .filter((token) => token.kind === 'classic' && token.host === visit.host.web && token.ended === 'no');
  if (visit.form) {
    const token = tokens.find((one) => one.id === visit.form?.get('token'));
    if (token) registry.changeToken(token.id, { ssoAuthorised: [...token.ssoAuthorised, login] });
    return seeOther(visit.path);
  }
  const rows = tokens.map((token) => {
    const done = token.ssoAuthorised.includes(login);
    const button = html`<form method="post"><input type="hidden" name="token" value="${token.id}">
      <button aria-label="Authorize ${token.name}">Authorize</button></form>`;
    return html`<li><div class="grow"><strong>${token.name}</strong><br>
      <span class="faint">${grantText(token)}</span></div>
      ${done ? html`<span class="chip open">authorized</span>` : button}</li>`;
  });
  const body = html`<p class="faint">${organisation.name} asks for single sign-on. Authorize the tokens that may act for it.</p>
<ul class="list">${rows}</ul>`;
  return htmlReply(200, page(visit.host, `Single sign-on to ${organisation.name}`, body));
}
