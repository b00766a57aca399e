import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JudgedLeak } from '../../../src/leaks/judgeLeaks.ts';
import type { Checked, LeakPlace } from '../../../src/leaks/leak.ts';
import { type LeftFacts, type LeftHistory, whatIsLeft } from '../../../src/leaks/whatIsLeft.ts';
import { kinds, type TokenKind } from '../../../src/tokens/kind.ts';

const file: LeakPlace = { kind: 'file', uri: 'file:///w/.env' };
const commit = (digit: string, outgoing: boolean) =>
  ({ kind: 'commit', root: '/w', sha: digit.repeat(40), path: '.env', outgoing }) as const;
const checkedAs = (kind: 'alive' | 'dead'): Checked =>
  kind === 'dead' ? { kind, host: 'github.com', at: 1 } : { kind, host: 'github.com', at: 1, login: 'mona' };

function judged(checked: Checked | undefined, kind: TokenKind = 'classic-pat'): JudgedLeak {
  return {
    leak: {
      id: 'one',
      place: file,
      spot: { line: 0, column: 0, endLine: 0, endColumn: 40 },
      kind,
      confidence: 'confirmed',
      written: 'plain',
      masked: 'ghp_…1234',
      print: 'print',
    },
    weight: 'warning',
    ours: undefined,
    testData: undefined,
    checked,
  };
}

const none = {
  history: { kind: 'none' },
  places: [],
  copies: { localHistory: false, hotExit: false },
} as const;
const idsOf = (checked: Checked | undefined, facts: Partial<LeftFacts>, kind?: TokenKind) =>
  whatIsLeft(judged(checked, kind), { ...none, ...facts }).map((line) => line.kind);

describe('what is left to do by hand', () => {
  it('names only what applies: of a dead token that lies nowhere else nothing but that it is dead', () => {
    assert.deepEqual(idsOf(checkedAs('dead'), {}), ['dead']);
    assert.deepEqual(idsOf(undefined, {}), ['notChecked']);
    assert.deepEqual(idsOf(undefined, {}, 'app-key'), ['notAskable']);
    assert.deepEqual(idsOf(checkedAs('alive'), { places: [file] }), ['alive', 'places']);
  });

  it('tells commits that a remote has from those that can still be rewritten', () => {
    const commits = [commit('a', false), commit('b', true)];
    const history: LeftHistory = { kind: 'looked', commits, complete: true };
    assert.deepEqual(whatIsLeft(judged(undefined), { ...none, history }).slice(1), [
      { kind: 'pushed', commits: [commits[0]], needsEnd: true },
      { kind: 'unpushed', commits: [commits[1]] },
    ]);
    const [pushed] = whatIsLeft(judged(checkedAs('dead')), { ...none, history }).slice(1);
    assert.deepEqual(pushed, { kind: 'pushed', commits: [commits[0]], needsEnd: false });
  });

  it('says that no commit holds it only after all of them were read', () => {
    const looked = (complete: boolean): LeftHistory => ({ kind: 'looked', commits: [], complete });
    assert.deepEqual(idsOf(undefined, { history: looked(true) }), ['notChecked', 'historyClean']);
    assert.deepEqual(idsOf(undefined, { history: looked(false) }), ['notChecked', 'historyInPart']);
    assert.deepEqual(idsOf(undefined, { history: { kind: 'notLooked' } }), ['notChecked', 'historyMay']);
  });

  it('speaks of the copies of an editor only where there may be some', () => {
    const copies = { localHistory: true, hotExit: true };
    assert.deepEqual(idsOf(checkedAs('dead'), { copies }), ['dead', 'localHistory', 'hotExit']);
    assert.deepEqual(idsOf(checkedAs('dead'), { copies: { localHistory: false, hotExit: true } }), [
      'dead',
      'hotExit',
    ]);
  });

  it('begins with whether the token lives, loses no place and no commit, and says nothing twice', () => {
    const places = fc.array(
      fc.oneof(
        fc.string().map((uri): LeakPlace => ({ kind: 'file', uri })),
        fc.string().map((path): LeakPlace => ({ kind: 'staged', root: '/w', path })),
      ),
    );
    const commits = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()));
    fc.assert(
      fc.property(
        places,
        commits,
        fc.boolean(),
        fc.constantFrom('alive', 'dead', undefined),
        fc.constantFrom(...(Object.keys(kinds) as TokenKind[])),
        (given, shas, complete, life, kind) => {
          const history: LeftHistory = {
            kind: 'looked',
            commits: shas.map(([digit, outgoing]) => commit(digit, outgoing)),
            complete,
          };
          const checked = life === undefined ? undefined : checkedAs(life);
          const lines = whatIsLeft(judged(checked, kind), { ...none, history, places: given });
          assert.ok(['alive', 'dead', 'notChecked', 'notAskable'].includes(lines[0]?.kind ?? ''));
          assert.equal(new Set(lines.map((line) => line.kind)).size, lines.length);
          const told = lines.flatMap((line) => ('commits' in line ? line.commits : []));
          assert.equal(told.length, shas.length);
          assert.deepEqual(
            lines.flatMap((line) => (line.kind === 'places' ? line.places : [])),
            given,
          );
        },
      ),
    );
  });
});
