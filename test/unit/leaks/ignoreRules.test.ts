import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchesSegment, readSegment } from '../../../src/leaks/globSegment.ts';
import { judgeIgnored, readExcludes, readIgnoreFile } from '../../../src/leaks/ignoreRules.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';

describe('the rules of an ignore file', () => {
  it('say what the last line that fits says, and nothing of what none fits', () => {
    const rules = readIgnoreFile('# comment\n\n*.log\n!keep.log\n/only\ndir/\na/**/z\n\\#x\nspace\\ \n');
    const judged = (path: string, folder = false) => judgeIgnored(rules, path.split('/'), folder);
    assert.equal(judged('x/y.log'), true);
    assert.equal(judged('x/keep.log'), false);
    assert.equal(judged('only'), true);
    assert.equal(judged('x/only'), undefined);
    assert.deepEqual([judged('dir'), judged('dir', true)], [undefined, true]);
    assert.deepEqual([judged('a/z'), judged('a/b/c/z'), judged('b/a/z')], [true, true, undefined]);
    assert.deepEqual([judged('#x'), judged('space '), judged('space')], [true, true, undefined]);
  });

  it('I10 are judged in time that no pattern can blow up', () => {
    const patterns = [
      `${'*a'.repeat(60)}b`,
      `${'**/'.repeat(60)}b/x`,
      `${'?*'.repeat(60)}b`,
      `${'[a]*'.repeat(60)}b`,
    ];
    const rules = [...readIgnoreFile(patterns.join('\n')), ...readExcludes(patterns)];
    const path = Array.from({ length: 200 }, () => 'a'.repeat(200));
    const started = cpuTime();
    assert.equal(judgeIgnored(rules, path, false), undefined);
    // A matcher that goes back to every star would not end within a lifetime.
    assert.ok(cpuTime() - started < 5_000);
  });

  it('never throw, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { minLength: 1 }), (text, parts) => {
        judgeIgnored([...readIgnoreFile(text), ...readExcludes([text])], parts, true);
      }),
    );
  });

  it('match a name by its letters, and a star by any run of them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (before, after) => {
        const plain = before.replace(/[*?[\\]/g, 'x');
        const segment = readSegment(`${plain}*`);
        assert.ok(segment && matchesSegment(segment, plain + after));
        assert.ok(!matchesSegment(segment, `\0${plain}`.slice(0, plain.length)) || plain.startsWith('\0'));
      }),
    );
  });
});
