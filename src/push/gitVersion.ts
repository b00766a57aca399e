import type { GitProblem } from './problems.ts';

/**
 * Older git silently ignores GIT_CONFIG_GLOBAL (2.32) and GIT_CONFIG_COUNT (2.31): the isolation would vanish without
 * a word. Source: facts/git-push-safety.json, minimum_git.
 */
export const minimumGit = '2.32';

export type JudgedGit =
  | { readonly kind: 'git'; readonly version: string }
  | { readonly kind: 'refused'; readonly problem: GitProblem };

/** Reads `git version 2.39.5`, `… (Apple Git-154)`, `….windows.1`, `2.46.GIT`; anything else is no git. */
export function judgeGitVersion(output: string): JudgedGit {
  const match = /^git version (([0-9]{1,4})\.([0-9]{1,4})(?:\.[0-9]{1,6})?)/.exec(output);
  const version = match?.[1];
  if (version === undefined) return { kind: 'refused', problem: { kind: 'noGit' } };
  const major = Number(match?.[2]);
  const minor = Number(match?.[3]);
  if (major > 2 || (major === 2 && minor >= 32)) return { kind: 'git', version };
  return { kind: 'refused', problem: { kind: 'gitTooOld', version, minimum: minimumGit } };
}
