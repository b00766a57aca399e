import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import type { Permissions } from './world.ts';

/** A GitHub App as its owner registered it. */
export interface App {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly host: string;
  readonly owner: string;
  readonly permissions: Permissions;
  /** Public halves of its private keys; GitHub keeps no other. */
  readonly keys: readonly KeyObject[];
}

/** An App on one account's repositories. */
export interface Installation {
  readonly id: number;
  readonly appId: number;
  readonly host: string;
  readonly account: string;
  readonly repositories: 'all' | readonly string[];
  /** What the account accepted; the App may ask for more by now. */
  readonly permissions: Permissions;
  readonly suspendedAt: Date | undefined;
}

/** What a signed request shows: whose it is, or GitHub's refusal. */
export type AppCaller =
  | { readonly kind: 'app'; readonly app: App }
  | { readonly kind: 'bad-app'; readonly status: 401 | 404; readonly message: string };

export interface NewApp {
  readonly slug: string;
  readonly owner: string;
  readonly host?: string;
  readonly permissions?: Permissions;
}

/** The Apps of the sandbox, and how GitHub judges what they sign. Source: facts/github-app.json, facts/error-catalogue.json. */
export class Apps {
  readonly #now: () => Date;
  readonly #apps = new Map<number, App>();
  readonly #installations = new Map<number, Installation>();
  #nextId = 500_000;
  /** Old GHES servers and, until it changed, github.com give out tokens that say nothing. */
  opaqueTokens = false;
  /** For so long after it was made, no server knows a token (ms). */
  lagMs = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  add({ slug, owner, host = 'github.com', permissions }: NewApp): App {
    const id = this.#id();
    const app: App = {
      id,
      // As GitHub's client ids look since 2023.
      clientId: `Iv23li${String(id).padStart(14, 'x')}`,
      slug,
      host,
      owner,
      permissions: permissions ?? { contents: 'write', metadata: 'read', pull_requests: 'write' },
      keys: [],
    };
    this.#apps.set(id, app);
    return app;
  }

  /** Makes a private key and hands it out once, as PKCS#1. */
  addKey(appId: number): string {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#change(appId, ({ keys }) => [...keys, publicKey]);
    return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  }

  /** Deletes the key with this private half. */
  dropKey(appId: number, pem: string): void {
    const gone = createPublicKey(pem);
    this.#change(appId, ({ keys }) => keys.filter((key) => !key.equals(gone)));
  }

  install(
    appId: number,
    account: string,
    facts: Partial<Pick<Installation, 'repositories' | 'permissions' | 'suspendedAt'>> = {},
  ): Installation {
    const { host, permissions } = this.#required(appId);
    const id = this.#id();
    const made = {
      id,
      appId,
      host,
      account,
      repositories: 'all',
      permissions,
      suspendedAt: undefined,
    } as const;
    const installation: Installation = { ...made, ...facts };
    this.#installations.set(id, installation);
    return installation;
  }

  changeInstallation(
    id: number,
    change: Partial<Pick<Installation, 'repositories' | 'permissions' | 'suspendedAt'>>,
  ): void {
    const old = this.#installations.get(id);
    if (!old) throw new Error(`no installation ${id}`);
    this.#installations.set(id, { ...old, ...change });
  }

  uninstall(id: number): void {
    this.#installations.delete(id);
  }

  installation(id: number): Installation | undefined {
    return this.#installations.get(id);
  }

  installationsOf(appId: number): readonly Installation[] {
    return [...this.#installations.values()].filter((one) => one.appId === appId);
  }

  /** Who signed, in GitHub's order of checks and words. */
  judge(jwt: string, host: string): AppCaller {
    const refuse = (message: string, status: 401 | 404 = 401): AppCaller => ({
      kind: 'bad-app',
      status,
      message,
    });
    const parts = jwt.split('.');
    const [header = '', body = '', signature = ''] = parts;
    const claims = readPart(body);
    // Without padding, as RFC 7515 has it.
    if (parts.length !== 3 || readPart(header)?.alg !== 'RS256' || !claims || jwt.includes('=')) {
      return refuse('A JSON web token could not be decoded');
    }
    const { iss, iat, exp } = claims;
    const app = [...this.#apps.values()].find(
      (one) => one.host === host && (one.clientId === iss || String(one.id) === String(iss)),
    );
    if (!app) return refuse('Integration not found', 404);
    const signed = Buffer.from(`${header}.${body}`);
    if (!app.keys.some((key) => verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url')))) {
      return refuse('A JSON web token could not be decoded');
    }
    const now = Math.floor(this.#now().getTime() / 1000);
    if (!Number.isInteger(exp) || (exp as number) <= now) {
      return refuse(
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      );
    }
    if ((exp as number) > now + 600) {
      return refuse("'Expiration time' claim ('exp') is too far in the future");
    }
    if (!Number.isInteger(iat) || (iat as number) > now) {
      return refuse(
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      );
    }
    return { kind: 'app', app };
  }

  #change(id: number, keys: (app: App) => readonly KeyObject[]): void {
    const app = this.#required(id);
    this.#apps.set(id, { ...app, keys: keys(app) });
  }

  #required(id: number): App {
    const app = this.#apps.get(id);
    if (!app) throw new Error(`no app ${id}`);
    return app;
  }

  #id(): number {
    this.#nextId += 1;
    return this.#nextId;
  }
}

function readPart(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
