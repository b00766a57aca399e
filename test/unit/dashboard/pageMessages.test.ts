import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mapTexts } from '../../../src/dashboard/mapTexts.ts';
import { messageGate } from '../../../src/dashboard/messageGate.ts';
import { readFromPage } from '../../../src/dashboard/readFromPage.ts';
import { ticketBook } from '../../../src/dashboard/tickets.ts';

describe('what the page may say', () => {
  it('D04 is one of a few short messages, with nothing beside it', () => {
    const fine = [
      { kind: 'ready' },
      { kind: 'refresh' },
      { kind: 'export' },
      { kind: 'print' },
      { kind: 'act', ticket: 't7' },
      { kind: 'drawn', ms: 12.5 },
    ];
    for (const one of fine) assert.deepEqual(readFromPage(one), one);
    const wrong: readonly unknown[] = [
      undefined,
      null,
      'ready',
      ['ready'],
      {},
      { kind: 'push', remote: 'https://evil.example' },
      { kind: 'act' },
      { kind: 'act', ticket: { toString: 't1' } },
      { kind: 'act', ticket: 't1', host: 'evil.example' },
      { kind: 'act', ticket: 't'.repeat(5000) },
      { kind: 'ready', more: 'x'.repeat(1_000_000) },
      { kind: 'drawn', ms: '12' },
      { kind: 'drawn', ms: Number.NaN },
      { kind: 'drawn', ms: -1 },
      { kind: 'constructor' },
      Object.create({ kind: 'ready' }),
    ];
    for (const one of wrong) assert.equal(readFromPage(one), undefined);
  });

  it('D04 is read without a fault, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        const said = readFromPage(raw);
        assert.ok(said === undefined || JSON.stringify(said).length < 100);
      }),
    );
  });

  it('D04 is let in twenty times a second, and what is beyond that is counted and dropped', () => {
    const gate = messageGate();
    const let1 = Array.from({ length: 5000 }, () => gate.lets(1000)).filter(Boolean);
    assert.deepEqual([let1.length, gate.dropped], [20, 4980]);
    assert.equal(gate.lets(2000), true);
    // A clock that was set back does not keep the page out.
    assert.equal(gate.lets(0), true);
  });

  it('D04 a ticket stands for what was offered with this picture or the one before, and for nothing else', () => {
    const book = ticketBook();
    const first = book.begin()('Add', { kind: 'add' });
    const second = book.begin()('List', { kind: 'list' });
    assert.deepEqual(book.wishOf(first.ticket), { kind: 'add' });
    assert.deepEqual(book.wishOf(second.ticket), { kind: 'list' });
    const third = book.begin()('Journal', { kind: 'journal' });
    assert.equal(book.wishOf(first.ticket), undefined);
    assert.deepEqual(book.wishOf(third.ticket), { kind: 'journal' });
    for (const made of ['', 't0', 't99', 'constructor', '__proto__']) {
      assert.equal(book.wishOf(made), undefined);
    }
    assert.equal(new Set([first, second, third].map(({ ticket }) => ticket)).size, 3);
  });

  it('D04 a ticket of a page that was closed stands for nothing on the next one, also when its picture comes late', () => {
    const book = ticketBook();
    const late = book.begin();
    const old = late('Add', { kind: 'add' });
    book.forget();
    const later = late('List', { kind: 'list' });
    const fresh = book.begin()('Journal', { kind: 'journal' });
    assert.deepEqual(
      [old, later].map(({ ticket }) => book.wishOf(ticket)),
      [undefined, undefined],
    );
    assert.deepEqual(book.wishOf(fresh.ticket), { kind: 'journal' });
  });

  it('changes every text of a page, however deep, and nothing else', () => {
    const page = { a: 'x', b: [{ c: 'x', d: 1, e: undefined, f: null }], g: true };
    assert.deepEqual(
      mapTexts(page, (text) => `${text}!`),
      { a: 'x!', b: [{ c: 'x!', d: 1, e: undefined, f: null }], g: true },
    );
  });
});
