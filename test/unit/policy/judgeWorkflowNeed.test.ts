import assert from 'node:assert/strict';
import { judgeWorkflowNeed } from '../../../src/policy/judgeWorkflowNeed.ts';
import { aClassic, anEntry } from './anEntry.ts';

const files = ['.github/workflows/a.yml', '.github/workflows/b.yml'];
const fine = { kind: 'fine' };

describe('the need to change workflow files', () => {
  it('S0-07 is there once a push touches one, and is said when the token is known not to have it', () => {
    const classic = aClassic(['repo', 'admin:org']);
    const declared = anEntry({ declared: { contents: 'write', workflows: 'read' } });
    assert.deepEqual(
      [judgeWorkflowNeed(classic, files), judgeWorkflowNeed(declared, files)],
      [
        { kind: 'missing', paths: files, evidence: 'listed' },
        { kind: 'missing', paths: files, evidence: 'declared' },
      ],
    );
  });

  it('S0-07 is none while no such file is touched, whatever the token has', () => {
    assert.deepEqual(
      [judgeWorkflowNeed(aClassic(['repo']), []), judgeWorkflowNeed(anEntry(), [])],
      [fine, fine],
    );
  });

  it('is met by the scope or by the permission to write', () => {
    assert.deepEqual(
      [
        judgeWorkflowNeed(aClassic(['repo', 'workflow']), files),
        judgeWorkflowNeed(anEntry({ declared: { workflows: 'write' } }), files),
      ],
      [fine, fine],
    );
  });

  it('is left to GitHub where nothing is known', () => {
    assert.deepEqual(
      [
        judgeWorkflowNeed(anEntry({ declared: undefined }), files),
        judgeWorkflowNeed(anEntry({ declared: undefined, scopes: { kind: 'notSeen' } }), files),
      ],
      [fine, fine],
    );
  });
});
