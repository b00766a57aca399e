import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GuardrailFacts } from '../../../src/guardrails/facts.ts';
import { judgeGuardrails, mayPassOnce } from '../../../src/guardrails/judgeGuardrails.ts';
import { readGuardrails } from '../../../src/guardrails/readGuardrails.ts';
import { readYaml } from '../../../src/node/readYaml.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import { ignoredIn, judgePush, judgeTeamFiles, readTeamFile } from '../../../src/teamPolicy/judgeTeamFile.ts';
import { lineOf, type TeamFile } from '../../../src/teamPolicy/teamFile.ts';
import { teamKeys } from '../../../src/teamPolicy/teamRules.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';
import { teamFile } from './teamFiles.ts';

const plain: GuardrailFacts = {
  repository: { host: 'github.com', owner: 'Acme', repo: 'app' },
  branch: 'feature/one',
  defaultBranch: 'main',
  login: 'mona',
  outgoing: { files: [], tokens: [], complete: true },
  changedFiles: [],
  tasks: [],
};
const judge = (
  files: readonly TeamFile[],
  entries: readonly Entry[] = [anEntry()],
  facts: Partial<GuardrailFacts> = {},
) => judgeTeamFiles(files.map(readTeamFile), { ...plain, ...facts }, entries, now);

/** What one line stops. */
const stops = (line: string, entry: Entry = anEntry(), facts: Partial<GuardrailFacts> = {}) =>
  judge([teamFile(line)], [entry], facts).map(({ rule, data, source, override }) => {
    assert.deepEqual([source, override], [{ kind: 'teamFile', branch: undefined, line: 2 }, 'once']);
    return `${rule} ${data.kind === 'credential' ? data.fault.kind : data.kind}`;
  });

describe('what the rules of a repository stop', () => {
  it('is a kind of token that they do not allow: classic ones, where they say so', () => {
    const line = 'allowedKinds: [fine-grained-pat, installation-token]';
    assert.deepEqual(stops(line, aClassic(['repo'])), ['allowedKinds kind']);
    assert.deepEqual(stops(line, anEntry({ kind: 'legacy-hex' })), ['allowedKinds kind']);
    assert.deepEqual(stops(line, anEntry({ kind: 'unknown' })), ['allowedKinds kind']);
    assert.deepEqual(stops(line), []);
  });

  it('is a token that lives longer than they allow, from the moment it was stored, or for ever, or nobody knows how long', () => {
    const line = 'maxLifetimeDays: 30';
    const lasting = (days: number) =>
      anEntry({ expiry: { kind: 'at', at: anEntry().secretSince + days * dayMs } });
    assert.deepEqual(stops(line, lasting(30)), []);
    assert.deepEqual(
      stops(line, anEntry({ expiry: { kind: 'at', at: anEntry().secretSince + 30 * dayMs + 1 } })),
      ['maxLifetimeDays lifetime'],
    );
    assert.deepEqual(stops(line, anEntry({ expiry: { kind: 'never' } })), ['maxLifetimeDays noExpiry']);
    assert.deepEqual(stops(line, anEntry({ expiry: { kind: 'notReported', why: 'absent' } })), [
      'maxLifetimeDays expiryUnknown',
    ]);
    const renewed = anEntry({ kind: 'installation-token', expiry: { kind: 'notReported', why: 'absent' } });
    assert.deepEqual(stops(line, renewed), []);
    assert.deepEqual(stops('maxAgeDays: 10'), []);
    assert.deepEqual(stops('maxAgeDays: 9'), ['maxAgeDays age']);
  });

  it('is a token that holds what they never grant, as far as it is known', () => {
    const line = 'neverGrant: [administration, "actions:write", "admin:org"]';
    const declaring = (declared: Entry['declared']) => anEntry({ declared });
    assert.deepEqual(stops(line, declaring({ administration: 'read' })), ['neverGrant neverGrant']);
    assert.deepEqual(stops(line, declaring({ actions: 'read', contents: 'write' })), []);
    assert.deepEqual(stops(line, declaring({ actions: 'write' })), ['neverGrant neverGrant']);
    assert.deepEqual(stops(line, aClassic(['repo', 'admin:org'])), ['neverGrant neverGrant']);
    assert.deepEqual(stops(line, declaring(undefined)), []);
  });

  it('is a token that holds more than its job needs, whose job or owner is not known, or that serves several owners', () => {
    const wide = anEntry({ purpose: 'read-only', declared: { contents: 'write' } });
    assert.deepEqual(stops('noSurplus: true', wide), ['noSurplus surplus']);
    assert.deepEqual(stops('noSurplus: true'), []);
    assert.deepEqual(stops('requirePurpose: true'), ['requirePurpose purposeUnknown']);
    assert.deepEqual(stops('requirePurpose: true', anEntry({ purpose: 'push-and-draft' })), []);
    assert.deepEqual(stops('requireOwner: true', anEntry({ owner: undefined })), [
      'requireOwner ownerUnknown',
    ]);
    assert.deepEqual(stops('requireOwner: true', aClassic(['repo'])), []);
    const used = (...confirmedFor: readonly string[]) => anEntry({ confirmedFor });
    assert.deepEqual(stops('oneOwner: true', used('acme/app', 'ACME/other')), []);
    assert.deepEqual(stops('oneOwner: true', used('octo/x')), ['oneOwner severalOwners']);
    const refused = { operation: 'push', repository: 'octo/x', evidence: 'refused', at: now } as const;
    assert.deepEqual(stops('oneOwner: true', anEntry({ observed: [refused] })), []);
    const worked = { ...refused, evidence: 'worked' } as const;
    assert.deepEqual(stops('oneOwner: true', anEntry({ observed: [worked] })), ['oneOwner severalOwners']);
  });

  it('S4-20 is a branch of another name, a protected branch, a forbidden file, an untidy tree', () => {
    assert.deepEqual(stops('branchPattern: fix/*'), ['branchPattern branchName']);
    assert.deepEqual(stops('branchPattern: [fix/*, feature/*]'), []);
    assert.deepEqual(stops('protectedBranches: ["feature/*"]'), ['protectedBranches protectedBranch']);
    const files = [{ path: 'a/b.sql', blob: 'b', authLine: false }];
    const outgoing = { ...plain.outgoing, files };
    assert.deepEqual(stops('forbiddenFiles: ["*.sql"]', anEntry(), { outgoing }), [
      'forbiddenFiles forbiddenFile',
    ]);
    assert.deepEqual(stops('requireCleanTree: true', anEntry(), { changedFiles: ['a'] }), [
      'cleanTree changedFile',
    ]);
  });

  it('is asked of each token that would be used, the one that pushes and the one that opens', () => {
    const opener = aClassic(['repo'], { id: 'e2', name: 'github:classic' });
    const found = judge([teamFile('allowedKinds: [fine-grained-pat]')], [anEntry(), opener]);
    assert.deepEqual(
      found.map(({ data }) => data.kind === 'credential' && data.entryName),
      ['github:classic'],
    );
  });

  it('is not changed by what a person accepted for their own vault', () => {
    const accepted = [{ findingId: 'no-expiry', reason: 'r', at: now, until: now + dayMs }];
    const entry = anEntry({ expiry: { kind: 'never' }, accepted });
    assert.deepEqual(stops('maxLifetimeDays: 30', entry), ['maxLifetimeDays noExpiry']);
  });

  it('is everything while a line of theirs cannot be understood, which a person may let pass once and no program', () => {
    const [first, ...rest] = judge([teamFile(['maxAgeDays: 3', 'forbidenFiles: [a]', 'noSurplus: 1'])]);
    assert.deepEqual(
      [first?.rule, first?.data, first?.source],
      [
        'teamFile',
        {
          kind: 'teamFile',
          problem: { kind: 'unknownKey', key: 'forbidenFiles', meant: 'forbiddenFiles' },
          count: 2,
        },
        { kind: 'teamFile', branch: undefined, line: 3 },
      ],
    );
    // What could be understood is asked all the same.
    assert.deepEqual(
      rest.map(({ rule }) => rule),
      ['maxAgeDays'],
    );
    assert.deepEqual(
      [mayPassOnce([first as never], false), mayPassOnce([first as never], true)],
      [true, false],
    );
  });

  it('is nothing where a line is only ignored, and those lines are named where a push is looked at', () => {
    const vain = teamFile(['host: evil.example', 'soonDays: 1', 'requirePurpose: false']);
    assert.deepEqual(judge([vain]), []);
    assert.deepEqual(
      ignoredIn([readTeamFile(vain), readTeamFile(teamFile('forbidenFiles: [a]'))]).map(
        ({ problem, source }) => [problem.kind, source.kind === 'teamFile' && source.line],
      ),
      [
        ['namesHost', 2],
        ['personal', 3],
        ['loosens', 4],
      ],
    );
  });

  it('is what the remote’s default branch asks too, so that a branch cannot rid itself of it, and each thing once', () => {
    const strict = teamFile('protectedBranches: ["feature/*"]', 'origin/main');
    const sources = (files: readonly TeamFile[]) => judge(files).map(({ source }) => source);
    const onRemote = [{ kind: 'teamFile', branch: 'origin/main', line: 2 }];
    assert.deepEqual(sources([strict]), onRemote);
    assert.deepEqual(sources([teamFile(''), strict]), onRemote);
    assert.deepEqual(sources([teamFile('protectedBranches: [main]'), strict]), onRemote);
    const own = teamFile(['', 'protectedBranches: ["feature/*"]']);
    assert.deepEqual(sources([own, strict]), [{ kind: 'teamFile', branch: undefined, line: 3 }]);
  });

  it('counts lines as an editor does', () => {
    assert.deepEqual(
      [lineOf('a\r\nb', 3), lineOf('a\rb', 2), lineOf('a\nb', 1), lineOf('', 0)],
      [2, 2, 1, 1],
    );
  });
});

/** Lines that a file of rules could hold, and any text besides. */
const lines = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...teamKeys, 'host', 'requiredTasks', 'skip'), fc.string({ maxLength: 12 })),
        fc.oneof(
          fc.constantFrom(
            'true',
            'false',
            '[]',
            '["*"]',
            '["!*"]',
            '["!.env"]',
            '"!*"',
            '1',
            '366',
            '&a *a',
            '{',
            '\t- x',
            '~',
          ),
          fc.json({ maxDepth: 2 }),
          fc.string({ maxLength: 20 }),
        ),
      ),
      { maxLength: 8 },
    )
    .map((pairs) => pairs.map(([key, value]) => `${key}: ${value}`).join('\n')),
);

describe('any text at all as the rules of a repository', () => {
  const settings = (value: Partial<Record<string, unknown>>) => {
    const given = (name: string) => ({ value: value[name], chosen: true });
    return readGuardrails({
      allowedRepositories: given('allowedRepositories'),
      branchPattern: given('branchPattern'),
      protectedBranches: given('protectedBranches'),
      forbiddenFiles: given('forbiddenFiles'),
      requiredTasks: given('requiredTasks'),
      requireCleanTree: given('requireCleanTree'),
    });
  };
  const own = settings({
    forbiddenFiles: ['.env'],
    branchPattern: 'fix/*',
    protectedBranches: ['feature/*'],
    requireCleanTree: true,
  });
  const facts = {
    ...plain,
    changedFiles: ['a'],
    outgoing: { files: [{ path: '.env', blob: 'b', authLine: true }], tokens: [], complete: false },
  };

  it('never throws, never takes away what the person’s own rules stop, and only adds what a person may let pass', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (text, onRemote) => {
        const files = [{ branch: onRemote ? 'origin/main' : undefined, text, reading: readYaml(text) }];
        const look = { files: files.map(readTeamFile), entries: [anEntry(), aClassic(['repo'])], now };
        const alone = judgeGuardrails(facts, own);
        const all = judgePush(facts, own, look);
        assert.deepEqual(all.slice(0, alone.length), alone);
        for (const { source, override } of all.slice(alone.length)) {
          assert.deepEqual([source.kind, override], ['teamFile', 'once']);
        }
        assert.ok(alone.length >= 5);
      }),
      { numRuns: 500 },
    );
  });

  it('never asks for less when another file is there as well', () => {
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const file = (text: string) => ({ branch: undefined, text, reading: readYaml(text) });
        const what = (files: readonly TeamFile[]) =>
          judge(files, [anEntry()], facts).map(({ rule, data }) => JSON.stringify([rule, data]));
        const both = new Set(what([file(one), file(other)]));
        assert.deepEqual(
          [...what([file(one)]), ...what([file(other)])].filter((each) => !both.has(each)),
          [],
        );
      }),
      { numRuns: 300 },
    );
  });

  it('has each place of a problem inside the text, or at its end', () => {
    fc.assert(
      fc.property(lines, (text) => {
        for (const { span } of readTeamFile({ branch: undefined, text, reading: readYaml(text) }).policy
          .problems) {
          assert.ok(span.from >= 0 && span.from <= text.length && span.to >= span.from, JSON.stringify(span));
        }
      }),
      { numRuns: 500 },
    );
  });
});
