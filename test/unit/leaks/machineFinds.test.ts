import assert from 'node:assert/strict';
import { type FindFacts, planFindPlaces } from '../../../src/leaks/findPlaces.ts';
import { hostBeside } from '../../../src/leaks/hostBeside.ts';
import type { JudgedLeak } from '../../../src/leaks/judgeLeaks.ts';
import { withIds } from '../../../src/leaks/leak.ts';
import { lookIn } from '../../../src/leaks/lookIn.ts';
import { type FoundHere, gatherFinds, type LentFind, planFindActs } from '../../../src/leaks/machineFinds.ts';
import type { MachineFile } from '../../../src/leaks/ports.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { aJudged } from './aLeak.ts';

const token = makeToken('classic-pat', 'lying');
const print = (secret: Secret) => secret.reveal();
const store: MachineFile = { what: 'gitCredentials', path: '/home/.git-credentials' };
const npmrc: MachineFile = { what: 'npmrc', path: '/home/.npmrc' };
const inFile = (file: MachineFile, changes: Partial<JudgedLeak> = {}) =>
  aJudged(changes, { place: { kind: 'file', uri: `file://${file.path}` } });
const variable: LentFind = {
  spot: { kind: 'variable', name: 'GH_TOKEN' },
  token: new Secret(token),
  kind: 'classic-pat',
  masked: 'gh…',
  print: 'p1',
  hosts: ['github.com'],
};

function gathered(changes: Partial<FoundHere>) {
  return gatherFinds({
    leaks: [],
    lent: [],
    fileOf: ({ leak }) =>
      [store, npmrc].find(
        ({ path }) => `file://${path}` === (leak.place.kind === 'file' ? leak.place.uri : ''),
      ),
    hostOf: () => undefined,
    standingOf: () => ({ ours: undefined, checked: undefined }),
    ...changes,
  });
}
const acts = (changes: Partial<FoundHere>) =>
  gathered(changes).flatMap((find) => planFindActs(find).map(({ kind }) => kind));

describe('where tokens of this machine are looked for', () => {
  const everything: FindFacts = {
    trusted: true,
    repositories: 1,
    machine: [store, { what: 'shellHistory', path: '/h' }, { ...npmrc, leadsTo: '/elsewhere' }],
    variables: ['GH_TOKEN'],
    logins: ['gh', 'vscode', 'git'],
  };
  const named = (facts: FindFacts) =>
    planFindPlaces(facts).map(({ place, picked }) => {
      const what = place.kind === 'file' ? place.file.what : place.kind === 'login' ? place.from : place.kind;
      return `${picked ? '+' : '-'}${what}`;
    });

  it('nothing that runs a program, is a link to elsewhere, or was typed by a person is chosen beforehand', () => {
    assert.deepEqual(named(everything), [
      '+remotes',
      '+environment',
      '-gh',
      '+vscode',
      '-git',
      '+gitCredentials',
      '-shellHistory',
      '-npmrc',
    ]);
  });

  it('without trust no program runs and no repository is looked into; the person’s files stay theirs', () => {
    const untrusted = named({ ...everything, trusted: false });
    assert.deepEqual(untrusted, ['+environment', '+vscode', '+gitCredentials', '-shellHistory', '-npmrc']);
  });
});

describe('what lies on this machine', () => {
  it('is one line for each token, however many places hold it, with the hosts they name', () => {
    const [one, ...more] = gathered({
      leaks: [inFile(store), inFile(npmrc), inFile(store)],
      lent: [variable],
      hostOf: () => 'github.com',
    });
    assert.equal(more.length, 0);
    assert.deepEqual(one?.hosts, ['github.com']);
    assert.deepEqual(
      one?.spots.map(({ kind }) => kind),
      ['leak', 'leak', 'leak', 'variable'],
    );
    assert.ok(!JSON.stringify(one).includes(token));
  });

  it('can be kept and taken out of each file once; one of ours is only taken out, a dead one is not kept', () => {
    const all = ['importAndClean', 'import', 'clean', 'clean', 'check', 'revoke'];
    assert.deepEqual(acts({ leaks: [inFile(store), inFile(npmrc), inFile(store)] }), all);
    const ours = { entryId: 'e', old: false };
    assert.deepEqual(acts({ leaks: [inFile(store, { ours })] }), ['clean', 'check', 'revoke']);
    const checked = { kind: 'dead', host: 'github.com', at: 1 } as const;
    assert.deepEqual(acts({ leaks: [inFile(store, { checked })] }), ['clean', 'check']);
  });

  it('is never unset where another program keeps it, and opened where only a person can mend it', () => {
    assert.deepEqual(acts({ lent: [variable] }), ['import', 'check', 'howToRemove']);
    const gh: MachineFile = { what: 'ghHosts', path: '/gh/hosts.yml' };
    const both = acts({ leaks: [inFile(gh)], fileOf: () => gh });
    assert.deepEqual(both, ['import', 'check', 'revoke', 'open', 'howToRemove']);
    const ofWorkspace = acts({ leaks: [inFile(store)], fileOf: () => undefined });
    assert.deepEqual(ofWorkspace, ['import', 'check', 'revoke', 'open']);
  });

  it('belongs where the text beside it says, and nowhere when it says nothing', () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
      [`https://mona:${token}@GitHub.com\n`, 'github.com'],
      [`https://${token}:x@ghe.example:8443/a/b`, 'ghe.example:8443'],
      [
        `machine a.b login c password d\nmachine api.github.com\n login x\n password ${token}`,
        'api.github.com',
      ],
      [`//npm.pkg.github.com/:_authToken=${token}`, 'github.com'],
      [`other:\n    user: a\nghe.example:\n    user: b\n    oauth_token: ${token}\n`, 'ghe.example'],
      [`{ "GITHUB_TOKEN": "${token}" }`, undefined],
      [`see https://evil.example and ${token}`, undefined],
      [`export T=${token}`, undefined],
    ];
    for (const [text, host] of cases) {
      const [leak] = withIds({ kind: 'file', uri: 'file:///a' }, lookIn(text, print));
      assert.ok(leak);
      assert.equal(hostBeside(text, leak, print), host, text.replace(token, 'TOKEN'));
    }
  });

  it('is looked for beside the token in time that grows with the text alone', () => {
    const long = `machine a password ${'\n x'.repeat(20_000)}oauth_token: ${token}`;
    const [leak] = withIds({ kind: 'file', uri: 'file:///a' }, lookIn(long, print));
    const start = performance.now();
    assert.equal(leak && hostBeside(long, leak, print), undefined);
    assert.ok(performance.now() - start < 1000);
  });
});
