import type { MachineFile } from './ports.ts';

/** What a person can choose to have looked at, and what to leave out of it. */
export type ScanPlace =
  /** Every file of the workspace, also what git ignores: that is where tokens lie. */
  | { readonly kind: 'workspace' }
  | { readonly kind: 'withoutIgnored' }
  /** As the person's own `files.exclude` says. A workspace's word is not asked (A16). */
  | { readonly kind: 'withoutExcluded' }
  | { readonly kind: RepositoryPlace }
  | { readonly kind: 'machine'; readonly file: MachineFile };

export type RepositoryPlace = 'configuration' | 'staged' | 'outgoing' | 'history';

export interface ScanFacts {
  readonly trusted: boolean;
  /** Folders of the workspace that are on a disk. */
  readonly folders: number;
  /** Repositories that are open. */
  readonly repositories: number;
  /** Files outside of the workspace that exist. */
  readonly machine: readonly MachineFile[];
}

export interface OfferedPlace {
  readonly place: ScanPlace;
  /** Chosen unless the person says otherwise. */
  readonly picked: boolean;
}

/**
 * What is offered, in the order it is read. Outside of the workspace nothing is picked beforehand. Without trust no git
 * runs, and nothing but the workspace's own files is read.
 */
export function planScanPlaces({
  trusted,
  folders,
  repositories,
  machine,
}: ScanFacts): readonly OfferedPlace[] {
  const offered: OfferedPlace[] = [];
  const offer = (place: ScanPlace, picked = false) => offered.push({ place, picked });
  if (folders > 0) {
    offer({ kind: 'workspace' }, true);
    offer({ kind: 'withoutIgnored' });
    offer({ kind: 'withoutExcluded' });
  }
  if (!trusted) return offered;
  if (repositories > 0) {
    offer({ kind: 'configuration' }, true);
    offer({ kind: 'staged' });
    offer({ kind: 'outgoing' });
    offer({ kind: 'history' });
  }
  for (const file of machine) offer({ kind: 'machine', file });
  return offered;
}

/** What was chosen, as one order. Who only said what to leave out meant the workspace. */
export interface ChosenPlaces {
  readonly workspace: boolean;
  readonly withoutIgnored: boolean;
  readonly withoutExcluded: boolean;
  readonly repository: readonly RepositoryPlace[];
  readonly machine: readonly MachineFile[];
}

const repositoryPlaces: readonly RepositoryPlace[] = ['configuration', 'staged', 'outgoing', 'history'];

export function readChosen(chosen: readonly ScanPlace[]): ChosenPlaces {
  const kinds = new Set(chosen.map(({ kind }) => kind));
  const withoutIgnored = kinds.has('withoutIgnored');
  const withoutExcluded = kinds.has('withoutExcluded');
  return {
    workspace: kinds.has('workspace') || withoutIgnored || withoutExcluded,
    withoutIgnored,
    withoutExcluded,
    repository: repositoryPlaces.filter((kind) => kinds.has(kind)),
    machine: chosen.flatMap((place) => (place.kind === 'machine' ? [place.file] : [])),
  };
}
