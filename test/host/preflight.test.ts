import assert from 'node:assert/strict';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { branchNotAsked } from '../../src/preflight/branchFacts.ts';
import { judgePreflight } from '../../src/preflight/judgePreflight.ts';
import { judgeWorkflowsGuard } from '../../src/preflight/judgeWorkflowsGuard.ts';
import type { Check } from '../../src/preflight/preflight.ts';
import { planRotation } from '../../src/rotation/planRotation.ts';
import { widenChecklist } from '../../src/rotation/widenChecklist.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { checklistText } from '../../src/vscode/checklist.ts';
import { checkLine, haveLine, verdictLine } from '../../src/vscode/messages/preflightLines.ts';
import { mayCountAs } from '../../src/vscode/preflightGuard.ts';
import { askBlocked } from '../../src/vscode/preflightQuestion.ts';
import { aClassic, anEntry, now } from '../unit/policy/anEntry.ts';
import { aTarget, known, plainCommits, rule, someFacts, unseen } from '../unit/preflight/facts.ts';
import { answering } from './answering.ts';

const workflows = [{ path: '.github/workflows/new.yml', elsewhere: 'no' }] as const;

function blockedOf(facts: Parameters<typeof someFacts>[0]): readonly [Check, ...Check[]] {
  const [first, ...more] = judgePreflight(someFacts(facts)).checks.filter(({ verdict }) => verdict === 'no');
  if (first === undefined) throw new Error('nothing speaks against it');
  return [first, ...more];
}

async function asked(entry: Entry, facts: Parameters<typeof someFacts>[0], ...labels: readonly string[]) {
  const { shown, result } = await answering(labels, () => askBlocked(entry, blockedOf({ entry, ...facts })));
  return { placeholder: shown[0]?.placeholder, rows: shown[0]?.rows ?? [], times: shown.length, result };
}

describe('the question before a push that something speaks against', () => {
  it('S0-07 names the file, how we know, another token, the way to get it, and lets GitHub decide', async () => {
    const commits = { ...plainCommits, workflows };
    const { placeholder, rows, result } = await asked(anEntry({ name: 'work' }), { commits }, 'Push Anyway');
    assert.equal(placeholder, 'The push changes .github/workflows/new.yml.');
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['Use Another Token', 'Get It', 'Push Anyway'],
    );
    assert.equal(rows[0]?.detail, 'work has no Workflows: write, as you declared it');
    assert.equal(result, 'anyway');
  });

  it('offers no push where trying is of no use, but the next step', async () => {
    const large = [{ path: 'big.bin', bytes: 120 * 1024 * 1024, inTip: false }];
    const drift = { trackingSha: 'b'.repeat(40), ahead: 1, behind: 2 };
    for (const commits of [
      { ...plainCommits, large },
      { ...plainCommits, drift },
    ]) {
      const { rows, result } = await asked(anEntry(), { commits }, 'Show Source Control');
      assert.deepEqual(
        rows.map(({ label }) => label),
        ['Show Source Control'],
      );
      assert.equal(result, 'scm');
    }
    const both = await asked(anEntry(), { commits: { ...plainCommits, large, drift, workflows } });
    assert.ok(both.rows.every(({ label }) => label !== 'Push Anyway'));
    assert.equal(both.result, undefined);
  });

  it('stays open when a line that only says something is chosen', async () => {
    const branch = { ...branchNotAsked, rules: known([rule('pull_request')]) };
    const commits = { ...plainCommits, workflows };
    const also = 'GitHub’s rules for this branch speak against the push: changes come by pull request.';
    const { times, result } = await asked(aClassic(['repo']), { branch, commits }, also, 'Use Another Token');
    assert.deepEqual([times, result], [2, 'another']);
  });

  it('leads to a token of its own where this one acts for somebody else', async () => {
    const owner = { value: 'someone-else', evidence: 'declared' } as const;
    const { placeholder, rows } = await asked(anEntry({ name: 'work', owner }), {});
    assert.equal(placeholder, 'work acts for someone-else, and the push goes to acme.');
    const get = rows.find(({ label }) => label === 'Get It');
    assert.equal(get?.detail, 'A new token that acts for acme, beside this one');
  });

  it('does not offer to make a token that its App renews', async () => {
    const entry = anEntry({ kind: 'installation-token', declared: { contents: 'read' } });
    const { rows } = await asked(entry, {});
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['Use Another Token', 'Push Anyway'],
    );
  });
});

describe('the four facts where Workflows is granted', () => {
  const guard = (facts: Parameters<typeof judgeWorkflowsGuard>[0]) => ({
    slug: 'acme/app',
    branch: 'main',
    facts: judgeWorkflowsGuard(facts),
  });
  const seen = guard({
    rules: known([rule('pull_request', 1)]),
    isProtected: known(true),
    protection: unseen,
  });

  it('S3-05 are looked at for a token that gets Workflows, and for no other', async () => {
    let looked = 0;
    const look = () => {
      looked += 1;
      return Promise.resolve(seen);
    };
    assert.equal(await mayCountAs({ contents: 'write' }, 'work', look), true);
    assert.equal(looked, 0);
    const on = await answering(['Go On'], () => mayCountAs({ workflows: 'write' }, 'work', look));
    assert.deepEqual([on.result, looked, on.shown.length], [true, 1, 1]);
    const back = await answering(['Choose Another Purpose'], () =>
      mayCountAs({ workflows: 'write' }, 'work', look),
    );
    const left = await answering([], () => mayCountAs({ workflows: 'write' }, 'work', look));
    assert.deepEqual([back.result, left.result], [false, false]);
  });

  it('S3-07 stand under the sentence that says what they are good for, each as known', async () => {
    const { shown } = await answering(['Go On'], () =>
      mayCountAs({ workflows: 'write' }, 'work', () => Promise.resolve(seen)),
    );
    assert.equal(
      shown[0]?.placeholder,
      'With these four, it can propose changes to workflows, not merge them unreviewed.',
    );
    assert.deepEqual(
      shown[0]?.rows.map(({ label }) => label).filter((label) => label.startsWith('$(')),
      [
        '$(pass) A rule covers the branch: yes',
        '$(pass) Changes need a pull request: yes',
        '$(pass) At least 1 approval: yes',
        '$(question) Nobody may bypass it: unknown: this token may not see it',
      ],
    );
  });

  it('S3-05 stand in the checklist of a token that is to get Workflows', () => {
    const plan = planRotation(anEntry(), now, defaultPolicy);
    if (plan.kind !== 'replace') throw new Error('it is replaced');
    const wide = widenChecklist(plan.checklist, { workflows: 'write' });
    const page = { url: 'https://github.com/', prefilled: true };
    const text = checklistText(anEntry(), wide, page, seen);
    assert.match(text, /Workflows: write/);
    assert.match(text, /^- Changes need a pull request: yes$/m);
    assert.doesNotMatch(checklistText(anEntry(), plan.checklist, page, undefined), /pull request: yes/);
  });
});

describe('the preflight in words', () => {
  it('has a line for every check, whatever is known', () => {
    const large = [{ path: 'a](b', bytes: 60 * 1024 * 1024, inTip: true }];
    const branches = [
      branchNotAsked,
      { rules: known([]), isProtected: known(false), protection: unseen },
      { ...branchNotAsked, rules: known([rule('required_signatures'), rule('pull_request', 1)]) },
    ];
    const commits = [
      plainCommits,
      { ...plainCommits, workflows, large, lfsPointers: ['a.psd'], drift: undefined, unsigned: [] },
    ];
    const entries = [anEntry(), aClassic(['gist']), anEntry({ declared: undefined })];
    for (const branch of branches) {
      for (const commit of commits) {
        for (const entry of entries) {
          const facts = someFacts({
            entry,
            branch,
            commits: commit,
            push: { target: aTarget, newBranch: true },
          });
          const preflight = judgePreflight(facts);
          const lines = preflight.checks.map((check) => checkLine(check, entry));
          for (const line of [...lines, verdictLine(preflight), ...preflight.haves.map(haveLine)]) {
            assert.doesNotMatch(line, /undefined|\{\d\}|^\w+: ?$|NaN/);
          }
        }
      }
    }
  });
});
