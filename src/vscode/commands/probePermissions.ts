import * as vscode from 'vscode';
import type { ProbeVerdict } from '../../permissions/judgeProbe.ts';
import { planListing } from '../../permissions/listInstallation.ts';
import { planProbes } from '../../permissions/planProbes.ts';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import type { Entry } from '../../tokens/entry.ts';
import { hostOf } from '../../tokens/host.ts';
import { kinds } from '../../tokens/kind.ts';
import { askRepository } from '../askRepository.ts';
import { isConfirmed, rememberConfirmed } from '../confirmations.ts';
import { announcementText, probeQuestion, stoppedText } from '../messages/probing.ts';
import { confirm, inform, warn } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { type ProbeStep, performProbes } from '../performProbes.ts';
import { pickEntry } from '../pickEntry.ts';
import { pick } from '../prompts.ts';
import { pageLook } from '../readOnlyDocuments.ts';
import type { Services } from '../services.ts';
import { rotateLatest } from '../stepActs.ts';
import { showPermissionsOf } from './showPermissions.ts';

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
    return void inform(t('{0} opens nothing itself, so there is nothing to probe.', entry.name));
  }
  // GitHub locks an account out over a token it does not know: never again by itself, and not for curiosity.
  if (entry.health.kind === 'dead')
    return offerRotation(
      services,
      entry,
      t('GitHub does not accept {0} any more, so there is nothing to probe.', entry.name),
    );
  const repository = await askRepository(services, entry, title());
  if (repository === undefined) return;
  const run = await choose(services, entry, repository, asks);
  if (run === undefined) return;
  const { known, stopped } = await performProbes(services, run);
  await tellEnd(services, known, repository, stopped);
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
): Promise<ProbeStep | undefined> {
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

async function tellEnd(
  services: Services,
  entry: Entry,
  repository: string,
  stopped: ProbeVerdict | undefined,
): Promise<void> {
  const { t } = vscode.l10n;
  await showPermissionsOf(services, entry, repository);
  if (stopped === undefined) return;
  if (stopped.kind === 'dead') {
    const text = t('GitHub does not accept {0} any more, so the rest was not sent.', entry.name);
    return offerRotation(services, entry, text);
  }
  const text = stopped.kind === 'unknown' ? stoppedText(stopped.why) : undefined;
  if (text !== undefined) void warn(text);
}

async function offerRotation(services: Services, entry: Entry, text: string): Promise<void> {
  const rotate = vscode.l10n.t('Rotate');
  if ((await warn(text, rotate)) === rotate) await rotateLatest(services, entry);
}
