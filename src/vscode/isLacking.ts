import { type GhesFeature, lacks, readGhesVersion } from '../github/ghesFeatures.ts';
import { type HostName, hostOf } from '../tokens/host.ts';
import type { Memory } from './memory.ts';

export interface KnowingHosts {
  readonly memory: Pick<Memory, 'hostVersions'>;
}

/** Whether the host named a release that does not have it. A host that named none is not taken to lack anything. */
export function isLacking({ memory }: KnowingHosts, name: HostName, feature: GhesFeature): boolean {
  const host = hostOf(name);
  if (host.kind !== 'ghes') return false;
  return lacks(host, readGhesVersion(memory.hostVersions[name]), feature) === 'yes';
}
