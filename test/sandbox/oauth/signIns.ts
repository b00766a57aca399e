import { randomBytes, randomInt } from 'node:crypto';
import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import { json, type Reply } from '../reply.ts';
import { makeTokenString } from '../tokenStrings.ts';
import type { Permissions, Token } from '../world.ts';

/** What was registered for signing in. */
export interface SignInApp {
  readonly clientId: string;
  readonly name: string;
  readonly kind: 'github-app' | 'oauth-app';
  /** Where it is registered: a name of `hosts.ts`. */
  readonly host: string;
  /** Off by default at GitHub. */
  readonly deviceFlow: boolean;
  /** Of a GitHub App: whether its user tokens end after eight hours and can be renewed. */
  readonly expiringTokens: boolean;
  /** Seconds; GitHub: eight hours. */
  readonly tokenLife: number;
  readonly permissions: Permissions;
}

/** What a GitHub that misbehaves says instead. */
export interface Bent {
  readonly verification_uri?: string;
  readonly interval?: unknown;
  readonly expires_in?: unknown;
  /** Every question comes too early, whenever it comes. */
  readonly slowDownForEver?: boolean;
}

export interface EnteredCode {
  readonly userCode: string;
  readonly app: SignInApp;
  readonly scopes: readonly string[];
  state: 'pending' | 'authorised' | 'denied' | 'used';
  interval: number;
  lastAsked: number;
  readonly endsAt: number;
}

interface Session {
  readonly app: SignInApp;
  readonly tokenId: string;
  readonly endsAt: number;
}

/** Seconds, from facts/device-flow.json. */
const codeLife = 900;
const renewalLife = 15_897_600;
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** The sign-in by device as GitHub does it: refusals arrive with status 200, a refresh token works once. */
export class SignIns {
  readonly #registry: Registry;
  readonly #apps = new Map<string, SignInApp>();
  readonly #codes = new Map<string, EnteredCode>();
  readonly #sessions = new Map<string, Session>();
  bent: Bent = {};
  /** How often a refresh token was taken. */
  renewed = 0;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** A GitHub App on github.com with device flow and contents and pull requests, unless said otherwise. */
  addApp(facts: Partial<SignInApp> = {}): SignInApp {
    const kind = facts.kind ?? 'github-app';
    const app: SignInApp = {
      clientId: `${kind === 'github-app' ? 'Iv23' : 'Ov23'}li${randomBytes(7).toString('hex')}`,
      name: 'warden-of-mona',
      kind,
      host: 'github.com',
      deviceFlow: true,
      expiringTokens: true,
      tokenLife: 28_800,
      permissions: { contents: 'write', pull_requests: 'write' },
      ...facts,
    };
    this.#apps.set(app.clientId, app);
    return app;
  }

  changeApp(clientId: string, change: Partial<SignInApp>): void {
    const app = this.#apps.get(clientId);
    if (app) this.#apps.set(clientId, { ...app, ...change });
  }

  /** The code a person typed, while it can be entered. */
  codeNamed(userCode: string): EnteredCode | undefined {
    const now = this.#now();
    return [...this.#codes.values()].find(
      (one) => one.userCode === userCode.trim().toUpperCase() && one.state === 'pending' && one.endsAt > now,
    );
  }

  /** As if a person had entered every code that waits. */
  enterAll(state: 'authorised' | 'denied'): void {
    for (const code of this.#codes.values()) if (code.state === 'pending') code.state = state;
  }

  /** `POST /login/device/code` and `POST /login/oauth/access_token`; undefined for any other path. */
  answer(host: SandboxHost, path: string, body: string): Reply | undefined {
    const given = fieldsOf(body);
    if (path === '/login/device/code') return this.#begin(host, given);
    if (path !== '/login/oauth/access_token') return undefined;
    const type = given.get('grant_type');
    if (type === 'refresh_token') return this.#refresh(host, given);
    return type === 'urn:ietf:params:oauth:grant-type:device_code'
      ? this.#grant(host, given)
      : refusal('unsupported_grant_type');
  }

  #begin(host: SandboxHost, given: ReadonlyMap<string, string>): Reply {
    const app = this.#appOf(host, given);
    // Before anything else GitHub looks the client up, and has no page for one it does not know.
    if (app === undefined) return json(404, { error: 'Not Found' });
    if (!app.deviceFlow) return refusal('device_flow_disabled');
    const device = randomBytes(20).toString('hex');
    const userCode = `${word()}-${word()}`;
    const scopes = app.kind === 'oauth-app' ? (given.get('scope') ?? '').split(/[\s,]+/).filter(Boolean) : [];
    const now = this.#now();
    const times = { interval: 5, lastAsked: now, endsAt: now + codeLife * 1000 };
    this.#codes.set(device, { userCode, app, scopes, state: 'pending', ...times });
    const { slowDownForEver: _, ...bent } = this.bent;
    return json(200, {
      device_code: device,
      user_code: userCode,
      verification_uri: `${host.webUrl}/login/device`,
      expires_in: codeLife,
      interval: 5,
      ...bent,
    });
  }

  #grant(host: SandboxHost, given: ReadonlyMap<string, string>): Reply {
    const app = this.#appOf(host, given);
    if (app === undefined) return refusal('incorrect_client_credentials');
    if (!app.deviceFlow) return refusal('device_flow_disabled');
    const code = this.#codes.get(given.get('device_code') ?? '');
    if (code === undefined || code.app.clientId !== app.clientId || code.state === 'used') {
      return refusal('incorrect_device_code');
    }
    const now = this.#now();
    if (now >= code.endsAt) return refusal('expired_token');
    // A little early is what a clock of another machine is.
    const early = now - code.lastAsked < code.interval * 1000 - 250;
    code.lastAsked = now;
    if (early || this.bent.slowDownForEver) {
      code.interval += 5;
      return refusal('slow_down', { interval: code.interval });
    }
    if (code.state === 'denied') return refusal('access_denied');
    if (code.state === 'pending') return refusal('authorization_pending');
    code.state = 'used';
    return this.#hand(app, code.scopes);
  }

  #refresh(host: SandboxHost, given: ReadonlyMap<string, string>): Reply {
    const app = this.#appOf(host, given);
    if (app === undefined) return refusal('incorrect_client_credentials');
    const value = given.get('refresh_token') ?? '';
    const session = this.#sessions.get(value);
    if (session?.app.clientId !== app.clientId || session.endsAt <= this.#now()) {
      return refusal('bad_refresh_token');
    }
    this.#sessions.delete(value);
    this.renewed += 1;
    this.#registry.revoke(session.tokenId);
    return this.#hand(app, []);
  }

  #hand(app: SignInApp, scopes: readonly string[]): Reply {
    const expires = app.kind === 'github-app' && app.expiringTokens;
    const token = this.#registry.mint({
      kind: app.kind === 'github-app' ? 'app-user' : 'oauth',
      login: 'mona',
      owner: 'acme',
      host: app.host,
      name: app.name,
      scopes,
      permissions: app.kind === 'github-app' ? app.permissions : {},
      ...(expires ? { expiresInDays: app.tokenLife / 86_400 } : {}),
    });
    const base = { access_token: token.value, token_type: 'bearer', scope: scopes.join(',') };
    return json(200, expires ? { ...base, ...this.#renewal(app, token) } : base);
  }

  #renewal(app: SignInApp, token: Token): object {
    const value = makeTokenString('refresh');
    this.#sessions.set(value, { app, tokenId: token.id, endsAt: this.#now() + renewalLife * 1000 });
    return { expires_in: app.tokenLife, refresh_token: value, refresh_token_expires_in: renewalLife };
  }

  #appOf(host: SandboxHost, given: ReadonlyMap<string, string>): SignInApp | undefined {
    const app = this.#apps.get(given.get('client_id') ?? '');
    return app?.host === host.web ? app : undefined;
  }

  #now(): number {
    return this.#registry.now().getTime();
  }
}

function refusal(error: string, more: object = {}): Reply {
  return json(200, {
    error,
    error_description: `Sandbox: ${error}`,
    error_uri: 'https://docs.github.com',
    ...more,
  });
}

function word(): string {
  return Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
}

/** GitHub takes both, JSON and a form. */
function fieldsOf(body: string): ReadonlyMap<string, string> {
  try {
    return new Map(Object.entries(JSON.parse(body) as object).map(([key, value]) => [key, String(value)]));
  } catch {
    return new Map(new URLSearchParams(body));
  }
}
