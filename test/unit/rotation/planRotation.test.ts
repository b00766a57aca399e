import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { declaredByPaste, planRotation } from '../../../src/rotation/planRotation.ts';
import type { PurposeId } from '../../../src/tokens/entry.ts';
import type { TokenKind } from '../../../src/tokens/kind.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

const worked = (repository: string) =>
  ({ operation: 'push', repository, evidence: 'worked', at: now }) as const;

function checklist(entry: Parameters<typeof planRotation>[0]) {
  const plan = planRotation(entry, now, defaultPolicy);
  return plan.kind === 'replace' ? plan.checklist : undefined;
}

describe('planning a rotation', () => {
  it('S3-10 lists every value of the new token: name, owner, permissions, repositories and thirty days', () => {
    const entry = aClassic(['repo', 'admin:org', 'workflow'], {
      observed: [worked('acme/web'), { ...worked('zoo/x'), evidence: 'refused' }],
      confirmedFor: ['acme/app', 'Acme/Web'],
    });
    assert.deepEqual(planRotation(entry, now, defaultPolicy), {
      kind: 'replace',
      checklist: {
        kind: 'fine-grained-pat',
        tokenName: 'token-warden-acme-2026-11-20',
        owner: 'acme',
        purpose: 'push-and-draft',
        permissions: { contents: 'write', metadata: 'read', pull_requests: 'write' },
        classicScopes: ['repo'],
        repositories: ['acme/app', 'acme/web'],
        lifetimeDays: 30,
      },
    });
  });

  it('S3-09 suggests a name that says for whom and since when, as GitHub takes it, whoever the owner is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (value) => {
        const name = checklist(anEntry({ owner: { value, evidence: 'declared' } }))?.tokenName ?? '';
        return /^token-warden-[A-Za-z0-9-]{0,15}-2026-11-20$/.test(name) && name.length <= 40;
      }),
    );
    const owner = { value: 'acme', evidence: 'declared' } as const;
    assert.equal(checklist(anEntry({ owner }))?.tokenName, 'token-warden-acme-2026-11-20');
  });

  it('takes the permissions from the purpose, and what was declared only where the purpose names none', () => {
    const declared = { contents: 'write', pages: 'write' } as const;
    assert.deepEqual(checklist(anEntry({ declared, purpose: 'draft-only' }))?.permissions, {
      metadata: 'read',
      pull_requests: 'write',
    });
    assert.deepEqual(checklist(anEntry({ declared, purpose: 'broader' }))?.permissions, declared);
    assert.equal(checklist(anEntry({ declared: undefined, purpose: 'broader' }))?.permissions, undefined);
  });

  it('guesses an owner only when all repositories have the same one', () => {
    const of = (...confirmedFor: readonly string[]) =>
      checklist(anEntry({ owner: undefined, confirmedFor }))?.owner;
    assert.deepEqual([of(), of('a/x', 'A/y'), of('a/x', 'b/y')], [undefined, 'A', undefined]);
  });

  it('takes as declared what the checklist listed, and for a fine-grained token only', () => {
    const declared = { administration: 'write', contents: 'write' } as const;
    const of = (purpose: PurposeId | undefined, kind: TokenKind | undefined) => {
      const plan = planRotation(anEntry({ declared, purpose }), now, defaultPolicy);
      return plan.kind === 'replace' ? declaredByPaste(plan.checklist, kind) : undefined;
    };
    assert.deepEqual(
      [
        of('broader', 'fine-grained-pat'),
        of('draft-only', 'fine-grained-pat'),
        of('broader', 'classic-pat'),
        of('broader', undefined),
      ],
      [declared, { metadata: 'read', pull_requests: 'write' }, undefined, undefined],
    );
  });

  it('keeps the suggested name within forty plain characters', () => {
    const long = { value: `über_${'x'.repeat(60)}`, evidence: 'declared' } as const;
    assert.equal(checklist(anEntry({ owner: long }))?.tokenName, 'token-warden--ber-xxxxxxxxxx-2026-11-20');
    assert.equal(checklist(anEntry({ owner: undefined }))?.tokenName, 'token-warden-personal-2026-11-20');
  });

  it('has no checklist for what a program renews, for a refresh token, or while a former token is kept', () => {
    assert.deepEqual(planRotation(anEntry({ kind: 'installation-token' }), now, defaultPolicy), {
      kind: 'renewsItself',
    });
    assert.deepEqual(planRotation(anEntry({ kind: 'app-user-token' }), now, defaultPolicy), {
      kind: 'renewsItself',
    });
    assert.deepEqual(planRotation(anEntry({ kind: 'refresh-token' }), now, defaultPolicy), {
      kind: 'refreshToken',
    });
    assert.deepEqual(planRotation(anEntry({ previous: { since: 1, replacedAt: 2 } }), now, defaultPolicy), {
      kind: 'finishFirst',
      replacedAt: 2,
    });
  });
});
