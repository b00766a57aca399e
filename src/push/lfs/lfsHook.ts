const plainText = '"(?:[^"$`\\\\]|\\\\n)*"';
const programCheck = new RegExp(
  `^command -v git-lfs >/dev/null 2>&1 \\|\\| \\{ (?:echo|printf) >&2 ${plainText}(?: ${plainText})*; exit 2; \\}$`,
);

/**
 * Whether a `pre-push` hook is the one `git lfs install` writes and does nothing else: its work is done by us, with
 * the one token, where git-lfs would ask for credentials of the person's. A hook with one line more is theirs and runs.
 * Source: git-lfs's lfs/hook.go, 2.x and 3.x.
 */
export function isLfsHook(text: string): boolean {
  if (text.length > 2_000 || !/^#! ?\/bin\/sh\n/.test(text)) return false;
  const lines = text
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const work = lines.filter((line) => !programCheck.test(line));
  return work.length === 1 && work[0] === 'git lfs pre-push "$@"' && lines.at(-1) === work[0];
}
