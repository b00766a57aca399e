import * as vscode from 'vscode';
import { planWaysIn, type WayIn } from '../../sources/planWaysIn.ts';
import { readSources } from '../../sources/readSources.ts';
import { variableFor } from '../../sources/variables.ts';
import { githubCom } from '../../tokens/host.ts';
import { brokerChoice } from '../brokerSetting.ts';
import { lackText } from '../messages/lacking.ts';
import { wayNoteText, wayWords } from '../messages/waysIn.ts';
import { pick } from '../prompts.ts';
import type { Services } from '../services.ts';
import { readSetting } from '../settings.ts';
import { addApp } from './addApp.ts';
import { addToken } from './addToken.ts';
import { setUpBroker } from './setUpBroker.ts';
import { signInWithCode } from './signInWithCode.ts';
import { whichCredential } from './whichCredential.ts';

/**
 * Where each way goes on. A login and a variable are there already: what is chosen is whether one serves here, and what
 * it grants is shown first.
 */
const goesOn: Readonly<
  Record<WayIn, { readonly icon: string; readonly start: (services: Services) => Promise<void> }>
> = Object.freeze({
  paste: { icon: 'key', start: addToken },
  login: { icon: 'account', start: whichCredential },
  app: { icon: 'robot', start: addApp },
  device: { icon: 'device-mobile', start: signInWithCode },
  broker: { icon: 'server', start: setUpBroker },
  environment: { icon: 'terminal', start: whichCredential },
});

/** Every way with its trade, in one screen. Nothing is asked of any program or server before one is chosen. */
export async function chooseWayIn(services: Services): Promise<void> {
  const { place } = await services.state.refresh();
  const host = place?.address?.host ?? githubCom;
  const allowed = readSources(readSetting('tokenWarden.sources'));
  const ways = planWaysIn({
    brokerNamed: brokerChoice().kind === 'broker',
    lacksFineGrained: lackText(services, host.name, 'fine-grained-pats') !== undefined,
    trusted: vscode.workspace.isTrusted,
    loginsAllowed: allowed.logins.length > 0,
    environmentAllowed: allowed.environment,
  });
  const way = await pick<WayIn>({
    title: vscode.l10n.t('Choose How Tokens Come In'),
    placeholder: vscode.l10n.t('Several ways can be used side by side, and none closes another.'),
    choices: ways.map((planned) => {
      const { label, gives, costs } = wayWords(planned, variableFor(host));
      const { way: value, note } = planned;
      return {
        label: `$(${goesOn[value].icon}) ${label}`,
        description: note === undefined ? gives : `${gives} · ${wayNoteText(note)}`,
        detail: costs,
        value,
      };
    }),
  });
  if (way === undefined) return;
  await services.firstRun.reached('wayChosen');
  // Not as a command of its own: what another program started stays its.
  await goesOn[way].start(services);
}
