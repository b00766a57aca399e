import * as vscode from 'vscode';
import { judgeWorkflowNeed } from '../policy/judgeWorkflowNeed.ts';
import type { ReadyPush } from '../push/planPush.ts';
import { preparePush } from '../push/pushBranch.ts';
import type { Entry } from '../tokens/entry.ts';
import { chooseCredential, chooseInstead } from './chooseCredential.ts';
import type { OpenGit } from './gitShell.ts';
import { workflowQuestion } from './messages/pushing.ts';
import { pick } from './prompts.ts';
import { resolveTarget } from './resolveTarget.ts';
import type { Services } from './services.ts';

/** A push that only needs the person's word: what is shown is what is pushed. */
export interface PushStep {
  /** The repository's folder, as the git extension names it. */
  readonly folder: string;
  readonly git: OpenGit;
  readonly push: ReadyPush;
  readonly entry: Entry;
}

/**
 * Gathers and decides; nothing is changed and no token is near. `remote` is the person's choice, when they were asked
 * already. Undefined when they leave. Throws `Failure<PushProblem>`.
 */
export async function readyPush(
  services: Services,
  git: OpenGit,
  folder: string,
  remote?: string,
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
  const entry = await chooseFor(services, push);
  return entry && { folder, git, push, entry };
}

/** What a push of workflow files needs is said here, before git is called (S0-07). */
async function chooseFor(
  services: Services,
  { target, workflowFiles }: ReadyPush,
): Promise<Entry | undefined> {
  let entry = await chooseCredential(services, target, 'push');
  while (entry !== undefined) {
    const need = judgeWorkflowNeed(entry, workflowFiles);
    if (need.kind === 'fine') return entry;
    const { t } = vscode.l10n;
    const { touched, known } = workflowQuestion(entry, need);
    const answer = await pick<'anyway' | 'another'>({
      title: t('Push Branch'),
      placeholder: touched,
      choices: [
        { label: t('Use Another Token'), detail: known, value: 'another' },
        {
          label: t('Push Anyway'),
          detail: t('GitHub refuses the push if the token may not change workflow files'),
          value: 'anyway',
        },
      ],
    });
    if (answer !== 'another') return answer === 'anyway' ? entry : undefined;
    entry = await chooseInstead(services, target, 'push');
  }
  return undefined;
}
