import assert from 'node:assert/strict';
import { judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { judgeFit } from '../../../src/policy/judgeFit.ts';
import { botPurposes, purposes } from '../../../src/policy/purposes.ts';
import type { PurposeId } from '../../../src/tokens/entry.ts';
import { anEntry } from './anEntry.ts';

const given = (id: PurposeId) => purposes[id].permissions;

describe('the presets', () => {
  it('S0-05 for pushing map repo to contents and pull requests, and workflow to workflows', () => {
    const [pushing, workflows] = [purposes['push-and-draft'], purposes['push-with-workflows']];
    assert.deepEqual(
      [pushing.permissions, pushing.scopes],
      [{ contents: 'write', metadata: 'read', pull_requests: 'write' }, ['repo']],
    );
    assert.deepEqual([workflows.permissions?.workflows, workflows.scopes], ['write', ['repo', 'workflow']]);
  });

  it('S3-14 S3-15 S3-16 S3-17 S3-18 for pushing workflow files are these five and nothing else', () => {
    assert.deepEqual(given('push-with-workflows'), {
      contents: 'write',
      pull_requests: 'write',
      issues: 'read',
      metadata: 'read',
      workflows: 'write',
    });
  });

  it('for drafts only and for reading are the least that does it', () => {
    assert.deepEqual(given('draft-only'), { metadata: 'read', pull_requests: 'write' });
    assert.deepEqual(given('read-only'), { contents: 'read', metadata: 'read' });
  });

  it('S2-15 for a triage bot are issues, pull requests and metadata', () => {
    assert.deepEqual(given('triage-bot'), { issues: 'write', pull_requests: 'write', metadata: 'read' });
  });

  it('S2-16 for release notes only read, with discussions where they are wanted', () => {
    const reading = { contents: 'read', pull_requests: 'read', metadata: 'read' } as const;
    assert.deepEqual(given('release-notes'), reading);
    assert.deepEqual(given('release-notes-with-discussions'), { ...reading, discussions: 'write' });
  });

  it('S2-17 for a tagging bot are contents and metadata', () => {
    assert.deepEqual(given('tagging-bot'), { contents: 'write', metadata: 'read' });
  });

  it('are named for every purpose that a token can have, and none holds what is never granted', () => {
    for (const [id, { permissions }] of Object.entries(purposes)) {
      assert.equal(permissions === undefined, id === 'broader', id);
      if (permissions === undefined) continue;
      const entry = anEntry({ purpose: id as PurposeId, declared: permissions });
      assert.deepEqual(judgeBreadth(entry), { kind: 'narrow', evidence: 'declared' }, id);
    }
  });

  it('of bots do not serve a push unless they write contents', () => {
    const fits = botPurposes.filter((purpose) => judgeFit(anEntry({ declared: undefined, purpose }), 'push'));
    assert.deepEqual(fits, ['tagging-bot']);
  });

  it('cannot be changed by whoever holds them', () => {
    assert.ok(Object.isFrozen(purposes) && Object.isFrozen(botPurposes));
    for (const purpose of Object.values(purposes)) {
      assert.ok(
        Object.isFrozen(purpose) && Object.isFrozen(purpose.scopes) && Object.isFrozen(purpose.alsoFine),
      );
      assert.ok(purpose.permissions === undefined || Object.isFrozen(purpose.permissions));
    }
  });
});
