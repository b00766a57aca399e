import * as vscode from 'vscode';
import { firstWith, type GhesFeature, lacks, readGhesVersion } from '../github/ghesFeatures.ts';
import { type HostName, hostOf } from '../tokens/host.ts';
import type { Memory } from './memory.ts';

interface Knowing {
  readonly memory: Pick<Memory, 'hostVersions'>;
}

/** Whether the host named a release that does not have it. A host that named none is not taken to lack anything. */
export function isLacking({ memory }: Knowing, name: HostName, feature: GhesFeature): boolean {
  const host = hostOf(name);
  if (host.kind !== 'ghes') return false;
  return lacks(host, readGhesVersion(memory.hostVersions[name]), feature) === 'yes';
}

/** What is said instead of offering it; undefined where it can be offered. */
export function lackText(
  services: Knowing,
  name: HostName,
  feature: 'fine-grained-pats' | 'draft-pulls',
): string | undefined {
  if (!isLacking(services, name, feature)) return undefined;
  const { t } = vscode.l10n;
  const version = readGhesVersion(services.memory.hostVersions[name])?.join('.') ?? '';
  const first = firstWith(feature)?.join('.') ?? '';
  return feature === 'fine-grained-pats'
    ? t('{0} runs GitHub Enterprise Server {1}. Fine-grained tokens came with {2}.', name, version, first)
    : t('{0} runs GitHub Enterprise Server {1}. Draft pull requests came with {2}.', name, version, first);
}
