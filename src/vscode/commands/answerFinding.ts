import * as vscode from 'vscode';
import { newAppPage } from '../../github/settingsPages.ts';
import { isAcceptable, type PolicyFinding } from '../../policy/policyFinding.ts';
import type { Entry } from '../../tokens/entry.ts';
import { hostOf } from '../../tokens/host.ts';
import { explainFinding, nextStepWord } from '../messages/findings.ts';
import { moveToApp } from '../moveToApp.ts';
import { openManagePage } from '../openManagePage.ts';
import { pick } from '../prompts.ts';
import type { Services } from '../services.ts';
import { acceptFinding } from './acceptFinding.ts';
import { changeOwner, changePurpose } from './entryActions.ts';
import { askToFinish } from './finishOldToken.ts';
import { answerRevocation } from './revokeToken.ts';
import { rotateAppKey } from './rotateAppKey.ts';
import { rotateEntry } from './rotateToken.ts';
import { signInAgain } from './signInWithCode.ts';

/** What a person does about a finding: its one next step, or accepting it where that is the other way. */
export async function answerFinding(services: Services, entry: Entry, finding: PolicyFinding): Promise<void> {
  const { t } = vscode.l10n;
  const onlyWay = finding.next === 'authorise-sso' || finding.id.startsWith('expires');
  if (onlyWay || !isAcceptable(finding)) return takeNextStep(services, entry, finding);
  const way = await pick<'step' | 'accept'>({
    title: entry.name,
    placeholder: t('{0}. What should happen?', explainFinding(finding, entry, services.clock.now()).title),
    choices: [
      { label: `$(${icons[finding.next]}) ${nextStepWord(finding)}`, value: 'step' },
      { label: `$(check) ${t('Accept, with a Reason and a Date')}`, value: 'accept' },
    ],
  });
  if (way === 'step') await takeNextStep(services, entry, finding);
  if (way === 'accept') await acceptFinding(services, entry, finding.id);
}

/** The one next step of a finding. */
export async function takeNextStep(
  services: Services,
  entry: Entry,
  { next }: Pick<PolicyFinding, 'next'>,
): Promise<void> {
  switch (next) {
    case 'rotate':
    case 'narrow':
      return rotateEntry(services, entry);
    case 'authorise-sso':
    case 'end':
      return openManagePage(entry);
    case 'say-purpose':
      return changePurpose(services, entry);
    case 'say-owner':
      return changeOwner(services, entry);
    case 'use-app': {
      await vscode.env.openExternal(vscode.Uri.parse(newAppPage(hostOf(entry.host)), true));
      return;
    }
    case 'move-to-app':
      return moveToApp(services, entry);
    case 'add-key':
    case 'end-old-key':
      return rotateAppKey(services, entry);
    case 'end-old':
      return askToFinish(services, entry);
    case 'revoke':
      return answerRevocation(services, entry);
    case 'sign-in':
      return signInAgain(services, entry);
    case 'add':
      return void (await vscode.commands.executeCommand('tokenWarden.addToken'));
    case 'none':
  }
}

const icons: Readonly<Record<PolicyFinding['next'], string>> = Object.freeze({
  rotate: 'sync',
  narrow: 'sync',
  'authorise-sso': 'organization',
  add: 'add',
  'sign-in': 'sign-in',
  'say-purpose': 'tag',
  'say-owner': 'organization',
  end: 'link-external',
  'use-app': 'link-external',
  'move-to-app': 'robot',
  'add-key': 'key',
  'end-old-key': 'key',
  'end-old': 'circle-slash',
  revoke: 'circle-slash',
  none: 'info',
});
