import type { Rule } from '../guardrails/refusal.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { CancelSignal } from '../shared/cancelSignal.ts';
import type { GuardrailOptions, GuardrailOutcome } from './checkGuardrails.ts';
import type { Guarded } from './journaling.ts';
import type { PushStep } from './readyPush.ts';

/** Injected because it asks the person. */
type Ask = (step: PushStep, options: GuardrailOptions) => Promise<GuardrailOutcome>;

/** The rules once more, in the middle of a push that turned out to bring more than was judged. */
export class SecondLook {
  readonly #step: PushStep;
  readonly #ask: Ask;
  #overridden: readonly Rule[] = [];
  #stopped = false;

  constructor(step: PushStep, ask: Ask) {
    this.#step = step;
    this.#ask = ask;
  }

  /** Whether the whole push may go. `signal` is the push's own: its progress is shown already. */
  async judge(push: ReadyPush, signal: CancelSignal): Promise<boolean> {
    // Who did not say that a person asked is offered no override.
    const byProgram = this.#step.byProgram !== false;
    const outcome = await this.#ask({ ...this.#step, push }, { byProgram, signal, commitsOnly: true });
    if (outcome.kind === 'passed') this.#overridden = outcome.overridden;
    else this.#stopped = true;
    return outcome.kind === 'passed';
  }

  /** The person knows then why there was no push: they were asked. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** For the record: what was let pass at either look. */
  get guarded(): Guarded | undefined {
    const { guarded } = this.#step;
    if (this.#overridden.length === 0) return guarded;
    return { ...guarded, overrides: [...new Set([...(guarded?.overrides ?? []), ...this.#overridden])] };
  }
}
