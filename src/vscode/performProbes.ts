import * as vscode from 'vscode';
import type { ApiAnswer, ApiRequest, Credential } from '../github/apiAnswer.ts';
import type { ProbeVerdict } from '../permissions/judgeProbe.ts';
import { type PlannedListing, readListing } from '../permissions/listInstallation.ts';
import type { PlannedProbe } from '../permissions/planProbes.ts';
import { type ProbePorts, type ProbeReport, runProbes } from '../permissions/runProbes.ts';
import { storedProbes } from '../permissions/storedProbes.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import { Failure } from '../shared/failure.ts';
import { applyListed, applyProbes } from '../tokens/applyEvidence.ts';
import { applyOutcome } from '../tokens/applyOutcome.ts';
import type { Entry, ListedPermissions } from '../tokens/entry.ts';
import type { OpenGit } from './gitShell.ts';
import { journalProbe } from './journaling.ts';
import type { Report } from './longWork.ts';
import type { Services } from './services.ts';

/** One run that only needs the person's word. */
export interface ProbeStep {
  readonly entry: Entry;
  readonly address: RepositoryAddress;
  readonly planned: readonly PlannedProbe[];
  readonly listing: PlannedListing | undefined;
  readonly git: OpenGit | undefined;
}

/** What a run showed. */
interface Shown {
  readonly report: ProbeReport;
  readonly listed: ListedPermissions | undefined;
}

/** The entry as it is known since, and what stopped the run before its end. */
export interface ProbeEnd {
  readonly known: Entry;
  readonly stopped: ProbeVerdict | undefined;
}

/**
 * Sends what was chosen, keeps what it showed, and records it. Throws `Failure` where the token cannot be had; a run that
 * was left or stopped says so in what it answers.
 */
export async function performProbes(services: Services, step: ProbeStep): Promise<ProbeEnd> {
  const { entry, address } = step;
  const repository = `${address.owner}/${address.repo}`;
  let shown: Shown;
  try {
    const title = vscode.l10n.t('Probing {0} in {1}', entry.name, repository);
    const token = await services.renewals.secretOf(entry.id);
    const credential = { host: entry.host, token };
    shown = await services.work.run(title, (signal, tell) => send(services, step, credential, signal, tell));
  } catch (error) {
    await journalProbe(services, entry, address, { thrown: error });
    throw error;
  }
  const known = await keep(services, entry, repository, shown);
  await journalProbe(services, entry, address, shown.report.stopped);
  return { known, stopped: shown.report.stopped };
}

/** The list first, where there is one; then one probe after the other. */
async function send(
  services: Services,
  { address, planned, listing, git }: ProbeStep,
  credential: Credential,
  signal: AbortSignal,
  tell: Report,
): Promise<Shown> {
  const answer = listing && (await ask(services, { credential, ...listing.request, signal }));
  if (answer?.status === 401) {
    return {
      report: { probed: [], visibility: 'unknown', stopped: { kind: 'dead' } },
      listed: undefined,
    };
  }
  const askPush: ProbePorts['askPush'] =
    git && ((_repository, { token }, cancel) => git.askReceive(address, token, cancel));
  const onStep = (step: number, of: number) =>
    tell(vscode.l10n.t('{0} of {1}', step, of), Math.round(((step - 1) / of) * 100));
  const report = await runProbes({ api: services.api, askPush }, { credential, planned, signal, onStep });
  return { report, listed: answer && readListing(answer, address.owner) };
}

/** What did not come is not known; why, the probes after it meet themselves. */
async function ask(services: Services, request: ApiRequest): Promise<ApiAnswer | undefined> {
  try {
    return await services.api.request(request);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return undefined;
  }
}

/** Stores what the run showed; a window that may not write shows it all the same. */
async function keep(
  services: Services,
  entry: Entry,
  repository: string,
  { report, listed }: Shown,
): Promise<Entry> {
  const at = services.clock.now();
  const probed = storedProbes(report, at);
  const apply = (latest: Entry) => {
    const seen = applyProbes(latest, entry, probed);
    const next = listed === undefined ? seen : applyListed(seen, entry, listed);
    if (report.stopped?.kind !== 'dead') return next;
    return applyOutcome(next, entry, { operation: 'read', repository, outcome: { kind: 'dead' }, at });
  };
  try {
    const stored = await services.vault.update(entry.id, apply);
    await services.state.refresh();
    return stored;
  } catch (error) {
    services.log.failure('keeping what the probes showed', error);
    return apply(entry);
  }
}
