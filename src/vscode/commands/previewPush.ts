import * as vscode from 'vscode';
import type { ReadyPush } from '../../push/planPush.ts';
import { preparePush } from '../../push/pushBranch.ts';
import { chooseTarget, type PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import { Failure } from '../../shared/failure.ts';
import { chooseToLookAt } from '../chooseCredential.ts';
import { likelyOpener } from '../chooseOpener.ts';
import type { OpenGit } from '../gitShell.ts';
import { lookAhead } from '../lookAhead.ts';
import { previewText } from '../messages/preview.ts';
import { inform } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { pickRepository } from '../pickRepository.ts';
import { pageLook } from '../readOnlyDocuments.ts';
import { chooseRemote, knownHosts } from '../resolveTarget.ts';
import type { Services } from '../services.ts';

/**
 * Shows what Push Branch and Create Draft Pull Request would do, in one read-only document. Asks GitHub by GET only and
 * changes nothing here: no choice, SSH name, confirmation or outcome is remembered.
 */
export async function previewPush(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const title = t('Preview Push and Pull Request');
  const folder = await pickRepository(services, title);
  if (folder === undefined) return;
  const git = await openGit(services);
  const target = await findTarget(services, title, await git.read(folder));
  if (target === undefined) return;
  const pusher = await chooseToLookAt(services, target, 'push');
  if (pusher === undefined) return;
  const { view } = await services.state.refresh();
  const opening = services.state.select(view.entries, { address: target }, 'open-draft-pr');
  const opener = opening.kind === 'chosen' ? opening.entry : pusher;
  const preview = await services.work.run(t('Looking ahead for {0}', target.branch), async (signal) => {
    const push = await planOf(services, git, folder, target.remote, signal);
    const openerAt = (upstream: RepositoryAddress) => likelyOpener(services, view.entries, upstream, opener);
    return lookAhead(services, { folder, git, target, push, pusher, opener, openerAt }, signal);
  });
  await services.documents.show(t('Push and Pull Request'), previewText(preview), pageLook);
}

/** Where it would go. An SSH name nobody has explained is not asked about: the answer would be remembered. */
export async function findTarget(
  services: Services,
  title: string,
  facts: RepositoryFacts,
): Promise<PushTarget | undefined> {
  let remote: string | undefined;
  for (;;) {
    const chosen = chooseTarget(facts, knownHosts(services), remote);
    switch (chosen.kind) {
      case 'target':
        return chosen.target;
      case 'refused':
        throw new Failure(chosen.problem);
      case 'chooseRemote':
        remote = await chooseRemote(title, chosen.remotes);
        if (remote === undefined) return undefined;
        break;
      case 'askAlias':
        void inform(
          vscode.l10n.t(
            'The remote {0} uses the SSH name {1}, and which GitHub that is has not been said yet. Push once, then preview.',
            chosen.remote,
            chosen.alias,
          ),
        );
        return undefined;
    }
  }
}

/** What would be pushed; undefined where there is nothing. */
export async function planOf(
  services: Services,
  git: OpenGit,
  folder: string,
  remote: string,
  signal: AbortSignal,
): Promise<ReadyPush | undefined> {
  const plan = await preparePush(folder, { known: knownHosts(services), remote }, git, signal);
  if (plan.kind === 'push') return plan;
  if (plan.kind === 'refused' && plan.problem.kind !== 'nothingToPush') throw new Failure(plan.problem);
  return undefined;
}
