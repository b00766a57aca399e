import { beyond } from '../../policy/permissionSets.ts';
import { minuteMs } from '../../shared/clock.ts';
import type { PermissionLevel, Permissions } from '../../shared/permissions.ts';
import { Secret } from '../../shared/secret.ts';
import { identifyToken } from '../../tokens/identify.ts';
import type { Asked } from '../source.ts';
import { type BrokerAnswer, permissionsFor } from './askBroker.ts';
import { explainRefusal } from './explainRefusal.ts';
import type { AnswerFault, BrokerProblem } from './problems.ts';
import type { Broker } from './readBroker.ts';

/** A token that passed every check, with how long it may be used. */
export interface BrokeredToken {
  readonly token: Secret;
  /** By our clock, ms since the epoch. */
  readonly expiresAt: number;
  /** What Vault wants back to end it. */
  readonly lease: string | undefined;
}

export type JudgedAnswer =
  | ({ readonly kind: 'token' } & BrokeredToken)
  /** `message`: the broker's own words, not cleaned. `unused`: an installation token that came and must be ended. */
  | {
      readonly kind: 'refused';
      readonly problem: BrokerProblem;
      readonly message: string;
      readonly unused?: Secret | undefined;
    };

/** GitHub's installation tokens live an hour. */
const longestMs = 65 * minuteMs;
const shortestMs = minuteMs;
/** How wrong our clock may be before the broker's is not believed against it either. */
const clockMs = 15 * minuteMs;

/**
 * Whether what a broker handed out may be used: an installation token by its form, for an hour at most, for the one
 * repository and the permissions that were asked for. What it does not say is unknown, and unknown is refused: a token for
 * a whole organisation would look just the same.
 */
export function judgeAnswer(broker: Broker, asked: Asked, answer: BrokerAnswer, now: number): JudgedAnswer {
  if (answer.status !== 200 && answer.status !== 201) {
    return { kind: 'refused', ...explainRefusal(broker, `${asked.owner}/${asked.repo}`, answer) };
  }
  let unused: Secret | undefined;
  const refused = (fault: AnswerFault, permissions: readonly string[] = []): JudgedAnswer => {
    const problem = answerProblem(broker, asked, fault, permissions);
    return { kind: 'refused', problem, message: '', unused };
  };
  const envelope = asRecord(answer.data);
  const data = broker.kind === 'http' ? envelope : asRecord(own(envelope, 'data'));
  if (data === undefined) return refused('shape');
  const token = own(data, 'token');
  if (typeof token !== 'string' || token === '') return refused('shape');
  if (!isInstallationToken(token)) return refused('kind');
  const host = own(data, 'host');
  if (host !== undefined && !sameName(host, asked.host.name)) return refused('host');
  // Of another GitHub it is sent nowhere; of this one GitHub may end it.
  unused = new Secret(token);
  const life = lifeOf(own(data, 'expires_at'), answer.date, now);
  if (life === undefined) return refused('noLifetime');
  if (life > longestMs) return refused('tooLong');
  if (life <= shortestMs) return refused('tooShort');
  const granted = permissionsSaid(own(data, 'permissions'));
  if (granted === undefined) return refused('noPermissions');
  const wanted = permissionsFor(asked);
  const surplus = beyond(granted, wanted);
  if (surplus.length > 0) return refused('broader', surplus);
  const missing = beyond(wanted, granted);
  if (missing.length > 0) return refused('less', missing);
  const reached = own(data, 'repositories');
  if (!Array.isArray(reached) || own(data, 'repository_selection') === 'all')
    return refused('noRepositories');
  if (reached.length !== 1 || !isRepository(reached[0], asked)) return refused('repository');
  const lease = own(envelope, 'lease_id');
  return {
    kind: 'token',
    token: unused,
    expiresAt: now + life,
    lease: broker.kind === 'vault-github' && typeof lease === 'string' && lease !== '' ? lease : undefined,
  };
}

export function answerProblem(
  { name }: Broker,
  { owner, repo }: Asked,
  fault: AnswerFault,
  permissions: readonly string[] = [],
): BrokerProblem {
  return { kind: 'brokerAnswer', broker: name, fault, repository: `${owner}/${repo}`, permissions };
}

/** Nothing else may come from a broker: a person's token would be broader and longer than anything asked for. */
function isInstallationToken(text: string): boolean {
  return /^[A-Za-z0-9._-]{20,2000}$/.test(text) && identifyToken(text).kind === 'installation-token';
}

/** How long the token still lives (ms). Held against the broker's own time: ours may be wrong by minutes (G12). */
function lifeOf(given: unknown, date: number | undefined, now: number): number | undefined {
  if (typeof given !== 'string' || !moment.test(given)) return undefined;
  const at = Date.parse(given.toUpperCase());
  if (!Number.isFinite(at)) return undefined;
  return at - (date !== undefined && Math.abs(date - now) <= clockMs ? date : now);
}

/** RFC 3339, with its zone. */
const moment = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** A name or a level that is not GitHub's makes the whole unknown: unlike a list to show, this one decides. */
function permissionsSaid(given: unknown): Permissions | undefined {
  const record = asRecord(given);
  if (record === undefined) return undefined;
  const entries = Object.entries(record);
  const plain = entries.every(([name, level]) => /^[a-z_]{1,60}$/.test(name) && isLevel(level));
  if (!plain || entries.length === 0 || entries.length > 100) return undefined;
  return Object.fromEntries(entries) as Permissions;
}

function isLevel(given: unknown): given is PermissionLevel {
  return given === 'read' || given === 'write' || given === 'admin';
}

/** `owner/name`, `name`, or an object of GitHub's with either. */
function isRepository(given: unknown, { owner, repo }: Asked): boolean {
  const record = asRecord(given);
  const name = typeof given === 'string' ? given : (own(record, 'full_name') ?? own(record, 'name'));
  return sameName(name, `${owner}/${repo}`) || sameName(name, repo);
}

function sameName(given: unknown, name: string): boolean {
  return typeof given === 'string' && given.toLowerCase() === name.toLowerCase();
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Readonly<Record<string, unknown>>;
}

/** Own properties only, so that a prototype can supply none. */
function own(record: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
