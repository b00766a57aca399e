import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Failure } from '../../src/shared/failure.ts';

/** The failure a promise ends with; anything else it ends with fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => assert.fail('it succeeded'),
    (thrown: unknown) => thrown,
  );
  assert.ok(Failure.is(error), inspect(error));
  return error;
}
