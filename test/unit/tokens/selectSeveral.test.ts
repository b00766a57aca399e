import assert from 'node:assert/strict';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom, type HostName } from '../../../src/tokens/host.ts';
import { selectEntry } from '../../../src/tokens/selectEntry.ts';
import { anEntry, now } from '../policy/anEntry.ts';

interface Where {
  readonly host?: HostName;
  readonly owner?: string;
  readonly bindings?: Readonly<Record<string, string>>;
}

/** What is used for `app` of an owner: the id, or why not. */
function used(
  entries: readonly Entry[],
  { host = githubCom.name, owner = 'acme', bindings = {} }: Where = {},
) {
  const selection = selectEntry({
    entries,
    host,
    owner,
    repository: 'app',
    bindings,
    override: undefined,
    now,
    fits: () => true,
    isNarrower: () => false,
  });
  if (selection.kind === 'chosen') return selection.entry.id;
  if (selection.kind === 'blocked') return `blocked ${selection.entry.id}`;
  return selection.kind === 'ask' ? `ask ${selection.why}` : 'none';
}

describe('several accounts, owners and hosts', () => {
  const work = anEntry({ id: 'work', name: 'work', login: 'mona-at-work' });
  const home = anEntry({ id: 'home', name: 'home', login: 'mona' });

  it('S4-18 two accounts of one owner are asked about once, and the one that was not chosen never steps in', () => {
    assert.equal(used([work, home]), 'ask tie');
    const bindings = { 'github.com/acme/app': 'work' };
    assert.equal(used([work, home], { bindings }), 'work');
    const dead = { ...work, health: { kind: 'dead', at: now } } as const;
    assert.equal(used([dead, home], { bindings }), 'blocked work');
  });

  it('S4-18 two logins of other programs are asked about, and so is the only one', () => {
    const login = (id: string) => anEntry({ id: `~gh/${id}`, name: id, login: id, origin: { kind: 'gh' } });
    assert.deepEqual([used([login('a'), login('b')]), used([login('a')])], ['ask tie', 'ask borrowed']);
    const bindings = { 'github.com/acme': '~gh/b' };
    assert.equal(used([login('a'), login('b')], { bindings }), '~gh/b');
    // The chosen login is gone: the other is asked about, not taken.
    assert.equal(used([login('a')], { bindings }), 'ask borrowed');
  });

  it('each organization has its own token, and one that is missing is not served by another’s', () => {
    const widgets = anEntry({ id: 'widgets', owner: { value: 'widgets', evidence: 'declared' } });
    const all = [work, widgets];
    assert.deepEqual(
      ['acme', 'widgets', 'third'].map((owner) => used(all, { owner })),
      ['work', 'widgets', 'ask no-match'],
    );
  });

  it('B07 an entry or a choice of one host does not exist for another', () => {
    const host = 'github.corp.example' as HostName;
    const corporate = anEntry({ id: 'corporate', host });
    const bindings = { 'github.com/acme/app': 'corporate', [`${host}/acme/app`]: 'work' };
    assert.deepEqual(
      [
        used([work, corporate], { bindings }),
        used([work, corporate], { host, bindings }),
        used([work], { host }),
      ],
      ['work', 'corporate', 'none'],
    );
  });
});
