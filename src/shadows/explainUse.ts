import { appsFor, type UsableApp } from '../policy/judgeApp.ts';
import type { ExplainedPush } from '../push/explainPush.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Login } from '../sources/readSources.ts';
import type { SourceTrouble } from '../sources/source.ts';
import type { Entry } from '../tokens/entry.ts';
import { modeOf } from '../tokens/origin.ts';
import type { Candidate, Selection } from '../tokens/selectEntry.ts';
import { findShadows } from './findShadows.ts';
import { explainGhAlone } from './ghAlone.ts';
import { type EditorGit, explainGitAlone } from './gitAlone.ts';
import { isDead, judgeWorks, type UseJob, type Works } from './judgeWorks.ts';
import type { PlaceOfUse } from './placeOfUse.ts';
import { pushUrlOf } from './rewrite.ts';
import type { Shadow } from './shadow.ts';
import type { Surroundings } from './surroundings.ts';
import type { CandidateUse, Standing, UseReport } from './useReport.ts';

export interface UseFacts {
  readonly place: Extract<PlaceOfUse, { readonly kind: 'place' }>;
  readonly surroundings: Surroundings;
  readonly editor: EditorGit;
  readonly logins: readonly Login[];
  /** How each job is chosen for, among everything that was offered; undefined without an address. */
  readonly selections: Readonly<Record<UseJob, Selection>> | undefined;
  readonly troubles: readonly SourceTrouble[];
  /** Those that are known to be installed for an owner, and do not serve it yet. */
  readonly apps: readonly UsableApp[];
  /** What GitHub answered when the person had an entry checked: entry id -> answer. */
  readonly probes: ReadonlyMap<string, ExplainedPush>;
  readonly now: number;
}

/** Facts in, the whole answer out: which credential is used here and why, what git and gh would use, what is in the way. */
export function explainUse(facts: UseFacts): UseReport {
  const { place, surroundings, editor, logins, selections, troubles, probes } = facts;
  const { address, remote } = place;
  const { config, variables } = surroundings;
  const rewritten = remote && pushUrlOf(remote, config);
  const git = rewritten && explainGitAlone(rewritten.url, config, variables, editor);
  const candidates = address && selections ? candidatesOf(facts, address, selections) : [];
  const entries = candidates.map(({ entry }) => entry);
  const gh = address && explainGhAlone(address.host, variables, entries, logins);
  const shadows = findShadows({
    remote,
    ownFile: config.find(({ section, subsection }) => section === 'remote' && subsection === remote?.name)
      ?.file,
    rewritten,
    git,
    gh,
    entries,
    isDead: (entry) => entry.health.kind === 'dead' || isDead(probes.get(entry.id)),
  });
  return {
    address,
    unsettled: unsettledOf(selections?.push),
    candidates,
    instead: address && insteadOf(facts, address),
    git,
    gh,
    shadows: [...obstacles(place, shadows), ...shadows],
    troubles,
  };
}

function unsettledOf(selection: Selection | undefined): UseReport['unsettled'] {
  if (selection?.kind === 'ask') return selection.why;
  return selection?.kind === 'none' ? 'none' : undefined;
}

function insteadOf({ selections, apps }: UseFacts, { owner }: RepositoryAddress): UseReport['instead'] {
  if (selections?.push.kind !== 'chosen') return undefined;
  const { entry } = selections.push;
  const app = appsFor(entry, apps).find((one) => one.owner.toLowerCase() === owner.toLowerCase());
  return app && { entry, app };
}

/** The address may hold a credential: that is said better, and once. */
function obstacles({ obstacle }: UseFacts['place'], others: readonly Shadow[]): readonly Shadow[] {
  if (obstacle === undefined) return [];
  if (obstacle.kind === 'alias') {
    return [{ severity: 'warning', cause: obstacle, fix: { kind: 'explainAlias', alias: obstacle.alias } }];
  }
  const isUserInfo = obstacle.kind === 'remoteRefused' && obstacle.refusal.kind === 'userInfo';
  const isSaid = others.some(({ cause }) => cause.kind === 'tokenInUrl' || cause.kind === 'userInUrl');
  if (isUserInfo && isSaid) return [];
  const isUnknown = obstacle.kind === 'remoteRefused' && obstacle.refusal.kind === 'unknownHost';
  const fix = isUnknown
    ? ({ kind: 'openSetting', setting: 'tokenWarden.hosts' } as const)
    : ({ kind: 'read' } as const);
  return [{ severity: 'warning', cause: { kind: 'refused', problem: obstacle }, fix }];
}

const jobs: readonly UseJob[] = Object.freeze(['push', 'open-draft-pr']);

function candidatesOf(
  { probes, now }: UseFacts,
  address: RepositoryAddress,
  selections: Readonly<Record<UseJob, Selection>>,
): readonly CandidateUse[] {
  const { push } = selections;
  const ranked = push.kind === 'none' ? [] : push.ranked;
  const winner = push.kind === 'chosen' ? push : undefined;
  const uses = ranked.map((candidate): CandidateUse => {
    const { entry, reason, obstacle } = candidate;
    const each = <T>(of: (job: UseJob) => T): Readonly<Record<UseJob, T>> => ({
      push: of('push'),
      'open-draft-pr': of('open-draft-pr'),
    });
    const standing = each((job) => standingOf(selections[job], candidate));
    const lost = winner !== undefined && winner.entry !== entry;
    return {
      entry,
      mode: modeOf(entry),
      reason,
      obstacle,
      standing,
      works: each((job): Works => judgeWorks(entry, job, address, now, probes.get(entry.id))),
      lostTo: lost ? { entry: winner.entry, reason: winner.reason } : undefined,
    };
  });
  // Ranked for a push; what serves a pull request alone comes right after.
  return uses.toSorted((a, b) => place(a) - place(b));
}

function standingOf(selection: Selection, { entry, obstacle }: Candidate): Standing {
  switch (selection.kind) {
    case 'chosen':
      return isSame(selection.entry, entry) ? 'used' : 'also';
    case 'blocked':
      return isSame(selection.entry, entry) ? 'blocked' : 'also';
    // All are listed then; these are the ones that could be the answer.
    case 'ask':
      return obstacle === undefined ? 'asked' : 'also';
    case 'none':
      return 'also';
  }
}

function isSame(a: Entry, b: Entry): boolean {
  return a.id === b.id;
}

function place({ standing }: CandidateUse): number {
  const first = jobs.findIndex((job) => standing[job] !== 'also');
  return first < 0 ? jobs.length : first;
}
