import * as vscode from 'vscode';
import type { CommandId } from '../../manifest.ts';
import { explainFinding } from '../messages/findings.ts';
import { offerFirstToken } from '../pickEntry.ts';
import { type Choice, pick, separator } from '../prompts.ts';
import type { Services } from '../services.ts';
import type { State } from '../stateKeeper.ts';
import { answerFinding } from './answerFinding.ts';
import { checkToken } from './entryActions.ts';
import { rotateEntry } from './rotateToken.ts';

type Act = () => Promise<unknown>;

/** What can be done now, behind a click on the status bar. Only what applies is offered. */
export async function showMenu(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const state = await services.state.refresh();
  if (state.view.entries.length === 0 && state.view.lost.length === 0) return offerFirstToken(state.view);
  const act = await pick<Act>({
    title: state.chosen?.name ?? t('Token Warden'),
    placeholder: t('What would you like to do?'),
    choices: [...mine(services, state), ...everywhere(state)],
  });
  await act?.();
}

function mine(services: Services, state: State): (Choice<Act> | vscode.QuickPickItem)[] {
  const { t } = vscode.l10n;
  const { chosen } = state;
  if (chosen === undefined) return [];
  const findings = state.findings.filter(
    (finding) => finding.entryId === chosen.id && finding.acceptedUntil === undefined,
  );
  const lines = findings.map((finding): Choice<Act> => {
    const words = explainFinding(finding, chosen, state.now);
    return {
      label: `$(${finding.severity === 'info' ? 'info' : finding.severity}) ${words.title}`,
      detail: words.why,
      value: () => answerFinding(services, chosen, finding),
    };
  });
  return [
    ...lines,
    ...(lines.length > 0 ? [separator('')] : []),
    { label: `$(sync) ${t('Rotate')}`, value: () => rotateEntry(services, chosen) },
    { label: `$(search) ${t('Check Now')}`, value: () => checkToken(services, chosen) },
  ];
}

function everywhere(state: State): (Choice<Act> | vscode.QuickPickItem)[] {
  const { t } = vscode.l10n;
  const run =
    (id: CommandId): Act =>
    async () =>
      vscode.commands.executeCommand(id);
  const here = state.place?.address;
  const pushing: (Choice<Act> | vscode.QuickPickItem)[] =
    here === undefined
      ? []
      : [
          separator(`${here.owner}/${here.repo}`),
          { label: `$(repo-push) ${t('Push Branch')}`, value: run('tokenWarden.pushBranch') },
          {
            label: `$(git-pull-request-draft) ${t('Create Draft Pull Request')}`,
            value: run('tokenWarden.createDraftPullRequest'),
          },
          {
            label: `$(preview) ${t('Preview Push and Pull Request')}`,
            value: run('tokenWarden.previewPush'),
          },
          { label: `$(repo-fetch) ${t('Fetch with Token')}`, value: run('tokenWarden.fetchWithToken') },
          { label: `$(arrow-swap) ${t('Use Another Token Here')}`, value: run('tokenWarden.useAnotherHere') },
          {
            label: `$(search) ${t('Which Credential Is Used Here?')}`,
            value: run('tokenWarden.whichCredential'),
          },
          {
            label: `$(checklist) ${t('Check Push and Pull Request Readiness')}`,
            value: run('tokenWarden.checkReadiness'),
          },
        ];
  return [
    ...pushing,
    separator(t('All tokens')),
    { label: `$(dashboard) ${t('Open Dashboard')}`, value: run('tokenWarden.openDashboard') },
    { label: `$(list-unordered) ${t('List Tokens')}`, value: run('tokenWarden.listTokens') },
    { label: `$(add) ${t('Add Token…')}`, value: run('tokenWarden.addToken') },
    { label: `$(search) ${t('Find Leaked Tokens')}`, value: run('tokenWarden.findLeaks') },
    { label: `$(search) ${t('Find Tokens on This Machine')}`, value: run('tokenWarden.findTokens') },
    { label: `$(history) ${t('Show Journal')}`, value: run('tokenWarden.showJournal') },
  ];
}
