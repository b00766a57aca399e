import * as vscode from 'vscode';
import { readRepository } from '../github/repository.ts';
import type { ReadyPush } from '../push/planPush.ts';
import { type PushResult, pushBranch } from '../push/pushBranch.ts';
import { canonicalUrl } from '../push/remoteUrl.ts';
import { Failure } from '../shared/failure.ts';
import { askGuardrails } from './checkGuardrails.ts';
import { rememberConfirmed } from './confirmations.ts';
import { journalNotPushed, journalPushed } from './journaling.ts';
import { phaseWord, pushingTitle } from './messages/pushing.ts';
import { warn } from './notify.ts';
import type { PushStep } from './readyPush.ts';
import { recordOutcome, recordRefusal } from './recordOutcome.ts';
import { SecondLook } from './secondLook.ts';
import type { Services } from './services.ts';

/**
 * Does what was confirmed, one push at a time in a folder. Undefined when the person did not follow a repository to its
 * new name, or was stopped by a rule after all. Throws `Failure<PushProblem | BusyRepository>`.
 */
export async function performPush(services: Services, step: PushStep): Promise<PushResult | undefined> {
  const result = await performOrFollow(services, step);
  if (result === undefined) return undefined;
  services.state.forgetOverride(step.push.target);
  await (await services.gitExtension()).refresh(step.folder).catch(() => undefined);
  await services.state.refresh();
  return result;
}

/**
 * A renamed repository answers with a redirect, which no token follows. The API says where it lives now; that is shown,
 * and pushed to directly once the person agrees (A06).
 */
async function performOrFollow(services: Services, step: PushStep): Promise<PushResult | undefined> {
  try {
    return await perform(services, step);
  } catch (error) {
    if (!Failure.is(error) || error.problem.kind !== 'redirectRefused') throw error;
    const moved = await presentHome(services, step);
    if (moved === undefined) throw error;
    const { t } = vscode.l10n;
    const { owner, repo, remote } = moved.target;
    const go = t('Push There');
    const text = t(
      '{0}/{1} is now {2}/{3}. Push there? The remote {4} keeps its old address until you change it.',
      step.push.target.owner,
      step.push.target.repo,
      owner,
      repo,
      remote,
    );
    if ((await warn(text, go)) !== go) return undefined;
    await rememberConfirmed(services, step.entry, moved.target);
    return perform(services, { ...step, push: moved });
  }
}

/** The same push to the repository's present name; undefined when GitHub knows it under no other name. */
async function presentHome(services: Services, { push, entry }: PushStep): Promise<ReadyPush | undefined> {
  const { target } = push;
  const credential = { host: entry.host, token: await services.credentials.secretOf(entry, 'push') };
  const found = await readRepository(services.api, credential, `${target.owner}/${target.repo}`).catch(
    () => undefined,
  );
  const [owner, repo] = found?.fullName.split('/') ?? [];
  if (owner === undefined || repo === undefined) return undefined;
  if (owner === target.owner && repo === target.repo) return undefined;
  const address = { host: target.host, owner, repo };
  return { ...push, target: { ...target, ...address, url: canonicalUrl(address) } };
}

/** Undefined when GitHub lacked commits that it was taken to have, and the rules or the person stopped them. */
async function perform(services: Services, step: PushStep): Promise<PushResult | undefined> {
  const { folder, git, push, entry } = step;
  const { target } = push;
  const look = new SecondLook(step, (whole, options) => askGuardrails(services, git, whole, options));
  try {
    const result = await services.pushes.run(folder, async () => {
      const { workflows } = step;
      const token = await services.credentials.secretOf(entry, 'push', undefined, { workflows });
      const title = pushingTitle(push, entry);
      return services.work.run(title, (signal, report) =>
        pushBranch(push, token, git, {
          signal,
          onProgress: ({ phase, percent }) => report(phaseWord(phase), percent),
          judgeAgain: (whole) => look.judge(whole, signal),
        }),
      );
    });
    await recordOutcome(services, entry, 'push', target, { kind: 'worked' });
    await journalPushed(services, step, result, look.guarded);
    return result;
  } catch (error) {
    if (look.stopped) return undefined;
    await recordRefusal(services, entry, 'push', target, error);
    await journalNotPushed(services, step, error, look.guarded);
    throw error;
  } finally {
    void services.credentials.over(entry);
  }
}
