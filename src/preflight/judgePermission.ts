import { grantedTo } from '../policy/granted.ts';
import { covers, holdsAll, levelIn } from '../policy/permissionSets.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { Entry, Observation } from '../tokens/entry.ts';
import { type ProbeWord, probedIn, seenIn } from './haves.ts';
import type { CheckEvidence, Need, PermissionCheck, PermissionData, Verdict } from './preflight.ts';

export interface Place {
  readonly owner: string;
  readonly repo: string;
}

const operations: Readonly<Record<Need['id'], Observation['operation'] | undefined>> = Object.freeze({
  contents: 'push',
  'pull-requests': 'open-draft-pr',
  workflows: undefined,
});

interface Known {
  readonly verdict: Verdict;
  readonly evidence: CheckEvidence;
  readonly why: PermissionData['why'];
  readonly at?: number;
}

/**
 * Whether the token has what is needed, as far as is known. What was seen in this very repository comes before what
 * GitHub lists, and that before what the person declared; nothing known is unknown, never no.
 */
export function judgePermission(entry: Entry, place: Place, need: Need): PermissionCheck {
  const { verdict, evidence, why, at } =
    seen(entry, place, need) ?? owner(entry, place) ?? granted(entry, need);
  return {
    id: need.id,
    verdict,
    evidence,
    data: { need, why, at, identical: [], problem: undefined },
    remedy: verdict === 'no' ? grantOf(need, place) : { kind: 'none' },
    // A token may have been changed at GitHub since we learned of it.
    certain: false,
  };
}

export function grantOf({ permissions, scopes }: Need, { owner }: Place): PermissionCheck['remedy'] {
  return { kind: 'grant', permissions, scopes: scopes.slice(0, 1), owner };
}

function seen(entry: Entry, { owner, repo }: Place, { id, permissions }: Need): Known | undefined {
  const operation = operations[id];
  const repository = `${owner}/${repo}`;
  const tried = seenIn(entry, repository)
    .filter((one) => one.operation === operation)
    .map(({ evidence, at }) => ({ evidence, at, works: evidence === 'worked' }));
  const probed = probedIn(entry, repository)
    .filter((word) => isAbout(word, permissions))
    .map(({ verdict, at }) => ({ evidence: 'probed', at, works: verdict === 'likely' }) as const);
  // At one moment, what was tried in earnest.
  const [last] = [...tried, ...probed].toSorted((a, b) => b.at - a.at);
  if (last === undefined) return undefined;
  return { verdict: last.works ? 'yes' : 'no', evidence: last.evidence, why: 'seen', at: last.at };
}

/** Whether a probe answers the need: more than is needed was there, or less than that was refused. */
function isAbout({ permission, level, verdict }: ProbeWord, permissions: Permissions): boolean {
  const needed = levelIn(permissions, permission);
  if (needed === undefined) return false;
  return verdict === 'likely' ? covers(level, needed) : covers(needed, level);
}

/** A fine-grained or installation token acts for one owner only, unless it was seen to do something here (S3-39). */
function owner(entry: Entry, place: Place): Known | undefined {
  if (entry.kind !== 'fine-grained-pat' && entry.kind !== 'installation-token') return undefined;
  if (entry.owner === undefined || entry.owner.value.toLowerCase() === place.owner.toLowerCase())
    return undefined;
  const works = seenIn(entry, `${place.owner}/${place.repo}`).some(({ evidence }) => evidence === 'worked');
  return works ? undefined : { verdict: 'no', evidence: entry.owner.evidence, why: 'owner' };
}

function granted(entry: Entry, need: Need): Known {
  const { scopes } = entry;
  if (scopes.kind === 'listed') {
    const held = need.scopes.find((scope) => scopes.scopes.includes(scope));
    // Whether the repository is public, which is all that this scope reaches, is not known here.
    const verdict = held === undefined ? 'no' : held === 'public_repo' ? 'unknown' : 'yes';
    return { verdict, evidence: 'listed', why: 'scopes' };
  }
  const known = grantedTo(entry);
  if (known === undefined) return { verdict: 'unknown', evidence: 'none', why: 'nothing' };
  const verdict = holdsAll(known.permissions, need.permissions) ? 'yes' : 'no';
  return { verdict, evidence: known.evidence, why: 'permissions' };
}
