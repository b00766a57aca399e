import { judgeEntries } from '../../src/policy/judgeEntry.ts';
import { policyOfSetting } from '../../src/policy/readPolicyRules.ts';
import { variedEntries } from '../fixtures/variedEntries.ts';
import { now } from '../unit/policy/anEntry.ts';
import type { Figure } from './figures.ts';
import { median, rounded, spread } from './median.ts';

const rounds = 15;
const count = 1_000;
/** What a person may have written: the rules are read anew each time the vault is judged. */
const setting = {
  allowedKinds: ['fine-grained-pat', 'app-user-token'],
  neverGrant: ['administration', 'secrets'],
};

/**
 * What is timed: reading the rules and judging 1,000 entries of every kind, purpose, life and use, each seen at up to a
 * hundred places. A window judges again and again, so the middle round counts; the first and coldest is told beside it.
 */
export async function measurePolicy(): Promise<readonly Figure[]> {
  const entries = variedEntries(count);
  const taken: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const { policy } = policyOfSetting(setting);
    const findings = judgeEntries(entries, { now, usedHere: 'e1', policy });
    taken.push(performance.now() - started);
    found = findings.length;
  }
  if (found < count) throw new Error(`only ${found} findings about ${count} entries: that is not the work`);
  const [first = 0] = taken;
  return [
    {
      key: 'policy.ms',
      value: rounded(median(taken), 1),
      from: `${found} findings about ${count} entries in ${spread(taken)} ms, the first time in ${first.toFixed(1)}`,
    },
  ];
}
