import { grouped } from '../shared/grouped.ts';
import type { Secret } from '../shared/secret.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { kinds } from '../tokens/kind.ts';
import type { LoginPlace } from './findPlaces.ts';
import type { JudgedLeak } from './judgeLeaks.ts';
import { isCleanable } from './planClean.ts';
import type { MachineFile } from './ports.ts';

/** One place where a token lies. */
export type FindSpot =
  /** `file`: undefined for one of the workspace, which is mended in the editor. */
  | { readonly kind: 'leak'; readonly judged: JudgedLeak; readonly file: MachineFile | undefined }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'login'; readonly from: LoginPlace; readonly host: string; readonly account: string };

/** A token that a variable or a login handed over. */
export interface LentFind {
  readonly spot: Exclude<FindSpot, { readonly kind: 'leak' }>;
  readonly token: Secret;
  readonly kind: TokenKind;
  readonly masked: string;
  readonly print: string;
  /** Names of the hosts it can belong to, by where it was found. */
  readonly hosts: readonly string[];
}

/** One token, with every place that holds it. */
export interface Find {
  readonly print: string;
  readonly masked: string;
  readonly kind: TokenKind;
  readonly spots: readonly FindSpot[];
  /** Hosts that its places name; none when nothing says where it belongs. */
  readonly hosts: readonly string[];
  /** Of one that lies in no file. */
  readonly token: Secret | undefined;
  readonly standing: Pick<JudgedLeak, 'ours' | 'checked'>;
}

export interface FoundHere {
  readonly leaks: readonly JudgedLeak[];
  readonly lent: readonly LentFind[];
  readonly fileOf: (judged: JudgedLeak) => MachineFile | undefined;
  /** The host that the text beside it names. */
  readonly hostOf: (judged: JudgedLeak) => string | undefined;
  readonly standingOf: (print: string) => Find['standing'];
}

/** Each token once, with all its places: those that lie in files first. */
export function gatherFinds({ leaks, lent, fileOf, hostOf, standingOf }: FoundHere): readonly Find[] {
  const leaksOf = grouped(leaks, ({ leak }) => leak.print);
  const lentOf = grouped(lent, ({ print }) => print);
  return [...new Set([...leaksOf.keys(), ...lentOf.keys()])].flatMap((print): Find[] => {
    const mine = leaksOf.get(print) ?? [];
    const others = lentOf.get(print) ?? [];
    const shown = mine[0]?.leak ?? others[0];
    if (shown === undefined) return [];
    const named = [...mine.map(hostOf), ...others.flatMap(({ hosts }) => hosts)];
    return [
      {
        print,
        masked: shown.masked,
        kind: shown.kind,
        spots: [
          ...mine.map((judged): FindSpot => ({ kind: 'leak', judged, file: fileOf(judged) })),
          ...others.map(({ spot }) => spot),
        ],
        hosts: [...new Set(named.filter((host) => host !== undefined))],
        token: others[0]?.token,
        standing: mine[0] ?? standingOf(print),
      },
    ];
  });
}

/** What can be done about a token, each only when it is asked for. */
export type FindAct =
  | { readonly kind: 'importAndClean' | 'import' | 'check' | 'revoke' | 'howToRemove' }
  /** Out of this one file, and nothing is kept. */
  | { readonly kind: 'clean'; readonly file: MachineFile }
  | { readonly kind: 'open'; readonly judged: JudgedLeak };

/** What is offered, the best first. Whoever only cleans has the token nowhere afterwards, so that comes after keeping it. */
export function planFindActs({ spots, kind, standing: { ours, checked } }: Find): readonly FindAct[] {
  const acts: FindAct[] = [];
  const dead = checked?.kind === 'dead';
  const files = filesToClean(spots);
  if (ours === undefined && kinds[kind].authenticates && !dead) {
    if (files.length > 0) acts.push({ kind: 'importAndClean' });
    acts.push({ kind: 'import' });
  }
  acts.push(...files.map((file) => ({ kind: 'clean', file }) as const));
  const leak = spots.find((spot) => spot.kind === 'leak');
  if (kinds[kind].authenticates && !(dead && ours !== undefined)) acts.push({ kind: 'check' });
  if (leak !== undefined && kind !== 'app-key' && !dead) acts.push({ kind: 'revoke' });
  for (const spot of spots) {
    if (spot.kind === 'leak' && !isOurHand(spot)) acts.push({ kind: 'open', judged: spot.judged });
  }
  if (spots.some((spot) => spot.kind !== 'leak' || spot.file?.what === 'ghHosts'))
    acts.push({ kind: 'howToRemove' });
  return acts;
}

/** The files that a token can be taken out of, each once. */
export function filesToClean(spots: readonly FindSpot[]): readonly MachineFile[] {
  const files = spots.flatMap((spot) => (isOurHand(spot) ? [spot.file] : []));
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function isOurHand(spot: FindSpot): spot is FindSpot & { readonly file: MachineFile } {
  return spot.kind === 'leak' && spot.file !== undefined && isCleanable(spot.file.what);
}
