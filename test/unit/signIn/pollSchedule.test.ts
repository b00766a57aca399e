import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeDeviceCode } from '../../../src/signIn/deviceCode.ts';
import { afterPoll, type PollNews, planPoll, startSchedule } from '../../../src/signIn/pollSchedule.ts';
import { githubCom } from '../../../src/tokens/host.ts';

const news = fc.oneof(
  fc.constant<PollNews>({ kind: 'pending' }),
  fc.constant<PollNews>({ kind: 'unreached' }),
  fc.record({
    kind: fc.constant('slowDown' as const),
    intervalMs: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: undefined }),
  }),
);
const anything = fc.oneof(fc.double(), fc.integer(), fc.constant(undefined), fc.string());

describe('the schedule of a sign-in', () => {
  it('B10 never asks faster than allowed and always ends, whatever the server says and the clock does', () => {
    const said = fc.record({ interval: anything, expires_in: anything });
    const steps = fc.array(fc.tuple(news, fc.integer({ min: 0, max: 20_000 })), { maxLength: 30 });
    fc.assert(
      fc.property(said, steps, fc.boolean(), (given, script, standsStill) => {
        const code = judgeDeviceCode(
          { ...given, user_code: 'ABCD-EFGH', device_code: 'd'.repeat(40) },
          githubCom,
        );
        let now = 1_000;
        let least = 5_000;
        let last = now;
        let schedule = startSchedule(code, now);
        for (let step = 0; ; step++) {
          assert.ok(step < 1_000, 'it does not end');
          const act = planPoll(schedule, now);
          if (act.kind === 'over') break;
          if (act.kind === 'wait') {
            assert.ok(act.ms > 0);
            now += act.ms;
            continue;
          }
          assert.ok(now - last >= least, `asked after ${now - last} ms, ${least} allowed`);
          assert.ok(now < 1_000 + 900_000, 'asked after a quarter of an hour');
          const [heard, took] = script[step % Math.max(1, script.length)] ?? [
            { kind: 'pending' } as const,
            0,
          ];
          last = now;
          now += standsStill ? 0 : took;
          schedule = afterPoll(schedule, heard, now);
          if (heard.kind === 'slowDown') least += 5_000;
        }
      }),
    );
  });
});

describe('a device code', () => {
  const good = { user_code: 'WDJB-MJHT', device_code: 'a1'.repeat(20), interval: 5, expires_in: 900 };

  it('is taken as GitHub documents it', () => {
    const { deviceCode, ...rest } = judgeDeviceCode(good, githubCom);
    assert.equal(deviceCode.reveal(), good.device_code);
    assert.deepEqual(rest, {
      userCode: 'WDJB-MJHT',
      page: 'https://github.com/login/device',
      intervalMs: 5_000,
      livesMs: 900_000,
    });
  });

  it('that could be read as something else on the screen is refused', () => {
    const bad = ['', 'ABCD-\u202eEFGH', '[x](command:y)', 'A B', 'Q'.repeat(60), 4];
    for (const user_code of bad) {
      assert.throws(() => judgeDeviceCode({ ...good, user_code }, githubCom), { message: 'unexpectedShape' });
    }
    assert.throws(() => judgeDeviceCode('<html>', githubCom), { message: 'unexpectedShape' });
  });
});
