import assert from 'node:assert/strict';
import type { ExplainedPush } from '../../../src/push/explainPush.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';
import { borrowed, causesOf, reportOf } from './aUse.ts';

const gh = borrowed({ kind: 'gh' });
const variable = borrowed({ kind: 'environment', variable: 'GH_TOKEN' });
const fine = anEntry({ id: 'fine', name: 'fine' });
const classic = aClassic(['repo'], { id: 'classic', name: 'classic', login: 'acme' });

describe('which credential is used here', () => {
  it('S3-36 names the winner, where it comes from and of whom, and what each other one lost to', () => {
    const { candidates, unsettled } = reportOf({ entries: [gh, variable, classic, fine] });
    assert.equal(unsettled, undefined);
    assert.deepEqual(
      candidates.map(({ entry, mode, reason, standing, lostTo }) => [
        entry.id,
        mode,
        entry.login,
        reason,
        standing.push,
        lostTo?.entry.id,
        lostTo?.reason,
      ]),
      [
        ['fine', 'vault', 'mona', 'owner', 'used', undefined, undefined],
        ['classic', 'vault', 'acme', 'login', 'also', 'fine', 'owner'],
        ['~environment', 'environment', 'mona', 'environment', 'also', 'fine', 'owner'],
        ['~gh', 'login', 'mona', 'session', 'also', 'fine', 'owner'],
      ],
    );
  });

  it('S0-20 names the App that could take over from the pasted token that is used, and none of another owner', () => {
    const app = { id: '~app/k/7', appEntryId: 'k', host: githubCom.name, owner: 'Acme', name: 'release' };
    const instead = (entry: Entry, owner = app.owner) =>
      reportOf({ entries: [entry], facts: { apps: [{ ...app, owner }] } }).instead;
    assert.deepEqual(instead(fine), { entry: fine, app });
    const both = anEntry({ confirmedFor: ['widgets/site'] });
    assert.deepEqual([instead(both, 'widgets'), instead(gh)], [undefined, undefined]);
    assert.equal(reportOf({ entries: [fine] }).instead, undefined);
  });

  it('tells the two jobs apart where another one serves the pull request', () => {
    const pusher = anEntry({ id: 'pusher', name: 'a', declared: { contents: 'write' } });
    const opener = anEntry({ id: 'opener', name: 'b', declared: { pull_requests: 'write' } });
    const { candidates } = reportOf({ entries: [opener, pusher] });
    assert.deepEqual(
      candidates.map(({ entry, standing }) => [entry.id, standing]),
      [
        ['pusher', { push: 'used', 'open-draft-pr': 'also' }],
        ['opener', { push: 'also', 'open-draft-pr': 'used' }],
      ],
    );
    assert.deepEqual(
      candidates.map(({ works }) => [works.push.verdict, works['open-draft-pr'].verdict]),
      [
        ['yes', 'no'],
        ['no', 'yes'],
      ],
    );
  });

  it('says that the person would be asked, and about which', () => {
    const report = reportOf({ entries: [gh, variable] });
    assert.equal(report.unsettled, 'borrowed');
    assert.deepEqual(
      report.candidates.map(({ standing }) => standing.push),
      ['asked', 'asked'],
    );
    assert.equal(reportOf().unsettled, 'none');
  });

  it('says that a dead one belongs here, and puts nothing in its place', () => {
    const dead = { ...fine, health: { kind: 'dead', at: now } } as const;
    const { candidates } = reportOf({ entries: [dead], bindings: { 'github.com/acme/app': 'fine' } });
    assert.deepEqual(
      candidates.map(({ standing, works }) => [standing.push, works.push.verdict, works.push.why]),
      [['blocked', 'no', 'over']],
    );
  });

  it('calls unknown what nobody knows, and believes GitHub’s answer of this minute before anything noted', () => {
    const silent = anEntry({ id: 'silent', declared: undefined });
    const worksWith = (probe: ExplainedPush | undefined) => {
      const probes = new Map(probe === undefined ? [] : [['silent', probe]]);
      return reportOf({ entries: [silent], facts: { probes } }).candidates[0]?.works.push;
    };
    assert.deepEqual(worksWith(undefined), { verdict: 'unknown', evidence: 'none', why: 'nothing' });
    assert.deepEqual(worksWith({ kind: 'upToDate' }), { verdict: 'yes', evidence: 'probed', why: 'probe' });
    const refused = (kind: 'writeNotGranted' | 'offline' | 'badCredentials') =>
      worksWith({ kind: 'refused', problem: { kind } });
    assert.deepEqual(refused('writeNotGranted'), { verdict: 'no', evidence: 'refused', why: 'probe' });
    assert.deepEqual(refused('badCredentials'), { verdict: 'no', evidence: 'refused', why: 'over' });
    // The network says nothing of the token.
    assert.equal(refused('offline')?.verdict, 'unknown');
  });

  it('holds what was seen here above what was declared', () => {
    const seen = (evidence: 'worked' | 'refused') =>
      anEntry({ observed: [{ operation: 'push', repository: 'acme/app', evidence, at: now }] });
    const of = (evidence: 'worked' | 'refused') =>
      reportOf({ entries: [seen(evidence)] }).candidates[0]?.works.push;
    assert.deepEqual(of('worked'), { verdict: 'yes', evidence: 'worked', why: 'seen' });
    assert.deepEqual(of('refused'), { verdict: 'no', evidence: 'refused', why: 'seen' });
  });

  it('ranks none and names the reason where our commands do not go to the remote', () => {
    for (const [url, kind] of [
      ['https://git.elsewhere.example/acme/app.git', 'refused'],
      ['work:acme/app', 'alias'],
      ['ext::sh -c evil', 'refused'],
    ] as const) {
      const report = reportOf({ url, entries: [fine] });
      assert.deepEqual([report.address, report.candidates], [undefined, []]);
      assert.equal(causesOf(report)[0], kind);
    }
    const hosts = reportOf({ url: 'https://git.elsewhere.example/acme/app.git' }).shadows[0]?.fix;
    assert.deepEqual(hosts, { kind: 'openSetting', setting: 'tokenWarden.hosts' });
  });

  it('keeps its order and its speed with thirty candidates', () => {
    const entries = Array.from({ length: 30 }, (_one, at) =>
      aClassic(['repo'], { id: `e${at}`, name: `token ${String(at).padStart(2, '0')}`, login: 'someone' }),
    );
    const { candidates } = reportOf({ entries: entries.toReversed() });
    assert.deepEqual(
      candidates.map(({ entry }) => entry.name),
      entries.map(({ name }) => name),
    );
  });
});
