import assert from 'node:assert/strict';
import { heldIn } from '../../../src/shadows/held.ts';
import { parseHost } from '../../../src/tokens/host.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { now } from '../policy/anEntry.ts';
import { borrowed, causesOf, type Line, own, reportOf } from './aUse.ts';

const token = makeToken('fine-grained-pat', 'shadow');
const gh = borrowed({ kind: 'gh' });
const ghToken = { name: 'GH_TOKEN', held: heldIn(token) };
const dead = { health: { kind: 'dead', at: now } } as const;

const find = (kind: string, given: Parameters<typeof reportOf>[0]) =>
  reportOf(given).shadows.find(({ cause }) => cause.kind === kind);

describe('what is in the way', () => {
  it('is nothing where nothing is', () => {
    assert.deepEqual(reportOf({ entries: [gh] }).shadows, []);
  });

  it('is a variable that gh takes before its login, and git too where it asks gh', () => {
    const given = { entries: [gh], variables: [ghToken] };
    const report = reportOf(given);
    assert.equal(report.gh?.kind, 'variable');
    const found = find('variableBeatsLogin', given);
    assert.equal(found?.severity, 'warning');
    assert.ok(found?.cause.kind === 'variableBeatsLogin' && !found.cause.alsoGit && !found.cause.dead);
    const config: readonly Line[] = [['global', 'credential.helper', '!/usr/bin/gh auth git-credential']];
    const also = find('variableBeatsLogin', { ...given, config });
    assert.ok(also?.cause.kind === 'variableBeatsLogin' && also.cause.alsoGit);
  });

  it('is a dead variable that a wrapper left behind, also where gh has no login at all', () => {
    const variable = borrowed({ kind: 'environment', variable: 'GH_TOKEN' }, dead);
    const found = find('variableBeatsLogin', { entries: [variable], variables: [ghToken] });
    assert.ok(found?.cause.kind === 'variableBeatsLogin' && found.cause.dead);
    assert.deepEqual(causesOf(reportOf({ variables: [ghToken] })), []);
  });

  it('is the first of two variables, and no variable of another kind of host', () => {
    const second = { name: 'GITHUB_TOKEN', held: heldIn(token) };
    const found = find('variableBeatsLogin', { variables: [second, ghToken] });
    assert.ok(found?.cause.kind === 'variableBeatsLogin');
    assert.deepEqual([found.cause.name, found.cause.behind], ['GH_TOKEN', ['GITHUB_TOKEN']]);
    const ghes = parseHost('git.acme.example');
    assert.ok(ghes.kind === 'host');
    const elsewhere = reportOf({
      url: 'https://git.acme.example/acme/app',
      hosts: [ghes.host],
      variables: [ghToken, second],
    });
    assert.deepEqual([elsewhere.gh?.kind, causesOf(elsewhere)], ['nothing', []]);
  });

  it('is a dead token that gh answers with though no variable is seen', () => {
    assert.deepEqual(causesOf(reportOf({ entries: [{ ...gh, ...dead }] })), ['ghAnswersDead']);
  });

  it('is the helper that git asks first, with what it keeps git from asking', () => {
    const config: readonly Line[] = [
      ['system', 'credential.helper', 'manager'],
      ['global', 'credential.helper', 'store'],
    ];
    const found = find('helperFirst', { config });
    assert.ok(found?.cause.kind === 'helperFirst' && found.cause.behind.length === 1);
    assert.deepEqual(found.fix, { kind: 'openConfig', file: '/home/system' });
    assert.deepEqual(causesOf(reportOf({ config: config.slice(1) })), []);
  });

  it('is a helper that the repository itself names, as a warning', () => {
    for (const scope of ['local', 'worktree']) {
      const found = find('ownHelper', { config: [[scope, 'credential.helper', '!cat >> leak']] });
      assert.equal(found?.severity, 'warning');
      assert.doesNotMatch(JSON.stringify(found), /cat|leak/);
    }
    assert.equal(find('ownHelper', { config: [['global', 'credential.helper', '!mine']] }), undefined);
    assert.equal(find('ownAskpass', { config: [['local', 'core.askpass', './evil']] })?.severity, 'warning');
  });

  it('is a token in the address of the remote, said once and with the file it stands in', () => {
    const report = reportOf({ url: `https://${token}@github.com/acme/app.git` });
    assert.deepEqual(causesOf(report), ['tokenInUrl']);
    assert.deepEqual(report.shadows[0]?.fix, { kind: 'openConfig', file: own });
    assert.doesNotMatch(JSON.stringify(report), new RegExp(token));
    assert.deepEqual(causesOf(reportOf({ url: 'https://mona@github.com/acme/app.git' })), ['userInUrl']);
  });

  it('is a header that lets in, as a checkout in a workflow leaves it', () => {
    const config: readonly Line[] = [
      ['local', 'http.https://github.com/.extraheader', `AUTHORIZATION: bearer ${token}`],
    ];
    const report = reportOf({ config });
    assert.deepEqual(causesOf(report), ['header']);
    assert.doesNotMatch(JSON.stringify(report), new RegExp(token));
  });

  it('is a rule or a pushurl that sends git elsewhere; a warning where it leaves the host', () => {
    const rewritten = find('rewritten', {
      config: [['global', 'url.git@github.com:.insteadOf', 'https://github.com/']],
    });
    assert.ok(rewritten?.cause.kind === 'rewritten' && !rewritten.cause.elsewhere);
    assert.deepEqual([rewritten.severity, rewritten.cause.to], ['info', 'git@github.com:acme/app.git']);
    const evil = find('rewritten', {
      config: [['local', 'url.https://evil.example/.pushInsteadOf', 'https://github.com/']],
    });
    assert.ok(evil?.cause.kind === 'rewritten' && evil.cause.elsewhere && evil.severity === 'warning');
    const pushed = reportOf({
      config: [['local', 'remote.origin.pushurl', 'https://evil.example/acme/app']],
    });
    const found = pushed.shadows.find(({ cause }) => cause.kind === 'pushUrl');
    assert.ok(found?.cause.kind === 'pushUrl' && found.cause.elsewhere && found.severity === 'warning');
    assert.equal(pushed.address, undefined);
  });

  it('is SSH, where git alone uses keys and we do not', () => {
    const report = reportOf({ url: 'git@github.com:acme/app.git' });
    assert.deepEqual([causesOf(report), report.address?.owner], [['ssh'], 'acme']);
  });

  it('shows what was taken in earnest before what is only good to know', () => {
    const severities = reportOf({
      url: 'git@github.com:acme/app.git',
      entries: [gh],
      variables: [ghToken],
    }).shadows.map(({ severity }) => severity);
    assert.deepEqual(severities, ['warning', 'info']);
  });
});
