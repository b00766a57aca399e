import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayMs, hourMs, minuteMs } from '../../../src/shared/clock.ts';
import { createServerClock } from '../../../src/shared/serverClock.ts';

const noon = Date.UTC(2026, 10, 20, 12);

/** A machine whose clock is off by `offMs`, in a world where `truth` is the time. */
function machine(offMs: number) {
  const world = { truth: noon, awake: 0, off: offMs };
  const clock = createServerClock({ now: () => world.truth + world.off }, () => world.awake);
  return {
    clock,
    /** How wrong the clock is now (ms). */
    error: () => clock.now() - world.truth,
    hear: (host = 'api.github.com', said = world.truth) => clock.heard(host, said),
    pass: (ms: number) => {
      world.truth += ms;
      world.awake += ms;
    },
    sleep: (ms: number) => {
      world.truth += ms;
    },
    set: (ms: number) => {
      world.off = ms;
    },
  };
}

describe('F12 the clock', () => {
  it('is the machine’s until a server says otherwise, and right from then on', () => {
    for (const off of [-dayMs, dayMs, 5 * hourMs, -40 * dayMs]) {
      const { error, hear, pass } = machine(off);
      assert.equal(error(), off);
      hear();
      pass(3 * dayMs);
      assert.equal(error(), 0);
    }
  });

  it('is left alone for what a header and a network can be off by', () => {
    const { error, hear } = machine(-90_000);
    hear();
    assert.equal(error(), -90_000);
  });

  it('stays right when it is set back, when it is mended, and over a sleep', () => {
    const { error, hear, pass, sleep, set } = machine(0);
    hear();
    pass(hourMs);
    set(-dayMs);
    assert.equal(error(), 0);
    pass(hourMs);
    assert.equal(error(), 0);
    set(0);
    assert.equal(error(), 0);
    sleep(9 * hourMs);
    assert.equal(error(), 0);
    set(-3 * dayMs);
    error();
    sleep(8 * hourMs);
    assert.equal(error(), 0);
  });

  it('is right again with the next answer after any jumps and sleeps', () => {
    const step = fc.record({
      kind: fc.constantFrom('pass', 'sleep', 'set', 'hear' as const),
      ms: fc.integer({ min: -20 * 24, max: 20 * 24 }).map((hours) => hours * hourMs),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const all = machine(0);
        for (const { kind, ms } of steps) {
          if (kind === 'set') all.set(ms);
          else if (kind === 'hear') all.hear();
          else all[kind](Math.abs(ms));
          assert.ok(Number.isFinite(all.error()));
        }
        all.hear();
        assert.ok(Math.abs(all.error()) < 2 * minuteMs);
      }),
      { numRuns: 200 },
    );
  });

  it('does not believe one server as long as another agrees with it, nor any time out of reason', () => {
    const { error, hear } = machine(0);
    hear();
    hear('ghes.example', noon + 30 * dayMs);
    assert.equal(error(), 0);
    const alone = machine(0);
    for (const said of [noon + 400 * dayMs, 0, Number.NaN, Number.POSITIVE_INFINITY]) {
      alone.hear('ghes.example', said);
      assert.equal(alone.error(), 0);
    }
  });

  it('lets a server that is not GitHub’s own move it by a day, and by no month', () => {
    for (const [host, believed] of [
      ['api.github.com', true],
      ['api.octo.ghe.com', true],
      ['ghes.example', false],
      ['github.com.example', false],
      ['ghes.notgithub.com', false],
    ] as const) {
      const near = machine(0);
      near.hear(host, noon - dayMs);
      assert.equal(near.error(), -dayMs);
      const far = machine(0);
      far.hear(host, noon + 30 * dayMs);
      assert.equal(far.error(), believed ? 30 * dayMs : 0, host);
    }
  });

  it('remembers few hosts, the last ones', () => {
    const { error, hear } = machine(dayMs);
    for (let n = 0; n < 50; n++) hear(`h${n}.example`, noon + dayMs);
    for (let n = 0; n < 20; n++) hear(`g${n}.example`);
    assert.equal(error(), 0);
  });
});
