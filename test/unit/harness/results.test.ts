import assert from 'node:assert/strict';
import { judgeReport, type MochaReport } from '../../harness/results.ts';

describe('judging a test run', () => {
  const clean: MochaReport = { stats: { passes: 3, failures: 0, pending: 1 }, failures: [] };

  it('a report without failures and exit code 0 passes', () => {
    assert.deepEqual(judgeReport(clean, 0), {
      passed: 3,
      failed: 0,
      skipped: 1,
      failures: [],
      broken: undefined,
    });
  });

  it('a failing test is one failure, with the words to print', () => {
    const failures = [{ fullTitle: 'a b', err: { message: 'no' } }];
    assert.deepEqual(judgeReport({ stats: { passes: 2, failures: 1, pending: 0 }, failures }, 1), {
      passed: 2,
      failed: 1,
      skipped: 0,
      failures: [{ title: 'a b', message: 'no' }],
      broken: undefined,
    });
  });

  it('a run that left no report has failed, whatever its exit code says', () => {
    assert.deepEqual(
      [0, 7].map((code) => judgeReport(undefined, code)).map(({ failed, broken }) => [failed, broken]),
      [
        [1, 'the run ended with code 0 and left no report'],
        [1, 'the run ended with code 7 and left no report'],
      ],
    );
  });

  it('a run in which every test was skipped has failed', () => {
    const idle: MochaReport = { stats: { passes: 0, failures: 0, pending: 5 }, failures: [] };
    assert.deepEqual(judgeReport(idle, 0), {
      passed: 0,
      failed: 1,
      skipped: 5,
      failures: [],
      broken: 'the run executed no test',
    });
  });

  it('an exit code that no failing test explains is a failure of its own', () => {
    const { failed, broken } = judgeReport(clean, 134);
    assert.deepEqual([failed, broken], [1, 'the run ended with code 134 although no test failed']);
  });
});
