import type { GitHubHost } from '../tokens/host.ts';
import { pick } from './prompts.ts';
import { readHosts } from './settings.ts';

/** Which GitHub a credential is keyed to; not asked where there is only one. */
export async function askHost(
  title: string,
  placeholder: string,
  preferred: GitHubHost,
): Promise<GitHubHost | undefined> {
  const { hosts } = readHosts();
  const [only] = hosts;
  if (hosts.length === 1) return only;
  return pick({
    title,
    placeholder,
    choices: hosts.map((host) => ({ label: host.name, value: host })),
    active: preferred,
  });
}
