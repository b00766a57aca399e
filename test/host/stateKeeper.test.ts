import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { judgeBreadth } from '../../src/policy/judgeBreadth.ts';
import type { StatusModel } from '../../src/tokens/statusModel.ts';
import type { VaultView } from '../../src/vault/judgeStore.ts';
import { explainHost } from '../../src/vscode/messages/hosts.ts';
import { statusLabel, statusText } from '../../src/vscode/messages/status.ts';
import { StandingChoices } from '../../src/vscode/standingChoices.ts';
import { StateKeeper } from '../../src/vscode/stateKeeper.ts';
import { Whereabouts } from '../../src/vscode/whereabouts.ts';
import { anEntry, now } from '../unit/policy/anEntry.ts';

const memory = new StandingChoices({
  keys: () => [],
  get: <T>(_key: string, nothing?: T) => nothing,
  update: async () => undefined,
} as vscode.Memento);

function lostView(lost: number): VaultView {
  return {
    entries: [],
    lost: Array.from({ length: lost }, (_, n) => ({ id: `${n}`, host: undefined, kind: 'classic-pat' })),
    unreadable: [],
    mode: { kind: 'open' },
    keeping: 'notYet',
    notKept: [],
    older: [],
  };
}

describe('the picture of the present', () => {
  it('is drawn anew for a change of place without a reading of the store, and tells its listeners', async () => {
    let reads = 0;
    let told = 0;
    const drawn: StatusModel['kind'][] = [];
    const reader = { read: async () => lostView(reads++) };
    const bar = { show: ({ kind }: StatusModel) => drawn.push(kind), dispose: () => undefined };
    const keeper = new StateKeeper(reader, memory, new Whereabouts(memory), { now: () => 0 }, bar);
    keeper.onDidChange(() => told++);
    for (let n = 0; n < 20; n++) await keeper.refresh(Number.POSITIVE_INFINITY);
    const moved = { reads, told };
    await keeper.refresh();
    keeper.dispose();
    assert.deepEqual(
      { moved, reads, drawn: [drawn[0], drawn.at(-1)] },
      { moved: { reads: 1, told: 20 }, reads: 2, drawn: ['hidden', 'lost'] },
    );
  });

  it('shows how broad a token is by the person’s rules, as the findings do', async () => {
    const drawn: StatusModel[] = [];
    const bar = { show: (model: StatusModel) => drawn.push(model), dispose: () => undefined };
    const entry = anEntry({ purpose: 'push-with-workflows', declared: { workflows: 'write' } });
    const reader = { read: async () => ({ ...lostView(0), entries: [entry] }) };
    const keeper = new StateKeeper(reader, memory, new Whereabouts(memory), { now: () => now }, bar);
    const neverGrant = { scopes: [], permissions: { workflows: 'write' } } as const;
    const before = await keeper.refresh();
    keeper.setJudge(
      () => [],
      () => (one) => judgeBreadth(one, neverGrant),
    );
    const after = await keeper.refresh();
    keeper.dispose();
    assert.deepEqual(
      [before, after].map(({ breadthOf }) => breadthOf(entry).kind),
      ['narrow', 'broad'],
    );
    assert.deepEqual(
      drawn.map((model) => model.kind === 'shown' && model.breadth?.kind),
      ['narrow', 'broad'],
    );
  });

  it('F02 says in the item and in words that tokens are lost', () => {
    const models: Exclude<StatusModel, { kind: 'hidden' }>[] = [
      { kind: 'lost', lost: 1, unreadable: 0 },
      { kind: 'lost', lost: 2, unreadable: 1 },
      { kind: 'lost', lost: 0, unreadable: 1 },
    ];
    assert.deepEqual(
      models.map((model) => [statusText(model), statusLabel(model)]),
      [
        [
          '$(warning) token lost',
          'Token Warden: no token can be used; the secret of one token is gone from the store',
        ],
        [
          '$(warning) token lost',
          'Token Warden: no token can be used; the secrets of 2 tokens are gone from the store; stored data cannot be read',
        ],
        ['$(warning) token unreadable', 'Token Warden: no token can be used; stored data cannot be read'],
      ],
    );
  });

  it('B08 a refused host is shown through the redactor, without what stands before an @', () => {
    const clean = (text: string) => text.replace('hidden', '[redacted]');
    assert.equal(
      explainHost({ kind: 'hostMalformed', text: 'mona@hidden.example' }, clean),
      '[redacted].example: this is not a host name. Write it like github.example.com.',
    );
  });
});
