import { readAcceptedPermissions } from '../github/acceptedPermissions.ts';
import type { ApiAnswer, ApiRequest, GitHubApi } from '../github/apiAnswer.ts';
import { explainAnswer } from '../github/explainAnswer.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { Secret } from '../shared/secret.ts';
import type { SeenCall } from '../tokens/entry.ts';
import { hostOf } from '../tokens/host.ts';
import type { Issued } from '../tokens/issued.ts';
import { visibilityIn } from './runProbes.ts';
import { walls } from './sight.ts';

/** What the answers of GitHub showed about one entry's token since it was last taken. */
export interface Noted {
  readonly secretSince: number;
  readonly calls: readonly SeenCall[];
  /** When GitHub answered 401; undefined when it did not. */
  readonly deadAt: number | undefined;
}

export interface ObservedApi {
  readonly api: GitHubApi;
  /** The entries about which something is noted. */
  entries(): readonly string[];
  /** Hands over what is noted about an entry, once. */
  take(entryId: string): Noted | undefined;
}

/** What besides a success is told of a token. Everything else is about the request, the moment or the person. */
const telling: readonly string[] = Object.freeze(['missingPermission', 'appMissingPermission', ...walls]);

/**
 * The same API, with what each answer shows about the token that was sent: noted here, stored by whoever takes it. A
 * token that no entry's is (one that is being proved) is not noted. Never changes an answer, and never fails.
 */
export function observeApi(api: GitHubApi, issuedFor: (token: Secret) => Issued | undefined): ObservedApi {
  const notes = new Map<
    string,
    { secretSince: number; deadAt: number | undefined; calls: Map<string, SeenCall> }
  >();
  const open = new Map<string, boolean>();
  const note = (request: ApiRequest, answer: ApiAnswer) => {
    const issued = issuedFor(request.credential.token);
    if (issued === undefined) return;
    const { id, secretSince } = issued;
    const before = notes.get(id);
    // Rotated within one action: what the old one was told goes with it.
    const mine =
      before?.secretSince === secretSince ? before : { secretSince, deadAt: undefined, calls: new Map() };
    const call = readAnswer(request, answer, open);
    if (call !== undefined) mine.calls.set(`${call.operation} ${call.repository.toLowerCase()}`, call);
    else if (answer.status === 401) mine.deadAt = answer.at;
    else return;
    notes.set(id, mine);
  };
  return {
    api: {
      async request(request) {
        const answer = await api.request(request);
        note(request, answer);
        return answer;
      },
    },
    entries: () => [...notes.keys()],
    take: (entryId) => {
      const taken = notes.get(entryId);
      notes.delete(entryId);
      return taken && { ...taken, calls: [...taken.calls.values()] };
    },
  };
}

/** One answer as a line of evidence; undefined where it shows nothing about what the token may do in a repository. */
function readAnswer(
  request: ApiRequest,
  answer: ApiAnswer,
  open: Map<string, boolean>,
): SeenCall | undefined {
  const { operation, parameters = {}, credential } = request;
  const { owner, repo } = parameters;
  // A mutation of GraphQL names no repository; and what a probe shows is stored as a probe.
  if (typeof owner !== 'string' || typeof repo !== 'string' || request.emptyBody) return undefined;
  const repository = `${owner}/${repo}`;
  const key = `${credential.host} ${repository}`.toLowerCase();
  const because = answer.kind === 'ok' ? undefined : explainAnswer(answer, hostOf(credential.host)).kind;
  if (because !== undefined && !tells(operation, because)) return undefined;
  if (answer.kind === 'ok' && operation === 'GET /repos/{owner}/{repo}') {
    const visibility = visibilityIn(answer.data);
    if (visibility !== 'unknown') open.set(key, visibility === 'public');
  }
  const accepts = worthKeeping(readAcceptedPermissions(answer.headers['x-accepted-github-permissions']));
  const isOpen = open.get(key);
  return {
    operation,
    repository,
    evidence: because === undefined ? 'worked' : 'refused',
    ...(because === undefined ? {} : { because }),
    ...(isOpen === undefined ? {} : { open: isOpen }),
    ...(accepts.length === 0 ? {} : { accepts }),
    at: answer.at,
  };
}

/** More than GitHub sends for any endpoint: an entry is one value of the store, and a server must not fill it. */
const mostWays = 6;

/** Whole or not at all: half of the ways in would accuse or acquit the wrong permission. */
function worthKeeping(ways: readonly Permissions[]): readonly Permissions[] {
  return ways.length > mostWays || ways.some((way) => Object.keys(way).length > mostWays) ? [] : ways;
}

function tells(operation: string, because: string): boolean {
  // A label or a branch that is not found is simply not there; a repository may be hidden from the token.
  const isHidden = because === 'notFoundOrHidden' && operation === 'GET /repos/{owner}/{repo}';
  return isHidden || telling.includes(because);
}
