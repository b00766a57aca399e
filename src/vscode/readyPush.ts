import * as vscode from 'vscode';
import type { CommitFacts } from '../preflight/commitFacts.ts';
import { judgePreflight } from '../preflight/judgePreflight.ts';
import type { Check } from '../preflight/preflight.ts';
import { remoteBranchOf } from '../push/branchName.ts';
import type { ReadyPush } from '../push/planPush.ts';
import { preparePush } from '../push/pushBranch.ts';
import type { Entry } from '../tokens/entry.ts';
import { chooseCredential } from './chooseCredential.ts';
import { isConfirmed } from './confirmations.ts';
import type { OpenGit } from './gitShell.ts';
import type { Guarded } from './journaling.ts';
import { askAnother, askBlocked, getMissing } from './preflightQuestion.ts';
import { gatherFacts } from './preflightRun.ts';
import { resolveTarget } from './resolveTarget.ts';
import type { Services } from './services.ts';

/** A push that only needs the person's word: what is shown is what is pushed. */
export interface PushStep {
  /** The repository's folder, as the git extension names it. */
  readonly folder: string;
  readonly git: OpenGit;
  readonly push: ReadyPush;
  readonly entry: Entry;
  /** Another program asked for it. Taken to be so unless it was said. */
  readonly byProgram?: boolean;
  /** It changes workflow files, as far as its commits were read: what a token that is made for it must then have. */
  readonly workflows?: boolean;
  /** For the record: what the person let pass for this one push. */
  readonly guarded?: Guarded;
}

export interface ReadyOptions {
  /** What is asked about next may overwrite what the branch has on GitHub: that it diverged is no obstacle yet. */
  readonly mayOverwrite?: boolean;
}

/**
 * Gathers and decides; nothing is changed. What is known to speak against the push is said, and asked about; what is
 * not known is left to GitHub. `remote` is the person's choice, when they were asked already. Undefined when they
 * leave. Throws `Failure<PushProblem>`.
 */
export async function readyPush(
  services: Services,
  git: OpenGit,
  folder: string,
  remote?: string,
  options: ReadyOptions = {},
): Promise<PushStep | undefined> {
  const push = await resolveTarget<ReadyPush>(
    services,
    vscode.l10n.t('Push Branch'),
    async (known, name) => {
      const plan = await preparePush(folder, { known, ...(name === undefined ? {} : { remote: name }) }, git);
      return plan.kind === 'push' ? { kind: 'found', found: plan } : plan;
    },
    remote,
  );
  if (push === undefined) return undefined;
  const leaving = new AbortController();
  // Read while the token is chosen.
  const commits = git.commitFacts(push, leaving.signal);
  try {
    const entry = await chooseCredential(services, push.target, 'push');
    if (entry === undefined) return undefined;
    const facts = await commits;
    const workflows = facts.workflows.some(({ elsewhere }) => elsewhere !== 'yes');
    return await checked(services, { folder, git, push, entry, workflows }, facts, options);
  } finally {
    leaving.abort();
  }
}

/** What a push needs and the token is known not to have is said here, before git is called (S0-07). */
async function checked(
  services: Services,
  first: PushStep,
  commits: CommitFacts,
  { mayOverwrite = false }: ReadyOptions,
): Promise<PushStep | undefined> {
  let step = first;
  for (;;) {
    const facts = await gatherFacts(services, step, commits, {
      ask: asksForRules(step, commits) ? 'rules' : 'nothing',
      overwrite: mayOverwrite,
    });
    const [check, ...more] = judgePreflight(facts).checks.filter(({ verdict }) => verdict === 'no');
    if (check === undefined) return step;
    const blocked: readonly [Check, ...Check[]] = [check, ...more];
    switch (await askBlocked(step.entry, blocked)) {
      case 'anyway':
        return step;
      case 'another': {
        const entry = await askAnother(services, facts);
        if (entry === undefined) return undefined;
        step = { ...step, entry };
        break;
      }
      case 'get':
        await getMissing(services, step.entry, blocked);
        return undefined;
      case 'fetch':
        await vscode.commands.executeCommand('tokenWarden.fetchWithToken');
        return undefined;
      case 'scm':
        await vscode.commands.executeCommand('workbench.view.scm');
        return undefined;
      case undefined:
        return undefined;
    }
  }
}

/**
 * An ordinary push asks GitHub nothing beforehand, but for the branch where rules are the rule: the remote's default
 * branch. Only with a token that the person let near this repository before: the question is sent with it.
 */
function asksForRules({ entry, push }: PushStep, { defaultBranch }: CommitFacts): boolean {
  const branch = remoteBranchOf(push.target);
  const isDefault = defaultBranch === undefined ? /^(?:main|master)$/.test(branch) : branch === defaultBranch;
  return isDefault && isConfirmed(entry, push.target);
}
