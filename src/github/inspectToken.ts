import { looseObject, pipe, regex, safeParse, string } from 'valibot';
import { Failure } from '../shared/failure.ts';
import { readExpiryHeader } from '../tokens/expiry.ts';
import { hostOf } from '../tokens/host.ts';
import type { Inspection } from '../tokens/inspection.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { kinds } from '../tokens/kind.ts';
import { readScopesHeader } from '../tokens/scopes.ts';
import type { ApiAnswer, ApiRequest, CancelSignal, Credential, GitHubApi } from './apiAnswer.ts';
import { explainAnswer } from './explainAnswer.ts';
import { readHttpDate } from './httpDate.ts';
import type { ApiProblem } from './problems.ts';
import type { Rate } from './rate.ts';
import { readRate } from './rate.ts';
import { splitFullName } from './repository.ts';

export interface InspectRequest {
  readonly credential: Credential;
  readonly kind: TokenKind;
  /** `owner/name` of the repository at hand. Only an installation token needs it; nothing is listed to find one. */
  readonly repository?: string | undefined;
  readonly signal?: CancelSignal | undefined;
}

export type Inspected =
  | { readonly kind: 'inspected'; readonly inspection: Inspection; readonly rate: Rate | undefined }
  /** No request was made. An installation token is asked about one repository; a refresh token is never sent as one. */
  | { readonly kind: 'unchecked'; readonly why: 'needsRepository' | 'doesNotAuthenticate' };

/** A login as GitHub makes them, `_` for managed users and `[bot]` for apps. */
const userSchema = looseObject({
  login: pipe(string(), regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/)),
});

/**
 * One request that shows what GitHub says about a token: alive or dead, whose, until when, with which scopes. A 401
 * is the answer "dead" and is never repeated, because GitHub locks an account out after several; only a 401 is that
 * answer, whatever else goes wrong (G02, G03). Throws `Failure<ApiProblem>` for everything that proves neither.
 */
export async function inspectToken(api: GitHubApi, request: InspectRequest): Promise<Inspected> {
  if (!kinds[request.kind].authenticates) return { kind: 'unchecked', why: 'doesNotAuthenticate' };
  const question = questionFor(request);
  if (question === undefined) return { kind: 'unchecked', why: 'needsRepository' };
  const answer = await api.request(question);
  const rate = readRate(answer.headers, answer.at);
  const inspected = (inspection: Inspection): Inspected => ({ kind: 'inspected', inspection, rate });
  if (answer.kind === 'refused') {
    const problem = explainAnswer(answer, hostOf(request.credential.host));
    if (problem.kind === 'badCredentials') return inspected({ kind: 'dead', at: answer.at });
    // GitHub knew an installation token well enough to say that it may not see this repository.
    const known = ['notFoundOrHidden', 'missingPermission', 'appMissingPermission'].includes(problem.kind);
    if (!(known && request.kind === 'installation-token')) throw new Failure(problem, answer.message);
    return inspected(alive(answer, request.kind, undefined));
  }
  if (request.kind === 'installation-token') return inspected(alive(answer, request.kind, undefined));
  const user = safeParse(userSchema, answer.data);
  // A portal that answers 200 with its own JSON proves nothing about the token.
  if (!user.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  return inspected(alive(answer, request.kind, user.output.login));
}

function questionFor({ credential, kind, repository, signal }: InspectRequest): ApiRequest | undefined {
  if (kind !== 'installation-token') return { credential, operation: 'GET /user', signal };
  if (repository === undefined) return undefined;
  const parameters = splitFullName(repository);
  return { credential, operation: 'GET /repos/{owner}/{repo}', parameters, signal };
}

function alive({ headers, at }: ApiAnswer, kind: TokenKind, login: string | undefined): Inspection {
  const serverDate = readHttpDate(headers.date) ?? at;
  const { reportsExpiry } = kinds[kind];
  return {
    kind: 'alive',
    at,
    login,
    expiry: readExpiryHeader(headers['github-authentication-token-expiration'], serverDate, reportsExpiry),
    scopes: readScopesHeader(headers['x-oauth-scopes']),
    sso: { kind: 'notSeen' },
  };
}
