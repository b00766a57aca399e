import * as vscode from 'vscode';
import { firstWith, readGhesVersion } from '../../github/ghesFeatures.ts';
import type { HostName } from '../../tokens/host.ts';
import { isLacking, type KnowingHosts } from '../isLacking.ts';

/** What is said instead of offering what a server does not have; undefined where it can be offered. */
export function lackText(
  services: KnowingHosts,
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
