import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  knownRepositories,
  type PermissionRow,
  permissionTable,
} from '../../../src/permissions/permissionTable.ts';
import type { PermissionLevel } from '../../../src/shared/permissions.ts';
import type { Entry, Observation, ProbedPermission, SeenCall } from '../../../src/tokens/entry.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

const here = 'acme/app';
const row = (entry: Entry, id: string, repository: string | undefined = here): PermissionRow | undefined =>
  permissionTable(entry, repository).rows.find(({ permission, level }) => `${permission}:${level}` === id);
const verdict = (entry: Entry, id: string, repository?: string) => row(entry, id, repository)?.verdict;

const pushed = (evidence: Observation['evidence'], at = now, repository = here): Observation => ({
  operation: 'push',
  repository,
  evidence,
  at,
});
const probed = (
  id: string,
  said: ProbedPermission['verdict'],
  at = now,
  repository = here,
): ProbedPermission => {
  const [permission = '', level] = id.split(':');
  return { permission, level: level as PermissionLevel, repository, verdict: said, at };
};
const undeclared = (changes: Partial<Entry> = {}) => anEntry({ declared: undefined, ...changes });

describe('what a token may do', () => {
  it('is unknown where nothing is known, and never no', () => {
    const { rows, sight } = permissionTable(undeclared(), here);
    assert.deepEqual(new Set(rows.map((one) => one.verdict)), new Set(['unknown']));
    assert.deepEqual(sight, { kind: 'unknown' });
    // What the job needs stands there all the same, and what no request can show.
    const ids = rows.map(({ permission, level }) => `${permission}:${level}`);
    for (const id of [
      'contents:write',
      'pull_requests:write',
      'workflows:write',
      'members:read',
      'organization_administration:read',
    ]) {
      assert.ok(ids.includes(id), id);
    }
  });

  it('what was seen comes before what a person declared, and the newest before what was seen before', () => {
    const declared = anEntry({ declared: { contents: 'write' } });
    assert.equal(verdict(declared, 'contents:write'), 'yes');
    assert.equal(verdict(declared, 'pull_requests:write'), 'no');
    const refused = { ...declared, observed: [pushed('refused', now - 5)] };
    assert.equal(verdict(refused, 'contents:write'), 'no');
    const widened = { ...refused, probed: [probed('contents:write', 'likely', now)] };
    assert.equal(verdict(widened, 'contents:write'), 'likely');
    const worked = { ...refused, observed: [pushed('worked', now)] };
    assert.equal(verdict(worked, 'contents:write'), 'yes');
    // Everything it rests on stays visible.
    assert.deepEqual(
      row(widened, 'contents:write')?.evidence.map((one) => [one.evidence, one.says]),
      [
        ['probed', 'likely'],
        ['refused', 'no'],
        ['declared', 'yes'],
      ],
    );
  });

  it('S2-03 is told for each repository by itself: it can work in one and be refused in another', () => {
    const entry = undeclared({
      observed: [pushed('worked'), pushed('refused', now, 'acme/docs')],
      probed: [probed('metadata:read', 'notVisible', now, 'other/app')],
    });
    assert.deepEqual(
      [verdict(entry, 'contents:write'), verdict(entry, 'contents:write', 'ACME/docs')],
      ['yes', 'no'],
    );
    assert.equal(verdict(entry, 'contents:write', 'acme/third'), 'unknown');
    assert.equal(permissionTable(entry, 'other/app').sight.kind, 'notVisible');
    assert.deepEqual(knownRepositories(entry), ['acme/app', 'acme/docs', 'other/app']);
  });

  it('only what the present secret was seen to do counts', () => {
    const before = now - 30 * 86_400_000;
    const entry = undeclared({
      observed: [pushed('worked', before)],
      calls: [
        {
          operation: 'GET /repos/{owner}/{repo}',
          repository: here,
          evidence: 'worked',
          open: false,
          at: before,
        },
      ],
      probed: [probed('issues:read', 'likely', before)],
      listed: [{ owner: 'acme', permissions: { contents: 'write' }, at: before }],
    });
    const { rows, sight } = permissionTable(entry, here);
    assert.deepEqual(
      [new Set(rows.map((one) => one.verdict)), sight.kind],
      [new Set(['unknown']), 'unknown'],
    );
  });

  it('a fetch proves nothing where everyone may fetch, or where nobody said', () => {
    const fetched: Observation = { operation: 'read', repository: here, evidence: 'worked', at: now };
    const seen = (open: boolean): SeenCall => ({
      operation: 'GET /repos/{owner}/{repo}',
      repository: here,
      evidence: 'worked',
      open,
      at: now,
    });
    const verdicts = [[], [seen(true)], [seen(false)]].map((calls) =>
      verdict(undeclared({ observed: [fetched], calls }), 'contents:read'),
    );
    assert.deepEqual(verdicts, ['unknown', 'unknown', 'yes']);
  });

  it('S0-05 shows a scope and the permissions it stands for, also what it includes', () => {
    const entry = aClassic(['repo', 'admin:org']);
    const push = row(entry, 'contents:write');
    assert.deepEqual(
      [push?.verdict, push?.need, push?.evidence.map((one) => one.source)],
      ['yes', 'needs', [{ kind: 'scope', scope: 'repo' }]],
    );
    assert.equal(verdict(entry, 'pull_requests:write'), 'yes');
    // `repo` brings `repo:status`, and `admin:org` brings `write:org`.
    assert.deepEqual([verdict(entry, 'statuses:write'), verdict(entry, 'members:write')], ['yes', 'yes']);
    assert.equal(verdict(entry, 'workflows:write'), 'no');
    assert.equal(verdict(aClassic(['repo', 'workflow']), 'workflows:write'), 'yes');
    assert.deepEqual(row(entry, 'organization_administration:write')?.need, 'never');
  });

  it('public_repo opens what is public, and nothing is said where that is not known', () => {
    const seen = (open: boolean): Partial<Entry> => ({
      calls: [
        { operation: 'GET /repos/{owner}/{repo}', repository: here, evidence: 'worked', open, at: now },
      ],
    });
    const verdicts = [{}, seen(true), seen(false)].map((known) =>
      verdict(aClassic(['public_repo'], known), 'contents:write'),
    );
    assert.deepEqual(verdicts, ['unknown', 'yes', 'no']);
  });

  it('what GitHub lists for an App at one owner says nothing about another owner', () => {
    const entry = undeclared({
      kind: 'app-user-token',
      owner: undefined,
      listed: [{ owner: 'acme', permissions: { contents: 'write', issues: 'read' }, at: now }],
    });
    assert.deepEqual(
      [
        verdict(entry, 'contents:write'),
        verdict(entry, 'pull_requests:write'),
        verdict(entry, 'contents:write', 'other/app'),
      ],
      ['yes', 'no', 'unknown'],
    );
  });

  it('a token that acts for one owner has nothing at another, unless it was seen there', () => {
    const entry = anEntry({ declared: { contents: 'write' } });
    assert.equal(verdict(entry, 'contents:write', 'other/app'), 'no');
    const seen = { ...entry, observed: [pushed('worked', now, 'other/app')] };
    assert.equal(verdict(seen, 'contents:write', 'other/app'), 'yes');
  });

  it('does it need to: the job’s own, what is harmless beside it, the rest, and what no token should hold', () => {
    const entry = anEntry({
      purpose: 'push-and-draft',
      declared: {
        contents: 'write',
        metadata: 'read',
        statuses: 'read',
        secrets: 'write',
        administration: 'write',
      },
    });
    assert.deepEqual(
      Object.fromEntries(
        permissionTable(entry).rows.map((one) => [`${one.permission}:${one.level}`, one.need]),
      ),
      {
        'contents:write': 'needs',
        'metadata:read': 'needs',
        'pull_requests:write': 'needs',
        'statuses:read': 'fine',
        'secrets:write': 'surplus',
        'administration:write': 'never',
        'members:read': 'never',
        'organization_administration:read': 'never',
        'workflows:write': 'surplus',
      },
    );
    const broader = { ...entry, purpose: 'broader' } as const;
    assert.equal(row(broader, 'secrets:write')?.need, 'unjudged');
    assert.equal(row(broader, 'administration:write')?.need, 'never');
  });

  it('what is not visible cannot be used, whatever was declared, until something works there', () => {
    const declared = anEntry({ probed: [probed('metadata:read', 'notVisible')] });
    assert.deepEqual(
      new Set(permissionTable(declared, here).rows.map((one) => one.verdict)),
      new Set(['no']),
    );
    const later = { ...declared, observed: [pushed('worked', now + 1)] };
    assert.equal(verdict(later, 'contents:write'), 'yes');
    assert.equal(verdict(later, 'pull_requests:write'), 'yes');
  });

  it('metadata comes with everything else a person declared', () => {
    assert.equal(verdict(anEntry({ declared: { issues: 'read' } }), 'metadata:read'), 'yes');
    assert.equal(verdict(anEntry({ declared: {} }), 'metadata:read'), 'no');
  });

  it('a wall of the owner is told as what it is, and a later success lifts it', () => {
    const wall: SeenCall = {
      operation: 'GET /repos/{owner}/{repo}/pulls',
      repository: here,
      evidence: 'refused',
      because: 'ssoRequired',
      at: now,
    };
    const blocked = undeclared({ calls: [wall] });
    assert.equal(verdict(blocked, 'contents:write'), 'no');
    assert.deepEqual(permissionTable(blocked, here).sight, { kind: 'wall', why: 'ssoRequired', at: now });
    const lifted = { ...blocked, observed: [pushed('worked', now + 1)] };
    assert.deepEqual(permissionTable(lifted, here).sight, { kind: 'seen', at: now + 1 });
  });
});

const levels = fc.constantFrom<PermissionLevel>('read', 'write', 'admin');
const names = fc.constantFrom('contents', 'issues', 'administration', 'metadata', 'constructor', '__proto__');
const places = fc.constantFrom('acme/app', 'Acme/App', 'acme/docs', 'other/app');
const at = fc.integer({ min: now - 20 * 86_400_000, max: now });
const permissions = fc.dictionary(names, levels, { maxKeys: 3 });
const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    declared: fc.option(permissions, { nil: undefined }),
    observed: fc.array(
      fc.record({
        operation: fc.constantFrom('read', 'push', 'open-draft-pr'),
        repository: places,
        evidence: fc.constantFrom('worked', 'refused'),
        at,
      }),
      { maxLength: 4 },
    ),
    calls: fc.array(
      fc.record({
        operation: fc.constantFrom(
          'GET /repos/{owner}/{repo}',
          'GET /repos/{owner}/{repo}/pulls',
          'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
          'of a later version',
        ),
        repository: places,
        evidence: fc.constantFrom('worked', 'refused'),
        because: fc.constantFrom('missingPermission', 'ssoRequired', 'notFoundOrHidden'),
        open: fc.option(fc.boolean(), { nil: undefined }),
        accepts: fc.option(fc.array(permissions, { maxLength: 3 }), { nil: undefined }),
        at,
      }),
      { maxLength: 6 },
    ),
    probed: fc.array(
      fc.record({
        permission: names,
        level: levels,
        repository: fc.option(places, { nil: undefined }),
        verdict: fc.constantFrom('likely', 'refused', 'notVisible', 'unknown'),
        at,
      }),
      { maxLength: 6 },
    ),
    kind: fc.constantFrom('fine-grained-pat', 'app-user-token', 'installation-token'),
    purpose: fc.constantFrom(undefined, 'push-and-draft', 'read-only', 'broader'),
  })
  .map((changes) => anEntry(changes as Partial<Entry>));

describe('a table of any entry', () => {
  it('never says yes without a line that says so, nor likely without a probe, and never no for want of evidence', () => {
    fc.assert(
      fc.property(anyEntry, places, (entry, repository) =>
        permissionTable(entry, repository).rows.every((one) => {
          const says = one.evidence.filter((line) => line.says !== 'nothing').map((line) => line.says);
          return one.verdict === 'unknown' ? says.length === 0 : says.includes(one.verdict);
        }),
      ),
    );
  });

  it('who may write may read: no row denies less than another grants', () => {
    const rank = { read: 0, write: 1, admin: 2 };
    fc.assert(
      fc.property(anyEntry, places, (entry, repository) => {
        const { rows } = permissionTable(entry, repository);
        return rows.every(
          (less) =>
            less.verdict !== 'no' ||
            !rows.some(
              (more) =>
                more.permission === less.permission &&
                rank[more.level] > rank[less.level] &&
                (more.verdict === 'yes' || more.verdict === 'likely'),
            ),
        );
      }),
    );
  });

  it('S2-03 is not changed by anything seen in another repository', () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        const mine = <T extends { readonly repository?: string | undefined }>(list: readonly T[] = []) =>
          list.filter((one) => one.repository?.toLowerCase() === here);
        const only = {
          ...entry,
          observed: mine(entry.observed),
          calls: mine(entry.calls),
          probed: mine(entry.probed),
        };
        assert.deepEqual(permissionTable(entry, here), permissionTable(only, here));
      }),
    );
  });

  it('counts nothing from before the present secret was stored', () => {
    fc.assert(
      fc.property(anyEntry, places, (given, repository) => {
        const entry = { ...given, secretSince: now + 1 };
        return permissionTable(entry, repository).rows.every(({ evidence }) =>
          evidence.every((line) => line.evidence === 'declared'),
        );
      }),
    );
  });
});
