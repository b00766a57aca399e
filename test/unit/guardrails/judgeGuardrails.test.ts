import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FoundToken, GuardrailFacts } from '../../../src/guardrails/facts.ts';
import { matchesGlob } from '../../../src/guardrails/glob.ts';
import { forbiddenBy } from '../../../src/guardrails/judgeFiles.ts';
import { judgeGuardrails, mayPassOnce } from '../../../src/guardrails/judgeGuardrails.ts';
import { type GivenSettings, readGuardrails } from '../../../src/guardrails/readGuardrails.ts';
import { manifestOf } from '../../contract/sources.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';

const defaults = Object.fromEntries(
  Object.entries(
    (
      manifestOf() as {
        contributes: { configuration: { properties: Record<string, { default: unknown }> } };
      }
    ).contributes.configuration.properties,
  ).map(([id, { default: value }]) => [id.replace('tokenWarden.', ''), value]),
);
const names = [
  'allowedRepositories',
  'branchPattern',
  'protectedBranches',
  'forbiddenFiles',
  'requiredTasks',
  'requireCleanTree',
] as const;

/** The rules with the defaults that ship, and what a person set besides. */
function rules(set: Partial<Record<keyof GivenSettings, unknown>> = {}) {
  const given = Object.fromEntries(
    names.map((name) => [
      name,
      name in set ? { value: set[name], chosen: true } : { value: defaults[name], chosen: false },
    ]),
  );
  return readGuardrails(given as unknown as GivenSettings);
}

const plain: GuardrailFacts = {
  repository: { host: 'github.com', owner: 'Acme', repo: 'app' },
  branch: 'feature/one',
  defaultBranch: 'main',
  login: 'Octo-Cat',
  outgoing: { files: [], tokens: [], complete: true },
  changedFiles: [],
  tasks: [],
};
const judge = (facts: Partial<GuardrailFacts>, set: Partial<Record<keyof GivenSettings, unknown>> = {}) =>
  judgeGuardrails({ ...plain, ...facts }, rules(set));
const brief = (...given: Parameters<typeof judge>) =>
  judge(...given).map(
    ({ rule, source, data, override }) => `${rule} ${source.kind} ${data.kind} ${override}`,
  );
const files = (...paths: readonly string[]) => ({
  outgoing: { ...plain.outgoing, files: paths.map((path) => ({ path, blob: 'b', authLine: false })) },
});

describe('the rules of a push', () => {
  it('stop nothing where nothing is set and nothing is wrong', () => {
    assert.deepEqual(judge(files('src/app.ts', 'keys/readme.md', '.env.example', 'environment.ts')), []);
  });

  it('S4-19 let only the repositories of the list through, and only the setting lets another', () => {
    const to = (owner: string, repo: string, host = 'github.com') => ({ repository: { host, owner, repo } });
    const allowed = ['acme/app', 'octo/*', 'ghe.example.com/team/*', 'https://github.com/far/away.git'];
    const passes = (facts: Partial<GuardrailFacts>) =>
      judge(facts, { allowedRepositories: allowed }).length === 0;
    assert.deepEqual(
      [
        to('Acme', 'App'),
        to('octo', 'any'),
        to('far', 'away'),
        to('team', 'x', 'ghe.example.com'),
        to('acme', 'app', 'ghe.example.com'),
        to('acme', 'apps'),
        to('acme', 'ap'),
        to('octopus', 'any'),
        to('team', 'x'),
        to('evil', 'acme'),
      ].map(passes),
      [true, true, true, true, true, false, false, false, false, false],
    );
    assert.deepEqual(brief(to('evil', 'acme'), { allowedRepositories: allowed }), [
      'allowedRepositories userSetting repository setting',
    ]);
  });

  it('S4-19 allow nothing when the list names nothing that can be read, instead of everything', () => {
    for (const value of [['acme'], ['*'], ['*/*'], [7], 'nonsense', [{}], ['a/b/c/d']])
      assert.deepEqual(brief({}, { allowedRepositories: value }), [
        'allowedRepositories userSetting repository setting',
      ]);
    assert.deepEqual(brief({}, { allowedRepositories: 'acme/app' }), []);
    for (const none of [[], undefined, null]) assert.deepEqual(brief({}, { allowedRepositories: none }), []);
  });

  it('S4-20 want the branch named as the pattern says, with the account in the place of {user}', () => {
    const passes = (branch: string, branchPattern: string, login: string | undefined = 'Octo-Cat') =>
      judge({ branch, login }, { branchPattern }).length === 0;
    assert.deepEqual(
      [
        passes('feature/one', 'feature/*|fix/*'),
        passes('fix/a/b', 'feature/* | fix/*'),
        passes('feature', 'feature/*|fix/*'),
        passes('xfeature/one', 'feature/*'),
        passes('octo-cat/one', '{user}/*'),
        passes('Octo-Cat/one', '{user}/*'),
        passes('other/one', '{user}/*'),
        passes('a/one', '{user}/*', '*'),
      ],
      [true, true, false, false, true, true, false, false],
    );
    assert.deepEqual(brief({ branch: 'x' }, { branchPattern: 'feature/*' }), [
      'branchPattern userSetting branchName once',
    ]);
    const [unknown] = judge({ branch: 'x/one', login: undefined }, { branchPattern: '{user}/*' });
    assert.equal(unknown?.data.kind === 'branchName' && unknown.data.loginUnknown, true);
  });

  it('X-08 keep a protected branch, whatever its case, and know the default branch', () => {
    const [refusal] = judge({ branch: 'Main' }, { protectedBranches: ['main', 'release/*'] });
    assert.deepEqual(refusal, {
      rule: 'protectedBranches',
      source: { kind: 'userSetting' },
      data: { kind: 'protectedBranch', branch: 'Main', pattern: 'main', isDefault: false },
      override: 'once',
    });
    const [known] = judge({ branch: 'main' }, { protectedBranches: ['main'] });
    assert.equal(known?.data.kind === 'protectedBranch' && known.data.isDefault, true);
    assert.equal(judge({ branch: 'release/1' }, { protectedBranches: ['main', 'release/*'] }).length, 1);
    assert.deepEqual(judge({ branch: 'main' }), []);
  });

  it('X-08 keep key and environment files by default, in any folder and any case, each named once', () => {
    const kept = [
      '.env',
      'a/b/.ENV',
      '.env.production',
      'deep/.env.local',
      'server.pem',
      'x/SERVER.KEY',
      'a.p12',
      'a.pfx',
      'home/.ssh/id_rsa',
      'id_ed25519',
      'id_ecdsa',
      'store.jks',
      '.netrc',
      '.env/inside.txt',
      '.env.example/.env',
    ];
    const free = [
      '.env.example',
      'a/.env.sample',
      '.env.template',
      'id_rsa.pub',
      'environment',
      'key.ts',
      'pem',
      '.npmrc',
      'my.env.ts',
    ];
    assert.deepEqual(
      judge(files(...kept.slice(0, 15), ...free)).map(
        ({ data }) => data.kind === 'forbiddenFile' && data.path,
      ),
      kept,
    );
    assert.deepEqual(brief(files('.env', '.env')), ['forbiddenFiles builtIn forbiddenFile once']);
  });

  it('X-08 let the last pattern that matches count, and one with a slash be for the whole path', () => {
    const patterns = ['*.pem', '!test/*.pem', '/root.txt', 'test/real.pem'];
    assert.deepEqual(
      ['a.pem', 'test/a.pem', 'test/real.pem', 'root.txt', 'a/root.txt'].map((path) =>
        forbiddenBy(path, patterns),
      ),
      ['*.pem', undefined, 'test/real.pem', '/root.txt', undefined],
    );
  });

  it('read a deep path against a long list of a repository in no time worth waiting for', () => {
    const patterns = Array.from({ length: 200 }, () => `*${'a/'.repeat(140)}b/*`);
    const begun = cpuTime();
    assert.equal(forbiddenBy('a/'.repeat(300), patterns), undefined);
    assert.ok(cpuTime() - begun < 3_000);
  });

  it('X-08 keep an .npmrc with a credential in it, whatever the list says', () => {
    const outgoing = { ...plain.outgoing, files: [{ path: 'a/.npmrc', blob: 'b', authLine: true }] };
    assert.deepEqual(brief({ outgoing }, { forbiddenFiles: [] }), ['forbiddenFiles builtIn authLine once']);
  });

  it('keep a token that is one for sure without any override, one that may be one until the person says so', () => {
    const token = (confidence: FoundToken['confidence']): FoundToken => ({
      place: { kind: 'file', path: 'a.txt' },
      token: 'classic-pat',
      confidence,
      masked: 'ghp_…abcd',
    });
    const outgoing = (tokens: readonly FoundToken[], complete = true) => ({
      outgoing: { files: [], tokens, complete },
    });
    assert.deepEqual(brief(outgoing([token('confirmed')])), ['tokens builtIn token never']);
    assert.deepEqual(brief(outgoing([token('possible')])), ['tokens builtIn token once']);
    assert.deepEqual(brief(outgoing([], false)), ['tokens builtIn unread once']);
    const both = judge(outgoing([token('confirmed'), token('possible')]));
    assert.equal(mayPassOnce(both, false), false);
  });

  it('want a clean tree only when told so, and take a tree nobody can judge for no clean one', () => {
    assert.deepEqual(brief({ changedFiles: ['a.txt'] }), []);
    const on = { requireCleanTree: true };
    assert.deepEqual(brief({ changedFiles: [] }, on), []);
    assert.deepEqual(brief({ changedFiles: ['a.txt'] }, on), ['cleanTree userSetting changedFile once']);
    assert.deepEqual(brief({ changedFiles: undefined }, on), ['cleanTree userSetting treeUnknown once']);
  });

  it('S4-21 stop for every required task that did not end well', () => {
    const tasks: GuardrailFacts['tasks'] = [
      { label: 'lint', end: { kind: 'succeeded' } },
      { label: 'test', end: { kind: 'failed', exitCode: 1 } },
      { label: 'gone', end: { kind: 'missing' } },
    ];
    assert.deepEqual(
      judge({ tasks }, { requiredTasks: ['lint', 'test', 'gone'] }).map(
        ({ data }) => data.kind === 'task' && data.task.label,
      ),
      ['test', 'gone'],
    );
  });

  it('offer an override only to a person, and only when every refusal has one', () => {
    const once = judge(files('.env'));
    const setting = judge(files('.env'), { allowedRepositories: ['other/*'] });
    assert.deepEqual(
      [mayPassOnce(once, false), mayPassOnce(once, true), mayPassOnce(setting, false)],
      [true, false, false],
    );
  });
});

describe('a pattern', () => {
  /** What a glob means, as an expression: a witness for short texts. */
  const witness = (pattern: string) =>
    new RegExp(
      `^${[...pattern].map((one) => (one === '*' ? '[^]*' : one === '?' ? '[^]' : one.replace(/[^a-z]/, '\\$&'))).join('')}$`,
    );

  it('means what it says, for any name', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 12 });
    const globs = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(globs, letters, (pattern, name) => {
        assert.equal(matchesGlob(pattern, name), witness(pattern).test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it('is no expression, and cannot be made to take long', () => {
    assert.equal(matchesGlob('(a+)+$', 'aaaa'), false);
    assert.equal(matchesGlob('[a-z]', 'a'), false);
    assert.equal(matchesGlob(`${'*a'.repeat(140)}b`, 'a'.repeat(5000)), false);
    assert.equal(matchesGlob('*'.repeat(301), 'a'), false);
  });
});
