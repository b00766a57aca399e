import assert from 'node:assert/strict';
import { type DiagnosticsFacts, diagnosticsReport } from '../../../src/journal/diagnosticsReport.ts';
import { sweepText } from '../../../src/journal/sweepText.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';
import { anEntry, now } from '../policy/anEntry.ts';
import { everywhere } from './aRecord.ts';

function facts(changes: Partial<DiagnosticsFacts> = {}): DiagnosticsFacts {
  return {
    time: now,
    versions: { extension: '0.1.0' },
    settings: { 'tokenWarden.hosts': { changed: true, count: 2 } },
    store: { mode: 'open' },
    entries: [anEntry()],
    journal: { records: [], damaged: 1, newer: 0 },
    log: ['GET /user on github.com: 200'],
    ...changes,
  };
}

describe('the report for someone who helps', () => {
  it('C15 tells an entry’s kind, host, expiry and evidence, and no name and no character of its value', () => {
    const text = diagnosticsReport(
      facts({
        entries: [
          anEntry({
            name: 'entry-name',
            login: 'the-login',
            owner: { value: 'the-owner', evidence: 'declared' },
            confirmedFor: ['the-owner/the-repository'],
            accepted: [{ findingId: 'classic', reason: 'the-reason', at: 1, until: 2 }],
            observed: [{ operation: 'push', repository: 'the-owner/x', evidence: 'worked', at: 3 }],
            sso: { kind: 'blocked', organisation: 'the-organisation', at: 4 },
          }),
        ],
      }),
    );
    const [told] = JSON.parse(/## Entries\n\n```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '');
    assert.deepEqual(
      [told.kind, told.host, told.expiry, told.owner, told.seen],
      [
        'fine-grained-pat',
        'github.com',
        { kind: 'at', at: '2026-12-10T12:00:00.000Z' },
        'declared',
        ['push: worked'],
      ],
    );
    assert.doesNotMatch(text, /entry-name|the-(?:login|owner|repository|reason|organisation)/);
  });

  it('leaves people, repositories and branches out of the journal’s tail', () => {
    const text = diagnosticsReport(
      facts({ journal: { records: [everywhere('private-thing')], damaged: 0, newer: 0 } }),
    );
    assert.match(text, /"action": "push"/);
    assert.equal(text.match(/private-thing/g)?.length, 3, 'the problem and one id in each of two lists');
  });

  it('keeps every text inside its block', () => {
    const text = diagnosticsReport(facts({ log: ['```\n# Heading\n[x](command:y)'] }));
    assert.equal(text.match(/^```/gm)?.length, 12);
    assert.equal(text.match(/^#+ /gm)?.length, 7);
  });
});

describe('the last sweep', () => {
  for (const form of tokenForms) {
    it(`S4-25 takes a known ${form} out of a finished report, in every form it is written in`, () => {
      const value = makeToken(form, 'swept');
      const redactor = new Redactor();
      redactor.learn(new Secret(value));
      const written = [
        value,
        Buffer.from(value).toString('base64'),
        `authorization: basic ${Buffer.from(`x-access-token:${value}`).toString('base64')}`,
        encodeURIComponent(`https://x:${value}@github.com`),
      ];
      const swept = sweepText(diagnosticsReport(facts({ log: written })), redactor);
      assert.ok(swept.kind === 'clean');
      for (const text of [...written, value.slice(-12)]) assert.ok(!swept.text.includes(text));
    });
  }

  it('S4-25 lets nothing pass when something still reads like a token afterwards', () => {
    const value = makeToken('classic-pat', 'missed');
    const redactor = new Redactor();
    const blind = { redact: (text: string) => text, find: () => [] };
    const half = { redact: (text: string) => text, find: (text: string) => redactor.find(text) };
    assert.deepEqual(
      [
        sweepText(`a ${value} b`, blind).kind,
        sweepText('password=hunter2', half).kind,
        sweepText('password=[redacted]', half).kind,
        sweepText(`password=hunter2 ${value}`, redactor).kind,
      ],
      ['unclean', 'unclean', 'clean', 'clean'],
    );
  });
});
