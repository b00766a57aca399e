import * as vscode from 'vscode';
import type { Settings } from './manifest.ts';
import { DayClaims } from './node/dayClaims.ts';
import type { Entry } from './tokens/entry.ts';
import { BrokerNotice } from './vscode/brokerNotice.ts';
import { acceptFinding } from './vscode/commands/acceptFinding.ts';
import { takeNextStep } from './vscode/commands/answerFinding.ts';
import { listTokens } from './vscode/commands/listTokens.ts';
import { rotateEntry } from './vscode/commands/rotateToken.ts';
import { markReplaced } from './vscode/commands/watchedActions.ts';
import { DueChecks } from './vscode/dueChecks.ts';
import { HostsNotice } from './vscode/hostsNotice.ts';
import { latestEntry } from './vscode/latestEntry.ts';
import type { Clean } from './vscode/log.ts';
import { Reminders } from './vscode/notices.ts';
import { PolicyNotice } from './vscode/policyNotice.ts';
import { attended, noticeInterrupted } from './vscode/resumeRotation.ts';
import { sayFailure } from './vscode/say.ts';
import type { Services } from './vscode/services.ts';
import type { State } from './vscode/stateKeeper.ts';
import { stepActs } from './vscode/stepActs.ts';
import { noticeStore } from './vscode/storeNotice.ts';
import { watchTyping } from './vscode/typing.ts';

/** What speaks by itself: due checks, reminders, the store, a rotation that was broken off. */
export function watchPictures(services: Services): void {
  const checks = new DueChecks(services);
  const reminders = makeReminders(services);
  const goOn = goingOn(services);
  services.context.subscriptions.push(
    watchTyping(),
    reminders,
    services.state.onDidChange((state) => {
      void notice(services, reminders, goOn, state);
      void checks.run(state);
    }),
  );
}

/** Tells what stands in vain in the settings when they change; call what it gives back with each command. */
export function watchSettings(services: Services, clean: Clean): () => void {
  const tell = [
    watchSetting(services, 'tokenWarden.hosts', new HostsNotice(clean)),
    watchSetting(services, 'tokenWarden.policy', new PolicyNotice(clean)),
    watchSetting(services, 'tokenWarden.sources', new BrokerNotice(clean)),
  ];
  return () => {
    for (const one of tell) one();
  };
}

/** What a person wrote in vain is told when the setting changes, in the window in front, and with the first command. */
function watchSetting(
  { context, log }: Services,
  id: keyof Settings,
  notice: { tell(): Promise<void> },
): () => void {
  const tell = () => {
    void notice.tell().catch((error: unknown) => log.failure(`reading ${id}`, error));
  };
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(id) && vscode.window.state.focused) tell();
    }),
  );
  return tell;
}

/** A reminder may lie in the notification centre for days: what is known of the entry when it is answered counts. */
function makeReminders(services: Services): Reminders {
  const claims = new DayClaims(services.context.globalStorageUri.fsPath);
  const withEntry = async (id: string, act: (services: Services, entry: Entry) => Promise<void>) => {
    const entry = await latestEntry(services, id);
    if (entry) await act(services, entry);
  };
  return new Reminders(services, (day) => claims.claim(day), {
    step: (finding) => withEntry(finding.entryId, (...given) => takeNextStep(...given, finding)),
    accept: (id) => withEntry(id, acceptFinding),
    replaced: (token) => markReplaced(services, token),
    list: () => listTokens(services),
  });
}

async function notice(
  services: Services,
  reminders: Reminders,
  goOn: (state: State) => Promise<void>,
  state: State,
): Promise<void> {
  try {
    await Promise.all([reminders.look(state), noticeStore(services, state), goOn(state)]);
  } catch (error) {
    await sayFailure(error, 'api', services.log, stepActs(services));
  }
}

/** How often what another process is at is looked at again (ms), and how many times. */
const nextLookMs = 5_000;
const mostLooks = 60;

/**
 * Looks again at what another process is at; after five minutes only with each new picture. The process of the window
 * before a reload ends soon, but VS Code keeps that of a page that crashed for as long as this.
 */
function goingOn(services: Services): (state: State) => Promise<void> {
  let looks = 0;
  let waiting = false;
  const lookAgain = () => {
    waiting = false;
    void services.state.refresh().catch(() => undefined);
  };
  return async (state) => {
    const entry = await noticeInterrupted(services, state);
    if (entry === attended) {
      if (waiting || looks++ >= mostLooks) return;
      waiting = true;
      setTimeout(lookAgain, nextLookMs).unref();
    } else if (entry) await rotateEntry(services, entry);
  };
}
