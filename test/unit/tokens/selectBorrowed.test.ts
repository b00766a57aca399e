import assert from 'node:assert/strict';
import type { Entry } from '../../../src/tokens/entry.ts';
import { borrowedId, isBorrowedId, type Origin } from '../../../src/tokens/origin.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';
import { select } from './selecting.ts';

function borrowed(origin: Origin, changes: Partial<Entry> = {}): Entry {
  return aClassic(['repo'], { id: borrowedId(origin.kind), name: origin.kind, origin, ...changes });
}

const gh = borrowed({ kind: 'gh' }, { login: 'acme' });
const variable = borrowed({ kind: 'environment', variable: 'GH_TOKEN' });
const broker = borrowed({ kind: 'broker' });
const app = borrowed({ kind: 'app', appEntryId: 'a1', installationId: 7 });
const stored = anEntry({ id: 'stored', owner: { value: 'acme', evidence: 'declared' } });
const other = aClassic(['repo'], { id: 'other', login: 'mona' });

function outcome(entries: readonly Entry[], bindings: Readonly<Record<string, string>> = {}): string {
  const selection = select(entries, { bindings });
  if (selection.kind === 'chosen') return `${selection.entry.id} by ${selection.reason}`;
  return selection.kind === 'ask' ? `ask: ${selection.why}` : selection.kind;
}

describe('selecting among what is not in the vault', () => {
  it('S4-18 lets what the vault holds for this owner go before any login, App or variable', () => {
    assert.equal(outcome([gh, variable, broker, app, stored]), 'stored by owner');
  });

  it('prefers what is minted for this action to what lies around', () => {
    assert.equal(outcome([gh, variable, broker, app, other]), '~app by app');
    assert.equal(outcome([gh, variable, broker, other]), '~broker by broker');
  });

  it('never uses a login or a variable before the person has said so, even if it is the only one', () => {
    assert.equal(outcome([gh]), 'ask: borrowed');
    assert.equal(outcome([variable, gh]), 'ask: borrowed');
    assert.equal(outcome([gh], { 'github.com/acme/app': gh.id }), '~gh by repository-binding');
    assert.equal(outcome([variable], { 'github.com/acme': variable.id }), '~environment by owner-binding');
    assert.equal(outcome([gh, other], { 'github.com': gh.id }), '~gh by host-binding');
  });

  it('does not take the login of another program for a token of the owner of the same name', () => {
    assert.equal(outcome([gh, other]), 'other by only');
  });

  it('goes on to the next where a borrowed one is dead, because there is nothing of ours to replace', () => {
    const dead = { health: { kind: 'dead', at: now } } as const;
    assert.equal(outcome([{ ...app, ...dead }, broker]), '~broker by broker');
    assert.equal(outcome([{ ...app, ...dead }], { 'github.com/acme/app': app.id }), 'blocked');
  });
});

describe('the id of a borrowed token', () => {
  it('is told apart from every id of the vault', () => {
    assert.equal(isBorrowedId(borrowedId('gh', 'github.com', 'Mona')), true);
    assert.equal(isBorrowedId('3f0f9d1c-0000-4000-8000-000000000000'), false);
  });

  it('is the same however its parts are written', () => {
    assert.equal(borrowedId('gh', 'github.com', 'Mona'), borrowedId('gh', 'github.com', 'mona'));
  });
});
