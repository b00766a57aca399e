import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { judgeEntries } from '../../../src/policy/judgeEntry.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import type { PolicyFinding } from '../../../src/policy/policyFinding.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { childrenOf } from '../../../src/tree/childrenOf.ts';
import { countOpen } from '../../../src/tree/countOpen.ts';
import { lookOf } from '../../../src/tree/lookOf.ts';
import { summariseTree, type TreeFacts } from '../../../src/tree/summariseTree.ts';
import type { EntryNode, TreeNode } from '../../../src/tree/treeNode.ts';
import type { VaultView } from '../../../src/vault/judgeStore.ts';
import { judgeWatched } from '../../../src/watched/judgeWatched.ts';
import type { WatchedToken } from '../../../src/watched/watchedToken.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

function view(entries: readonly Entry[], changes: Partial<VaultView> = {}): VaultView {
  const healthy = { lost: [], unreadable: [], mode: { kind: 'open' }, keeping: 'proved' } as const;
  return { entries, ...healthy, notKept: [], older: [], ...changes };
}

function factsOf(entries: readonly Entry[], changes: Partial<TreeFacts> = {}): TreeFacts {
  return {
    view: view(entries),
    usedHere: undefined,
    hostHere: undefined,
    watched: { tokens: [], unreadable: [] },
    watchedFindings: [],
    leaks: [],
    nameOf: () => ({ name: 'a', folder: '' }),
    findings: judgeEntries(entries, { now, usedHere: changes.usedHere }),
    now,
    breadthOf: judgeBreadth,
    ...changes,
  };
}

/** The ids from top to bottom, as deep as headings go without opening a token. */
function ids(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.flatMap((node) => [node.id, ...(node.kind === 'entry' ? [] : ids(childrenOf(node)))]);
}

function entriesIn(nodes: readonly TreeNode[]): readonly EntryNode[] {
  return nodes.flatMap((node) => (node.kind === 'entry' ? [node] : entriesIn(childrenOf(node))));
}

const named = (id: string, changes: Partial<Entry> = {}) => anEntry({ id, name: id, ...changes });
const ofOwner = (id: string, owner: string) => named(id, { owner: { value: owner, evidence: 'declared' } });
const dying = (id: string) => named(id, { expiry: { kind: 'at', at: now + dayMs } });

describe('the tree of tokens', () => {
  it('is empty without a token, and says nothing of a healthy store', () => {
    assert.deepEqual(summariseTree(factsOf([])), []);
    assert.deepEqual(ids(summariseTree(factsOf([named('a')]))), ['owner:github.com/acme', 'entry:a']);
  });

  it('S3-33 lists every token once, whatever the hosts, owners and names', () => {
    const some = fc.record({
      owner: fc.constantFrom('acme', 'ACME', 'other', '', undefined),
      host: fc.constantFrom('github.com', 'acme.ghe.com'),
      name: fc.string(),
      login: fc.option(fc.string(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), (made) => {
        const entries = made.map(({ owner, host, name, login }, n) => {
          const known = owner === undefined ? undefined : ({ value: owner, evidence: 'declared' } as const);
          return anEntry({ id: `e${n}`, name, host: host as Entry['host'], owner: known, login });
        });
        const tree = summariseTree(factsOf(entries));
        assert.deepEqual(
          entriesIn(tree)
            .map(({ entry }) => entry.id)
            .toSorted(),
          entries.map(({ id }) => id).toSorted(),
        );
        const all = ids(tree);
        assert.equal(new Set(all).size, all.length);
      }),
    );
  });

  it('has a level for hosts only where there are several', () => {
    const enterprise = named('b', { host: 'acme.ghe.com' as Entry['host'] });
    const kinds = (entries: readonly Entry[]) => summariseTree(factsOf(entries)).map(({ kind }) => kind);
    assert.deepEqual(kinds([named('a')]), ['owner']);
    assert.deepEqual(kinds([named('a'), enterprise]), ['host', 'host']);
  });

  it('puts a token under its owner, else its account, without letter case; the unknown ones last', () => {
    const unknown = named('d', { owner: undefined, login: undefined });
    const entries = [unknown, ofOwner('a', 'acme'), ofOwner('b', 'ACME'), named('c', { owner: undefined })];
    assert.deepEqual(ids(summariseTree(factsOf(entries))), [
      'owner:github.com/acme',
      'entry:a',
      'entry:b',
      'owner:github.com/mona',
      'entry:c',
      'owner:github.com/',
      'entry:d',
    ]);
  });

  it('shows the one used here first, then the most urgent, then by name', () => {
    const entries = [named('z'), named('b'), dying('m'), named('a'), named('c')];
    const tree = (usedHere?: string) =>
      entriesIn(summariseTree(factsOf(entries, { usedHere }))).map(({ entry }) => entry.id);
    assert.deepEqual(tree(), ['m', 'a', 'b', 'c', 'z']);
    assert.deepEqual(tree('z'), ['z', 'm', 'a', 'b', 'c']);
  });

  it('shows the owner of the one used here first as well', () => {
    const entries = [ofOwner('a', 'acme'), ofOwner('b', 'beta'), ofOwner('c', 'cern')];
    const owners = summariseTree(factsOf(entries, { usedHere: 'c' })).map(({ id }) => id);
    assert.deepEqual(owners, ['owner:github.com/cern', 'owner:github.com/acme', 'owner:github.com/beta']);
  });

  it('looks at each finding and each token once, so that two hundred of them cost two hundred looks', () => {
    const entries = Array.from({ length: 200 }, (_, n) => aClassic(['repo', 'admin:org'], { id: `e${n}` }));
    let looks = 0;
    const findings = judgeEntries(entries, { now, usedHere: undefined }).map((finding) =>
      Object.defineProperty({ ...finding }, 'entryId', {
        get: () => {
          looks++;
          return finding.entryId;
        },
      }),
    );
    let judged = 0;
    const breadthOf = (entry: Entry) => {
      judged++;
      return judgeBreadth(entry);
    };
    const tree = summariseTree(factsOf(entries, { findings, breadthOf }));
    assert.ok(findings.length >= 400);
    assert.deepEqual(
      [looks, judged, entriesIn(tree).length],
      [findings.length, entries.length, entries.length],
    );
  });

  describe('a token', () => {
    const only = (entry: Entry, changes: Partial<TreeFacts> = {}) =>
      entriesIn(summariseTree(factsOf([entry], changes)))[0] as EntryNode;

    it('has the icon and the colour of its worst open finding, and a key while there is none', () => {
      const looks = (entry: Entry, usedHere?: string) => {
        const { icon, colour } = lookOf(only(entry, { usedHere }));
        return [icon, colour];
      };
      const dead = anEntry({ health: { kind: 'dead', at: now } });
      const until = now + dayMs;
      const at = { reason: 'known', at: now, until };
      const accepted = ['classic', 'over-scoped', 'no-expiry', 'long-lifetime'].map((findingId) => ({
        findingId,
        ...at,
      }));
      assert.deepEqual(looks(anEntry()), ['key', undefined]);
      assert.deepEqual(looks(aClassic(['repo'])), ['warning', 'problemsWarningIcon.foreground']);
      assert.deepEqual(looks(dead, 'e1'), ['error', 'problemsErrorIcon.foreground']);
      // Dead where nobody uses it: visible, and no alarm.
      assert.deepEqual(looks(dead), ['key', undefined]);
      assert.deepEqual(looks(aClassic(['repo'], { accepted })), ['key', undefined]);
    });

    it('offers to be used here only in a repository of its host, where it is not used already', () => {
      const contexts = [
        {},
        { hostHere: githubCom.name },
        { hostHere: githubCom.name, usedHere: 'e1' },
        { hostHere: 'acme.ghe.com' as Entry['host'] },
      ].map((changes) => lookOf(only(anEntry(), changes)).context);
      assert.deepEqual(contexts, ['entry', 'entry.couldServe', 'entry', 'entry']);
    });

    it('has the same id in every picture, whatever it is called and wherever it is used', () => {
      fc.assert(
        fc.property(fc.string(), fc.boolean(), (name, here) => {
          assert.equal(only(anEntry({ name }), { usedHere: here ? 'e1' : undefined }).id, 'entry:e1');
        }),
      );
    });
  });

  describe('around the tokens', () => {
    const lost = [{ id: 'x', host: githubCom.name, kind: 'classic-pat' as const }];
    const around = (changes: Partial<VaultView>, entries: readonly Entry[] = [named('a')]) =>
      ids(summariseTree(factsOf(entries, { view: view(entries, changes) }))).filter(
        (id) => !/^(?:entry|owner):/.test(id),
      );

    it('F02 stands what is gone from the store, also when no token is left', () => {
      assert.deepEqual(around({ lost }), ['gone', 'lost:x']);
      assert.deepEqual(around({ lost }, []), ['gone', 'lost:x']);
    });

    it('F08 stands how many stored values cannot be read', () => {
      const unreadable = [{ id: 'y', why: 'newer' as const }];
      assert.deepEqual(around({ unreadable } as Partial<VaultView>), ['unreadable']);
    });

    it('F05 E08 stands what is wrong with the store as a whole, before the tokens', () => {
      const trouble = (changes: Partial<VaultView>) =>
        ids(summariseTree(factsOf([named('a')], { view: view([named('a')], changes) })))[0];
      assert.equal(trouble({ mode: { kind: 'readOnly', why: 'stale' } }), 'store:readOnly');
      assert.equal(trouble({ keeping: 'memoryOnly' }), 'store:memoryOnly');
      assert.equal(trouble({ keeping: 'notYet' }), 'owner:github.com/acme');
    });

    it('stands nothing when the store answers none at all: the view itself says what that is', () => {
      assert.deepEqual(around({ mode: { kind: 'storeEmpty' }, lost }, []), []);
      assert.deepEqual(around({ mode: { kind: 'readOnly', why: 'stale' } }, []), []);
    });

    it('F05 stands what is wrong with the store also where no token is left and something else is shown', () => {
      assert.deepEqual(around({ mode: { kind: 'readOnly', why: 'stale' }, lost }, []), [
        'store:readOnly',
        'gone',
        'lost:x',
      ]);
    });
  });

  it('shows what lives elsewhere after the tokens, the most urgent first, with or without any token here', () => {
    const watchedToken = (id: string, days?: number): WatchedToken => ({
      id,
      name: id,
      place: { kind: 'server', text: 'build server', link: undefined },
      owner: 'acme',
      expiry: days === undefined ? { kind: 'unknown' } : { kind: 'at', at: now + days * dayMs },
      note: undefined,
      addedAt: now,
      since: now,
    });
    const tokens = [watchedToken('a', 90), watchedToken('b', -1), watchedToken('c'), watchedToken('d', 2)];
    const watched = { tokens, unreadable: ['x.json'] };
    const changes = { watched, watchedFindings: judgeWatched(tokens, now, defaultPolicy) };
    const lines = ['elsewhere', 'watched:b', 'watched:d', 'watched:a', 'watched:c'];
    assert.deepEqual(ids(summariseTree(factsOf([], changes))), lines);
    assert.deepEqual(ids(summariseTree(factsOf([named('e')], changes))).slice(2), lines);
    const [heading] = summariseTree(factsOf([], changes));
    assert.deepEqual(heading?.kind === 'elsewhere' && childrenOf(heading).map((node) => lookOf(node).icon), [
      'error',
      'warning',
      'eye',
      'eye',
    ]);
  });

  it('counts on its icon what a person can answer and has not', () => {
    const finding = (severity: PolicyFinding['severity'], acceptedUntil?: number) =>
      ({ severity, acceptedUntil }) as PolicyFinding;
    const open = [finding('error'), finding('warning'), finding('info'), finding('warning', now)];
    assert.equal(countOpen(open), 2);
    assert.equal(countOpen([]), 0);
  });
});
