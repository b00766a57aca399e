import * as vscode from 'vscode';
import type { Checked } from '../../leaks/leak.ts';
import type { GitHubHost } from '../../tokens/host.ts';
import { pick } from '../prompts.ts';
import type { Services } from '../services.ts';
import { readHosts } from '../settings.ts';

/** The hosts that a found token may belong to: the one that knew it, or all but the one that did not. */
export function hostsFor(checked: Pick<Checked, 'kind' | 'host'> | undefined): readonly GitHubHost[] {
  const { hosts } = readHosts();
  if (checked === undefined) return hosts;
  return hosts.filter(({ name }) => (name === checked.host) === (checked.kind === 'alive'));
}

/**
 * The person's word that a found token may be sent, and where to: asked also where there is one host only, because
 * nothing of a file is sent anywhere by itself (I17). Undefined when they leave. `said`: the host that its place names.
 */
export async function askFoundHost(
  { whereabouts }: Pick<Services, 'whereabouts'>,
  title: string,
  hosts: readonly GitHubHost[],
  said?: string,
): Promise<GitHubHost | undefined> {
  const { t } = vscode.l10n;
  const here = (await whereabouts.current())?.address?.host.name;
  const likely = hosts.find(({ name }) => name === (said ?? here));
  return pick({
    title,
    placeholder:
      hosts.length === 1
        ? t('The token is sent there once, to ask whether it works. Nothing else is sent.')
        : t('Which GitHub does it belong to? It is sent there once, and to no other.'),
    choices: hosts.map((host) => ({
      label: host.name,
      description: t('one request to {0}', host.api.replace('https://', '')),
      value: host,
    })),
    ...(likely === undefined ? {} : { active: likely }),
  });
}
