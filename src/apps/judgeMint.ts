import { jobPermissions } from '../policy/jobPermissions.ts';
import type { Job } from '../policy/judgeFit.ts';
import { beyond, holdsAll } from '../policy/permissionSets.ts';
import { minuteMs } from '../shared/clock.ts';
import type { Permissions } from '../shared/permissions.ts';
import { recordOf } from '../shared/recordOf.ts';
import type { MintProblem } from './problems.ts';

/**
 * The permissions of a token for one action. `granted`: what the installation has, undefined where nobody said. Asking for
 * more than it has is refused as a whole, so what is only useful is left out where it is not there.
 */
export function planMint(job: Job, granted: Permissions | undefined, workflows = false): Permissions {
  const { needed, useful } = jobPermissions[job];
  const there = granted !== undefined && holdsAll(granted, useful) ? useful : {};
  const more: Permissions = workflows && granted?.workflows === 'write' ? { workflows: 'write' } : {};
  return { ...needed, ...there, ...more };
}

/** What was asked for: the permissions, in the one repository (`owner/name`). */
export interface MintRequest {
  readonly permissions: Permissions;
  readonly repository: string;
}

export type MintVerdict =
  /** `expiresAt` in ms since the epoch, by the server's clock. */
  | { readonly kind: 'usable'; readonly value: string; readonly expiresAt: number }
  /** `value`: the token that must be ended because it is not used. */
  | { readonly kind: 'refused'; readonly why: MintProblem['why']; readonly value: string | undefined };

/** GitHub's hour, and a little for clocks that differ by it (ms). */
const longestMs = 65 * minuteMs;

/**
 * Whether what GitHub sent is what was asked for (S2-27). A token that is broader, longer or for another repository is not
 * used: this extension promised one repository, one action, one hour. `now`: the server's time (ms). No length limit.
 */
export function judgeMint(data: unknown, asked: MintRequest, now: number): MintVerdict {
  const answer = recordOf(data);
  const value = typeof answer.token === 'string' && isHeaderText(answer.token) ? answer.token : undefined;
  const refused = (why: MintProblem['why']): MintVerdict => ({ kind: 'refused', why, value });
  if (value === undefined) return refused('noToken');
  const expiresAt = readStamp(answer.expires_at);
  if (expiresAt === undefined || expiresAt <= now || expiresAt - now > longestMs) return refused('lifetime');
  if (answer.permissions !== undefined) {
    // As it came: a name or a level that GitHub's vocabulary does not have is something nobody asked for.
    const levels: readonly unknown[] = Object.values(recordOf(answer.permissions));
    if (levels.some((level) => typeof level !== 'string')) return refused('broader');
    const said = recordOf(answer.permissions) as Permissions;
    if (beyond(said, asked.permissions).length > 0) return refused('broader');
    if (!holdsAll(said, asked.permissions)) return refused('narrower');
  }
  if (answer.repository_selection === 'all') return refused('broader');
  if (Array.isArray(answer.repositories)) {
    // Compared as text only where it is one: an object may refuse to become one.
    const names = answer.repositories.map((one) => recordOf(one).full_name);
    const isAsked = (name: unknown) =>
      typeof name === 'string' && name.toLowerCase() === asked.repository.toLowerCase();
    if (names.length === 0 || !names.every(isAsked)) {
      return refused(names.length > 1 ? 'broader' : 'otherRepository');
    }
  }
  return { kind: 'usable', value, expiresAt };
}

/** What can stand in a header: no space, no control character, nothing beyond ASCII (G09). */
function isHeaderText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function readStamp(value: unknown): number | undefined {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(value)
  ) {
    return undefined;
  }
  const at = Date.parse(value);
  return Number.isFinite(at) ? at : undefined;
}
