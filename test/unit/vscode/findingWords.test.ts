import assert from 'node:assert/strict';
import { ruleKeys } from '../../../src/policy/policyRules.ts';
import { readPolicyRules } from '../../../src/policy/readPolicyRules.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { everyFinding } from '../../fixtures/everyFinding.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

let explainFinding: typeof import('../../../src/vscode/messages/findings.ts').explainFinding;
let acceptedWords: typeof import('../../../src/vscode/messages/findings.ts').acceptedWords;
let explainRuleProblem: typeof import('../../../src/vscode/messages/policyRules.ts').explainRuleProblem;
let words: { readonly stop: () => void };

before(async function () {
  // The words bring a library of dates with them, and the machine may be busy.
  this.timeout(60_000);
  words = giveEditorWords();
  ({ explainFinding, acceptedWords } = await import('../../../src/vscode/messages/findings.ts'));
  ({ explainRuleProblem } = await import('../../../src/vscode/messages/policyRules.ts'));
});
after(() => words.stop());

describe('the words of the findings', () => {
  const told = () =>
    everyFinding().map(({ finding, entry }) => ({
      id: `${finding.id} of ${entry.kind}`,
      finding,
      ...explainFinding(finding, entry, now),
    }));

  it('are there for every finding: a title, one sentence on why, and one next step', () => {
    for (const { id, title, why, next, finding } of told()) {
      assert.match(title, /^[A-Z0-9]/, id);
      assert.ok(title.length <= 120 && !/[.!]$/.test(title), id);
      assert.match(why, /^\S.*\.$/, id);
      assert.ok(why.length <= 160, `${id}: ${why.length} characters`);
      assert.ok(next !== '' && finding.next !== 'none' && !/[.!]$/.test(next), id);
      for (const text of [title, why, next]) {
        assert.doesNotMatch(text, /!|undefined|NaN|\{\d\}|invalid|please|sorry/i, id);
      }
    }
  });

  it('are one sentence each: the rest of what is surplus stands in the title', () => {
    for (const { id, why } of told()) {
      assert.equal(why.match(/\.(?:\s|$)/g)?.length, 1, `${id}: ${why}`);
    }
    const surplus = told().filter(({ finding }) => finding.data.surplus !== undefined);
    assert.ok(surplus.length > 1);
    for (const { title, finding } of surplus) {
      for (const name of finding.data.surplus ?? []) assert.ok(title.includes(name), name);
    }
  });

  it('count what does not fit into a title', () => {
    const [any] = everyFinding().filter(({ finding }) => finding.id === 'over-scoped');
    assert.ok(any);
    const surplus = Array.from({ length: 200 }, (_, at) => `scope${at}`);
    const { title } = explainFinding({ ...any.finding, data: { surplus } }, any.entry, now);
    assert.ok(title.length < 120 && title.includes('194'), title);
  });

  it('say of reading that it reads, not what writing would do', () => {
    const why = (surplus: readonly string[]) => {
      const [any] = everyFinding().filter(({ finding }) => finding.id === 'broader-than-purpose');
      assert.ok(any);
      return explainFinding({ ...any.finding, data: { surplus } }, any.entry, now).why;
    };
    assert.match(why(['administration:read']), /^administration:read reads/);
    assert.match(why(['administration:write']), /deletes/);
  });

  it('of an accepted one are the date and the reason, as one line of plain text', () => {
    const [one] = everyFinding().filter(({ finding }) => finding.id === 'classic');
    assert.ok(one);
    const until = now + 30 * 86_400_000;
    const reason = 'a\u202eb\nc\u001b[31m';
    const entry = aClassic(['repo'], { accepted: [{ findingId: 'classic', reason, at: now, until }] });
    const said = acceptedWords({ ...one.finding, acceptedUntil: until }, entry, now);
    assert.match(said, /\b20\b.*\b30\b[^:]*: ab c$/);
    assert.equal(acceptedWords(one.finding, anEntry(), now), '');
  });
});

describe('the words of a rule that is not in force', () => {
  const said = (value: unknown) =>
    readPolicyRules(value).problems.map((problem) => explainRuleProblem(problem, (text) => text));

  it('name the rule and what would be right, for every rule', () => {
    for (const key of ruleKeys) {
      const [text = '', ...more] = said({ [key]: { wrong: true } });
      assert.ok(text.startsWith(`${key} must be `) && text.endsWith('.') && more.length === 0, key);
      assert.doesNotMatch(text, /!|undefined|\{\d\}|invalid/i);
    }
  });

  it('count lines as a person does, and name what may have been meant', () => {
    assert.deepEqual(said({ neverGrant: ['secrets', 5, 'made_up'], MaxLifetimeDays: 3, off: 1 }), [
      'Line 2 of neverGrant is not used: it must be a permission such as administration or actions:write, or a classic scope.',
      'Line 3 of neverGrant is no permission or scope that is known. It counts as it is written.',
      'There is no rule MaxLifetimeDays. It may be meant as maxLifetimeDays.',
      'There is no rule off.',
    ]);
  });
});
