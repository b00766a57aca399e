import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  expandTitle,
  ticketIn,
  titlePlaceholders,
  unknownPlaceholders,
} from '../../../src/pulls/titleTemplate.ts';

const subject = 'Greet by the time of day';

describe('the title template', () => {
  it('X-09 S1-16 puts ticket, type, branch and subject where it says', () => {
    const table = [
      ['[{ticket}] {subject}', 'fix/abc-12-greeting', `[ABC-12] ${subject}`],
      ['{type}: {subject}', 'feature/greeting', `feat: ${subject}`],
      ['{type}({ticket}): {subject}', 'fix/7-x', `fix(#7): ${subject}`],
      ['{subject} ({branch})', 'topic/first', `${subject} (topic/first)`],
    ] as const;
    assert.deepEqual(
      table.map(([template, branch]) => expandTitle(template, { branch, subject })),
      table.map(([, , title]) => title),
    );
  });

  it('leaves out what the branch does not tell, with the brackets and marks that stand only for it', () => {
    const table = [
      ['[{ticket}] {subject}', subject],
      ['{type}: {subject}', subject],
      ['{type}({ticket}): {subject}', subject],
      ['{ticket} - {subject}', subject],
      ['{ticket}', subject],
      ['', subject],
    ] as const;
    assert.deepEqual(
      table.map(([template]) => expandTitle(template, { branch: 'greeting', subject })),
      table.map(([, title]) => title),
    );
  });

  it('names what it does not know, once', () => {
    assert.deepEqual(unknownPlaceholders('{Ticket} {subject} {run} {run} {'), ['{Ticket}', '{run}']);
    assert.deepEqual(unknownPlaceholders(titlePlaceholders.join(' ')), []);
  });

  it('finds the ticket where people write it, and none in a version', () => {
    const table = {
      'ABC-12': 'ABC-12',
      'mona/abc-12-try': 'ABC-12',
      'fix/123-login': '#123',
      '123_login': '#123',
      'fix/login-2b': '',
      'v1.2.3': '',
      main: '',
    };
    assert.deepEqual(Object.keys(table).map(ticketIn), Object.values(table));
  });

  it('is never empty and never puts in what another placeholder brought', () => {
    const text = fc.string({ maxLength: 60 });
    const word = text.filter((one) => one.trim() !== '');
    fc.assert(
      fc.property(text, text, word, (template, branch, title) => {
        const made = expandTitle(template, { branch, subject: title });
        return made.trim() !== '';
      }),
    );
    assert.equal(expandTitle('{subject}', { branch: 'x', subject: '{branch} $& $1' }), '{branch} $& $1');
  });
});
