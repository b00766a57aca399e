import assert from 'node:assert/strict';
import {
  type Rescue,
  type RescueChoice,
  type RescueOffer,
  rescueNewToken,
} from '../../../src/rotation/rescueNewToken.ts';
import type { NewNotStored, RotationResult } from '../../../src/rotation/rotationResult.ts';
import { Failure } from '../../../src/shared/failure.ts';
import type { Secret } from '../../../src/shared/secret.ts';
import { anEntry } from '../policy/anEntry.ts';
import { newSecret, oldSecret } from './rotationWorld.ts';

const { kind, login, expiry, scopes, sso, health, checkedAt, declared, observed } = anEntry();
const facts = { kind, login, expiry, scopes, sso, health, checkedAt, declared, observed };

function unsaved(cause: string): NewNotStored {
  const replacement = { entry: anEntry(), oldSecret, newSecret, facts, differences: [] };
  return { kind: 'newNotStored', cause: { kind: cause }, replacement, oldStored: true };
}

const rotated: RotationResult = {
  kind: 'rotated',
  entry: anEntry(),
  differences: [],
  old: { kind: 'lives' },
};

/** A person who answers in this order, and a store whose next tries end so. */
async function rescue(choices: readonly RescueChoice[], tries: readonly (RotationResult | Error)[] = []) {
  const offers: RescueOffer[] = [];
  const tried: NewNotStored[] = [];
  const copies: Secret[] = [];
  const answers = [...choices];
  const results = [...tries];
  const end: Rescue = await rescueNewToken(unsaved('locked'), {
    async offer(offer) {
      offers.push(offer);
      const answer = answers.shift();
      assert.ok(answer, 'offered once more than expected');
      return answer;
    },
    async storeAgain(given) {
      tried.push(given);
      const result = results.shift();
      if (result === undefined || result instanceof Error) throw result;
      return result;
    },
    async copy(secret) {
      copies.push(secret);
    },
  });
  return { end, offers, tried, copies };
}

describe('F10 a proved token that no store took', () => {
  it('is stored by another try, with the same token', async () => {
    const { end, tried } = await rescue(['storeAgain'], [rotated]);
    assert.deepEqual(end, { kind: 'settled', result: rotated, copied: false });
    assert.deepEqual(
      tried.map(({ replacement }) => replacement.newSecret),
      [newSecret],
    );
  });

  it('is offered again after a copy, until it is stored or the offer is closed', async () => {
    const closed = await rescue(['copy', 'close']);
    assert.deepEqual([closed.end, closed.copies], [{ kind: 'letGo', copied: true }, [newSecret]]);
    assert.deepEqual(
      closed.offers.map(({ copied }) => copied),
      [false, true],
    );
    const stored = await rescue(['copy', 'storeAgain'], [rotated]);
    assert.deepEqual(stored.end, { kind: 'settled', result: rotated, copied: true });
  });

  it('is not let go by closing the offer once', async () => {
    const { end, offers } = await rescue(['close', 'close']);
    assert.deepEqual(end, { kind: 'letGo', copied: false });
    assert.deepEqual(
      offers.map(({ closedOnce }) => closedOnce),
      [false, true],
    );
    const resumed = await rescue(['close', 'storeAgain', 'close', 'storeAgain'], [unsaved('full'), rotated]);
    assert.deepEqual(
      resumed.offers.map(({ closedOnce }) => closedOnce),
      [false, true, false, true],
    );
  });

  it('is kept through every try that does not store it, and the next one is told why', async () => {
    const changed = unsaved('changedMeanwhile');
    const finishFirst: RotationResult = { kind: 'refused', problem: { kind: 'finishFirst' } };
    const { end, offers, tried } = await rescue(
      ['storeAgain', 'storeAgain', 'storeAgain', 'storeAgain', 'storeAgain'],
      [changed, finishFirst, { kind: 'cancelled' }, new Failure({ kind: 'storeRefused' }), rotated],
    );
    assert.equal(end.kind, 'settled');
    assert.deepEqual(
      offers.map(({ lastTry }) => lastTry),
      [
        undefined,
        changed,
        finishFirst,
        { kind: 'cancelled' },
        { kind: 'notProved', cause: { kind: 'storeRefused' } },
      ],
    );
    assert.deepEqual(tried.slice(1), [changed, changed, changed, changed]);
  });

  it('is no longer offered once the person keeps the old one, it is dead, or the store has it', async () => {
    const ends: readonly RotationResult[] = [
      { kind: 'keptOld', newKind: 'fine-grained-pat', differences: [] },
      { kind: 'refused', problem: { kind: 'dead' } },
      { kind: 'refused', problem: { kind: 'sameToken' } },
    ];
    for (const result of ends) {
      assert.deepEqual((await rescue(['storeAgain'], [result])).end, {
        kind: 'settled',
        result,
        copied: false,
      });
    }
  });

  it('stays offered when the clipboard refuses', async () => {
    const answers: RescueChoice[] = ['copy', 'close', 'close'];
    const offers: boolean[] = [];
    const end = await rescueNewToken(unsaved('locked'), {
      offer: async ({ copied }) => {
        offers.push(copied);
        return answers.shift() ?? 'close';
      },
      storeAgain: async () => rotated,
      copy: () => Promise.reject(new Error('no clipboard')),
    });
    assert.deepEqual([end, offers], [{ kind: 'letGo', copied: false }, [false, false, false]]);
  });
});
