import { html, page } from '../pages/layout.ts';
import type { Visit } from '../pages/pages.ts';
import { html as htmlReply, type Reply } from '../reply.ts';
import type { EnteredCode, SignIns } from './signIns.ts';

const path = '/login/device';

/** Where a person enters the code, sees who asks for what, and authorizes it or does not. */
export function devicePage(signIns: SignIns, visit: Visit): Reply | undefined {
  if (visit.path !== path) return undefined;
  const typed = visit.form?.get('user-code') ?? '';
  if (typed === '') return htmlReply(200, page(visit.host, 'Device activation', codeForm()));
  const code = signIns.codeNamed(typed);
  const problem = 'This code is not valid. It may have expired.';
  if (code === undefined) return htmlReply(422, page(visit.host, 'Device activation', codeForm(problem)));
  const decision = visit.form?.get('decision') ?? '';
  if (decision === '') return htmlReply(200, page(visit.host, `Authorize ${code.app.name}`, question(code)));
  code.state = decision === 'authorise' ? 'authorised' : 'denied';
  const title = code.state === 'authorised' ? 'Your device is now connected' : 'Authorization was denied';
  return htmlReply(200, page(visit.host, title, html`<p>You can close this page.</p>`));
}

function codeForm(problem?: string) {
  return html`${problem ? html`<p class="error" role="alert">${problem}</p>` : undefined}
<p>Enter the code displayed on your device. Never enter one that somebody sent to you.</p>
<form method="post" action="${path}">
  <label for="user-code">Code</label>
  <input type="text" id="user-code" name="user-code" required autocomplete="off">
  <p style="margin-top: 1.2rem"><button class="main">Continue</button></p>
</form>`;
}

function question({ app, scopes, userCode }: EnteredCode) {
  const asked =
    app.kind === 'oauth-app' ? scopes : Object.entries(app.permissions).map((one) => one.join(': '));
  return html`<p>It asks for:</p>
<ul>${asked.map((one) => html`<li><code>${one}</code></li>`)}</ul>
<form method="post" action="${path}">
  <input type="hidden" name="user-code" value="${userCode}">
  <div class="actions">
    <button class="main" name="decision" value="authorise">Authorize ${app.name}</button>
    <button name="decision" value="deny">Cancel</button>
  </div>
</form>`;
}
