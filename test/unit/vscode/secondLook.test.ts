import assert from 'node:assert/strict';
import { aboutCommits } from '../../../src/guardrails/commitRules.ts';
import type { Refusal, Rule } from '../../../src/guardrails/refusal.ts';
import type { ReadyPush } from '../../../src/push/planPush.ts';
import type { GuardrailOptions, GuardrailOutcome } from '../../../src/vscode/checkGuardrails.ts';
import type { PushStep } from '../../../src/vscode/readyPush.ts';
import { SecondLook } from '../../../src/vscode/secondLook.ts';

describe('the second look at a push', () => {
  const signal = new AbortController().signal;
  const whole = { target: { known: [] } } as unknown as ReadyPush;

  async function look(step: Partial<PushStep>, outcome: GuardrailOutcome) {
    const asked: (readonly [ReadyPush, GuardrailOptions])[] = [];
    const second = new SecondLook(step as PushStep, async ({ push }, options) => {
      asked.push([push, options]);
      return outcome;
    });
    const passed = await second.judge(whole, signal);
    return { asked, passed, stopped: second.stopped, guarded: second.guarded };
  }

  it('judges the whole push, and offers an override to nobody who did not say that a person asked', async () => {
    const passed = { kind: 'passed', overridden: [] } as const;
    for (const [byProgram, offered] of [
      [undefined, true],
      [true, true],
      [false, false],
    ] as const) {
      const { asked } = await look(byProgram === undefined ? {} : { byProgram }, passed);
      assert.deepEqual(asked, [[whole, { byProgram: offered, signal, commitsOnly: true }]]);
    }
  });

  it('stops the push where a rule does', async () => {
    const { passed, stopped, guarded } = await look({}, { kind: 'stopped', refusals: [] });
    assert.deepEqual([passed, stopped, guarded], [false, true, undefined]);
  });

  it('adds to the record what was let pass, and nothing when nothing was', async () => {
    const guarded = { findingIds: ['a'], overrides: ['branchPattern'] };
    const more = await look({ guarded }, { kind: 'passed', overridden: ['forbiddenFiles'] });
    const same = await look({ guarded }, { kind: 'passed', overridden: [] });
    assert.deepEqual(
      [more.guarded, same.guarded, more.stopped],
      [{ findingIds: ['a'], overrides: ['branchPattern', 'forbiddenFiles'] }, guarded, false],
    );
  });

  it('asks only what depends on the commits', () => {
    const rules: readonly Rule[] = [
      'allowedRepositories',
      'branchPattern',
      'protectedBranches',
      'forbiddenFiles',
      'requiredTasks',
      'cleanTree',
      'tokens',
    ];
    const refusals = rules.map((rule) => ({ rule }) as Refusal);
    assert.deepEqual(
      aboutCommits(refusals).map(({ rule }) => rule),
      ['forbiddenFiles', 'tokens'],
    );
  });
});
