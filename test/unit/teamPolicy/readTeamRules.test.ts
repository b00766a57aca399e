import assert from 'node:assert/strict';
import { isError } from '../../../src/guardrails/teamFileProblem.ts';
import { nearestName } from '../../../src/teamPolicy/nearestName.ts';
import { noTeamRules, teamKeys } from '../../../src/teamPolicy/teamRules.ts';
import { problemsIn, read } from './teamFiles.ts';

/** What is wrong with one line after the version, and whether that stops a push. */
const about = (line: string) =>
  read(`version: 1\n${line}\n`).problems.map(({ problem }) => [problem, isError(problem)]);
const kind = (line: string) => about(line).map(([problem]) => (problem as { kind: string }).kind);
const rules = (lines: string) => read(`version: 1\n${lines}\n`).rules;

describe('the rules of a repository', () => {
  it('are read whole, each of its kind', () => {
    const text = [
      'version: 1',
      'allowedKinds: [fine-grained-pat, installation-token]',
      'maxLifetimeDays: 14',
      'maxAgeDays: 7',
      'neverGrant:',
      '  - administration',
      '  - actions:write',
      '  - contents: write',
      'requirePurpose: true',
      'requireOwner: true',
      'oneOwner: true',
      'noSurplus: true',
      'branchPattern: "{user}/* | fix/*"',
      'protectedBranches:',
      '  - main',
      'forbiddenFiles: ["*.pem", "!test.pem"]',
      'requireCleanTree: true',
    ].join('\n');
    assert.deepEqual(read(text).problems, []);
    assert.deepEqual(read(text).rules, {
      token: {
        allowedKinds: ['fine-grained-pat', 'installation-token'],
        maxLifetimeDays: 14,
        maxAgeDays: 7,
        neverGrant: {
          permissions: { administration: 'read', actions: 'write', contents: 'write' },
          scopes: [],
        },
        requirePurpose: true,
        requireOwner: true,
        oneOwner: true,
      },
      noSurplus: true,
      branchPattern: ['{user}/*', 'fix/*'],
      protectedBranches: ['main'],
      forbiddenFiles: ['*.pem', '!test.pem'],
      requireCleanTree: true,
    });
  });

  it('begin with their version, and one that is not known is not guessed at', () => {
    assert.deepEqual(problemsIn(''), ['versionMissing 1:1']);
    assert.deepEqual(problemsIn('# nothing yet\n'), ['versionMissing 1:1']);
    assert.deepEqual(problemsIn('maxAgeDays: 7\n'), ['versionMissing 1:1']);
    for (const version of ['2', '"1"', '1.5', '', '[1]']) {
      assert.deepEqual(problemsIn(`version: ${version}\n`).length, 1, version);
    }
    assert.deepEqual(problemsIn('version: 2\n'), ['wrongValue 1:10']);
    assert.deepEqual(problemsIn('version:\n'), ['wrongValue 1:1']);
    assert.deepEqual(problemsIn('- version\n'), ['notAMap 1:1']);
    assert.deepEqual(problemsIn('version 1\n'), ['notAMap 1:1']);
  });

  it('that have an unknown name are named, with what was meant', () => {
    const meant = (key: string) => {
      const [first] = read(`version: 1\n${key}: 1\n`).problems;
      return first?.problem.kind === 'unknownKey' ? first.problem.meant : first?.problem.kind;
    };
    assert.equal(meant('forbidenFiles'), 'forbiddenFiles');
    assert.equal(meant('Max-Lifetime-Days'), 'maxLifetimeDays');
    assert.equal(meant('protectedBranch'), 'protectedBranches');
    assert.equal(meant('requirePurposes'), 'requirePurpose');
    assert.equal(meant('colour'), undefined);
    assert.equal(meant('constructor'), undefined);
    assert.equal(meant('__proto__'), undefined);
    assert.deepEqual(about('colour: 1'), [[{ kind: 'unknownKey', key: 'colour', meant: undefined }, true]]);
    assert.deepEqual(problemsIn('version: 1\n[a]: 1\n'), ['keyNotText 2:1']);
  });

  it('that stand twice are named: neither may be the one nobody sees', () => {
    assert.deepEqual(problemsIn('version: 1\nmaxAgeDays: 3\nmaxAgeDays: 300\n'), ['duplicateKey 3:1']);
    assert.equal(rules('maxAgeDays: 3\nmaxAgeDays: 30').token.maxAgeDays, 3);
  });

  it('of a wrong type are named with what would be right, at the value or the item, and never half read', () => {
    for (const line of [
      'maxLifetimeDays: "14"',
      'maxLifetimeDays: 0',
      'maxLifetimeDays: 367',
      'maxLifetimeDays: 1.5',
      'maxLifetimeDays: .inf',
      'maxLifetimeDays: [14]',
      'maxLifetimeDays:',
      'allowedKinds: []',
      'allowedKinds: {a: 1}',
      'allowedKinds: [token]',
      'requirePurpose: yes',
      'requireCleanTree: 1',
      'noSurplus: "true"',
      'forbiddenFiles: "*.pem"',
      'forbiddenFiles: {a: [1]}',
      'forbiddenFiles: [1]',
      'forbiddenFiles: [""]',
      'forbiddenFiles: ["a\\u202eb"]',
      `forbiddenFiles: ["${'a'.repeat(301)}"]`,
      `forbiddenFiles: [${Array.from({ length: 201 }, () => 'a').join(', ')}]`,
      'branchPattern: 7',
      'neverGrant: [[a]]',
      'neverGrant: true',
    ]) {
      assert.deepEqual(kind(line), ['wrongValue'], line);
      assert.equal(about(line)[0]?.[1], true);
      assert.deepEqual(rules(line), noTeamRules, line);
    }
    assert.deepEqual(problemsIn('version: 1\nforbiddenFiles:\n  - a\n  - 7\n'), ['wrongValue 4:5']);
    assert.deepEqual(problemsIn('version: 1\nallowedKinds: [fine-grained-pat, x]\n'), ['wrongValue 2:34']);
  });

  it('cannot loosen: what tries is named and ignored, and stops nothing', () => {
    for (const line of [
      'requirePurpose: false',
      'requireOwner: false',
      'oneOwner: false',
      'noSurplus: false',
      'requireCleanTree: false',
      'allowedScopes: [repo]',
      'disabled: true',
      'skip: true',
      'bypass: [mona]',
    ]) {
      assert.deepEqual(
        about(line).map(([problem, stops]) => [(problem as { kind: string }).kind, stops]),
        [['loosens', false]],
        line,
      );
      assert.deepEqual(rules(line), noTeamRules, line);
    }
    for (const line of [
      'neverGrant: []',
      'forbiddenFiles: []',
      'forbiddenFiles: ["!.env"]',
      'branchPattern: []',
    ]) {
      assert.deepEqual(kind(line), ['asksNothing'], line);
      assert.deepEqual(rules(line), noTeamRules, line);
    }
    // Looser than what is built in, and still a limit: it holds for what is beyond it.
    assert.deepEqual(kind('maxLifetimeDays: 90'), ['loosens']);
    assert.equal(rules('maxLifetimeDays: 90').token.maxLifetimeDays, 90);
  });

  it('cannot name a host, run anything, speak of other repositories or of a person’s warnings: named and ignored', () => {
    const expected = {
      namesHost: ['host', 'hosts', 'apiUrl', 'api_base_url', 'proxy', 'server', 'remote', 'githubHost'],
      runs: ['command', 'requiredTasks', 'run', 'preCommitHook', 'test_commands', 'gitPath', 'scripts'],
      ownRepository: ['allowedRepositories', 'repository', 'organizations'],
      personal: ['soonDays', 'laterDays', 'unusedDays'],
    };
    for (const [wanted, keys] of Object.entries(expected)) {
      for (const key of keys) {
        assert.deepEqual(kind(`${key}: https://evil.example`), [wanted], key);
        assert.equal(about(`${key}: [rm, -rf]`)[0]?.[1], false, key);
        assert.deepEqual(rules(`${key}: 3`), noTeamRules, key);
      }
    }
  });

  it('that name a permission nobody documents count as written, and are named', () => {
    assert.deepEqual(kind('neverGrant: [contentz]'), ['unknownName']);
    assert.deepEqual(rules('neverGrant: [contentz]').token.neverGrant?.permissions, { contentz: 'read' });
  });

  it('are found where an editor shows them: with CRLF, a byte order mark, and letters of two units', () => {
    assert.deepEqual(problemsIn('version: 1\r\n# 😀\r\ncolour: 1\r\n'), ['unknownKey 3:1']);
    assert.deepEqual(problemsIn('version: 1\nforbiddenFiles: ["😀", 7]\n'), ['wrongValue 2:24']);
    assert.deepEqual(problemsIn('version: 1\n"😀": 7\n'), ['unknownKey 2:1']);
    assert.deepEqual(read('\ufeffversion: 1\nmaxAgeDays: 3\n').rules.token.maxAgeDays, 3);
  });

  it('have names far enough apart that a slip is taken for one only', () => {
    assert.deepEqual(
      teamKeys.filter(
        (key) => nearestName(key, teamKeys) !== key || nearestName(`${key}x`, teamKeys) !== key,
      ),
      [],
    );
    assert.equal(nearestName('a'.repeat(100_000), teamKeys), undefined);
  });
});
