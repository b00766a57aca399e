import * as vscode from 'vscode';
import type { ApiAnswer, ApiRequest, Credential } from '../../github/apiAnswer.ts';
import { type PlannedListing, planListing, readListing } from '../../permissions/listInstallation.ts';
import { type PlannedProbe, planProbes } from '../../permissions/planProbes.ts';
import { type ProbePorts, type ProbeReport, runProbes } from '../../permissions/runProbes.ts';
import { storedProbes } from '../../permissions/storedProbes.ts';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import { Failure } from '../../shared/failure.ts';
import { applyListed, applyProbes } from '../../tokens/applyEvidence.ts';
import { applyOutcome } from '../../tokens/applyOutcome.ts';
import type { Entry, ListedPermissions } from '../../tokens/entry.ts';
import { hostOf } from '../../tokens/host.ts';
import { kinds } from '../../tokens/kind.ts';
import { askRepository } from '../askRepository.ts';
import { isConfirmed, rememberConfirmed } from '../confirmations.ts';
import type { OpenGit } from '../gitShell.ts';
import { journalProbe } from '../journaling.ts';
import type { Report } from '../longWork.ts';
import { announcementText, probeQuestion, stoppedText } from '../messages/probing.ts';
import { confirm, inform, warn } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { pickEntry } from '../pickEntry.ts';
import { pick } from '../prompts.ts';
import { pageLook } from '../readOnlyDocuments.ts';
import type { Services } from '../services.ts';
import { rotateLatest } from '../stepActs.ts';
import { showPermissionsOf } from './showPermissions.ts';

/** One run that only needs the person's word. */
interface Run {
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

/**
 * Asks GitHub what a token may do in one repository, by requests that write nothing. Which requests stands there first,
 * each with its address, and the person chooses. `asks`: another program called with arguments (E02).
 */
export async function probePermissions(services: Services, asks: boolean): Promise<void> {
  const entry = await pickEntry(services, title(), vscode.l10n.t('Which token?'));
  if (entry !== undefined) await probeEntry(services, entry, asks);
}

/** The same for an entry that was chosen before. */
export async function probeEntry(services: Services, entry: Entry, asks = false): Promise<void> {
  const { t } = vscode.l10n;
  if (!kinds[entry.kind].authenticates) {
    return void inform(t('A refresh token opens nothing itself, so there is nothing to probe.'));
  }
  const repository = await askRepository(services, entry, title());
  if (repository === undefined) return;
  const run = await choose(services, entry, repository, asks);
  if (run !== undefined) await probe(services, run, repository);
}

function title(): string {
  return vscode.l10n.t('Probe Permissions');
}

/** Shows the requests, and asks. Undefined when the person leaves. */
async function choose(
  services: Services,
  entry: Entry,
  repository: string,
  asks: boolean,
): Promise<Run | undefined> {
  const { t } = vscode.l10n;
  const host = hostOf(entry.host);
  const [owner = '', repo = ''] = repository.split('/');
  const address = { host, owner, repo };
  // Without git (or without trust in this workspace) the rest can still be asked.
  const git = await openGit(services).catch(() => undefined);
  const nonce = crypto.randomUUID().replaceAll('-', '').padEnd(40, '0');
  const plan = (account: boolean) =>
    planProbes({ host, repository, nonce }, { kind: entry.kind, account }).filter(
      ({ probe: one }) => one.kind === 'api' || git !== undefined,
    );
  const [narrow, whole] = [plan(false), plan(true)];
  const listing = planListing(host, entry.kind);
  const more = listing === undefined ? 0 : 1;
  const page = await services.documents.show(
    t('Requests to Probe {0}', entry.name),
    announcementText({ entry, repository, planned: whole, listing, git: git !== undefined }),
    pageLook,
  );
  try {
    const chosen = await pick<'repository' | 'account'>({
      title: t('Probe {0} in {1}', entry.name, repository),
      placeholder: t('The page beside this shows each request. Send them?'),
      choices: [
        {
          label: `$(search) ${t('Send These {0} Requests', narrow.length + more)}`,
          detail: t('About {0} only', repository),
          value: 'repository',
        },
        ...(whole.length === narrow.length
          ? []
          : [
              {
                label: `$(account) ${t('Send {0}, Also About Your Account', whole.length + more)}`,
                detail: t('E-mail addresses and keys: whether the token may list them'),
                value: 'account' as const,
              },
            ]),
      ],
    });
    if (chosen === undefined || !(await mayGo(services, entry, address, asks))) return undefined;
    return { entry, address, planned: chosen === 'account' ? whole : narrow, listing, git };
  } finally {
    await page.close();
  }
}

/** The one modal: the first use of the entry with the repository, or a call by another program. */
async function mayGo(
  services: Services,
  entry: Entry,
  address: RepositoryAddress,
  asks: boolean,
): Promise<boolean> {
  if (isConfirmed(entry, address) && !asks) return true;
  const { message, detail } = probeQuestion(entry, `${address.owner}/${address.repo}`, asks);
  if (!(await confirm(message, detail, vscode.l10n.t('Probe')))) return false;
  await rememberConfirmed(services, entry, address);
  return true;
}

async function probe(services: Services, run: Run, repository: string): Promise<void> {
  const { entry, address } = run;
  let shown: Shown;
  try {
    const title = vscode.l10n.t('Probing {0} in {1}', entry.name, repository);
    const token = await services.vault.secretOf(entry.id);
    const credential = { host: entry.host, token };
    shown = await services.work.run(title, (signal, tell) => send(services, run, credential, signal, tell));
  } catch (error) {
    await journalProbe(services, entry, address, { thrown: error });
    throw error;
  }
  const known = await keep(services, entry, repository, shown);
  await journalProbe(services, entry, address, shown.report.stopped);
  await tellEnd(services, known, repository, shown.report);
}

/** The list first, where there is one; then one probe after the other. */
async function send(
  services: Services,
  { address, planned, listing, git }: Run,
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

async function tellEnd(
  services: Services,
  entry: Entry,
  repository: string,
  { stopped }: ProbeReport,
): Promise<void> {
  const { t } = vscode.l10n;
  await showPermissionsOf(services, entry, repository);
  if (stopped === undefined) return;
  if (stopped.kind === 'dead') {
    const rotate = t('Rotate');
    const text = t('GitHub does not accept {0} any more, so the rest was not sent.', entry.name);
    if ((await warn(text, rotate)) === rotate) await rotateLatest(services, entry);
    return;
  }
  const text = stopped.kind === 'unknown' ? stoppedText(stopped.why) : undefined;
  if (text !== undefined) void warn(text);
}
