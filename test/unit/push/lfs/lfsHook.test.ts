import assert from 'node:assert/strict';
import { isLfsHook } from '../../../../src/push/lfs/lfsHook.ts';

const work = 'git lfs pre-push "$@"';
const check = (say: string) => `command -v git-lfs >/dev/null 2>&1 || { ${say}; exit 2; }`;
const words = `\\nThis repository is configured for Git LFS but 'git-lfs' was not found on your path. If you no longer wish to use Git LFS, remove this hook by deleting '.git/hooks/pre-push'.\\n`;
const hook = (...lines: readonly string[]) => `#!/bin/sh\n${lines.join('\n')}\n`;

describe('the hook that git lfs install writes', () => {
  it('is known in every form it has had', () => {
    const forms = [
      hook(check(`echo >&2 "${words}"`), work),
      hook(check(`printf >&2 "\\n%s\\n\\n" "${words.replaceAll('\\n', '')}"`), work),
      hook(work),
      hook('# a comment', '', work, ''),
    ];
    assert.deepEqual(
      forms.map(isLfsHook),
      forms.map(() => true),
    );
  });

  it('is not known with anything beside it: such a hook is the person’s and runs', () => {
    const others = [
      hook(work, 'npm test'),
      hook('npm test', work),
      hook('npm test'),
      hook(`${work} && npm test`),
      hook(`npm test; ${work}`),
      hook(work, work),
      hook('git lfs pre-push $*'),
      hook('git lfs post-checkout "$@"'),
      hook(check('npm test'), work),
      hook(check('echo >&2 "$(npm test)"'), work),
      hook(check('echo >&2 "`npm test`"'), work),
      hook(check('echo >&2 "a\\" "; npm test; echo "'), work),
      hook(`${check('echo >&2 "a"')} npm test`, work),
      hook(work, check('echo >&2 "a"')),
      hook('# a comment \\', 'npm test', work),
      `#!/bin/bash\n${work}\n`,
      `#!/usr/bin/env node\n${work}\n`,
      `${work}\n`,
      '',
      hook(...Array.from({ length: 500 }, () => '# long'), work),
    ];
    assert.deepEqual(others.filter(isLfsHook), []);
  });
});
