import * as vscode from 'vscode';
import type { LfsProblem } from '../../push/lfs/problems.ts';
import type { Advice } from './advice.ts';
import { nextSteps } from './steps.ts';

/** Why files kept in Git LFS could not go with the branch, in our words. Paths and addresses are the repository's. */
export function adviseLfs(problem: LfsProblem): Advice {
  const { retry, sourceControl, details } = nextSteps();
  const passing = ['lfsAnswer', 'lfsUploadFailed', 'lfsVerifyFailed'].includes(problem.kind);
  const here = ['lfsMissing', 'lfsDamaged', 'lfsPointer', 'lfsElsewhere', 'lfsConfigUnreadable'];
  const next = passing ? retry : here.includes(problem.kind) ? sourceControl : details;
  return { text: lfsText(problem), next };
}

/** The sentence alone, for where no button belongs. */
export function lfsText(problem: LfsProblem): string {
  const { t } = vscode.l10n;
  switch (problem.kind) {
    case 'lfsMissing':
      return problem.more === 0
        ? t(
            'The content of {0} is neither here nor on GitHub, so nothing was pushed. Fetch it with git lfs fetch, then push.',
            problem.path,
          )
        : t(
            'The content of {0} and more LFS files ({1}) is neither here nor on GitHub, so nothing was pushed. Fetch it with git lfs fetch, then push.',
            problem.path,
            problem.more + 1,
          );
    case 'lfsDamaged':
      return t(
        'The stored content of {0} is not what its commit names, so it was not uploaded. Run git lfs fsck, then push.',
        problem.path,
      );
    case 'lfsPointer':
      return problem.why === 'extension'
        ? t(
            'The LFS file {0} uses an extension, which cannot be uploaded in isolation. Push with your own git.',
            problem.path,
          )
        : t(
            'The LFS file {0} is not in the form Git LFS writes today. Commit it again with Git LFS, then push.',
            problem.path,
          );
    case 'lfsElsewhere':
      return problem.to === ''
        ? t(
            '{0} sends LFS files somewhere else. A token is not sent there, so nothing was pushed. Correct it, or push with your own git.',
            problem.source,
          )
        : t(
            '{0} sends LFS files to {1}. A token is not sent there, so nothing was pushed. Correct it, or push with your own git.',
            problem.source,
            problem.to,
          );
    case 'lfsProgram':
      return t(
        '{0} gives LFS files to another program, which is not run with a token. Push with your own git.',
        problem.source,
      );
    case 'lfsConfigUnreadable':
      return t('git cannot read .lfsconfig in this commit, so nothing was pushed. Correct it.');
    case 'lfsTooMany':
      return t(
        'There are too many new commits to look for LFS files in all of them. Push an older commit first, or push with your own git.',
      );
    case 'lfsLocked':
      return t(
        '{0} is locked by {1}, so nothing was pushed. Ask them to unlock it.',
        problem.path,
        problem.owner,
      );
    case 'lfsOff':
      return t('Git LFS is turned off for this repository. Ask an owner to turn it on.');
    case 'lfsQuota':
      return t('The repository’s LFS storage is used up, so nothing was pushed. Ask an owner for more.');
    case 'lfsRefused':
      return t(
        'GitHub refused the LFS files ({0}), so nothing was pushed. The details say why.',
        problem.status,
      );
    case 'lfsObjectRefused':
      return t(
        'GitHub refused the LFS file {0} ({1}), so nothing was pushed. Check its size.',
        problem.path,
        problem.code,
      );
    case 'lfsAnswer':
      return t(
        'GitHub’s LFS service gave an answer that cannot be trusted, so nothing was pushed. Push again later.',
      );
    case 'lfsUploadFailed':
      return t(
        'The LFS storage did not take {0} ({1}), so the branch was not pushed. Push again: what arrived is not sent twice.',
        problem.path,
        problem.status,
      );
    case 'lfsVerifyFailed':
      return t(
        'GitHub did not confirm the LFS file {0} ({1}), so the branch was not pushed. Push again: what arrived is not sent twice.',
        problem.path,
        problem.status,
      );
  }
}
