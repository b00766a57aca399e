import type { Need } from '../access.ts';
import type { App } from '../apps.ts';
import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import type { Repository, Token } from '../world.ts';

/** One request that has passed authentication and access. */
export interface Call {
  readonly registry: Registry;
  readonly host: SandboxHost;
  readonly token: Token | undefined;
  /** The App that signed the request. */
  readonly app?: App;
  /** Values of the `{braces}` in the template, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed JSON body; undefined when there was none. */
  readonly body: unknown;
}

export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

export interface Result {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface OperationBase {
  /** operationId in GitHub's OpenAPI description. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  /** The path as the description writes it. */
  readonly path: string;
}

/** One row of the API. Who may call it stands in the row, so that no handler decides about access. */
export type Operation =
  | (OperationBase & {
      readonly access: 'anyone' | 'nobody-signed-in' | 'user' | 'installation' | 'app';
      readonly handle: (call: Call) => Promise<Result> | Result;
    })
  | (OperationBase & {
      readonly access: 'repository';
      readonly need: Need;
      readonly handle: (call: RepositoryCall) => Promise<Result> | Result;
    });

/** GitHub's usual 422. */
export function validationFailed(errors: readonly object[], anchor: string): Result {
  const documentation_url = `https://docs.github.com/rest/${anchor}`;
  return { status: 422, body: { message: 'Validation Failed', errors, documentation_url, status: '422' } };
}

export function notFound(anchor = ''): Result {
  const documentation_url = `https://docs.github.com/rest${anchor ? `/${anchor}` : ''}`;
  return { status: 404, body: { message: 'Not Found', documentation_url, status: '404' } };
}

/** A body field that must be text. */
export function textField(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value = (body as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}
