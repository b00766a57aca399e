/** What a commit says about itself, as far as a rule may ask for it. */
export interface CommitHeader {
  readonly sha: string;
  /** It carries a signature (OpenPGP, SSH or X.509); whether GitHub can verify it, GitHub alone knows. */
  readonly signed: boolean;
  readonly parents: number;
}

/**
 * Reads `git rev-list --header`: for each commit its id, its headers as stored, a blank line, the message, NUL. A header
 * that goes on over lines has them indented, so the signature inside a merged tag is not taken for the commit's own.
 */
export function readCommitHeaders(output: string): readonly CommitHeader[] {
  const commits: CommitHeader[] = [];
  for (const raw of output.split('\0')) {
    const end = raw.indexOf('\n\n');
    const [sha = '', ...lines] = (end < 0 ? raw : raw.slice(0, end)).split('\n');
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) continue;
    commits.push({
      sha,
      signed: lines.some((line) => /^gpgsig(?:-sha256)? /.test(line)),
      parents: lines.filter((line) => line.startsWith('parent ')).length,
    });
  }
  return commits;
}
