import { dead, isFresh } from './applyOutcome.ts';
import type { Entry, ListedPermissions, ProbedPermission, SeenCall } from './entry.ts';

const mostCalls = 100;
/** Several times what one run asks. */
const mostProbed = 200;
const mostOwners = 20;

/** What the answers of GitHub showed on the way, on the newest entry; the same entry where none of it is news. */
export function applyCalls(
  latest: Entry,
  seen: {
    readonly secretSince: number;
    readonly calls: readonly SeenCall[];
    readonly deadAt: number | undefined;
  },
): Entry {
  if (latest.secretSince !== seen.secretSince) return latest;
  const before = latest.calls ?? [];
  const news = seen.calls.filter((call) => !before.some((one) => isSameFact(one, call, latest)));
  const alive = seen.deadAt === undefined ? latest : dead(latest, seen.deadAt);
  if (news.length === 0) return alive;
  const others = before.filter((one) => !news.some((call) => isSameQuestion(one, call)));
  return { ...alive, calls: [...others, ...news].slice(-mostCalls) };
}

/** What a run of probes showed: one line per permission, level and repository, the latest. */
export function applyProbes(
  latest: Entry,
  { secretSince }: Pick<Entry, 'secretSince'>,
  probed: readonly ProbedPermission[],
): Entry {
  if (latest.secretSince !== secretSince || probed.length === 0) return latest;
  const key = (one: ProbedPermission) =>
    `${one.permission}:${one.level} ${one.repository?.toLowerCase() ?? ''}`;
  const asked = new Set(probed.map(key));
  const others = (latest.probed ?? []).filter((one) => !asked.has(key(one)));
  return { ...latest, probed: [...others, ...probed].slice(-mostProbed) };
}

/** What GitHub listed for one owner, in the place of what it listed for that owner before. */
export function applyListed(
  latest: Entry,
  { secretSince }: Pick<Entry, 'secretSince'>,
  listed: ListedPermissions,
): Entry {
  if (latest.secretSince !== secretSince) return latest;
  const owner = listed.owner.toLowerCase();
  const others = (latest.listed ?? []).filter((one) => one.owner.toLowerCase() !== owner);
  return { ...latest, listed: [...others, listed].slice(-mostOwners) };
}

function isSameQuestion(a: SeenCall, b: SeenCall): boolean {
  return a.operation === b.operation && a.repository.toLowerCase() === b.repository.toLowerCase();
}

function isSameFact(known: SeenCall, call: SeenCall, entry: Entry): boolean {
  const words = ({ evidence, because, open, accepts }: SeenCall) =>
    JSON.stringify([evidence, because, open, accepts]);
  return isSameQuestion(known, call) && isFresh(known, call.at, entry) && words(known) === words(call);
}
