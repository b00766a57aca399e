import type { ApiAnswer, ApiHeaders, ServerError } from '../github/apiAnswer.ts';
import { readHeaders } from '../github/apiAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';
import { Failure } from '../shared/failure.ts';
import { recordOf } from '../shared/recordOf.ts';

/** How server text becomes ours: the clock at arrival, and what redacts, strips and bounds. */
export interface Reading {
  at(): number;
  clean(text: string, maxChars: number): string;
}

interface OctokitResponse {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
}

/** A success as plain data. Throws `Failure<ApiProblem>` when it is no JSON. */
export function accepted({ status, headers, data }: OctokitResponse, reading: Reading): ApiAnswer {
  // Octokit hands back the text when JSON cannot be parsed.
  if (typeof data === 'string' && data !== '') throw new Failure<ApiProblem>({ kind: 'notJson' });
  return { kind: 'ok', status, headers: pickHeaders(headers, reading), at: reading.at(), data };
}

/** A refusal as plain data, or the `Failure` of the guard. Octokit's error ends here: it holds the request. */
export function refused(error: unknown, reading: Reading): ApiAnswer {
  if (Failure.is(error)) throw error;
  const { response, cause } = error as { readonly response?: OctokitResponse; readonly cause?: unknown };
  if (!response) throw Failure.is(cause) ? cause : new Failure<ApiProblem>({ kind: 'unknown', status: 0 });
  const { status, data } = response;
  const body = recordOf(data);
  const errors = Array.isArray(body.errors) ? body.errors.slice(0, 10) : [];
  return {
    kind: 'refused',
    status,
    headers: pickHeaders(response.headers, reading),
    at: reading.at(),
    message: cleanText(body.message, reading),
    errors: errors.map((error) => readError(error, reading)),
  };
}

/** GitHub sends objects; some operations and some GHES send bare sentences. */
function readError(value: unknown, reading: Reading): ServerError {
  const one = typeof value === 'string' ? { message: value } : recordOf(value);
  return {
    resource: cleanText(one.resource, reading),
    field: cleanText(one.field, reading),
    code: cleanText(one.code, reading),
    message: cleanText(one.message, reading),
  };
}

function cleanText(value: unknown, { clean }: Reading): string {
  return typeof value === 'string' ? clean(value, 500) : '';
}

/** The headers we read. The request id is the one that is shown and logged as it is, so it is cleaned here. */
function pickHeaders(all: object, { clean }: Reading): ApiHeaders {
  const given = all as Readonly<Record<string, unknown>>;
  const picked: Partial<Record<(typeof readHeaders)[number], string>> = {};
  for (const name of readHeaders) {
    const value = given[name];
    if (typeof value !== 'string') continue;
    picked[name] = name === 'x-github-request-id' ? clean(value, 60) : value.slice(0, longestHeader);
  }
  return picked;
}

/** Node refuses longer ones itself; another runtime may not. */
const longestHeader = 16_384;
