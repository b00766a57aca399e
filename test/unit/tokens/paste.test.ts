import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Paste, readPaste } from '../../../src/tokens/paste.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { makeToken, type TokenForm, tokenForms } from '../../fixtures/tokens.ts';

const classic = makeToken('classic-pat');
const fine = makeToken('fine-grained-pat');
const jwt = makeToken('installation-token-jwt');
const hex = makeToken('legacy-hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');
/** Written so that no secret-shaped text stands in this file. */
const joined = (...parts: string[]) => parts.join('');

/** The whole outcome, with the secret opened. */
function outcome(paste: Paste): object {
  if (paste.kind !== 'token') return paste;
  const { token, identified, ...rest } = paste;
  return { ...rest, token: token.reveal(), as: identified.kind };
}

function token(text: string, as: string, host?: string, userName?: string): object {
  return { kind: 'token', token: text, as, host, userName };
}

describe('pasting a token', () => {
  const around: readonly (readonly [title: string, wrap: (token: string) => string])[] = [
    ['nothing', (t) => t],
    ['spaces and line ends', (t) => `  \t${t} \r\n\n`],
    ['double quotes', (t) => `"${t}"`],
    ['single quotes and a semicolon', (t) => `'${t}';`],
    ['backticks', (t) => `\`${t}\``],
    ['typographic quotes', (t) => `“${t}”`],
    ['angle quotes', (t) => `«${t}»`],
    ['no-break spaces', (t) => `\u00a0${t}\u202f`],
    ['a byte order mark', (t) => `\ufeff${t}`],
    [
      'zero-width characters inside',
      (t) => `${t.slice(0, 9)}\u200b${t.slice(9, 20)}\u2060${t.slice(20)}\u200d`,
    ],
    ['direction marks', (t) => `\u202a${t}\u202c\u200e`],
    ['Bearer', (t) => `Bearer ${t}`],
    ['token', (t) => `token ${t}`],
    ['a token parameter', (t) => `token=${t}`],
    ['an Authorization line', (t) => `Authorization: token ${t}`],
    ['a curl option', (t) => `-H "Authorization: Bearer ${t}"`],
    ['export', (t) => `export GITHUB_TOKEN=${t}`],
    ['export with quotes', (t) => `export GITHUB_TOKEN="${t}"`],
    ['a .env line', (t) => `GH_TOKEN=${t}\n`],
    ['a PowerShell line', (t) => `$env:GH_TOKEN = "${t}"`],
    ['a JSON member', (t) => `"github_token_of_my_other_machine": "${t}",`],
    ['a YAML line under a name that looks like a token', (t) => `ghp_of_my_other_machine: ${t}`],
    ['a YAML line', (t) => `oauth_token: ${t}`],
    ['an .npmrc line', (t) => `//npm.pkg.github.com/:_authToken=${t}`],
    ['lines of other variables', (t) => `# mine\nEDITOR=vi\nGITHUB_TOKEN=${t}\nPORT=80\n`],
    ['the same token twice', (t) => `GH_TOKEN=${t}\nGITHUB_TOKEN=${t}`],
  ];
  for (const [title, wrap] of around) {
    it(`I01 finds a token of every kind in ${title}`, () => {
      for (const form of tokenForms) {
        const given = makeToken(form);
        const found = readPaste(wrap(given));
        assert.equal(found.kind === 'token' && found.token.reveal(), given, form);
      }
    });
  }

  it('I03 takes a token of every kind, also one whose prefix it has never seen', () => {
    const kinds = tokenForms.map((form) => {
      const found = readPaste(makeToken(form));
      return found.kind === 'token' ? found.identified.kind : found.kind;
    });
    assert.deepEqual(kinds, [
      'classic-pat',
      'fine-grained-pat',
      'oauth-token',
      'app-user-token',
      'app-user-token',
      'installation-token',
      'installation-token',
      'installation-token',
      'refresh-token',
      'legacy-hex',
      'unknown',
    ]);
    assert.deepEqual(outcome(readPaste(`v1.${hex}`)), token(`v1.${hex}`, 'installation-token'));
  });

  it('I01 joins a token that was broken over lines, wherever it was broken', () => {
    const forms: readonly TokenForm[] = [
      'classic-pat',
      'fine-grained-pat',
      'installation-token-jwt',
      'legacy-hex',
    ];
    for (const form of forms) {
      const given = makeToken(form, 3);
      for (let at = 1; at < given.length; at += 1 + Math.floor(given.length / 40)) {
        if (form !== 'legacy-hex' && at <= given.indexOf('_')) continue;
        const found = readPaste(`${given.slice(0, at)}\r\n  ${given.slice(at)}`);
        assert.equal(found.kind === 'token' && found.token.reveal(), given, `${form} at ${at}`);
      }
    }
  });

  it('I01 does not swallow the words after a whole token', () => {
    for (const text of [`${classic}\nexpires`, `${classic} expires tomorrow`, `My token is ${classic}.`]) {
      assert.deepEqual(outcome(readPaste(text)), token(classic, 'classic-pat'));
    }
    assert.deepEqual(outcome(readPaste(`Use ${jwt}. Thanks`)), token(jwt, 'installation-token'));
    assert.deepEqual(outcome(readPaste(`${makeToken('installation-token-opaque')}-`)), {
      ...token(makeToken('installation-token-opaque'), 'installation-token'),
    });
  });

  it('I01 asks which one when there are several', () => {
    assert.deepEqual(readPaste(`${classic} ${fine}`), { kind: 'several', count: 2 });
    assert.deepEqual(readPaste(`${classic}\n${makeToken('classic-pat', 1)}\n${fine}`), {
      kind: 'several',
      count: 3,
    });
    assert.deepEqual(readPaste(`https://${makeToken('classic-pat', 1)}:${classic}@github.com`), {
      kind: 'several',
      count: 2,
    });
    assert.deepEqual(readPaste(`https://a:${classic}@github.com\nhttps://b:${fine}@github.com`), {
      kind: 'several',
      count: 2,
    });
  });

  it('I02 lets the person go on with a classic token whose checksum is wrong', () => {
    const typed = `${classic.slice(0, -1)}${classic.endsWith('0') ? '1' : '0'}`;
    const found = readPaste(typed);
    assert.deepEqual(found.kind === 'token' && found.identified, {
      kind: 'classic-pat',
      shape: 'exact',
      checksum: 'wrong',
    });
  });

  it('I02 says that a letter of another alphabet is in it, and does not cut the token there', () => {
    const lookAlike = { kind: 'notToken', why: 'lookAlike' };
    for (const at of [2, 10, 25, 39]) {
      const typed = `${classic.slice(0, at)}\u0430${classic.slice(at + 1)}`;
      assert.deepEqual(readPaste(typed), lookAlike, `at ${at}`);
    }
  });
});

describe('pasting a URL with a token in it', () => {
  const cases: readonly (readonly [title: string, text: string, expected: object])[] = [
    [
      'user and token',
      `https://octocat:${fine}@github.com/o/r.git`,
      token(fine, 'fine-grained-pat', 'github.com', 'octocat'),
    ],
    [
      'a stand-in for the user',
      `https://x-access-token:${jwt}@github.com/o/r`,
      token(jwt, 'installation-token', 'github.com'),
    ],
    [
      'the token as the user',
      `https://${classic}@github.com/o/r`,
      token(classic, 'classic-pat', 'github.com'),
    ],
    [
      'the token before x-oauth-basic',
      `https://${classic}:x-oauth-basic@github.com`,
      token(classic, 'classic-pat', 'github.com'),
    ],
    [
      'an old token',
      `https://octocat:${hex}@github.com/o/r`,
      token(hex, 'legacy-hex', 'github.com', 'octocat'),
    ],
    [
      'a port and capitals',
      `https://Octo:${classic}@GitHub.Corp.Example:8443/x`,
      token(classic, 'classic-pat', 'github.corp.example:8443', 'Octo'),
    ],
    [
      'a command around it',
      `git clone 'https://o:${classic}@acme.ghe.com/o/r' dir`,
      token(classic, 'classic-pat', 'acme.ghe.com', 'o'),
    ],
    [
      'percent-encoded characters',
      `https://o%2Do:${classic.replace('_', '%5F')}@github.com`,
      token(classic, 'classic-pat', 'github.com', 'o-o'),
    ],
    [
      'an @ in the user name',
      `https://me@corp:${classic}@github.com`,
      token(classic, 'classic-pat', 'github.com', 'me@corp'),
    ],
    [
      'the token as a parameter',
      `https://api.github.com/user?access_token=${classic}`,
      token(classic, 'classic-pat'),
    ],
    [
      'a host nobody can mean',
      `https://o:${classic}@gith\u0443b.com`,
      token(classic, 'classic-pat', undefined, 'o'),
    ],
  ];
  for (const [title, text, expected] of cases) {
    it(`I01 finds the token beside ${title}`, () => {
      assert.deepEqual(outcome(readPaste(text)), expected);
    });
  }

  it('I01 decodes a Basic header', () => {
    assert.deepEqual(
      outcome(readPaste(`Authorization: Basic ${base64(`octocat:${classic}`)}`)),
      token(classic, 'classic-pat', undefined, 'octocat'),
    );
    assert.deepEqual(
      outcome(readPaste(`AUTHORIZATION: basic ${base64(`x-access-token:${jwt}`)}`)),
      token(jwt, 'installation-token'),
    );
  });

  it('I04 says so when there is no token in the URL', () => {
    for (const url of [
      'https://github.com/o/r',
      'https://octocat@github.com/o/r.git',
      'https://octocat:hunter2@github.com/o/r.git',
      'git@github.com:o/r.git',
      'github.com/o/r',
    ]) {
      assert.deepEqual(readPaste(url), { kind: 'url-without-token' }, url);
    }
  });
});

describe('pasting something else', () => {
  const letters = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF'.repeat(2);
  const others: readonly (readonly [what: string, text: string])[] = [
    ['npm', joined('npm', '_', letters.slice(0, 36))],
    ['npm', joined('NPM_TOKEN=', 'npm', '_', letters.slice(0, 36))],
    ['gitlab', joined('gl', 'pat-', letters.slice(0, 20))],
    ['aws', joined('AK', 'IA', 'ABCDEFGHIJKLMNOP')],
    ['aws', joined('AWS_ACCESS_KEY_ID=AK', 'IA', 'ABCDEFGHIJKLMNOP\nAWS_SECRET_ACCESS_KEY=x')],
    ['slack', joined('xo', 'xb-', '1234567890-', letters.slice(0, 24))],
    ['stripe', joined('sk', '_live_', letters.slice(0, 24))],
    ['ai-service', joined('sk', '-proj-', letters.slice(0, 40))],
    ['google', joined('AI', 'za', letters.slice(0, 35))],
    ['pypi', joined('py', 'pi-', letters)],
    ['docker', joined('dckr', '_pat_', letters.slice(0, 27))],
    ['hugging-face', joined('h', 'f_', letters.slice(0, 34))],
    ['jwt', `Bearer eyJ${letters}.eyJ${letters}.${letters}`],
    ['github-app-private-key', joined('-----BEGIN RSA PRI', 'VATE KEY-----\nMIIE\n-----END')],
    ['github-app-private-key', joined('-----BEGIN PRI', 'VATE KEY-----\nMIIE')],
    ['private-key', joined('-----BEGIN OPENSSH PRI', 'VATE KEY-----\nb3Bl')],
    ['private-key', joined('-----BEGIN PGP PRI', 'VATE KEY BLOCK-----\n')],
    ['ssh-public-key', `ssh-ed25519 AAAAC3Nza${letters} me@host`],
    ['github-app-client-id', joined('Iv', '23', 'liABCDEFGHIJKLMN')],
    ['github-app-client-id', joined('Iv', '1.', '0123456789abcdef')],
  ];
  for (const [what, text] of others) {
    it(`I04 refuses another secret and names it: ${what}, ${text.length} characters`, () => {
      assert.deepEqual(readPaste(text), { kind: 'otherSecret', what });
    });
  }

  const nots: readonly (readonly [why: string, title: string, text: string])[] = [
    ['masked', 'a token from a list', `${classic.slice(0, 8)}…${classic.slice(-4)}`],
    ['masked', 'a token behind stars', `${classic.slice(0, 24)}****************`],
    ['masked', 'a token behind dots', `${classic.slice(0, 24)}...`],
    ['placeholder', 'a token from a manual', `ghp_${'x'.repeat(36)}`],
    ['placeholder', 'angle brackets', '<YOUR_TOKEN>'],
    ['placeholder', 'a variable', '$GITHUB_TOKEN'],
    ['placeholder', 'an expression', joined('$', '{{ secrets.GITHUB_TOKEN }}')],
    ['cutShort', 'the beginning of a token', classic.slice(0, 12)],
    ['hash', 'a SHA-256', hex + hex.slice(0, 24)],
    ['hash', 'a short commit', hex.slice(0, 12)],
    ['userCode', 'a device code', 'WDJB-MJHT'],
    ['email', 'an address', 'octocat@example.com'],
    ['userName', 'a login', 'octo-cat'],
    ['password', 'a password', 'correct!Horse7battery'],
    ['text', 'a sentence', 'please add my token'],
    ['tooLong', 'a token of three hundred characters', `ghp_${letters.repeat(5).slice(0, 296)}`],
    ['tooLong', 'a whole file', 'word '.repeat(5000)],
  ];
  for (const [why, title, text] of nots) {
    it(`I04 says what it is instead: ${title}`, () => {
      assert.deepEqual(readPaste(text), { kind: 'notToken', why });
    });
  }

  it('I01 calls a paste of nothing but white space and quotes empty', () => {
    for (const text of ['', ' \r\n\t', '\ufeff\u200b', '""', '“ ”']) {
      assert.deepEqual(readPaste(text), { kind: 'empty' }, JSON.stringify(text));
    }
  });

  it('takes forty hex digits in a text of several lines only beside a word that says token', () => {
    const log = `commit ${hex}\nAuthor: Octo Cat\n`;
    assert.deepEqual(readPaste(log), { kind: 'notToken', why: 'text' });
    assert.deepEqual(readPaste(`image: ${hex}\nport: 80`), { kind: 'notToken', why: 'text' });
    assert.deepEqual(outcome(readPaste(`EDITOR=vi\nGH_TOKEN=${hex}\n`)), token(hex, 'legacy-hex'));
  });
});

describe('what a paste can become', () => {
  const controls = [0, 1, 7, 8, 11, 12, 27, 127, 128, 155].map((code) => String.fromCharCode(code));

  it('G09 refuses a paste with a control character in it, also inside a token', () => {
    for (const control of controls) {
      for (const text of [
        `${classic.slice(0, 20)}${control}${classic.slice(20)}`,
        `${classic}${control}x`,
        `GH_TOKEN=${classic}\n${control}`,
      ]) {
        assert.deepEqual(
          readPaste(text),
          { kind: 'notToken', why: 'controlCharacters' },
          JSON.stringify(control),
        );
      }
    }
  });

  it('G09 leaves behind a header that was smuggled in after a line end', () => {
    assert.deepEqual(outcome(readPaste(`${classic}\r\nX-Evil: 1`)), token(classic, 'classic-pat'));
    assert.deepEqual(outcome(readPaste(`https://o:${classic}%0d%0aX@github.com`)), {
      kind: 'notToken',
      why: 'masked',
    });
  });

  it('G09 never lets a character into a token that could end a header, a URL part or a protocol line', () => {
    const piece = fc.oneof(
      fc.constantFrom(...tokenForms).map((form) => makeToken(form)),
      fc.constantFrom(...tokenForms).map((form) => makeToken(form).slice(0, 25)),
      fc.constantFrom(
        '\r',
        '\n',
        '\0',
        ' ',
        '"',
        ':',
        '@',
        '%0a',
        'https://',
        'Basic ',
        '=',
        '\u2028',
        '\\',
        ';',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const found = readPaste(pieces.join(''));
        if (found.kind === 'token') {
          assert.match(found.token.reveal(), /^[A-Za-z0-9._-]+$/);
          assert.match(found.host ?? 'a', /^[a-z0-9.:-]+$/);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('shows no value when it is printed', () => {
    assert.ok(!JSON.stringify(readPaste(classic)).includes(classic.slice(4, 12)));
  });

  it('takes a bounded time on any paste', () => {
    const hostile = [
      `${' '.repeat(9990)}x${' '.repeat(9990)}y`,
      'a\n'.repeat(9999),
      'a='.repeat(9999),
      'https://a@'.repeat(1999),
      'ghp_ '.repeat(3999),
      `ghs_1_${'a.'.repeat(9990)}`,
      'basic '.repeat(3300),
      `${'"'.repeat(19990)}a"`,
    ];
    const started = cpuTime();
    for (const text of hostile) readPaste(text);
    assert.ok(cpuTime() - started < 1500);
  });
});
