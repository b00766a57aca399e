import { type BranchFacts, branchNotAsked, readBranchFacts } from '../preflight/branchFacts.ts';
import type { CommitFacts } from '../preflight/commitFacts.ts';
import { judgePreflight, type PreflightFacts } from '../preflight/judgePreflight.ts';
import type { PullRequestWishes } from '../preflight/needs.ts';
import type { Preflight } from '../preflight/preflight.ts';
import { remoteBranchOf } from '../push/branchName.ts';
import { type ExplainedPush, explainPush } from '../push/explainPush.ts';
import { isLacking } from './isLacking.ts';
import type { PushStep } from './readyPush.ts';
import type { Services } from './services.ts';

export interface PreflightOptions {
  /** What the pull request after the push asks for; absent when only a push is meant. */
  readonly wishes?: PullRequestWishes;
  /** `nothing`: this repository alone. `rules`: one GET. `all`: GETs for rules and protection, and the probe. */
  readonly ask?: 'nothing' | 'rules' | 'all';
  /** The person chose to overwrite what the branch has on GitHub. */
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
}

type Needed = Pick<Services, 'api' | 'credentials' | 'memory'>;

/** How long an ordinary push may be held up by a question to GitHub that it could do without. */
const patienceMs = 2_000;

/**
 * Need against have, from the commits as they are now. Writes nothing here and nothing at GitHub. Throws only where the
 * token cannot be had (`Failure<VaultProblem>`) and GitHub was to be asked.
 */
export async function runPreflight(
  services: Needed,
  step: PushStep,
  options: PreflightOptions = {},
): Promise<Preflight> {
  const commits = step.git.commitFacts(step.push, options.signal);
  return judgePreflight(await gatherFacts(services, step, commits, options));
}

/** The same facts, for who judges several tokens with them. `commits` may have been begun before. */
export async function gatherFacts(
  services: Needed,
  step: PushStep,
  commits: CommitFacts | Promise<CommitFacts>,
  { wishes, ask = 'nothing', overwrite = false, signal }: PreflightOptions,
): Promise<PreflightFacts> {
  const { entry, push } = step;
  const probe = ask === 'all' ? await askProbe(services, step, signal) : undefined;
  // A token that GitHub does not know any more is not sent a second time.
  const isDead = probe?.kind === 'refused' && probe.problem.kind === 'badCredentials';
  const [known, branch] = await Promise.all([
    commits,
    ask === 'nothing' || isDead ? branchNotAsked : askBranch(services, step, ask, signal),
  ]);
  return { entry, push, commits: known, wishes, branch, probe, overwrite };
}

async function askBranch(
  services: Needed,
  { entry, push }: PushStep,
  depth: 'rules' | 'all',
  signal: AbortSignal | undefined,
): Promise<BranchFacts> {
  const { owner, repo } = push.target;
  const credential = { host: entry.host, token: await services.credentials.secretOf(entry, 'push') };
  const question = {
    credential,
    repository: `${owner}/${repo}`,
    branch: remoteBranchOf(push.target),
    depth,
    noRulesets: isLacking(services, entry.host, 'rulesets'),
  };
  const bound = depth === 'all' ? signal : AbortSignal.timeout(patienceMs);
  return readBranchFacts(services.api, question, bound);
}

/** Only where a push would go with this very token: the probe answers as the push would be answered. */
async function askProbe(
  services: Needed,
  { entry, git, push }: PushStep,
  signal: AbortSignal | undefined,
): Promise<ExplainedPush> {
  const end = await git.probe(push, await services.credentials.secretOf(entry, 'push'), signal);
  return explainPush(end, push.target.remoteRef);
}
