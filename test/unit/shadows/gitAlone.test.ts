import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainGitAlone, type GitWay } from '../../../src/shadows/gitAlone.ts';
import { heldIn, shownText } from '../../../src/shadows/held.ts';
import { readConfigLines } from '../../../src/shadows/surroundings.ts';
import { findCandidates } from '../../../src/tokens/candidates.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';
import { configOf, type Line } from './aUse.ts';

const url = 'https://github.com/acme/app.git';
const quiet = { answers: false, session: false };
const token = makeToken('classic-pat', 'alone');

function waysOf(address: string, lines: readonly Line[] = [], editor = quiet): readonly string[] {
  return explainGitAlone(address, configOf(lines), [], editor).ways.map(nameOf);
}

function nameOf(way: GitWay): string {
  if (way.kind !== 'helper') return way.kind === 'askpass' ? way.variable : way.kind;
  const { helper, place } = way;
  return `${helper.kind === 'named' ? helper.name : helper.kind} of ${place.scope}`;
}

describe('what git alone would use', () => {
  it('asks every helper that fits the address, in the order of the files', () => {
    assert.deepEqual(
      waysOf(url, [
        ['system', 'credential.helper', 'manager'],
        ['global', 'credential.https://github.com.helper', '!gh auth git-credential'],
        ['global', 'credential.https://gitlab.com.helper', 'store'],
        ['local', 'credential.helper', '!evil'],
      ]),
      ['manager of system', 'gh of global', 'shell of local', 'prompt'],
    );
  });

  it('forgets the helpers before an empty one, as git does', () => {
    assert.deepEqual(
      waysOf(url, [
        ['system', 'credential.helper', 'manager'],
        ['global', 'credential.helper', ''],
        ['global', 'credential.helper', '/opt/tool --flag'],
      ]),
      ['program of global', 'prompt'],
    );
  });

  it('sends a header first, then what the address holds', () => {
    const basic = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    const { ways } = explainGitAlone(
      `https://${token}@github.com/acme/app.git`,
      configOf([
        ['global', 'http.https://github.com/.extraheader', basic],
        ['global', 'http.extraheader', 'X-Trace: 1'],
      ]),
      [],
      quiet,
    );
    assert.deepEqual(ways.map(nameOf), ['header', 'url', 'prompt']);
    const held = { kind: 'token', token: 'classic-pat', masked: `ghp_…${token.slice(-4)}` };
    assert.deepEqual(
      ways.map((way) => ('held' in way ? way.held : undefined)),
      [held, held, undefined],
    );
  });

  it('takes a name in the address for an account, and a password in it for one', () => {
    const named = explainGitAlone('https://mona@github.com/acme/app', [], [], quiet);
    assert.deepEqual([named.user, named.ways.map(nameOf)], ['mona', ['prompt']]);
    const both = explainGitAlone('https://mona:secret@github.com/acme/app', [], [], quiet);
    assert.deepEqual([both.user, both.ways[0]], [undefined, { kind: 'url', held: { kind: 'password' } }]);
    assert.doesNotMatch(JSON.stringify(both), /secret|mona/);
  });

  it('uses keys over SSH, and no helper at all', () => {
    for (const ssh of ['git@github.com:acme/app.git', 'ssh://git@github.com/acme/app.git', 'work:acme/app']) {
      assert.deepEqual(waysOf(ssh, [['global', 'credential.helper', 'store']]), ['ssh']);
    }
    assert.deepEqual(waysOf('/srv/app.git'), []);
  });

  it('asks a program when no helper answers: VS Code’s own before the others', () => {
    const variables = ['SSH_ASKPASS', 'GIT_ASKPASS'].map((name) => ({ name, held: undefined }));
    const config = configOf([['global', 'core.askpass', '/opt/ask']]);
    const editor = { answers: true, session: true };
    assert.deepEqual(explainGitAlone(url, config, variables, editor).ways.map(nameOf), [
      'editor',
      'GIT_ASKPASS',
      'core.askPass',
      'SSH_ASKPASS',
      'prompt',
    ]);
  });

  it('tells of a credential at most its mask, wherever in a configuration it stands', () => {
    for (const form of tokenForms.filter((each) => each !== 'legacy-hex' && each !== 'unknown')) {
      const secret = makeToken(form, 'config');
      const basic = Buffer.from(`x:${secret}`).toString('base64');
      const told = JSON.stringify([
        ...[secret, `u:${secret}`, `${secret}:x-oauth-basic`].map((userInfo) =>
          explainGitAlone(`https://${userInfo}@github.com/acme/${secret}`, [], [], quiet),
        ),
        explainGitAlone(
          url,
          configOf([
            ['local', 'http.extraheader', `Authorization: bearer ${secret}`],
            ['local', 'http.extraheader', `Authorization: Basic ${basic}`],
            ['local', 'credential.helper', `!f() { echo password=${secret}; }; f`],
            ['local', 'credential.username', secret],
          ]),
          [],
          quiet,
        ),
      ]);
      assert.deepEqual([told.includes(secret), told.includes(basic)], [false, false], form);
      assert.deepEqual(findCandidates(told), [], form);
    }
  });

  it('D10 shows of an address no control character, and never more than a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const shown = shownText(text);
        assert.doesNotMatch(shown, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        assert.ok(shown.length <= 120);
      }),
    );
    const hostile = `https://x:y@github.com/\u202eppa/\u0007${token}\nsecond`;
    assert.equal(shownText(hostile), 'https://github.com/ppa/… second');
    assert.equal(shownText('https://mona:pa/ss@github.com/acme/app'), 'https://github.com/acme/app');
    assert.equal(shownText('https://git.example:8443/a@b'), 'https://git.example:8443/a@b');
  });

  it('reads any output of git without failing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (output, address) => {
        const config = readConfigLines(output.replaceAll('|', '\0'), (path) => path);
        explainGitAlone(address, config, [], quiet);
        assert.match(heldIn(address).kind, /token|password/);
      }),
    );
  });
});
