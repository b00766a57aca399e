import * as vscode from 'vscode';
import { type PlannedProbe, planProbes } from '../../permissions/planProbes.ts';
import { type ProbeReport, runProbes } from '../../permissions/runProbes.ts';
import { storedProbes } from '../../permissions/storedProbes.ts';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import { applyOutcome, applyProbes } from '../../tokens/applyOutcome.ts';
import type { Entry } from '../../tokens/entry.ts';
import { hostOf } from '../../tokens/host.ts';
import { kinds } from '../../tokens/kind.ts';
import { askRepository } from '../askRepository.ts';
import { isConfirmed, rememberConfirmed } from '../confirmations.ts';
import type { OpenGit } from '../gitShell.ts';
import { journalProbe } from '../journaling.ts';
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
  readonly git: OpenGit | undefined;
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
  const page = await services.documents.show(
    t('Requests to Probe {0}', entry.name),
    announcementText({ entry, repository, planned: whole, git: git !== undefined }),
    pageLook,
  );
  try {
    const chosen = await pick<'repository' | 'account'>({
      title: t('Probe {0} in {1}', entry.name, repository),
      placeholder: t('The page beside this shows each request. Send them?'),
      choices: [
        {
          label: `$(search) ${t('Send These {0} Requests', narrow.length)}`,
          detail: t('About {0} only', repository),
          value: 'repository',
        },
        ...(whole.length === narrow.length
          ? []
          : [
              {
                label: `$(account) ${t('Send {0}, Also About Your Account', whole.length)}`,
                detail: t('E-mail addresses and keys: whether the token may list them'),
                value: 'account' as const,
              },
            ]),
      ],
    });
    if (chosen === undefined || !(await mayGo(services, entry, address, asks))) return undefined;
    return { entry, address, planned: chosen === 'account' ? whole : narrow, git };
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
  const { t } = vscode.l10n;
  const { entry, address, planned, git } = run;
  let report: ProbeReport;
  try {
    const token = await services.vault.secretOf(entry.id);
    report = await services.work.run(t('Probing {0} in {1}', entry.name, repository), (signal, tell) =>
      runProbes(
        {
          api: services.api,
          askPush:
            git && (async (_slug, credential, cancel) => git.askReceive(address, credential.token, cancel)),
        },
        {
          credential: { host: entry.host, token },
          planned,
          signal,
          onStep: (step, of) => tell(t('{0} of {1}', step, of), Math.round(((step - 1) / of) * 100)),
        },
      ),
    );
  } catch (error) {
    await journalProbe(services, entry, address, { thrown: error });
    throw error;
  }
  const known = await keep(services, entry, repository, report);
  await journalProbe(services, entry, address, report.stopped);
  await tell(services, known, repository, report);
}

/** Stores what the run showed; a window that may not write shows it all the same. */
async function keep(
  services: Services,
  entry: Entry,
  repository: string,
  report: ProbeReport,
): Promise<Entry> {
  const at = services.clock.now();
  const probed = storedProbes(report, at);
  const apply = (latest: Entry) => {
    const next = applyProbes(latest, entry, probed);
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

async function tell(
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
