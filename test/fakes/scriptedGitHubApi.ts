import type {
  ApiAnswer,
  ApiHeaders,
  ApiRequest,
  GitHubApi,
  ServerError,
} from '../../src/github/apiAnswer.ts';
import type { ApiProblem } from '../../src/github/problems.ts';
import { Failure } from '../../src/shared/failure.ts';

/** Answers each request with the next line of a script and keeps what was asked. */
export class ScriptedGitHubApi implements GitHubApi {
  readonly requests: ApiRequest[] = [];
  readonly #script: (ApiAnswer | Failure)[];

  constructor(...script: (ApiAnswer | Failure)[]) {
    this.#script = script;
  }

  /** Operations in order: what most tests compare. */
  get operations(): readonly string[] {
    return this.requests.map(({ operation }) => operation);
  }

  async request(request: ApiRequest): Promise<ApiAnswer> {
    this.requests.push(request);
    const next = this.#script.shift();
    if (next === undefined) throw new Error(`the script has no answer for ${request.operation}`);
    if (next instanceof Failure) throw next;
    return next;
  }
}

/** The moment at which scripted answers arrive. */
export const answeredAt = Date.UTC(2026, 10, 20, 12);

export function okAnswer(data: unknown, headers: ApiHeaders = {}, status = 200): ApiAnswer {
  return { kind: 'ok', status, headers, at: answeredAt, data };
}

export function refusedAnswer(
  status: number,
  message: string,
  headers: ApiHeaders = {},
  errors: readonly Partial<ServerError>[] = [],
): Extract<ApiAnswer, { kind: 'refused' }> {
  const whole = errors.map((error) => ({ resource: '', field: '', code: '', message: '', ...error }));
  return { kind: 'refused', status, headers, at: answeredAt, message, errors: whole };
}

export function noAnswer(problem: ApiProblem): Failure<ApiProblem> {
  return new Failure(problem);
}
