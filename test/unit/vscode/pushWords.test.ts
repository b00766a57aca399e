import assert from 'node:assert/strict';
import type { TaskEnd } from '../../../src/guardrails/facts.ts';
import type { Refusal } from '../../../src/guardrails/refusal.ts';
import { branchNotAsked } from '../../../src/preflight/branchFacts.ts';
import { judgePreflight } from '../../../src/preflight/judgePreflight.ts';
import { judgeWorkflowsGuard } from '../../../src/preflight/judgeWorkflowsGuard.ts';
import type { Preview } from '../../../src/preflight/preview.ts';
import type { LfsNeed } from '../../../src/push/lfs/lfsObjects.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { anEntry, now } from '../policy/anEntry.ts';
import { aTarget, known, someFacts, unseen } from '../preflight/facts.ts';

const words = giveEditorWords();
const [{ previewText }, { nextText }, { guardLine }, { checkLine }] = await Promise.all([
  import('../../../src/vscode/messages/preview.ts'),
  import('../../../src/vscode/messages/guardrails.ts'),
  import('../../../src/vscode/messages/preflight.ts'),
  import('../../../src/vscode/messages/preflightLines.ts'),
]);
words.stop();

const keyFile: Refusal = {
  rule: 'forbiddenFiles',
  source: { kind: 'builtIn' },
  data: { kind: 'forbiddenFile', path: 'server.pem', pattern: '*.pem' },
  override: 'once',
};

const noLfs: LfsNeed = { objects: [], absent: [], problem: undefined };

function preview(refusals: readonly Refusal[], lfs: LfsNeed = noLfs): Preview {
  const entry = anEntry();
  const push = { newBranch: false, commits: [], commitCount: 1, files: [], cut: false, hook: false };
  return {
    at: now,
    target: aTarget,
    push: {
      kind: 'push',
      entry,
      ...push,
      preflight: judgePreflight(someFacts({ entry })),
      lfs,
      refusals,
      ignored: [],
      tasksNotRun: [],
    },
    pull: { kind: 'headIsBase' },
  };
}

describe('what is said before a push', () => {
  it('a preview says that something speaks against the push when only a rule of the person does', () => {
    const heading = (refusals: readonly Refusal[]) =>
      previewText(preview(refusals))
        .split('\n')
        .find((line) => line.startsWith('## Push'));
    assert.equal(heading([keyFile]), '## Push: Something speaks against it.');
    assert.equal(heading([]), '## Push: Nothing speaks against it, but not everything is known.');
  });

  it('H11 a preview says what LFS would send, what is not here, and what stops it', () => {
    const object = { oid: 'a'.repeat(64), bytes: 3, path: 'a.bin' };
    const lines = (lfs: LfsNeed) =>
      previewText(preview([], lfs))
        .split('\n')
        .filter((line) => /^## Push|LFS content|is not here|sends LFS/.test(line));
    assert.deepEqual(lines({ objects: [object], absent: [object], problem: undefined }), [
      '## Push: Nothing speaks against it, but not everything is known.',
      '- LFS content beside the push: 1 file, 3 bytes',
      '- unknown: whether GitHub has what is not here: `a.bin`',
    ]);
    const problem = { kind: 'lfsElsewhere', to: 'https://evil.example', source: '.lfsconfig' } as const;
    const [heading, line] = lines({ objects: [object], absent: [], problem });
    assert.equal(heading, '## Push: Something speaks against it.');
    assert.match(line ?? '', /^- no: .*\.lfsconfig sends LFS files to https:\/\/evil\.example/);
  });

  it('a task that never ran is not said to have a terminal to look at', () => {
    const next = (end: TaskEnd['end']) =>
      nextText({
        rule: 'requiredTasks',
        source: { kind: 'userSetting' },
        data: { kind: 'task', task: { label: 'test', end } },
        override: 'once',
      } as Refusal);
    assert.match(next({ kind: 'failed', exitCode: 1 }), /terminal/);
    const unrun: readonly TaskEnd['end'][] = [
      { kind: 'missing' },
      { kind: 'ambiguous' },
      { kind: 'notRun' },
      { kind: 'notStarted' },
      { kind: 'wouldEcho', what: 'GITHUB_TOKEN' },
      { kind: 'unreadable' },
    ];
    for (const end of unrun) assert.doesNotMatch(next(end), /terminal|^$/, end.kind);
  });

  it('what GitHub was not asked is not said to be hidden from the token', () => {
    const [fact] = judgeWorkflowsGuard(branchNotAsked);
    assert.ok(fact);
    assert.match(guardLine(fact, true), /may not see it$/);
    assert.match(guardLine(fact, false), /not asked with this token yet$/);
  });

  it('a branch without rulesets is not called free where its protection is not known', () => {
    const said = (branch: Parameters<typeof someFacts>[0]) => {
      const check = judgePreflight(someFacts(branch)).checks.find(({ id }) => id === 'branch-rules');
      assert.ok(check);
      return checkLine(check, anEntry());
    };
    const facts = { rules: known([]), protection: unseen };
    assert.deepEqual(
      [unseen, known(true), known(false)].map((isProtected) => said({ branch: { ...facts, isProtected } })),
      [
        'unknown: no ruleset covers the branch; whether branch protection does is not known',
        'unknown: no ruleset covers the branch, but branch protection does',
        'yes: no ruleset covers the branch',
      ],
    );
  });
});
