import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Difference } from '../../src/rotation/judgeNewToken.ts';
import type { OldToken } from '../../src/rotation/proveOld.ts';
import { dayMs } from '../../src/shared/clock.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import type { Keeping } from '../../src/vault/judgeStore.ts';
import { explainRotation } from '../../src/vscode/messages/rotating.ts';
import { pageLook, ReadOnlyDocuments } from '../../src/vscode/readOnlyDocuments.ts';

const now = Date.UTC(2026, 10, 20);

function entry(days: number): Entry {
  return {
    id: 'mine',
    name: 'work',
    host: githubCom.name,
    kind: 'fine-grained-pat',
    addedAt: now,
    secretSince: now,
    owner: { value: 'acme', evidence: 'declared' },
    login: 'mona',
    purpose: undefined,
    declared: undefined,
    expiry: { kind: 'at', at: now + days * dayMs },
    scopes: { kind: 'notListed' },
    health: { kind: 'alive', at: now },
    sso: { kind: 'notSeen' },
    checkedAt: now,
    observed: [],
    accepted: [],
    confirmedFor: [],
    previous: undefined,
  };
}

function said(old: OldToken, keeping: Keeping, differences: readonly Difference[] = []): string {
  const result = { kind: 'rotated', entry: entry(30), differences, old } as const;
  return explainRotation(entry(9), result, now, keeping).text;
}

describe('the end of a rotation in words', () => {
  const ended = { kind: 'ended', stillKept: false } as const;

  it('says what differs and was not asked about, and not again what was', () => {
    const differences: readonly Difference[] = [
      { kind: 'scopesAdded', scopes: ['gist'], notable: true },
      { kind: 'scopesRemoved', scopes: ['admin:org'], notable: false },
      { kind: 'ownerNotShown', expected: 'acme', notable: false },
    ];
    const text = said(ended, 'proved', differences);
    assert.match(
      text,
      /^Rotated work\. The old token is dead\. The new one expires .+, later than the old one\. It may do less: without admin:org\. GitHub does not show whether it acts for acme\.$/,
    );
  });

  it('F04 asks for a restart before the old token is ended, where the store has proved nothing yet', () => {
    const ways = (['proved', 'notYet', 'memoryOnly'] as const).map((keeping) => {
      const text = said({ kind: 'lives' }, keeping);
      return [
        /still works\. Delete it on its page/,
        /Restart VS Code once before you delete it/,
        /Do not delete it yet/,
      ]
        .map((pattern) => pattern.test(text))
        .indexOf(true);
    });
    assert.deepEqual(ways, [0, 1, 2]);
  });
});

describe('the checklist of a rotation', () => {
  it('shows its own text when an entry is rotated again, and each closes only its own tab', async () => {
    const subscriptions: vscode.Disposable[] = [];
    const documents = ReadOnlyDocuments.register({ subscriptions }, (text) => text);
    try {
      const tabs = () =>
        vscode.window.tabGroups.all
          .flatMap((group) => group.tabs)
          .filter(
            ({ input }) => input instanceof vscode.TabInputText && input.uri.path.endsWith('/Rotate it.md'),
          );
      const first = await documents.show('Rotate it', 'first', pageLook);
      const firstText = vscode.window.activeTextEditor?.document.getText();
      const second = await documents.show('Rotate it', 'second', pageLook);
      const secondText = vscode.window.activeTextEditor?.document.getText();
      assert.deepEqual([firstText, secondText], ['first', 'second']);
      await first.close();
      assert.equal(tabs().length, 1);
      await second.close();
      assert.equal(tabs().length, 0);
    } finally {
      for (const one of subscriptions) one.dispose();
    }
  });
});
