import * as vscode from 'vscode';
import { type FindPlace, planFindPlaces } from '../../leaks/findPlaces.ts';
import { readSources } from '../../sources/readSources.ts';
import { findPlaceWords, findTitle, noneText } from '../messages/finder.ts';
import { inform } from '../notify.ts';
import { type Choice, pickMany, separator } from '../prompts.ts';
import type { Services } from '../services.ts';
import { readHosts, readSetting } from '../settings.ts';
import { lookAround } from './lookAround.ts';
import { showFinds } from './showFinds.ts';

/**
 * Looks what tokens lie around on this machine, and does with each what the person asks for. Where to look is always asked
 * first, whoever called: until then nothing is known but names, and nothing is sent anywhere (D06, I17).
 */
export async function findTokens(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const roots = vscode.workspace.isTrusted ? await rootsOf(services) : [];
  const chosen = await pickMany<FindPlace>({
    title: findTitle(),
    placeholder: t('Where to look. Nothing is sent, and nothing is changed.'),
    choices: await linesOf(services, roots),
  });
  if (chosen === undefined || (chosen.length === 0 && services.leaks.takenOut.length === 0)) return;
  const around = await services.work.run(t('Looking for tokens on this machine'), (signal, report) =>
    lookAround(services, { places: chosen, roots }, signal, report),
  );
  const { length: count } = around.finds();
  if (count === 0 && services.leaks.takenOut.length === 0) {
    return void inform(noneText(chosen.length, around.gaps));
  }
  await showFinds(services, around);
}

async function rootsOf({ gitExtension }: Services): Promise<readonly string[]> {
  return (await gitExtension()).roots().catch(() => []);
}

async function linesOf(
  { leaks, logins }: Services,
  roots: readonly string[],
): Promise<(Choice<FindPlace> | vscode.QuickPickItem)[]> {
  const choices = readSources(readSetting('tokenWarden.sources'));
  const held = [...logins.variables].flatMap(([name, lent]) => (lent === undefined ? [] : [name]));
  const offered = planFindPlaces({
    trusted: vscode.workspace.isTrusted,
    repositories: roots.length,
    machine: await leaks.machine.files(),
    variables: choices.environment ? held : [],
    logins: choices.logins,
  });
  const hosts = readHosts().hosts.map(({ name }) => name);
  const lines = offered.map(({ place, picked }) => ({
    isFile: place.kind === 'file',
    line: { ...findPlaceWords(place, hosts), picked, value: place },
  }));
  const files = lines.filter(({ isFile }) => isFile).map(({ line }) => line);
  const others = lines.filter(({ isFile }) => !isFile).map(({ line }) => line);
  return files.length === 0 ? others : [...others, separator(vscode.l10n.t('Files')), ...files];
}
