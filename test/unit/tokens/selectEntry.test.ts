import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isNarrower } from '../../../src/policy/judgeBreadth.ts';
import { judgeFit } from '../../../src/policy/judgeFit.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { HostName } from '../../../src/tokens/host.ts';
import type { SelectionInput } from '../../../src/tokens/selectEntry.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';
import { select } from './selecting.ts';

/** The outcome in one line. */
function outcome(entries: readonly Entry[], changes: Partial<SelectionInput> = {}): string {
  const selection = select(entries, changes);
  switch (selection.kind) {
    case 'chosen':
      return `${selection.entry.id} by ${selection.reason}`;
    case 'blocked':
      return `${selection.entry.id} by ${selection.reason}, but ${selection.obstacle}`;
    case 'ask':
      return `ask: ${selection.why}`;
    case 'none':
      return 'none';
  }
}

const fine = (id: string, owner: string | undefined, changes: Partial<Entry> = {}) =>
  anEntry({
    id,
    name: id,
    owner: owner === undefined ? undefined : { value: owner, evidence: 'declared' },
    ...changes,
  });
const classic = (id: string, changes: Partial<Entry> = {}) =>
  aClassic(['repo'], { id, name: id, ...changes });
const dead = { health: { kind: 'dead', at: now } } as const;

describe('selecting an entry', () => {
  it('prefers one run, repository, owner and host binding, owner, login and the only one, in this order', () => {
    const all = [
      fine('o', 'acme'),
      classic('l', { login: 'acme' }),
      fine('r', 'x'),
      fine('b', 'x'),
      fine('v', 'x'),
    ];
    const bindings = { 'github.com/acme/app': 'r', 'github.com/acme': 'b' };
    assert.equal(outcome(all, { bindings, override: 'v' }), 'v by override');
    assert.equal(outcome(all, { bindings }), 'r by repository-binding');
    assert.equal(outcome(all, { bindings, repository: 'other' }), 'b by owner-binding');
    assert.equal(outcome(all, { bindings: { 'github.com': 'l' } }), 'l by host-binding');
    assert.equal(outcome(all), 'o by owner');
    assert.equal(outcome(all.slice(1)), 'l by login');
    assert.equal(outcome([classic('x', { login: 'someone' })]), 'x by only');
  });

  it('does not stretch a token of one owner over the rest of its host', () => {
    const bindings = { 'github.com': 'x' };
    assert.equal(outcome([fine('x', 'beta'), classic('l', { login: 'acme' })], { bindings }), 'l by login');
    assert.equal(outcome([fine('x', 'acme'), classic('l')], { bindings }), 'x by host-binding');
  });

  it('compares owners, logins and repositories without case', () => {
    assert.equal(outcome([fine('o', 'ACME'), classic('x')]), 'o by owner');
    assert.equal(outcome([classic('l', { login: 'Acme' }), classic('x')]), 'l by login');
    const bindings = { 'github.com/acme/app': 'x' };
    const upper = { owner: 'Acme', repository: 'APP', bindings };
    assert.equal(outcome([fine('o', 'acme'), classic('x')], upper), 'x by repository-binding');
  });

  it('never offers an entry of another host, whatever names it', () => {
    const other = fine('g', 'acme', { host: 'github.corp.example' as HostName });
    assert.equal(outcome([other], { bindings: { 'github.com/acme': 'g' } }), 'none');
    assert.equal(outcome([other, fine('o', 'acme')], { override: 'g' }), 'ask: no-match');
    assert.equal(outcome([other, fine('o', 'acme')]), 'o by owner');
  });

  it('never offers a refresh token', () => {
    assert.equal(outcome([fine('r', 'acme', { kind: 'refresh-token' })], { override: 'r' }), 'none');
  });

  it('shows a dead or expired one that belongs here, and never replaces it silently', () => {
    const substitute = classic('l', { login: 'acme' });
    assert.equal(outcome([fine('o', 'acme', dead), substitute]), 'o by owner, but over');
    const expired = fine('o', 'acme', { expiry: { kind: 'at', at: now } });
    assert.equal(outcome([expired, substitute]), 'o by owner, but over');
    assert.equal(
      outcome([fine('o', 'acme', dead), substitute], { override: 'o' }),
      'o by override, but over',
    );
    assert.equal(outcome([fine('o', 'acme', dead)]), 'o by owner, but over');
  });

  it('lists dead ones last', () => {
    const selection = select([fine('o', 'acme', dead), classic('l', { login: 'acme' }), fine('x', 'zoo')]);
    assert.deepEqual(
      selection.kind === 'none' ? [] : selection.ranked.map((c) => [c.entry.id, c.reason, c.obstacle]),
      [
        ['l', 'login', undefined],
        ['x', 'other', 'other-owner'],
        ['o', 'owner', 'over'],
      ],
    );
  });

  it('S4-18 takes the narrower of two that belong here, and asks when neither is', () => {
    const broad = classic('c', { owner: { value: 'acme', evidence: 'declared' } });
    assert.equal(outcome([broad, fine('f', 'acme')]), 'f by owner');
    assert.equal(outcome([fine('f', 'acme'), fine('g', 'acme')]), 'ask: tie');
  });

  it('S4-18 asks before the broader one is used while a narrower one could serve', () => {
    const broad = classic('c', { owner: { value: 'acme', evidence: 'declared' } });
    const narrow = fine('f', undefined, { login: 'acme' });
    assert.equal(outcome([broad, narrow]), 'ask: broader');
    // A narrow one that died is not dropped for a broad one without a word either.
    assert.equal(outcome([broad, fine('f', 'acme', dead)]), 'ask: broader');
    // The person's own word is no silence.
    assert.equal(outcome([broad, narrow], { bindings: { 'github.com/acme': 'c' } }), 'c by owner-binding');
  });

  it('prefers one that can do the job to a narrower one that cannot', () => {
    const drafts = fine('d', 'acme', { declared: { pull_requests: 'write' } });
    assert.equal(outcome([drafts, fine('f', 'acme')]), 'f by owner');
    assert.equal(
      outcome([drafts, fine('f', 'acme')], { fits: (e) => judgeFit(e, 'open-draft-pr') }),
      'd by owner',
    );
    assert.equal(outcome([drafts, classic('l', { login: 'acme' })]), 'd by owner, but unfit');
  });

  it('does not use a fine-grained token of another owner unless it was seen to work here', () => {
    assert.equal(outcome([fine('x', 'zoo')]), 'ask: no-match');
    const seen = { operation: 'push', repository: 'Acme/app', evidence: 'worked', at: now } as const;
    assert.equal(outcome([fine('x', 'zoo', { observed: [seen] })]), 'x by only');
    assert.equal(
      outcome([fine('x', 'zoo', { observed: [{ ...seen, evidence: 'refused' }] })]),
      'ask: no-match',
    );
    assert.equal(outcome([fine('x', 'zoo', { login: 'acme' }), classic('c')]), 'ask: no-match');
    assert.equal(outcome([classic('c', { owner: { value: 'zoo', evidence: 'declared' } })]), 'c by only');
  });

  it('asks when nothing ties one of several to the repository', () => {
    assert.equal(outcome([classic('a'), classic('b')]), 'ask: no-match');
  });

  it('asks rather than guess when the entry named for this run is gone', () => {
    assert.equal(outcome([fine('o', 'acme')], { override: 'gone' }), 'ask: no-match');
  });

  it('without a repository uses the only entry and asks among several', () => {
    const nowhere = { owner: undefined, repository: undefined };
    assert.equal(outcome([fine('o', 'acme')], nowhere), 'o by only');
    assert.equal(
      outcome([fine('o', 'acme', { expiry: { kind: 'at', at: now - dayMs } })], nowhere),
      'o by only, but over',
    );
    assert.equal(outcome([fine('o', 'acme'), classic('c')], nowhere), 'ask: no-match');
    assert.equal(outcome([], nowhere), 'none');
  });

  it('S4-18 never chooses by itself while a known narrower one belongs here, whatever the vault holds', () => {
    const entry = fc.record({
      declared: fc.constantFrom({ contents: 'write' }, { contents: 'write', pages: 'write' }, undefined),
      scopes: fc.option(fc.subarray(['repo', 'gist', 'admin:org'])),
      owner: fc.constantFrom('acme', 'zoo', undefined),
      login: fc.constantFrom('acme', 'mona'),
      over: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (given) => {
        const entries = given.map(({ declared, scopes, owner, login, over }, i) => {
          const common = { login, ...(over ? dead : {}) };
          const mine =
            scopes === null ? fine(`e${i}`, owner, { ...common, declared }) : classic(`e${i}`, common);
          return scopes === null ? mine : { ...mine, scopes: { kind: 'listed', scopes } as const };
        });
        const selection = select(entries);
        const again = select(entries.toReversed());
        assert.equal(selection.kind, again.kind);
        if (selection.kind !== 'chosen' || again.kind !== 'chosen') return;
        assert.equal(selection.entry, again.entry);
        const { entry: mine, ranked } = selection;
        assert.notEqual(mine.health.kind, 'dead');
        const belongs = ranked.filter((c) => c.reason === 'owner' || c.reason === 'login');
        const serving = belongs.filter((c) => judgeFit(c.entry, 'push'));
        assert.ok(!serving.some((c) => c.entry !== mine && isNarrower(c.entry, mine)));
      }),
      { numRuns: 300 },
    );
  });
});
