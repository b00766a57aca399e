import * as vscode from 'vscode';
import type { RepositoryAddress } from '../../push/remoteAddress.ts';
import type { Fix } from '../../shadows/shadow.ts';
import type { Entry } from '../../tokens/entry.ts';
import { isOver } from '../../tokens/lifeLeft.ts';
import { lookAtUse, type UseLook } from '../lookAtUse.ts';
import { type UseLine, useGroups, useText } from '../messages/uses.ts';
import { moveToApp } from '../moveToApp.ts';
import { openManagePage } from '../openManagePage.ts';
import { type Choice, lineButton, pick, separator } from '../prompts.ts';
import { detailsLook } from '../readOnlyDocuments.ts';
import type { Services } from '../services.ts';
import { askAlias } from '../sshAlias.ts';
import { useAt } from './useAnotherHere.ts';

/** What a line does; the list comes back after it if it says so. */
type Act = () => Promise<'again' | 'anew' | 'done'>;

/**
 * Every credential that could serve here, best first, with why it won or lost and whether it will work; then what git and
 * gh would use by themselves, and what is in the way. The list is there at once with what is known, and the rest arrives.
 */
export async function whichCredential(services: Services): Promise<void> {
  for (;;) {
    const look = await lookAtUse(services, vscode.l10n.t('Which Credential Is Used Here?'));
    if (look === undefined || (await showList(services, look)) === 'done') return;
  }
}

async function showList(services: Services, look: UseLook): Promise<'anew' | 'done'> {
  const { t } = vscode.l10n;
  const { address, title } = look;
  const lines = lineMaker(services, look);
  let last: Act | undefined;
  for (;;) {
    const act = await pick<Act>({
      title,
      placeholder:
        address === undefined
          ? t('What git alone would use, and what is in the way')
          : t('{0} on {1}', slugOf(address), address.host.name),
      choices: lines(),
      later: async (draw, signal) => {
        await look.arrive(signal);
        draw(lines());
      },
      ...(last === undefined ? {} : { active: last }),
    });
    const next = (await act?.()) ?? 'done';
    if (next !== 'again') return next;
    last = act;
  }
}

/** The lines as they are at each moment. What a line does stays the same, so that the person finds it again. */
function lineMaker(services: Services, look: UseLook): () => readonly (Choice<Act> | vscode.QuickPickItem)[] {
  const { t } = vscode.l10n;
  const kept = new Map<string, Act>();
  const keep = (key: string, act: Act): Act => {
    const before = kept.get(key);
    if (before === undefined) kept.set(key, act);
    return before ?? act;
  };
  const asText = () => showText(services, look);
  const choiceOf = ({ icon, label, description, detail, about }: UseLine): Choice<Act> => {
    const shown = {
      label: `$(${icon}) ${label}`,
      ...(description === undefined ? {} : { description }),
      ...(detail === undefined ? {} : { detail }),
    };
    switch (about.kind) {
      case 'candidate': {
        const { entry } = about;
        const acts = actsOn(services, look, entry);
        const value = keep(entry.id, () => chooseAct(entry, actsOn(services, look, entry)));
        return { ...shown, value, buttons: acts.map((one) => lineButton(one.icon, one.label, one.act)) };
      }
      case 'app': {
        const { entry, app } = about;
        const value = keep(app.id, async () => {
          await moveToApp(services, entry, app);
          return 'again';
        });
        return { ...shown, value };
      }
      case 'shadow':
        return { ...shown, value: () => fix(services, look, about.shadow.fix, asText) };
      case 'add':
        return { ...shown, value: () => run('tokenWarden.addToken') };
      case 'nothing':
        return { ...shown, value: keep(label, async () => 'again') };
    }
  };
  return () => [
    ...useGroups(look.report(), look.words()).flatMap(({ heading, lines }) => [
      separator(heading),
      ...lines.map(choiceOf),
    ]),
    separator(''),
    { label: `$(output) ${t('Show as Text')}`, value: asText },
  ];
}

/** All of it, also what had not arrived when the list was left. */
async function showText(services: Services, look: UseLook): ReturnType<Act> {
  const { t } = vscode.l10n;
  const { address, title } = look;
  await services.work.run(t('Asking what else is there'), (signal) => look.arrive(signal));
  const heading = address === undefined ? title : `${title} ${slugOf(address)}, ${address.host.name}`;
  const text = useText(heading, useGroups(look.report(), look.words()));
  await services.documents.show(t('Credential Here'), text, detailsLook);
  return 'done';
}

interface OnEntry {
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
  readonly act: Act;
}

function actsOn(services: Services, look: UseLook, entry: Entry): readonly OnEntry[] {
  const { t } = vscode.l10n;
  const { address } = look;
  const acts: OnEntry[] = [];
  if (address === undefined) return acts;
  if (!isOver(entry, services.clock.now()) && !look.isDead(entry)) {
    acts.push({
      icon: 'search',
      label: t('Check Whether It May Push'),
      detail: t('One question to {0} with this token; nothing is written', address.host.name),
      act: async () => {
        await look.check(entry);
        return 'again';
      },
    });
  }
  acts.push({
    icon: 'arrow-swap',
    label: t('Use It Here…'),
    detail: t('For {0}, its owner, or the next action only', slugOf(address)),
    act: async () => {
      await useAt(services, address, entry);
      return 'again';
    },
  });
  if (entry.origin === undefined) {
    acts.push({
      icon: 'link-external',
      label: t('Open Its Page'),
      detail: t('Where {0} shows this kind of token', address.host.name),
      act: async () => {
        await openManagePage(entry);
        return 'again';
      },
    });
  }
  return acts;
}

/** What the buttons of the line do, for the keyboard. */
async function chooseAct(entry: Entry, acts: readonly OnEntry[]): ReturnType<Act> {
  const act = await pick<Act>({
    title: entry.name,
    placeholder: vscode.l10n.t('What would you like to do?'),
    choices: acts.map(({ icon, label, detail, act: value }) => ({
      label: `$(${icon}) ${label}`,
      detail,
      value,
    })),
  });
  return act === undefined ? 'again' : act();
}

/** Opens what the person has to change. Nothing of theirs is edited. */
async function fix(services: Services, look: UseLook, given: Fix, asText: Act): ReturnType<Act> {
  switch (given.kind) {
    case 'openConfig': {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(given.file));
      await vscode.window.showTextDocument(document);
      return 'done';
    }
    case 'openSetting':
      return run('workbench.action.openSettings', given.setting);
    case 'explainAlias':
      return (await askAlias(services, look.title, given.alias)) === undefined ? 'again' : 'anew';
    case 'read':
      return asText();
  }
}

async function run(command: string, ...given: readonly unknown[]): ReturnType<Act> {
  await vscode.commands.executeCommand(command, ...given);
  return 'done';
}

function slugOf({ owner, repo }: RepositoryAddress): string {
  return `${owner}/${repo}`;
}
