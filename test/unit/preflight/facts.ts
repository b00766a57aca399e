import type { BranchRule } from '../../../src/github/branchRules.ts';
import { branchNotAsked } from '../../../src/preflight/branchFacts.ts';
import type { CommitFacts } from '../../../src/preflight/commitFacts.ts';
import type { PreflightFacts } from '../../../src/preflight/judgePreflight.ts';
import type { Check, Preflight } from '../../../src/preflight/preflight.ts';
import type { PushTarget } from '../../../src/push/pushTarget.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { anEntry } from '../policy/anEntry.ts';

/** One commit on a branch that was pushed before, with nothing remarkable in it. */
export const plainCommits: CommitFacts = {
  drift: { trackingSha: 'b'.repeat(40), ahead: 1, behind: 0 },
  defaultBranch: 'main',
  cut: false,
  unsigned: ['a'.repeat(40)],
  merges: 0,
  workflows: [],
  large: [],
  lfsPointers: [],
};

export const aTarget: PushTarget = {
  host: githubCom,
  owner: 'acme',
  repo: 'app',
  remote: 'origin',
  url: 'https://github.com/acme/app.git',
  branch: 'feature',
  sha: 'a'.repeat(40),
  localRef: 'refs/heads/feature',
  remoteRef: 'refs/heads/feature',
  trackingRef: 'refs/remotes/origin/feature',
};

/** A push with a token that was declared for it, of which GitHub was asked nothing. */
export function someFacts(changes: Partial<PreflightFacts> = {}): PreflightFacts {
  return {
    entry: anEntry(),
    push: { target: aTarget, newBranch: false },
    commits: plainCommits,
    wishes: undefined,
    branch: branchNotAsked,
    probe: undefined,
    overwrite: false,
    ...changes,
  };
}

export function checkOf<Id extends Check['id']>(preflight: Preflight, id: Id): Check & { readonly id: Id } {
  const found = preflight.checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(`no check ${id}`);
  return found as Check & { readonly id: Id };
}

export const known = <T>(value: T) => ({ kind: 'known', value }) as const;
export const unseen = { kind: 'unseen', problem: 'missingPermission' } as const;

export function rule(type: string, approvals?: number): BranchRule {
  return { type, approvals };
}
