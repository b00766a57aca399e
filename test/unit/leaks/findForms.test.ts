import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findTokens } from '../../../src/leaks/findTokens.ts';
import { secretAt } from '../../../src/leaks/secretAt.ts';
import { makeToken, type TokenForm } from '../../fixtures/tokens.ts';
import { fineGrainedWithSum } from './corpus.ts';

const told = (text: string) =>
  findTokens(text).map((finding) => ({
    said: `${finding.confidence} ${finding.kind} ${finding.written}`,
    value: secretAt(text, finding).reveal(),
    stretch: text.slice(finding.offset, finding.offset + finding.length),
  }));
const said = (text: string) => told(text).map((one) => one.said);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const inLines = (text: string, width: number, end: string) =>
  text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), (line) => line + end);

const classic = makeToken('classic-pat', 11);
const hex = makeToken('legacy-hex', 11);
const anything = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes));
/** All with a prefix, for which it is sure. */
const sure: readonly string[] = [
  ...(
    ['classic-pat', 'oauth-token', 'app-user-token', 'installation-token-opaque', 'refresh-token'] as const
  ).map((form) => makeToken(form, 4)),
  makeToken('installation-token-jwt', 4),
  fineGrainedWithSum(4),
];

describe('a token with a prefix', function () {
  this.timeout(60_000);

  it('I02 is none when any one letter of a classic one is another', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    for (let at = 4; at < classic.length; at++)
      for (const letter of letters) {
        if (letter === classic[at]) continue;
        assert.deepEqual(said(classic.slice(0, at) + letter + classic.slice(at + 1)), [], `${at} ${letter}`);
      }
  });

  it('is found in any surrounding text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sure),
        anything.filter((text) => !/[A-Za-z0-9._-]$/.test(text)),
        anything.filter((text) => !/^[A-Za-z0-9._-]/.test(text)),
        (token, before, after) => {
          assert.deepEqual(
            told(before + token + after).map(({ value }) => value),
            [token],
          );
        },
      ),
    );
  });

  it('is not found where no prefix and no name is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'gh_pat0123456789abcdef.v1:/@ "=\n') }), (text) => {
        const quiet = text.replace(/gh|pat/g, '');
        assert.deepEqual(findTokens(quiet), []);
      }),
    );
  });

  it('is said to stand in an address where it is its user or its password', () => {
    const addresses = [
      `https://${classic}@github.com/acme/app`,
      `https://x-access-token:${classic}@github.com/acme/app.git`,
      `git+https://${classic}:x-oauth-basic@github.com/acme/app`,
      `https://a%40corp.test:${classic}@ghe.corp.test/x`,
      `"https:\\/\\/me:${classic}@github.com\\/x"`,
    ];
    for (const address of addresses) assert.deepEqual(said(address), ['confirmed classic-pat url'], address);
  });

  it('is said to stand alone everywhere else', () => {
    const others = [
      `https://api.github.com/user?access_token=${classic}`,
      `https://${classic}.example.test/`,
      `user:${classic}@`,
      `mail ${classic}@example.test`,
      `https://github.com/x ${classic}@`,
      `https%3A%2F%2F${classic}%40github.com`,
    ];
    for (const other of others) assert.deepEqual(said(other), ['confirmed classic-pat plain'], other);
  });

  it('is found behind the escapes of JSON', () => {
    const oauth = makeToken('oauth-token', 5);
    const wrong = oauth.slice(0, -1) + (oauth.endsWith('a') ? 'b' : 'a');
    for (const before of ['"token\\u003d', '"\\n', '"a\\/', '"\\t', '%3D'])
      assert.deepEqual(said(`${before}${wrong}"`), ['possible oauth-token plain'], before);
    assert.deepEqual(said(`x${wrong}`), []);
  });

  it('I08 is found in UTF-16 that is read as bytes, among bytes of another sort', () => {
    for (const token of sure) {
      for (const bytes of [
        Buffer.from(` ${token}!`, 'utf16le'),
        Buffer.from(` ${token}!`, 'utf16le').swap16(),
      ]) {
        const [one, ...others] = told(`\xff\x01\x02${bytes.toString('latin1')}\x7f\x80`);
        assert.equal(one?.value, token);
        assert.deepEqual(others, []);
      }
    }
  });
});

describe('a token in base64', function () {
  this.timeout(60_000);

  const users = ['', 'x:', 'me:', 'x-access-token:', 'a-name-of-thirty-nine-letters-and-more:'];

  it('I09 is found after a name of any length, in either alphabet, padded or not', () => {
    for (const token of sure)
      for (const user of users)
        for (const rest of ['', ':x-oauth-basic', ':??>>'])
          for (const encoding of ['base64', 'base64url'] as const) {
            const value = Buffer.from(user + token + rest).toString(encoding);
            for (const text of [value, value.replace(/=+$/, '')]) {
              const [one, ...others] = told(`AUTHORIZATION: basic ${text}\r\n`);
              assert.deepEqual([one?.value, one?.stretch, others], [token, text, []], `${user} ${encoding}`);
              assert.match(one?.said ?? '', /^confirmed .* basic$/);
            }
          }
  });

  it('I09 is found when its lines are broken, as they are, indented or written as in a string', () => {
    const token = makeToken('installation-token-jwt', 6);
    for (const [user, width, end] of [
      ['x-access-token:', 76, '\n'],
      ['me:', 64, '\r\n'],
      ['a-name:', 76, '\n        '],
      ['you:', 76, '\\n'],
      ['you:', 64, '\\r\\n'],
    ] as const) {
      for (const value of [token, fineGrainedWithSum(5)]) {
        const broken = inLines(base64(user + value), width, end);
        const [one, ...others] = told(`auth: |\n    ${broken}\nnext: 1\n`);
        assert.deepEqual([one?.value, one?.stretch, others], [value, broken, []], `${width} ${user}`);
      }
    }
  });

  it('is not made longer by the line that follows it', () => {
    const exact = base64(`x-access-token:${classic}12`).slice(0, -4);
    const full = base64(`${'u'.repeat(19)}:${classic}`);
    assert.equal(full.endsWith('='), false);
    for (const value of [exact, full])
      assert.deepEqual(
        told(`Basic ${value}\nHost`).map((one) => [one.value, one.stretch]),
        value === full ? [[classic, full]] : [],
      );
  });

  it('is taken without what is glued to it from the left', () => {
    const value = base64(`me:${classic}`);
    for (const before of ['x', 'xy', 'path/', '"\\n'])
      assert.equal(told(`${before}${value}"`)[0]?.value, classic, before);
  });

  it('is found once, and what lies deep in a file is left to who decodes the file', () => {
    assert.equal(told(base64(`${classic}:${makeToken('oauth-token', 2)}`)).length, 1);
    assert.deepEqual(told(base64(`${'a, '.repeat(200)}${classic}`)), []);
  });

  it('I14 is no more sure than the token that comes out', () => {
    const oauth = makeToken('oauth-token', 5);
    const wrong = oauth.slice(0, -1) + (oauth.endsWith('a') ? 'b' : 'a');
    assert.deepEqual(said(`Basic ${base64(`me:${wrong}`)}`), ['possible oauth-token basic']);
    for (const nothing of [classic.slice(0, -2), `${classic.slice(0, -1)}_`, `ghp_${'x'.repeat(36)}`])
      assert.deepEqual(said(`Basic ${base64(`me:${nothing}`)}`), []);
  });
});

describe('a token without a prefix', () => {
  it('I03 is one beside a name of GitHub’s, or of a secret where GitHub is named', () => {
    const texts = [
      `GITHUB_TOKEN=${hex}`,
      `export GH_TOKEN='${hex}'`,
      `GITHUB_API_TOKEN: "${hex}"`,
      `githubToken: \`${hex}\``,
      `process.env["GITHUB_TOKEN"] = "${hex}"`,
      `ghpat = ${hex}`,
      `github_pat := "${hex}"`,
      `HOMEBREW_GITHUB_API_TOKEN=${hex}`,
      `"{\\"github_token\\": \\"${hex}\\"}"`,
      `github.com:\n- user: me\n  oauth_token: ${hex}\n`,
      `{"github-oauth": {"github.com": "${hex}"}}`,
      `[github]\n\tuser = me\n\ttoken = ${hex}\n`,
      `//npm.pkg.github.com/:_authToken=${hex}`,
      `machine github.com login me password ${hex}`,
      `curl -H "Authorization: token ${hex}" https://api.example.test`,
      `curl -H "Authorization: bearer ${hex}" https://api.github.com/user`,
      `https://api.github.com/user?access_token=${hex}`,
    ];
    for (const text of texts) assert.deepEqual(said(text), ['possible legacy-hex plain'], text);
    for (const text of [
      `https://${hex}@github.com/acme/app`,
      `https://me:${hex}@github.com/acme/app`,
      `https://${hex}:x-oauth-basic@ghe.corp.test/acme/app`,
    ])
      assert.deepEqual(said(text), ['possible legacy-hex url'], text);
  });

  it('I03 is an installation token of an old server behind `v1.`', () => {
    const texts = [`token: v1.${hex}`, `Authorization: Bearer v1.${hex}`, `GH_TOKEN=v1.${hex}`];
    for (const text of texts) {
      assert.deepEqual(said(text), ['possible installation-token plain'], text);
      assert.equal(told(text)[0]?.value, `v1.${hex}`);
    }
    assert.deepEqual(said(`https://x-access-token:v1.${hex}@github.com/a/b`), [
      'possible installation-token url',
    ]);
    for (const text of [`image: ghcr.io/acme/app:v1.${hex}`, `v1.${hex}`, `github v1.${hex}`])
      assert.deepEqual(said(text), [], text);
  });

  it('I14 is none where a commit, a hash or a longer value stands, also beside such a name', () => {
    const texts = [
      hex,
      `commit ${hex}`,
      `"sha": "${hex}"`,
      `uses: actions/checkout@${hex} # token`,
      `GITHUB_SHA=${hex}`,
      `GITHUB_TOKEN_SHA1=${hex}`,
      `https://github.com/acme/app/commit/${hex}`,
      `git+https://github.com/acme/token.git#${hex}`,
      `resolved "https://codeload.github.com/a/token/tar.gz/${hex}"`,
      `github_token: "sha1-${hex}"`,
      `github_token: "sha1:${hex}"`,
      `github_token=${hex}0`,
      `github_token=0${hex}`,
      `github_token=${hex.toUpperCase()}`,
      `github_token=${hex}.tar.gz`,
      `github_token=${'0'.repeat(40)}`,
      `github_token=${'01'.repeat(20)}`,
      `token = "${hex}"`,
      `github.ref == "${hex}"`,
      `github token is at commit ${hex}`,
      `see github.com\ntree ${hex}\nparent ${hex}\n`,
    ];
    for (const text of texts) assert.deepEqual(said(text), [], text);
  });
});

describe('texts as programs write them', function () {
  this.timeout(60_000);

  const forms: readonly TokenForm[] = ['classic-pat', 'installation-token-jwt'];

  it('I09 hold a token that is found: a notebook, a line of megabytes, a binary', () => {
    for (const form of forms) {
      const token = makeToken(form, 9);
      const cell = { cell_type: 'code', source: [`GITHUB_TOKEN = "${token}"\n`, `print('${token}')`] };
      const texts = [
        JSON.stringify({ cells: [cell] }),
        `${'a=1;'.repeat(300_000)}k="${token}";${'b=2;'.repeat(100_000)}`,
        `${String.fromCharCode(...Array.from({ length: 3000 }, (_, at) => (at * 37) % 256))}\0${token}\0\xff`,
      ];
      for (const text of texts) assert.equal(told(text)[0]?.value, token);
    }
  });
});
