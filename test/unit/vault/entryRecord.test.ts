import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Secret } from '../../../src/shared/secret.ts';
import {
  type EntryRecord,
  maxRecordLength,
  parseRecord,
  serialiseRecord,
} from '../../../src/vault/entryRecord.ts';
import { draft, noon, token } from './sample.ts';

const record: EntryRecord = {
  generation: 3,
  entry: { ...draft('work'), id: 'id-1', addedAt: noon, secretSince: noon, previous: undefined },
  secret: token('new'),
  previous: undefined,
};

function whyOf(text: string): string {
  const reading = parseRecord('id-1', new Secret(text));
  return reading.kind === 'unreadable' ? reading.why : reading.kind;
}

/** The stored text with one place changed. */
function tampered(
  change: (stored: Record<string, unknown> & { entry: Record<string, unknown> }) => void,
): string {
  const stored = JSON.parse(serialiseRecord(record).reveal());
  change(stored);
  return JSON.stringify(stored);
}

describe('entryRecord', () => {
  it('gives back exactly what was stored, with and without a kept old token', () => {
    const rotated: EntryRecord = {
      ...record,
      entry: { ...record.entry, previous: { since: noon - 5, replacedAt: noon, kind: 'classic-pat' } },
      previous: token('old'),
    };
    const revocation = { wantedAt: noon, lastTriedAt: noon + 1, lastProblem: 'offline', acceptedAt: noon };
    const previous = { since: 1, replacedAt: 2, kind: 'classic-pat', keepUntil: 3, revocation } as const;
    const facts = { expiry: { kind: 'never' }, declared: { contents: 'read' } } as const;
    const ending: EntryRecord = {
      ...rotated,
      entry: { ...record.entry, previous: { ...previous, ...facts }, revocation },
    };
    for (const given of [record, rotated, ending]) {
      const reading = parseRecord('id-1', serialiseRecord(given));
      assert.equal(reading.kind, 'record');
      if (reading.kind !== 'record') continue;
      assert.deepEqual(reading.record.entry, given.entry);
      assert.deepEqual(
        [reading.record.generation, reading.record.secret.reveal(), reading.record.previous?.reveal()],
        [given.generation, given.secret.reveal(), given.previous?.reveal()],
      );
    }
  });

  it('keeps the note of a rotation that was begun, and takes no other shape for one', () => {
    const asked = {
      kind: 'fine-grained-pat',
      tokenName: 'new one',
      lifetimeDays: 30,
      permissions: { contents: 'write' },
    } as const;
    const rotation = { at: noon, session: 'window-1', pageOpened: true, asked };
    const given = { ...record, entry: { ...record.entry, rotation } };
    const reading = parseRecord('id-1', serialiseRecord(given));
    assert.deepEqual(reading.kind === 'record' && reading.record.entry.rotation, rotation);
    const odd = tampered(({ entry }) => {
      entry.rotation = { ...rotation, asked: { ...asked, kind: 'unknown' } };
    });
    const nameless = tampered(({ entry }) => {
      entry.name = '';
    });
    assert.equal(whyOf(odd), whyOf(nameless));
  });

  it('reads what was stored before the kind of the old token was noted', () => {
    const before = { ...record.entry, previous: { since: noon - 5, replacedAt: noon } };
    const reading = parseRecord(
      'id-1',
      serialiseRecord({ ...record, entry: before, previous: token('old') }),
    );
    assert.deepEqual(reading.kind === 'record' && reading.record.entry.previous, {
      since: noon - 5,
      replacedAt: noon,
      kind: undefined,
    });
  });

  it('gives back what was seen, probed and listed, and leaves it away where it was never stored', () => {
    const known = {
      ...record.entry,
      calls: [
        {
          operation: 'GET /user',
          repository: 'acme/site',
          evidence: 'refused',
          because: 'missingPermission',
          open: false,
          accepts: [{ contents: 'write', workflows: 'write' }, { contents: 'write' }],
          at: noon,
        },
        { operation: 'an operation of later', repository: 'acme/site', evidence: 'worked', at: noon },
      ],
      probed: [
        { permission: 'keys', level: 'read', verdict: 'unknown', why: 'offline', at: noon },
        { permission: 'keys', level: 'read', repository: 'acme/site', verdict: 'likely', at: noon },
      ],
      listed: [{ owner: 'acme', permissions: { contents: 'write' }, at: noon }],
    } as const;
    const reading = parseRecord('id-1', serialiseRecord({ ...record, entry: known }));
    assert.deepEqual(reading.kind === 'record' && reading.record.entry, known);
    const without = parseRecord('id-1', serialiseRecord(record));
    assert.deepEqual(
      without.kind === 'record' && ['calls', 'probed', 'listed'].filter((key) => key in without.record.entry),
      [],
    );
  });

  it('prints and serialises masked as a whole', () => {
    assert.equal(
      `${serialiseRecord(record)} ${JSON.stringify(serialiseRecord(record))}`,
      '[secret] "[secret]"',
    );
  });

  it('F08 sets aside what it cannot read and says why', () => {
    const stored = serialiseRecord(record).reveal();
    const cases: Readonly<Record<string, string>> = {
      '': 'empty',
      '  \n': 'empty',
      [stored.slice(0, -1)]: 'notJson',
      [' '.repeat(1) + 'x'.repeat(1024 * 1024)]: 'tooBig',
      [`${stored}${' '.repeat(maxRecordLength)}`]: 'tooBig',
      null: 'foreign',
      '[]': 'foreign',
      '"text"': 'foreign',
      '{"token":"x"}': 'foreign',
      '{"tokenWarden":"1"}': 'foreign',
      '{"__proto__":{"tokenWarden":1}}': 'foreign',
      [tampered((value) => (value.tokenWarden = 2))]: 'newer',
      [tampered((value) => (value.tokenWarden = 0))]: 'invalid',
      [tampered((value) => (value.generation = -1))]: 'invalid',
      [tampered((value) => (value.generation = 1.5))]: 'invalid',
      [tampered((value) => (value.secret = ''))]: 'invalid',
      [tampered((value) => (value.secret = 7))]: 'invalid',
      [tampered((value) => (value.previous = 'kept without dates'))]: 'invalid',
      [tampered((value) => (value.entry.previous = { since: 1, replacedAt: 2 }))]: 'invalid',
      [tampered((value) => (value.entry.id = 'id-2'))]: 'invalid',
      [tampered((value) => (value.entry.kind = 'password'))]: 'invalid',
      [tampered((value) => (value.entry.kind = 'toString'))]: 'invalid',
      [tampered((value) => (value.entry.expiry = { kind: 'at', at: 'soon' }))]: 'invalid',
      [tampered((value) => (value.entry.scopes = { kind: 'listed', scopes: [1] }))]: 'invalid',
      [tampered((value) => delete value.entry.addedAt)]: 'invalid',
      [stored]: 'record',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(cases).map((text) => [text, whyOf(text)])), cases);
  });

  it('refuses a host that our own parser would not have written', () => {
    const hosts = [
      'GitHub.com',
      'github.com@evil.example',
      'https://github.com',
      'github.com:443',
      'xn--gthub-n4a.com',
      '',
    ];
    assert.deepEqual(
      hosts.map((host) => whyOf(tampered((value) => (value.entry.host = host)))),
      hosts.map(() => 'invalid'),
    );
  });

  it('keeps a permission named __proto__ a permission', () => {
    const text = serialiseRecord(record).reveal().replace('{"contents":"write"}', '{"__proto__":"write"}');
    const reading = parseRecord('id-1', new Secret(text));
    assert.equal(reading.kind, 'record');
    if (reading.kind === 'record')
      assert.deepEqual(Object.keys(reading.record.entry.declared ?? {}), ['__proto__']);
  });

  it('refuses to write what it would set aside on reading', () => {
    const confirmedFor = Array.from({ length: 9_000 }, (_, i) => `acme/${'r'.repeat(30)}-${i}`);
    assert.throws(() => serialiseRecord({ ...record, entry: { ...record.entry, confirmedFor } }), {
      problem: { kind: 'recordTooBig' },
    });
  });

  it('F08 never throws, whatever JSON or text it is given', () => {
    const stored = serialiseRecord(record).reveal();
    const cut = fc.tuple(fc.nat(stored.length), fc.nat(40), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), cut), (given) => {
        const text =
          typeof given === 'string'
            ? given
            : stored.slice(0, given[0]) + given[2] + stored.slice(given[0] + given[1]);
        assert.ok(['record', 'unreadable'].includes(parseRecord('id-1', new Secret(text)).kind));
      }),
      { numRuns: 400 },
    );
  });
});
