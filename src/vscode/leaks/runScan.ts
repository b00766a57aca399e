import * as vscode from 'vscode';
import { type Leak, withIds } from '../../leaks/leak.ts';
import type { LookReport, PlacelessLeak, ScanReport } from '../../leaks/ports.ts';
import { isBelowFolder } from '../../leaks/scannedFiles.ts';
import type { ChosenPlaces, RepositoryPlace } from '../../leaks/scanPlaces.ts';
import type { Report } from '../longWork.ts';
import { scanProgressWords, scanStepWords } from '../messages/leakScan.ts';
import { openRoot } from '../openRoot.ts';
import type { Services } from '../services.ts';
import { readExcluded } from '../settings.ts';

/** Why something that was asked for was not seen whole. */
export type Gap =
  | { readonly kind: 'cancelled' }
  /** Files that could not be read; `path` is the first of them. */
  | { readonly kind: 'unread'; readonly count: number; readonly path: string | undefined }
  /** There was more than is kept, or more than could be seen. */
  | { readonly kind: 'partly'; readonly what: 'workspace' | 'machine' | RepositoryPlace }
  | { readonly kind: 'failed'; readonly what: 'workspace' | 'machine' | RepositoryPlace };

export interface ScanOutcome {
  /** Ids of what was found. */
  readonly found: ReadonlySet<string>;
  readonly files: number;
  readonly bytes: number;
  readonly unchanged: number;
  /** Files with a token that git ignores. */
  readonly ignored: number;
  readonly ms: number;
  readonly gaps: readonly Gap[];
}

/** What is to be looked at: folders and roots of repositories are paths of this machine. */
export interface ScanOrderOf {
  readonly chosen: ChosenPlaces;
  readonly folders: readonly string[];
  readonly roots: readonly string[];
}

type Known = Pick<Services, 'leaks' | 'log'>;

/** One thing after the other, and into the book what each found. A part that fails is told and does not end the rest. */
export async function runScan(
  { leaks, log }: Known,
  { chosen, folders, roots }: ScanOrderOf,
  signal: AbortSignal,
  report: Report,
): Promise<ScanOutcome> {
  const { keeper } = leaks;
  const found = new Set<string>();
  const gaps: Gap[] = [];
  const started = performance.now();
  let [files, bytes, unchanged, ignored] = [0, 0, 0, 0];
  const take = (all: readonly Leak[]) => {
    for (const { id } of all) found.add(id);
    keeper.changed();
  };
  const step = async (what: 'workspace' | 'machine' | RepositoryPlace, work: () => Promise<boolean>) => {
    if (signal.aborted) return;
    report(scanStepWords(what));
    try {
      if (!(await work()) && !signal.aborted) gaps.push({ kind: 'partly', what });
    } catch (error) {
      if (signal.aborted) return;
      log.failure(`looking for tokens: ${what}`, error);
      gaps.push({ kind: 'failed', what });
    }
  };

  if (chosen.workspace) {
    const { scanner } = leaks;
    await step('workspace', async () => {
      const scanned = await scanner.scan(orderOf(chosen, folders), {
        signal,
        onProgress: (progress) => report(scanProgressWords(progress, performance.now() - started)),
      });
      [files, bytes, unchanged] = [scanned.files, scanned.bytes, scanned.unchanged];
      const { count, paths } = scanned.unread;
      if (count > 0) gaps.push({ kind: 'unread', count, path: paths[0] });
      ignored = await noteIgnored({ leaks, log }, scanned, roots, signal);
      take(noteScan(leaks, scanned, chosen, folders));
      return scanned.complete;
    });
  }
  const note = (
    look: string,
    { leaks: all, complete }: LookReport,
    covers: (uri: string) => boolean = () => false,
  ): boolean => {
    // What was known of these files is older, also what was read of one alone since the last look.
    if (complete) for (const uri of keeper.book.files().filter(covers)) keeper.book.setFile(uri, []);
    keeper.book.setLook(look, all, complete);
    take(all);
    return complete;
  };
  for (const what of chosen.repository)
    for (const root of roots)
      await step(what, async () => {
        const below = vscode.Uri.joinPath(vscode.Uri.file(root), '.git').toString();
        const covers = (uri: string) => what === 'configuration' && isBelowFolder(uri, below);
        return note(`${what}:${root}`, await look(leaks, what, root, signal, report), covers);
      });
  if (chosen.machine.length > 0) {
    const read = new Set(chosen.machine.map(({ path }) => vscode.Uri.file(path).toString()));
    await step('machine', async () =>
      note('machine', await leaks.machine.look(chosen.machine, signal), (uri) => read.has(uri)),
    );
  }
  if (signal.aborted) gaps.unshift({ kind: 'cancelled' });
  return { found, files, bytes, unchanged, ignored, ms: performance.now() - started, gaps };
}

function orderOf({ withoutIgnored, withoutExcluded }: ChosenPlaces, folders: readonly string[]) {
  return {
    folders,
    withoutIgnored,
    excluded: withoutExcluded ? readExcluded() : [],
  };
}

/** What was read and holds nothing any more is forgotten; what was not read stays as it was known. */
function noteScan(
  { keeper }: Services['leaks'],
  scanned: ScanReport,
  { withoutIgnored, withoutExcluded }: ChosenPlaces,
  folders: readonly string[],
): readonly Leak[] {
  const found = new Map([...scanned.found].map(([path, leaks]) => entryOf(path, leaks)));
  const whole = scanned.complete && !withoutIgnored && !withoutExcluded && scanned.unread.count === 0;
  const roots = folders.map((folder) => vscode.Uri.file(folder).toString());
  keeper.book.setScan(
    (uri) => found.has(uri) || (whole && roots.some((root) => isBelowFolder(uri, root))),
    found,
  );
  return [...found.values()].flat();
}

/** How many of the files git ignores (I12). Where git cannot be asked none is known, and the search is no worse for it. */
async function noteIgnored(
  { leaks, log }: Known,
  { found }: ScanReport,
  roots: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const files = [...found.keys()].map((path) => vscode.Uri.file(path));
  const ignored = new Set<string>();
  for (const root of roots) {
    const here = files.filter((uri) => openRoot(roots, uri) === root);
    const said = await leaks.repositories
      .ignored(
        root,
        here.map(({ fsPath }) => fsPath),
        signal,
      )
      .catch((error: unknown) => {
        log.failure('asking git what it ignores', error);
        return new Set<string>();
      });
    for (const uri of here) if (said.has(uri.fsPath)) ignored.add(uri.toString());
  }
  leaks.keeper.noteIgnored(files.map(String), ignored);
  return ignored.size;
}

function entryOf(path: string, leaks: readonly PlacelessLeak[]): readonly [string, readonly Leak[]] {
  const uri = vscode.Uri.file(path).toString();
  return [uri, withIds({ kind: 'file', uri }, leaks)];
}

async function look(
  { repositories }: Services['leaks'],
  what: RepositoryPlace,
  root: string,
  signal: AbortSignal,
  report: Report,
): Promise<LookReport> {
  if (what !== 'history') return repositories[what](root, signal);
  return repositories.history(root, signal, ({ done, of }) =>
    report(scanStepWords(what), of === 0 ? undefined : Math.min(100, (100 * done) / of)),
  );
}
