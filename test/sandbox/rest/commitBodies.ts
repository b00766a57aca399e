import { askGit } from '../git/gitObjects.ts';
import type { SandboxHost } from '../hosts.ts';
import { fullName, type Repository } from '../world.ts';
import { nodeId } from './accountBodies.ts';
import { repositoryUrl } from './repositoryBodies.ts';

const fields = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x1f');

/** `commit` bodies of `git log <args>`, newest first as git answers them. */
export async function commitBodies(
  host: SandboxHost,
  repository: Repository,
  args: readonly string[],
): Promise<readonly object[]> {
  const output = await askGit(repository.gitDir, ['log', '-z', `--format=${fields}`, ...args]);
  return (output ?? '')
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => commitBody(host, repository, record.split('\x1f')));
}

function commitBody(host: SandboxHost, repository: Repository, record: readonly string[]): object {
  const [sha = '', tree = '', parents = '', name, email, date, committer, committerEmail, committed] = record;
  const url = repositoryUrl(host, repository);
  const web = `${host.webUrl}/${fullName(repository)}`;
  return {
    sha,
    node_id: nodeId('C', sha),
    url: `${url}/commits/${sha}`,
    html_url: `${web}/commit/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`,
      author: { name, email, date: utc(date) },
      committer: { name: committer, email: committerEmail, date: utc(committed) },
      message: (record[9] ?? '').trimEnd(),
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    author: null,
    committer: null,
    parents: parents
      .split(' ')
      .filter((parent) => parent !== '')
      .map((parent) => ({
        sha: parent,
        url: `${url}/commits/${parent}`,
        html_url: `${web}/commit/${parent}`,
      })),
  };
}

/** `diff-entry` bodies between two commits. */
export async function fileBodies(
  host: SandboxHost,
  repository: Repository,
  base: string,
  head: string,
): Promise<readonly object[]> {
  const diff = async (how: string) =>
    ((await askGit(repository.gitDir, ['diff', '--no-renames', '-z', how, base, head])) ?? '').split('\0');
  const [counts, raw] = [await diff('--numstat'), await diff('--raw')];
  const url = repositoryUrl(host, repository);
  const web = `${host.webUrl}/${fullName(repository)}`;
  const files: object[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [, , , blob = '', letter = 'M'] = (raw[at] ?? '').split(' ');
    const filename = raw[at + 1] ?? '';
    const [added = '0', removed = '0'] = (counts[at / 2] ?? '').split('\t');
    const path = filename.split('/').map(encodeURIComponent).join('/');
    files.push({
      sha: blob,
      filename,
      status: { A: 'added', D: 'removed' }[letter] ?? 'modified',
      additions: Number(added) || 0,
      deletions: Number(removed) || 0,
      changes: (Number(added) || 0) + (Number(removed) || 0),
      blob_url: `${web}/blob/${head}/${path}`,
      raw_url: `${web}/raw/${head}/${path}`,
      contents_url: `${url}/contents/${path}?ref=${head}`,
    });
  }
  return files;
}

/** Totals of a diff, as a pull request states them. */
export async function diffTotals(
  repository: Repository,
  base: string,
  head: string,
): Promise<{ readonly additions: number; readonly deletions: number; readonly changed_files: number }> {
  const lines = ((await askGit(repository.gitDir, ['diff', '--numstat', `${base}...${head}`])) ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
  const total = (column: number) => lines.reduce((sum, line) => sum + (Number(line[column]) || 0), 0);
  return { additions: total(0), deletions: total(1), changed_files: lines.length };
}

function utc(date: string | undefined): string {
  return new Date(date ?? 0).toISOString().replace(/\.\d+Z$/, 'Z');
}
