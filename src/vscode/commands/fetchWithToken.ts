import * as vscode from 'vscode';
import { type FetchResult, prepareFetch } from '../../push/fetchBranch.ts';
import type { FetchProblem } from '../../push/fetchProblems.ts';
import type { ReadyFetch } from '../../push/fetchTarget.ts';
import { Failure } from '../../shared/failure.ts';
import { chooseCredential } from '../chooseCredential.ts';
import { isConfirmed, rememberConfirmed } from '../confirmations.ts';
import type { OpenGit } from '../gitShell.ts';
import { fetchedText, fetchQuestion } from '../messages/fetching.ts';
import { confirm, inform } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { type FetchStep, performFetch } from '../performFetch.ts';
import { pickRepository } from '../pickRepository.ts';
import { resolveTarget } from '../resolveTarget.ts';
import { sayUsing } from '../sayUsing.ts';
import type { Services } from '../services.ts';

/**
 * Fetches into remote-tracking branches with exactly one token, through an isolated repository. Merging stays with the
 * person. `asks` is true when another program called with arguments: then the person is always asked (E02).
 */
export async function fetchWithToken(services: Services, asks: boolean): Promise<void> {
  const folder = await pickRepository(services, vscode.l10n.t('Fetch with Token'));
  if (folder === undefined) return;
  await services.pushes.refuseBusy(folder);
  const git = await openGit(services);
  const fetch = await findTarget(services, git, folder);
  if (fetch === undefined) return;
  const entry = await chooseCredential(services, fetch, 'fetch');
  if (entry === undefined) return;
  let result: FetchResult | undefined;
  try {
    result = await confirmAndFetch(services, { folder, git, fetch, entry }, asks);
  } catch (error) {
    return sayUsing(services, 'fetch', error, { entry, address: fetch });
  }
  if (result !== undefined) await inform(fetchedText(result));
}

function findTarget(services: Services, git: OpenGit, folder: string): Promise<ReadyFetch | undefined> {
  return resolveTarget<ReadyFetch>(services, vscode.l10n.t('Fetch with Token'), async (known, name) => {
    const plan = await prepareFetch(folder, { known, ...(name === undefined ? {} : { remote: name }) }, git);
    if (plan.kind === 'refused') throw new Failure<FetchProblem>(plan.problem);
    return plan.kind === 'fetch' ? { kind: 'found', found: plan } : plan;
  });
}

async function confirmAndFetch(
  services: Services,
  step: FetchStep,
  asks: boolean,
): Promise<FetchResult | undefined> {
  const { fetch, entry } = step;
  if (asks || !isConfirmed(entry, fetch)) {
    const { message, detail } = fetchQuestion(fetch, entry, asks);
    if (!(await confirm(message, detail, vscode.l10n.t('Fetch')))) return undefined;
    await rememberConfirmed(services, entry, fetch);
  }
  return performFetch(services, step);
}
