import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAcceptedPermissions } from '../../../src/github/acceptedPermissions.ts';
import { operations } from '../../../src/github/apiAnswer.ts';
import { readCall } from '../../../src/permissions/readCalls.ts';
import type { PermissionLevel, Permissions } from '../../../src/shared/permissions.ts';
import type { SeenCall } from '../../../src/tokens/entry.ts';
import { now } from '../policy/anEntry.ts';

const worked = (
  header: string | undefined,
  operation = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
) => call({ evidence: 'worked' }, header, operation);
const refused = (header: string | undefined, because = 'missingPermission') =>
  call({ evidence: 'refused', because }, header);

function call(
  changes: Pick<SeenCall, 'evidence' | 'because'>,
  header: string | undefined,
  operation = 'GET /repos/{owner}/{repo}/branches/{branch}/protection',
): SeenCall {
  const accepts = readAcceptedPermissions(header);
  return {
    operation,
    repository: 'acme/app',
    at: now,
    ...(accepts.length > 0 ? { accepts } : {}),
    ...changes,
  };
}

/** `permission:level says` of each line. */
const said = (seen: SeenCall, open?: boolean) =>
  readCall(seen, open).map(({ permission, level, says, why }) =>
    [`${permission}:${level}`, says, ...(why === undefined ? [] : [why])].join(' '),
  );

describe('what an answer says of permissions', () => {
  it('S3-38 a refusal names the permission where there is one way in, and one permission to it', () => {
    assert.deepEqual(said(refused('administration=read')), ['administration:read no']);
    // GitHub itself lists the longer way beside the shorter one.
    assert.deepEqual(said(refused('contents=write; contents=write,workflows=write')), ['contents:write no']);
    assert.deepEqual(said(refused('administration=read,metadata=read')), ['administration:read no']);
    assert.deepEqual(said(refused(undefined)), ['administration:read no']);
  });

  it('a refusal with several ways in accuses none, and one with two permissions neither', () => {
    assert.deepEqual(said(refused('issues=write; pull_requests=write')), []);
    assert.deepEqual(said(refused('contents=read,administration=write')), [
      'contents:read nothing oneOf',
      'administration:write nothing oneOf',
    ]);
  });

  it('a refusal for another cause accuses none: the header comes with every answer', () => {
    for (const because of [
      'ssoRequired',
      'accountLacksAccess',
      'rateLimited',
      'notFoundOrHidden',
      'unknown',
    ]) {
      assert.deepEqual(said(refused('administration=read', because)), [], because);
    }
  });

  it('a success says that one of the ways is there, and which only where all ask for it', () => {
    assert.deepEqual(said(worked('pull_requests=write')), ['pull_requests:write yes']);
    assert.deepEqual(said(worked('contents=write; contents=write,workflows=write')), ['contents:write yes']);
    assert.deepEqual(said(worked('contents=write,workflows=write')), [
      'contents:write yes',
      'workflows:write yes',
    ]);
    assert.deepEqual(said(worked('issues=write; pull_requests=write')), [
      'issues:write nothing oneOf',
      'pull_requests:write nothing oneOf',
    ]);
    assert.deepEqual(said(worked('contents=write,issues=read; contents=read,pull_requests=read')), [
      'contents:write nothing oneOf',
      'issues:read nothing oneOf',
      'contents:read yes',
      'pull_requests:read nothing oneOf',
    ]);
  });

  it('a GET that worked proves something only where not everyone may read', () => {
    const get = worked('contents=read', 'GET /repos/{owner}/{repo}/branches/{branch}');
    assert.deepEqual(said(get, false), ['contents:read yes']);
    assert.deepEqual(said(get, true), ['contents:read nothing public']);
    assert.deepEqual(said(get), ['contents:read nothing unknownRepository']);
  });

  it('an operation of a later version says nothing, and one named like a part of every object neither', () => {
    for (const operation of ['PUT /repos/{owner}/{repo}/something', 'constructor', '__proto__']) {
      assert.deepEqual(said(worked(undefined, operation)), []);
    }
  });

  const names = ['contents', 'issues', 'pull_requests', 'workflows', 'administration'];
  const sets = fc.dictionary(
    fc.constantFrom(...names),
    fc.constantFrom<PermissionLevel>('read', 'write', 'admin'),
    { minKeys: 1, maxKeys: 3 },
  );
  const ways = fc.array(sets, { minLength: 1, maxLength: 4 });
  const header = (all: readonly Permissions[]) =>
    all
      .map((set) =>
        Object.entries(set)
          .map(([name, level]) => `${name}=${level}`)
          .join(','),
      )
      .join('; ');

  it('holds for every token: what is said was true of all tokens that could have been answered so', () => {
    const rank = { read: 1, write: 2, admin: 3 };
    const holds = (token: Permissions, name: string, level: PermissionLevel) =>
      rank[token[name] ?? 'read'] >= rank[level] && name in token;
    const lets = (token: Permissions, set: Permissions) =>
      Object.entries(set).every(([name, level]) => holds(token, name, level));
    fc.assert(
      fc.property(ways, sets, (all, token) => {
        const works = all.some((set) => lets(token, set));
        const seen = works ? worked(header(all)) : refused(header(all));
        return readCall(seen, false).every(({ says, permission, level }) => {
          if (says === 'nothing') return true;
          return says === (holds(token, permission, level) ? 'yes' : 'no');
        });
      }),
    );
  });

  it('never reads a yes from a refusal, nor a no from a success, whatever stands in the header', () => {
    const raw = fc.oneof(fc.string({ maxLength: 60 }), ways.map(header));
    fc.assert(
      fc.property(
        raw,
        fc.constantFrom(...operations),
        fc.option(fc.boolean(), { nil: undefined }),
        (text, operation, open) => {
          const yes = readCall(worked(text, operation), open);
          const no = readCall(refused(text), open);
          return yes.every(({ says }) => says !== 'no') && no.every(({ says }) => says !== 'yes');
        },
      ),
    );
  });
});
