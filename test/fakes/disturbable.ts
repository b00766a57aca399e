import { Failure } from '../../src/shared/failure.ts';

/** What happens at one named await, e.g. `rotate#1`: the call fails or the program dies, before or after its effect. */
export interface Disturbance {
  readonly at: string;
  readonly how: 'fail before' | 'fail after' | 'crash before' | 'crash after';
}

export const hows: readonly Disturbance['how'][] = [
  'fail before',
  'fail after',
  'crash before',
  'crash after',
];

/** A world in memory, each of whose answers can be made to fail or never to come. */
export class Disturbable {
  /** Every await by name, in order. */
  readonly calls: string[] = [];
  /** Resolves when the program died. */
  readonly crashed: Promise<'crashed'>;
  disturbance: Disturbance | undefined;
  readonly #crash: () => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<'crashed'>();
    this.crashed = promise;
    this.#crash = () => resolve('crashed');
  }

  /** One await. `called` is told its name before anything comes of it. */
  protected async step<T>(
    name: string,
    effect: () => T,
    called: (call: string) => void = () => undefined,
  ): Promise<T> {
    const call = `${name}#${this.calls.filter((c) => c.startsWith(`${name}#`)).length + 1}`;
    this.calls.push(call);
    called(call);
    await Promise.resolve();
    const how = this.disturbance?.at === call ? this.disturbance.how : undefined;
    if (how === 'fail before') throw new Failure({ kind: 'disturbed' });
    if (how === 'crash before') return this.#die();
    const result = effect();
    if (how === 'fail after') throw new Failure({ kind: 'disturbed' });
    return how === 'crash after' ? this.#die() : result;
  }

  #die(): Promise<never> {
    this.#crash();
    return new Promise(() => {});
  }
}
