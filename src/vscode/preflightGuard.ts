import * as vscode from 'vscode';
import type { Credential } from '../github/apiAnswer.ts';
import { readRepository } from '../github/repository.ts';
import { branchNotAsked, readBranchFacts } from '../preflight/branchFacts.ts';
import { type GuardFact, judgeWorkflowsGuard } from '../preflight/judgeWorkflowsGuard.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Permissions } from '../shared/permissions.ts';
import type { Entry } from '../tokens/entry.ts';
import { isConfirmed } from './confirmations.ts';
import { isLacking } from './isLacking.ts';
import { guardIntro, guardLine, guardPlace, guardQuestion } from './messages/preflight.ts';
import { pick, separator } from './prompts.ts';
import type { Services } from './services.ts';

/** The four facts about one repository, where the token may see them (S3-05, S3-06). */
export interface WorkflowsGuard {
  /** `owner/name`. */
  readonly slug: string;
  /** Its default branch; undefined when the token may not even see that. */
  readonly branch: string | undefined;
  readonly facts: readonly GuardFact[];
  /** Set where GitHub was not asked, because no token was let near the repository yet. */
  readonly notAsked?: true;
}

/** A prompt waits for this, so GitHub gets little time; what did not come is unknown. */
const patienceMs = 2_000;

/** Looks at the default branch of a repository, by GET only. Never throws: what could not be had is unknown. */
export async function lookAtGuard(
  { api, memory }: Pick<Services, 'api' | 'memory'>,
  { owner, repo }: RepositoryAddress,
  credential: Credential | undefined,
): Promise<WorkflowsGuard> {
  const repository = `${owner}/${repo}`;
  const blind = { slug: repository, branch: undefined, facts: judgeWorkflowsGuard(branchNotAsked) };
  if (credential === undefined) return { ...blind, notAsked: true };
  const signal = AbortSignal.timeout(patienceMs);
  const found = await readRepository(api, credential, repository, signal).catch(() => undefined);
  if (found === undefined) return blind;
  const question = {
    credential,
    repository: found.fullName,
    branch: found.defaultBranch,
    depth: 'all',
    noRulesets: isLacking({ memory }, credential.host, 'rulesets'),
  } as const;
  const facts = judgeWorkflowsGuard(await readBranchFacts(api, question, signal));
  return { slug: found.fullName, branch: found.defaultBranch, facts };
}

/**
 * The four facts of the repository at hand, asked with a stored token if that was let near it before. Undefined where
 * no repository of its host is at hand. A dead token is not sent again.
 */
export async function lookWithEntry(
  services: Pick<Services, 'api' | 'state' | 'credentials' | 'memory'>,
  entry: Entry,
): Promise<WorkflowsGuard | undefined> {
  const { place } = await services.state.refresh(Number.POSITIVE_INFINITY);
  const address = place?.address;
  if (address === undefined || address.host.name !== entry.host) return undefined;
  const mayAsk = entry.health.kind !== 'dead' && isConfirmed(entry, address);
  const token = mayAsk
    ? await services.credentials.secretOf(entry, 'push').catch(() => undefined)
    : undefined;
  return lookAtGuard(services, address, token && { host: entry.host, token });
}

/** The same as lines of a checklist. */
export function guardLines({ slug, branch, facts, notAsked }: WorkflowsGuard): readonly string[] {
  return [guardIntro(slug, branch), '', ...facts.map((fact) => `- ${guardLine(fact, notAsked !== true)}`)];
}

/**
 * Before a token counts as one that may change workflow files, the four facts of the repository at hand are shown. For
 * any other token, and where no repository is at hand, nothing is asked. False when the person goes back.
 */
export async function mayCountAs(
  declared: Permissions | undefined,
  name: string,
  lookAtPlace: () => Promise<WorkflowsGuard | undefined> | undefined,
): Promise<boolean> {
  const guard = declared?.workflows === undefined ? undefined : await lookAtPlace();
  return guard === undefined || agreesToWorkflows(name, guard);
}

async function agreesToWorkflows(name: string, guard: WorkflowsGuard): Promise<boolean> {
  const { t } = vscode.l10n;
  for (;;) {
    const answer = await pick<'on' | 'back' | 'look'>({
      title: name,
      placeholder: guardQuestion(),
      choices: [
        { label: t('Go On'), value: 'on' },
        { label: t('Choose Another Purpose'), value: 'back' },
        separator(guardPlace(guard.slug, guard.branch)),
        ...guard.facts.map((fact) => ({
          label: `$(${icons[fact.verdict]}) ${guardLine(fact, guard.notAsked !== true)}`,
          value: 'look' as const,
        })),
      ],
    });
    // A line that only says something is no answer.
    if (answer !== 'look') return answer === 'on';
  }
}

const icons = Object.freeze({ yes: 'pass', no: 'warning', unknown: 'question' } as const);
