import { relative, sep } from 'node:path';
import type { ScanReport } from '../../src/leaks/ports.ts';
import type { Corpus } from './corpus.ts';
import type { Plant } from './corpusPlanting.ts';
import { doubtful, type PlantSet } from './corpusTokens.ts';

/** What one scan of the corpus is worth. */
export interface ScanScore {
  /** Of the tokens planted: how many were found, whatever was said of them, and of how many. */
  readonly found: Readonly<Record<PlantSet, number>>;
  readonly planted: Readonly<Record<PlantSet, number>>;
  /** Confirmed findings that are planted tokens, and all of them. */
  readonly confirmed: { readonly right: number; readonly all: number };
  /** Decoys that are reported and may not be: none of a kind whose checksum is in doubt. */
  readonly forbidden: readonly string[];
  /** Reported as possible, and not planted at all. */
  readonly elsewhere: number;
  /** Tokens that were not found, as `type in file`. */
  readonly missed: readonly string[];
}

/** A plant is found when a finding stands in its file on its line. */
export function scoreScan(report: ScanReport, { folder, plants }: Corpus): ScanScore {
  const byPlace = new Map(plants.map((plant) => [placeOf(plant.file, plant.line), plant]));
  const hit = new Set<Plant>();
  let [right, all, elsewhere] = [0, 0, 0];
  for (const [path, leaks] of report.found) {
    const file = relative(folder, path).split(sep).join('/');
    for (const { spot, confidence } of leaks) {
      const plant = byPlace.get(placeOf(file, spot.line));
      if (plant !== undefined) hit.add(plant);
      if (confidence === 'confirmed') {
        all++;
        if (plant !== undefined && plant.set !== 'decoy') right++;
      } else if (plant === undefined) elsewhere++;
    }
  }
  const count = (set: PlantSet, among: (plant: Plant) => boolean): number =>
    plants.filter((plant) => plant.set === set && among(plant)).length;
  const counts = (among: (plant: Plant) => boolean): ScanScore['found'] => ({
    core: count('core', among),
    hard: count('hard', among),
    decoy: count('decoy', among),
  });
  return {
    found: counts((plant) => hit.has(plant)),
    planted: counts(() => true),
    confirmed: { right, all },
    forbidden: plants
      .filter((plant) => plant.set === 'decoy' && hit.has(plant) && !doubtful.has(plant.type))
      .map(describePlant),
    elsewhere,
    missed: plants.filter((plant) => plant.set !== 'decoy' && !hit.has(plant)).map(describePlant),
  };
}

const placeOf = (file: string, line: number): string => `${line}:${file}`;
const describePlant = ({ type, file }: Plant): string => `${type} in ${file}`;
