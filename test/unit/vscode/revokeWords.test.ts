import assert from 'node:assert/strict';
import type { Revoked, RevokeResult, RevokeTarget } from '../../../src/rotation/revokePorts.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { HostName } from '../../../src/tokens/host.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const words = giveEditorWords();
const [
  { explainRevoked, revokeCount, revokeNotes, revokeQuestion },
  { endingWords, explainFinish },
  { withoutLinks },
] = await Promise.all([
  import('../../../src/vscode/messages/revoking.ts'),
  import('../../../src/vscode/messages/endingOld.ts'),
  import('../../../src/vscode/notify.ts'),
]);
words.stop();

const previous = { since: 1, replacedAt: 2, kind: 'classic-pat' } as const;
const target = (which: RevokeTarget['which'], name = 'work'): RevokeTarget => ({
  entry: anEntry({ id: name, name, previous }),
  which,
});

describe('the question before a revocation', () => {
  it('says all that cannot be taken back, and the word to type: the name, or the number of them', () => {
    const one = revokeQuestion([target('present')], 'proved', false);
    assert.equal(one.question, 'Revoke work at GitHub?');
    assert.equal(one.word, 'work');
    for (const part of [/cannot be undone/, /mails the owner/, /organizations ends at once/, /Deploy keys/]) {
      assert.match(one.detail, part);
    }
    const many = revokeQuestion(
      [target('present'), target('previous'), target('present', 'home')],
      'proved',
      false,
    );
    assert.equal(many.word, 'REVOKE 3');
    assert.match(many.detail, /work, the old token of work, home/);
  });

  it('says it whole, however many tokens with long names there are', () => {
    const many = Array.from({ length: 40 }, (_, n) => target('previous', `${n} ${'long '.repeat(11)}`));
    const { detail, word } = revokeQuestion(many, 'memoryOnly', true);
    for (const part of [
      /Another program/,
      /cannot be undone/,
      /Deploy keys/,
      /would be gone/,
      RegExp(word),
    ]) {
      assert.match(withoutLinks(detail), part);
    }
  });

  it('F04 says when the new token may be kept in memory only, and only where an old one is to be revoked', () => {
    const said = (which: RevokeTarget['which'], keeping: 'proved' | 'notYet' | 'memoryOnly') =>
      /Restart VS Code once|would be gone/.test(revokeQuestion([target(which)], keeping, false).detail);
    assert.deepEqual(
      (['proved', 'notYet', 'memoryOnly'] as const).map((keeping) => said('previous', keeping)),
      [false, true, true],
    );
    assert.equal(said('present', 'memoryOnly'), false);
  });
});

describe('what came of a revocation, in words', () => {
  const said = (revoked: Revoked, which: RevokeTarget['which'] = 'present') =>
    explainRevoked({ target: target(which), revoked });

  it('S0-12 says how the rotation ended, and that a revocation cannot be undone', () => {
    assert.match(said({ kind: 'dead', unnoted: false }, 'previous').text, /The rotation is finished\.$/);
    const present = said({ kind: 'dead', unnoted: false });
    assert.match(present.text, /This cannot be undone\.$/);
    assert.deepEqual(present.buttons, ['rotate', 'forget']);
  });

  it('G18 offers to try again and to withdraw, and promises a reminder only where there will be one', () => {
    const kept = said({ kind: 'notYet', cause: { kind: 'offline' }, unnoted: false });
    const lost = said({ kind: 'notYet', cause: { kind: 'offline' }, unnoted: true });
    assert.match(kept.text, /You are reminded until it is\./);
    assert.doesNotMatch(lost.text, /reminded/);
    assert.deepEqual([kept.buttons.includes('again'), kept.buttons.includes('withdraw')], [true, true]);
    assert.deepEqual([lost.buttons.includes('again'), lost.buttons.includes('withdraw')], [true, false]);
  });

  it('S2-01 has one sentence of its own for each reason, which speaks of no repository', () => {
    const reasons = [
      { kind: 'validation', errors: [] },
      { kind: 'serverError', status: 500, until: undefined },
      { kind: 'rateLimited', until: now },
      { kind: 'secondaryRateLimit', until: now },
      { kind: 'signedInOnTheWay' },
      { kind: 'notFoundOrHidden' },
      { kind: 'offline', code: 'ENOTFOUND' },
      { kind: 'timeout' },
      { kind: 'cancelled' },
    ];
    const texts = reasons.map((cause) => said({ kind: 'notYet', cause, unnoted: false }).text);
    assert.equal(new Set(texts).size, reasons.length);
    assert.ok(
      texts.every((text) => !/repositor|unexpected/i.test(text)),
      texts.join('\n'),
    );
  });
});

describe('the notes of revoking many', () => {
  const results: readonly RevokeResult[] = [
    { target: target('present'), revoked: { kind: 'dead', unnoted: false } },
    {
      target: target('previous', 'home'),
      revoked: { kind: 'notYet', cause: { kind: 'offline' }, unnoted: false },
    },
    {
      target: {
        entry: anEntry({ id: 'corp', name: 'corp', host: 'github.corp.example' as HostName }),
        which: 'present',
      },
      revoked: { kind: 'onItsPage' },
    },
  ];
  const text = revokeNotes(
    results,
    ({ name }) => (name === 'work' ? ['acme/app', 'acme/site'] : []),
    ({ entry }) => `https://${entry.host}/settings`,
    now,
  );
  const [, , ...parts] = text.split('\n\n');

  it('S2-40 say of each what came of it, what it was and where it was used, so that a person can repair it', () => {
    assert.equal(parts.length, 3);
    const [work, home, corp] = parts;
    assert.match(
      work ?? '',
      /^work\n {2}Revoked work: .*\n[\s\S]*fine-grained[\s\S]*mona[\s\S]*acme\/app, acme\/site/,
    );
    assert.match(
      home ?? '',
      /^the old token of home\n[\s\S]*not yet revoked[\s\S]*classic[\s\S]*Nothing was seen here that uses it/,
    );
    assert.match(corp ?? '', /only be revoked on its page[\s\S]*https:\/\/github\.corp\.example\/settings/);
  });

  it('count as done only what was shown dead or can be shown no further', () => {
    assert.match(revokeCount(results), /^Revoked 1 of 3 tokens\./);
    const two = results.slice(0, 1).flatMap((one) => [one, one]);
    assert.match(revokeCount(two), /^Revoked 2 tokens\. The notes/);
  });
});

describe('the end of a rotation in words', () => {
  it('S0-12 says which way it ended, also when nothing was proved', () => {
    const at = now + 7 * dayMs;
    const text = (result: Parameters<typeof explainFinish>[1]) =>
      explainFinish(anEntry({ name: 'work' }), result, 'proved', now).text;
    assert.match(
      text({ kind: 'keptUntil', at }),
      /finished: its old token is kept on purpose until .*in 7 days/,
    );
    assert.match(
      text({ kind: 'checked', old: { kind: 'ended', stillKept: false } }),
      /The old token is dead\./,
    );
    assert.match(text({ kind: 'stoppedKeeping' }), /Whether it lives at GitHub was not asked/);
    assert.match(text({ kind: 'wentBack', entry: anEntry() }), /uses its old token again/);
    assert.match(text({ kind: 'stayed', cause: { kind: 'changedMeanwhile' } }), /replaced meanwhile/);
  });

  it('the two findings say since when, until when, and what is known', () => {
    const kept = { at: now + dayMs, old: true, chosen: true };
    const titles = [
      endingWords('old-token-kept', kept, now),
      endingWords('old-token-kept', kept, now + 2 * dayMs),
      endingWords('old-token-kept', { at: now, old: true, chosen: false }, now),
      endingWords('not-yet-revoked', { at: now, old: true }, now),
      endingWords('not-yet-revoked', { at: now, old: false }, now),
      endingWords('not-yet-revoked', { at: now, old: false, acceptedAt: now }, now),
    ].map(({ title, why }) => `${title} ${why}`);
    assert.equal(new Set(titles).size, titles.length);
    assert.match(titles[0] ?? '', /kept until .*tomorrow.*reminded on that day/);
    assert.match(titles[1] ?? '', /That day has come/);
    assert.match(titles[5] ?? '', /GitHub took the request/);
  });
});
