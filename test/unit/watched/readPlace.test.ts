import assert from 'node:assert/strict';
import fc from 'fast-check';
import { githubCom, parseHost } from '../../../src/tokens/host.ts';
import { readPlace } from '../../../src/watched/readPlace.ts';
import { refuseText } from '../../../src/watched/refuseText.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

const ghes = parseHost('github.example.com:8443');
assert.ok(ghes.kind === 'host');
const hosts = [githubCom, ghes.host];
const placeOf = (text: string) => {
  const read = readPlace(text, hosts);
  return read.kind === 'place' ? read.place : read.why;
};

describe('the place of a watched token', () => {
  it('is words, a link, or words with a link', () => {
    assert.deepEqual(placeOf(' the build server '), {
      kind: 'server',
      text: 'the build server',
      link: undefined,
    });
    const page = 'https://github.com/acme/app/settings/secrets/actions';
    assert.deepEqual(placeOf(page), {
      kind: 'actions-secret',
      text: 'acme/app/settings/secrets/actions',
      link: page,
    });
    assert.deepEqual(placeOf(`release bot, https://GitHub.example.com:8443/acme`), {
      kind: 'bot',
      text: 'release bot,',
      link: 'https://github.example.com:8443/acme',
    });
    assert.deepEqual(placeOf('a drawer'), { kind: 'other', text: 'a drawer', link: undefined });
  });

  it('B06 takes a link only where it is https on a host of the person’s', () => {
    const wrong = [
      'http://github.com/acme',
      'https://github.com.evil.example/acme',
      'https://evil.example/github.com',
      'https://mona@github.com/acme',
      'https://github.com@evil.example/',
      'https://github.com\\@evil.example/',
      'https://github.example.com/acme',
      'https://githüb.com/acme',
      'command://workbench.action.quit',
      'vscode://token-warden.token-warden/x',
      'file:///etc/passwd',
      'server https://github.com/a https://evil.example/b',
    ];
    assert.deepEqual(
      wrong.filter((text) => placeOf(text) !== 'linkElsewhere'),
      [],
    );
    const read = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(read, read, (before, after) => {
        const place = placeOf(`${before}https://${after}`);
        if (typeof place === 'string' || place.link === undefined) return;
        const { protocol, host, username } = new URL(place.link);
        assert.deepEqual([protocol, username], ['https:', '']);
        assert.ok(['github.com', 'github.example.com:8443'].includes(host), host);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when it is empty or too long to be read in a list', () => {
    assert.deepEqual([placeOf('  '), placeOf('x'.repeat(201))], ['empty', 'tooLong']);
  });
});

describe('a text about a watched token', () => {
  it('is never kept when it holds a token of any kind, in any field', () => {
    const forms = tokenForms.filter((form) => form !== 'unknown');
    const kept = forms.flatMap((form) => {
      const token = makeToken(form);
      const texts =
        form === 'legacy-hex'
          ? [token, ` ${token} `]
          : [token, `see ${token}.`, `https://github.com/${token}`];
      return texts.filter(
        (text) => refuseText(text, 5_000) !== 'holdsToken' || placeOf(text) !== 'holdsToken',
      );
    });
    assert.deepEqual(kept, []);
  });

  it('is a token also with an invisible character in the middle', () => {
    const token = makeToken('classic-pat');
    assert.equal(refuseText(`${token.slice(0, 12)}\u200b${token.slice(12)}`, 500), 'holdsToken');
  });

  it('has one line and nothing that turns it around', () => {
    assert.deepEqual(
      ['a\nb', 'a\tb', 'a\u202eb', 'a\u0007b', 'a\u2028b'].map((text) => refuseText(text, 50)),
      Array.from({ length: 5 }, () => 'controlCharacters'),
    );
    assert.deepEqual(
      [refuseText('é'.repeat(50), 50), refuseText('é'.repeat(51), 50)],
      [undefined, 'tooLong'],
    );
  });
});
