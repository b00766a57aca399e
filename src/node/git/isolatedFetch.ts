import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFetch } from '../../push/explainFetch.ts';
import type { PushEnd } from '../../push/explainPush.ts';
import type { FetchOptions } from '../../push/fetchBranch.ts';
import type { FetchProblem } from '../../push/fetchProblems.ts';
import { readFetchProgress } from '../../push/fetchProgress.ts';
import { isTrackingName, specArguments, trackingPlace } from '../../push/fetchSpecs.ts';
import type { ReadyFetch } from '../../push/fetchTarget.ts';
import type { LocalRef, RefValue } from '../../push/planMoves.ts';
import { Failure } from '../../shared/failure.ts';
import type { Secret } from '../../shared/secret.ts';
import { isolatedEnvironment } from './environment.ts';
import { type IsolatedContext, progressTeller, withIsolatedGit } from './isolatedGit.ts';
import type { IsolatedRepository } from './isolatedRepository.ts';
import { runProcess } from './runProcess.ts';

/** 300,000 refs. */
const mostRefBytes = 64_000_000;

/**
 * What a fetch needs in the isolated repository besides the push's. All objects are checked, and come as one pack to
 * hand over: older git unpacks few of them one by one.
 */
const fetchConfig = `[fetch]
\tfsckObjects = true
\tunpackLimit = 1
[transfer]
\tbundleURI = false
`;

/** What lies in the isolated repository after a fetch, while it exists. */
export interface Received {
  readonly end: PushEnd;
  readonly refs: readonly RefValue[];
  /** Absolute paths, none when the objects were here already. */
  readonly packs: readonly string[];
}

/**
 * The isolated fetch: named refspecs of one canonical URL into a throw-away repository, with no tag, submodule, prune,
 * helper or redirect. What the person's repository has is told to it as `packed-refs`, so that only what is new
 * travels. `use` takes over what was received; nothing of the person's is touched before.
 */
export async function isolatedFetch<T>(
  context: IsolatedContext,
  fetch: ReadyFetch,
  known: readonly LocalRef[],
  secret: Secret,
  options: FetchOptions,
  use: (received: Received) => Promise<T>,
): Promise<T> {
  const { url, facts } = fetch;
  return withIsolatedGit(context, { url, facts }, secret, async (run, repository) => {
    prepare(repository, fetch, known);
    const shallow = readShallow(repository);
    const onStderrLine = progressTeller(readFetchProgress, options.onProgress);
    const end = await run({ args: fetchArguments(fetch), signal: options.signal, onStderrLine });
    if (explainFetch(end) !== undefined) return use({ end, refs: [], packs: [] });
    if (readShallow(repository) !== shallow) throw new Failure<FetchProblem>({ kind: 'shallowChanged' });
    return use({ end, refs: await readRefs(context, repository, fetch), packs: packsOf(repository) });
  });
}

function prepare(repository: IsolatedRepository, fetch: ReadyFetch, known: readonly LocalRef[]): void {
  const { gitDirectory } = repository;
  try {
    appendFileSync(join(gitDirectory, 'config'), fetchConfig);
    writeFileSync(join(gitDirectory, 'packed-refs'), packedRefs(fetch, known));
  } catch {
    throw new Failure<FetchProblem>({ kind: 'tempFolderUnusable' });
  }
}

/**
 * The remote's tracking refs by their own names, so that git writes only those that changed, and every other commit the
 * person has under a number: a name of theirs never becomes the name of a file.
 */
function packedRefs({ remote }: Pick<ReadyFetch, 'remote'>, known: readonly LocalRef[]): string {
  const place = trackingPlace(remote);
  const own = known.filter(({ ref, symbolic }) => !symbolic && isTrackingName(ref, place));
  const told = new Set(own.map(({ sha }) => sha));
  const others = [...new Set(known.map(({ sha }) => sha))].filter((sha) => !told.has(sha));
  return [
    ...own.map(({ ref, sha }) => `${sha} ${ref}\n`),
    ...others.map((sha, index) => `${sha} refs/known/${index}\n`),
  ].join('');
}

function fetchArguments({ url, specs }: ReadyFetch): readonly string[] {
  return [
    'fetch',
    '--progress',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    '--no-write-fetch-head',
    '--end-of-options',
    url,
    ...specArguments(specs),
  ];
}

/** No token and no network: only the isolated repository is read. */
async function readRefs(
  context: IsolatedContext,
  { gitDirectory, home }: IsolatedRepository,
  { remote }: ReadyFetch,
): Promise<readonly RefValue[]> {
  const asked = await runProcess({
    file: context.git.path,
    args: [
      `--git-dir=${gitDirectory}`,
      'for-each-ref',
      '--format=%(objectname) %(refname)',
      trackingPlace(remote),
    ],
    cwd: home,
    env: { ...isolatedEnvironment(context.env, context.workspaceFolders, home), GIT_ALLOW_PROTOCOL: 'none' },
    timeoutMs: 60_000,
    maxStdout: mostRefBytes,
  });
  if (asked.exitCode !== 0 || asked.stdoutCut) throw new Failure<FetchProblem>({ kind: 'incompleteAnswer' });
  return readRefList(asked.stdout);
}

/** `<sha> <refname>` lines; a line of another form is left out. */
export function readRefList(text: string): readonly RefValue[] {
  return text.split('\n').flatMap((line) => {
    const match = /^([0-9a-f]{40}|[0-9a-f]{64}) (refs\/.+)$/.exec(line);
    return match === null ? [] : [{ sha: match[1] ?? '', ref: match[2] ?? '' }];
  });
}

function packsOf({ gitDirectory }: IsolatedRepository): readonly string[] {
  const folder = join(gitDirectory, 'objects', 'pack');
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.pack'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** The cut commits, in one order: git may write the same list anew. */
function readShallow({ gitDirectory }: IsolatedRepository): string {
  try {
    return readFileSync(join(gitDirectory, 'shallow'), 'utf8').trim().split('\n').toSorted().join('\n');
  } catch {
    return '';
  }
}
