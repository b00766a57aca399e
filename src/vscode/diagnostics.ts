import * as vscode from 'vscode';
import type { DiagnosticsFacts, SettingFact } from '../journal/diagnosticsReport.ts';
import type { Settings } from '../manifest.ts';
import { openGit } from './openGit.ts';
import type { Services } from './services.ts';
import { isChosen, readSetting } from './settings.ts';

/** Gathers what a report is made of. Reading the store here teaches the redactor every token there is. */
export async function gatherDiagnostics(services: Services): Promise<DiagnosticsFacts> {
  const { view } = await services.state.refresh();
  const journal = await services.journal.read().catch(() => ({ records: [], damaged: 0, newer: 0 }));
  const { entries, lost, unreadable, mode, keeping, notKept, older } = view;
  return {
    time: services.clock.now(),
    versions: await versions(services),
    settings: settingFacts(services),
    store: {
      mode: mode.kind,
      keeping,
      entries: entries.length,
      lost: lost.length,
      unreadable: unreadable.map(({ why }) => why),
      notKept: notKept.length,
      older: older.length,
    },
    entries,
    journal,
    log: services.log.tail(),
  };
}

async function versions(services: Services): Promise<Readonly<Record<string, string>>> {
  // In an untrusted workspace no git is run, also not to ask for its version.
  const git = await openGit(services).then(
    ({ version }) => version,
    () => 'not asked or not found',
  );
  const { version } = services.context.extension.packageJSON as { readonly version: string };
  return {
    extension: version,
    vscode: vscode.version,
    git,
    system: services.machine.platform,
    ui: vscode.env.uiKind === vscode.UIKind.Desktop ? 'desktop' : 'browser',
    remote: remoteKind(vscode.env.remoteName),
  };
}

const remotes: readonly string[] = Object.freeze([
  'ssh-remote',
  'wsl',
  'dev-container',
  'attached-container',
  'codespaces',
  'tunnel',
]);

/** A VS Code in a browser answers the address of its server here, which is nobody's business. */
function remoteKind(name: string | undefined): string {
  if (name === undefined) return 'none';
  return remotes.includes(name) ? name : 'other';
}

/** Every setting the manifest knows. A text may name a host or a folder of the person, so only switches and numbers are told. */
function settingFacts({ context }: Services): Readonly<Record<string, SettingFact>> {
  const manifest = context.extension.packageJSON as {
    readonly contributes: {
      readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    };
  };
  const ids = Object.keys(manifest.contributes.configuration.properties) as (keyof Settings)[];
  return Object.fromEntries(ids.map((id) => [id, settingFact(isChosen(id), readSetting(id))]));
}

function settingFact(changed: boolean, value: unknown): SettingFact {
  if (typeof value === 'boolean' || typeof value === 'number') return { changed, value };
  return Array.isArray(value) ? { changed, count: value.length } : { changed };
}
