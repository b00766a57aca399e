import * as vscode from 'vscode';
import type { FindPlace } from '../../leaks/findPlaces.ts';
import { hostBeside } from '../../leaks/hostBeside.ts';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { type Find, gatherFinds, type LentFind } from '../../leaks/machineFinds.ts';
import type { MachineFile } from '../../leaks/ports.ts';
import type { Problem } from '../../shared/failure.ts';
import { hostsOfVariable } from '../../sources/variables.ts';
import { maskToken } from '../../tokens/mask.ts';
import { judgePastedHost } from '../../tokens/pastedHost.ts';
import { type Gap, runScan } from '../leaks/runScan.ts';
import { textOf } from '../leaks/secretOfLeak.ts';
import type { Report } from '../longWork.ts';
import type { Services } from '../services.ts';
import { readHosts } from '../settings.ts';

/** What was found, as it is known by the time it is asked for: tokens are mended and checked meanwhile. */
export interface Around {
  readonly finds: () => readonly Find[];
  readonly gaps: readonly (Gap | { readonly kind: 'noLogin'; readonly problem: Problem })[];
}

/** What is to be looked at; `roots`: folders of the repositories that are open. */
export interface AroundOrder {
  readonly places: readonly FindPlace[];
  readonly roots: readonly string[];
}

/** Looks where the person said, and nowhere else. Files by the same search as that for leaked tokens. */
export async function lookAround(
  services: Services,
  { places, roots }: AroundOrder,
  signal: AbortSignal,
  report: Report,
): Promise<Around> {
  const { keeper } = services.leaks;
  const machine = places.flatMap((place) => (place.kind === 'file' ? [place.file] : []));
  const remotes = places.some(({ kind }) => kind === 'remotes');
  const chosen = {
    workspace: false,
    withoutIgnored: false,
    withoutExcluded: false,
    repository: remotes ? (['configuration'] as const) : [],
    machine,
  };
  const { found, gaps } = await runScan(services, { chosen, folders: [], roots }, signal, report);
  const lent = [...variablesOf(services, places)];
  const troubles: Problem[] = [];
  for (const place of places) {
    if (place.kind !== 'login') continue;
    for (const { name, ...host } of readHosts().hosts) {
      if (signal.aborted) break;
      const held = await services.logins.ask(place.from, { name, ...host }, signal);
      troubles.push(...held.troubles.map(({ problem }) => problem));
      for (const { account, token, kind } of held.logins) {
        const spot = { kind: 'login', from: place.from, host: name, account } as const;
        lent.push(lentFind(services, { spot, token, kind, hosts: [name] }));
      }
    }
  }
  const prints = new Set(keeper.all.filter(({ leak }) => found.has(leak.id)).map(({ leak }) => leak.print));
  for (const { print } of lent) prints.add(print);
  const files = new Map(machine.map((file) => [vscode.Uri.file(file.path).toString(), file]));
  const here = () => keeper.all.filter(({ leak }) => prints.has(leak.print));
  const hosts = await hostsBeside(
    services,
    here().filter((judged) => namesHosts(fileOf(judged, files))),
  );
  return {
    finds: () =>
      gatherFinds({
        leaks: here(),
        lent,
        fileOf: (judged) => fileOf(judged, files),
        hostOf: ({ leak }) => hosts.get(leak.id),
        standingOf: (print) => keeper.standingOf(print),
      }),
    gaps: [...gaps, ...troubles.map((problem) => ({ kind: 'noLogin', problem }) as const)],
  };
}

function variablesOf(services: Services, places: readonly FindPlace[]): readonly LentFind[] {
  const names = places.flatMap((place) => (place.kind === 'environment' ? place.names : []));
  const { hosts } = readHosts();
  return names.flatMap((name) => {
    const lent = services.logins.variables.get(name);
    if (lent === undefined) return [];
    const belongs = hostsOfVariable(name, hosts).map((host) => host.name);
    return [lentFind(services, { spot: { kind: 'variable', name }, ...lent, hosts: belongs })];
  });
}

/** From here on the redactor knows it. */
function lentFind(
  { secrets, leaks }: Pick<Services, 'secrets' | 'leaks'>,
  lent: Omit<LentFind, 'masked' | 'print'>,
): LentFind {
  secrets.learn(lent.token);
  return { ...lent, masked: maskToken(lent.token), print: leaks.keeper.print(lent.token) };
}

/** What a file of the machine is, or the configuration of an open repository. */
function fileOf({ leak }: JudgedLeak, files: ReadonlyMap<string, MachineFile>): MachineFile | undefined {
  if (leak.place.kind !== 'file') return undefined;
  const { uri } = leak.place;
  const known = files.get(uri);
  if (known !== undefined) return known;
  const isConfiguration = vscode.workspace.isTrusted && /^file:.*\/\.git\/(?:.*\/)?config$/.test(uri);
  return isConfiguration ? { what: 'gitConfig', path: vscode.Uri.parse(uri, true).fsPath } : undefined;
}

/** More are not asked about: each is a file to be read again. */
const mostAsked = 50;

/** What programs write into has a host beside each token, and is short; what people write can be anything. */
function namesHosts(file: MachineFile | undefined): boolean {
  const logins: readonly (MachineFile['what'] | undefined)[] = [
    'gitCredentials',
    'netrc',
    'npmrc',
    'ghHosts',
    'gitConfig',
  ];
  return logins.includes(file?.what);
}

/** What cannot be read again has no host beside it. */
async function hostsBeside(
  services: Services,
  all: readonly JudgedLeak[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { leak } of all.slice(0, mostAsked)) {
    if (leak.place.kind !== 'file') continue;
    const text = await textOf(services, leak.place).catch(() => undefined);
    const named = text === undefined ? undefined : hostBeside(text, leak, services.leaks.keeper.print);
    const judged = judgePastedHost(named, readHosts().hosts);
    if (judged.kind === 'known') found.set(leak.id, judged.host.name);
    if (judged.kind === 'unknown') found.set(leak.id, judged.name);
  }
  return found;
}
