import type { JournalRecord } from './journalRecord.ts';

/**
 * The page of a record's pull request, if it may be opened: on the record's own host, in its own repository, and nothing
 * but a pull request. A file is no proof: another program may have written it (B06).
 */
export function recordPage({ pullRequestUrl, host, repository }: JournalRecord): string | undefined {
  if (pullRequestUrl === undefined || repository === undefined) return undefined;
  // What is a name of a host and of a repository, so that no part of it can end the other.
  if (!/^[a-z0-9.-]+(?::[0-9]{1,5})?$/.test(host)) return undefined;
  if (!/^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+$/.test(repository)) return undefined;
  const start = `https://${host}/${repository}/pull/`;
  const number = pullRequestUrl.slice(start.length);
  return pullRequestUrl.startsWith(start) && /^[1-9][0-9]{0,9}$/.test(number) ? pullRequestUrl : undefined;
}
