import type { Registry } from '../registry.ts';
import type { Token } from '../world.ts';
import { html, type Markup } from './layout.ts';

const day = 24 * 60 * 60 * 1000;

/** One row a token, with the two buttons that end its present value. */
export function tokenList(registry: Registry, tokens: readonly Token[], base: string): Markup {
  if (tokens.length === 0) return html`<p class="note">No tokens yet.</p>`;
  return html`<ul class="list">${tokens.map((token) => row(registry, token, base))}</ul>`;
}

function row(registry: Registry, token: Token, base: string): Markup {
  const number = numberOf(token);
  return html`<li>
  <div class="grow">
    <strong><a href="${base}/${number}">${token.name}</a></strong> ${stateChip(registry, token)}<br>
    <span class="faint">${grantText(token)}<br>${expiryLine(registry, token)}</span>
  </div>
  <div class="actions">
    <form method="post" action="${base}/${number}/regenerate">
      <button aria-label="Regenerate ${token.name}">Regenerate</button>
    </form>
    <form method="post" action="${base}/${number}/delete">
      <button class="danger" aria-label="Delete ${token.name}">Delete</button>
    </form>
  </div>
</li>`;
}

/** Shown once, right after the token was made: selectable with one click, and gone with the next visit. */
export function freshToken(token: Token | undefined): Markup {
  if (!token) return html``;
  return html`<div class="fresh" role="status">
  <strong>${token.name}</strong>: copy the token now. You will not be able to see it again.
  ${token.approval === 'pending' ? html`It waits for the approval of ${token.owner}.` : undefined}
  <output class="value" id="new-token" tabindex="0" aria-label="New token">${token.value}</output>
</div>`;
}

function stateChip(registry: Registry, token: Token): Markup {
  const left = token.expiresAt && token.expiresAt.getTime() - registry.now().getTime();
  if (left !== undefined && left <= 0) return html`<span class="chip dead">expired</span>`;
  if (token.approval === 'pending') return html`<span class="chip pending">waiting for approval</span>`;
  return left !== undefined && left < 14 * day ? html`<span class="chip soon">expires soon</span>` : html``;
}

export function grantText(token: Token): string {
  if (token.kind === 'classic') return token.scopes.join(', ') || 'no scopes';
  const permissions = Object.entries(token.permissions).map(([name, level]) => `${name}: ${level}`);
  const reach =
    token.repositories === 'all'
      ? `all repositories of ${token.owner}`
      : token.repositories === 'public'
        ? 'public repositories'
        : token.repositories.join(', ');
  return `${permissions.join(', ') || 'no permissions'} · ${reach}`;
}

function expiryLine(registry: Registry, token: Token): string {
  if (!token.expiresAt) return 'does not expire';
  const days = Math.round((token.expiresAt.getTime() - registry.now().getTime()) / day);
  const date = token.expiresAt.toISOString().slice(0, 10);
  return days < 0 ? `expired on ${date}` : `expires on ${date}, in ${days} days`;
}

export function numberOf(token: Token): string {
  return token.id.replace('token-', '');
}

/** The choice of a lifetime, in days; a pre-filled value that is not among the usual ones is added to them. */
export function lifetimeField(chosen: string): Markup {
  const usual = ['7', '30', '60', '90', '366', 'none'];
  const values = usual.includes(chosen) ? usual : [chosen, ...usual];
  return html`<label for="expires_in">Expiration</label>
<select id="expires_in" name="expires_in">${values.map(
    (value) =>
      html`<option value="${value}"${selected(value === chosen)}>${value === 'none' ? 'No expiration' : `${value} days`}</option>`,
  )}</select>`;
}

export function selected(is: boolean): Markup {
  return is ? html` selected` : html``;
}

export function checked(is: boolean): Markup {
  return is ? html` checked` : html``;
}

/** Days of a lifetime field: undefined is "no expiration", NaN is not a lifetime. */
export function daysOf(value: string | null): number | undefined {
  if (value === 'none') return undefined;
  const days = Number(value ?? '30');
  return Number.isInteger(days) && days >= 1 && days <= 366 ? days : Number.NaN;
}
