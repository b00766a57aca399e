import { type HostName, hostOf } from '../tokens/host.ts';
import type { GitHubApi } from './apiAnswer.ts';

/** Tells which release of GitHub Enterprise Server answers. Nothing is told of github.com and ghe.com: they have none. */
export function hearVersion(api: GitHubApi, heard: (host: HostName, version: string) => void): GitHubApi {
  return {
    async request(request) {
      const answer = await api.request(request);
      const version = answer.headers['x-github-enterprise-version'];
      const { host } = request.credential;
      if (version !== undefined && hostOf(host).kind === 'ghes') heard(host, version);
      return answer;
    },
  };
}
