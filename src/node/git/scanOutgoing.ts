import type { FoundToken, OutgoingFacts } from '../../guardrails/facts.ts';
import { holdsAuthLine } from '../../leaks/authLine.ts';
import type { PushProblem } from '../../push/problems.ts';
import type { OutgoingChanges, RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { Failure } from '../../shared/failure.ts';
import type { GitContext } from './gitContext.ts';
import { readObjects } from './readObjects.ts';
import { ObjectSearch } from './scanOutgoingText.ts';

/** Places that are named; the answer is the same with more. */
const mostPlaces = 200;

/**
 * Looks for tokens in every version of a file and every commit message that the push would send, as git stores them:
 * no filter runs, nothing is skipped for its name or its kind, and no more than one piece of one object is held. Throws
 * `Failure` `cancelled`.
 */
export async function scanOutgoing(
  context: GitContext,
  facts: RepositoryFacts,
  changes: OutgoingChanges,
  signal?: CancelSignal,
): Promise<OutgoingFacts> {
  const paths = pathsOf(changes);
  const ids = [...paths.keys(), ...changes.commits];
  const tokens: FoundToken[] = [];
  const authLines = new Set<string>();
  const { end, read } = await readObjects(
    context,
    facts.folder,
    ids,
    (id) => {
      const here = paths.get(id);
      const search = new ObjectSearch({ keepsText: here?.some(isNpmrc) === true });
      return {
        write: (piece) => search.write(piece),
        end: () => {
          const { findings, text } = search.end();
          if (holdsAuthLine(text)) authLines.add(id);
          for (const { kind: token, confidence, masked } of findings) {
            for (const place of placesOf(id, here)) {
              if (tokens.length < mostPlaces) tokens.push({ place, token, confidence, masked });
            }
          }
        },
      };
    },
    { signal },
  );
  if (end === 'cancelled') throw new Failure<PushProblem>({ kind: 'cancelled' });
  return {
    files: changes.files.map(({ path, blob }) => ({
      path,
      blob,
      authLine: isNpmrc(path) && authLines.has(blob),
    })),
    tokens: sureFirst(tokens),
    complete: end === 'done' && !changes.cut && read === ids.length,
  };
}

function pathsOf({ files }: OutgoingChanges): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const { path, blob } of files) {
    const here = paths.get(blob);
    if (here === undefined) paths.set(blob, [path]);
    else here.push(path);
  }
  return paths;
}

function placesOf(id: string, paths: readonly string[] | undefined): readonly FoundToken['place'][] {
  if (paths === undefined) return [{ kind: 'commitMessage', sha: id }];
  return paths.map((path) => ({ kind: 'file', path }));
}

const isNpmrc = (path: string): boolean => path.slice(path.lastIndexOf('/') + 1).toLowerCase() === '.npmrc';

function sureFirst(tokens: readonly FoundToken[]): readonly FoundToken[] {
  const rank = { confirmed: 0, possible: 1 };
  return tokens.toSorted((a, b) => rank[a.confidence] - rank[b.confidence]);
}
