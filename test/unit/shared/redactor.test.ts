import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { kinds } from '../../../src/tokens/kind.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

const classic = makeToken('classic-pat');
const jwt = makeToken('installation-token-jwt');

function taught(...values: readonly string[]): Redactor {
  const redactor = new Redactor();
  for (const value of values) redactor.learn(new Secret(value));
  return redactor;
}

const base64 = (bytes: Buffer): string => bytes.toString('base64');
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16)}`;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Everything a reader could get out of a text: as it is, unescaped, and base64 read from each of four places. */
function readings(text: string): string {
  let plain = text;
  for (let round = 0; round < 3; round++) {
    plain = plain
      .replace(/%25/g, '%')
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/\\+u00([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  }
  const decoded = plain
    .split(/[^A-Za-z0-9+/_-]+/)
    .flatMap((run) => [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), 'base64').toString('latin1')));
  const fromHex = (text.match(/[0-9a-f]{16,}/gi) ?? []).map((run) =>
    Buffer.from(run, 'hex').toString('latin1'),
  );
  return [text, plain, ...decoded, ...fromHex].join(' ').toLowerCase();
}

/** No eight characters in a row of the value can be read out of the text. */
function assertHidden(text: string, value: string): void {
  const seen = readings(text);
  for (let at = 4; at + 8 <= value.length; at++) {
    const part = value.slice(at, at + 8).toLowerCase();
    if (value.startsWith('ghs_15368_') && at < 46) continue; // the public head of every such token
    assert.ok(!seen.includes(part), `${part} can be read in ${text.slice(0, 200)}`);
  }
}

describe('redacting a known value', () => {
  const forms: readonly (readonly [title: string, write: (value: string) => string])[] = [
    ['as it is', (v) => v],
    ['in upper case', (v) => v.toUpperCase()],
    [
      'with swapped letter case',
      (v) => [...v].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(''),
    ],
    ['percent-encoded', (v) => [...v].map(percent).join('')],
    ['percent-encoded twice', (v) => encodeURIComponent([...v].map(percent).join(''))],
    ['percent-encoded here and there', (v) => [...v].map((c, i) => (i % 3 ? c : percent(c))).join('')],
    ['JSON-escaped', (v) => [...v].map(escaped).join('')],
    ['JSON-escaped inside JSON', (v) => JSON.stringify([...v].map(escaped).join('')).slice(1, -1)],
    ['as HTML entities', (v) => [...v].map((c) => `&#${c.charCodeAt(0)};`).join('')],
    ['in hex', (v) => Buffer.from(v).toString('hex')],
    ['in base64', (v) => base64(Buffer.from(v))],
    ['in base64 as Basic authentication', (v) => base64(Buffer.from(`x-access-token:${v}`))],
    ['in base64 at the second place', (v) => base64(Buffer.from(`a${v}z`))],
    ['in base64 at the third place', (v) => base64(Buffer.from(`ab${v}zy`))],
    ['in base64url', (v) => Buffer.from(`octocat:${v}`).toString('base64url')],
    ['in base64 inside a URL', (v) => encodeURIComponent(base64(Buffer.from(`user:${v}`)))],
    ['in base64 with escaped slashes', (v) => base64(Buffer.from(`me:${v}`)).replaceAll('/', '\\/')],
    ['in a URL', (v) => `https://x-access-token:${v}@github.com/o/r.git`],
    ['in a header', (v) => `Authorization: Bearer ${v}`],
  ];
  for (const [title, write] of forms) {
    it(`C07 hides it ${title}, for every kind`, () => {
      for (const form of tokenForms) {
        const value = makeToken(form, title);
        assertHidden(taught(value).redact(`remote: ${write(value)} is bad`), value);
      }
    });
  }

  it('C07 hides it in base64 between any bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 9 });
    const form = fc.constantFrom(...tokenForms);
    fc.assert(
      fc.property(form, bytes, bytes, fc.boolean(), (kind, before, after, forUrls) => {
        const value = makeToken(kind, 'between');
        const all = Buffer.concat([before, Buffer.from(value), after]);
        assertHidden(taught(value).redact(`< ${all.toString(forUrls ? 'base64url' : 'base64')} >`), value);
      }),
      { numRuns: 60 },
    );
  });

  it('C07 hides it in any mixture of escapes', () => {
    const writers = fc.array(
      fc.constantFrom(
        (c: string) => c,
        percent,
        escaped,
        (c: string) => c.toUpperCase(),
      ),
      {
        minLength: 93,
        maxLength: 93,
      },
    );
    fc.assert(
      fc.property(writers, (each) => {
        const value = makeToken('fine-grained-pat', 'mixture');
        const written = [...value].map((character, i) => each[i]?.(character) ?? character).join('');
        assert.equal(taught(value).redact(`a ${written} b`), 'a [redacted] b');
      }),
      { numRuns: 60 },
    );
  });

  it('C07 hides a value that looks like no token at all', () => {
    // Its base64 holds `+` and `/`, which that of a token never does.
    const value = 'correct???horse / ~battery~~>staple ü';
    const redactor = taught(value);
    const basic = base64(Buffer.from(`me:${value}`));
    assert.match(basic, /\+.*\/|\/.*\+/);
    for (const text of [
      value,
      JSON.stringify({ value }),
      basic,
      basic.replaceAll('/', '\\/'),
      encodeURIComponent(basic),
      Buffer.from(`me:${value}`).toString('base64url'),
      encodeURIComponent(value),
    ]) {
      const shown = redactor.redact(`x ${text} y`);
      assertHidden(shown, value);
      assert.ok(shown.length < 50, shown);
    }
  });

  it('C07 hides the base64 digits that it shares with its neighbours', () => {
    const redactor = taught(classic);
    for (const around of ['', 'a', 'ab', 'octocat:']) {
      const written = base64(Buffer.from(`${around}${classic}${around}`));
      assert.match(redactor.redact(`< ${written} >`), /^< \[redacted\]=* >$/);
    }
  });

  it('keeps its place beside letters whose lower case is longer', () => {
    assert.equal(
      taught(classic).redact(`\u0130\u0130\u0130 <${classic}>`),
      '\u0130\u0130\u0130 <[redacted]>',
    );
  });

  it('does not replace words: a value shorter than eight characters is not learned', () => {
    assert.equal(taught('git', 'hunter2').redact('git push for hunter2'), 'git push for hunter2');
  });

  it('hides overlapping and repeated values once each', () => {
    const redactor = taught(classic, classic.slice(10), jwt);
    assert.equal(redactor.redact(`${classic} ${jwt}, ${classic}`), '[redacted] [redacted], [redacted]');
  });

  it('leaves the text around it alone', () => {
    assert.equal(
      taught(jwt).redact(`fatal: unable to access 'https://github.com/o/r/': token ${jwt} (403)`),
      "fatal: unable to access 'https://github.com/o/r/': token [redacted] (403)",
    );
  });
});

describe('redacting what it was never taught', () => {
  const redactor = new Redactor();

  it('C04 hides every kind by its prefix, wherever it stands', () => {
    const prefixed = tokenForms.filter((form) => form !== 'legacy-hex');
    for (const form of prefixed) {
      const value = makeToken(form, 'unknown');
      for (const text of [
        value,
        `a=${value}.`,
        `"${value}"`,
        `https://${value}@h/`,
        `%3A${value}`,
        value.replace('_', '%5F'),
      ]) {
        if (form === 'unknown' && text.startsWith('%3A')) continue; // only where a word starts
        assertHidden(redactor.redact(text), value);
      }
    }
    for (const { prefix } of Object.values(kinds)) {
      if (prefix) assert.equal(redactor.redact(`${prefix}${'Ab1'.repeat(12)}`), '[redacted]', prefix);
    }
  });

  const texts: readonly (readonly [title: string, text: string, expected: string])[] = [
    ['user info', 'https://a:b@github.com/x', 'https://[redacted]@github.com/x'],
    ['user info with an @', 'https://a:p@ss@github.com/x', 'https://[redacted]@github.com/x'],
    ['user info in JSON', '{"u":"https:\\/\\/a:b@h\\/x"}', '{"u":"https:\\/\\/[redacted]@h\\/x"}'],
    ['two URLs', 'http://a:b@c http://d:e@f', 'http://[redacted]@c http://[redacted]@f'],
    ['a long lone user', `https://${'q'.repeat(40)}@h/`, 'https://[redacted]@h/'],
    ['a header', 'Authorization: Digest abc, x=y\nnext', 'Authorization: [redacted]\nnext'],
    ['a proxy header', '> Proxy-Authorization: Basic YTpi', '> Proxy-Authorization: [redacted]'],
    [
      'a header in an object',
      "{ authorization: 'token abc', a: 1 }",
      "{ authorization: '[redacted]', a: 1 }",
    ],
    ['a header in JSON', '{"authorization":"token a\\/b","x":1}', '{"authorization":"[redacted]","x":1}'],
    [
      'a header in JSON in JSON',
      '"{\\"authorization\\":\\"token abc\\"}"',
      '"{\\"authorization\\":\\"[redacted]\\"}"',
    ],
    ['a list of headers', "[ 'authorization', 'Bearer abc', 'a' ]", "[ 'authorization', '[redacted]', 'a' ]"],
    ['a bare Basic value', `Basic ${Buffer.from('octocat:secret').toString('base64')}`, 'Basic [redacted]'],
    [
      'an OAuth answer',
      '{"access_token":"abc","scope":"repo"}',
      '{"access_token":"[redacted]","scope":"repo"}',
    ],
    ['a form', 'refresh_token=abc&grant_type=x', 'refresh_token=[redacted]&grant_type=x'],
    ['the credential protocol', 'username=me\npassword=abc\n', 'username=me\npassword=[redacted]\n'],
    [
      'the link in X-GitHub-SSO',
      'required; url=https://github.com/orgs/o/sso?authorization_request=AZ1',
      'required; url=https://github.com/orgs/o/sso?authorization_request=[redacted]',
    ],
    ['an old installation token', `v1.${makeToken('legacy-hex')}`, '[redacted]'],
  ];
  for (const [title, text, expected] of texts) {
    it(`C04 hides ${title}`, () => {
      assert.equal(redactor.redact(text), expected);
    });
  }

  it('leaves alone what a person needs to read', () => {
    const texts = [
      `commit ${makeToken('legacy-hex')}`,
      'https://github.com/o/r.git and ssh://git@github.com/o/r',
      'https://octocat@github.com/o/r',
      'the right_alignment_of_things and weight_initialisation_of_layers',
      'Basic authentication is not supported',
      'Password authentication is not supported for Git operations.',
      'ghp_…abcd',
      'secret_scanning: see https://docs.github.com/code-security?x=1@2',
    ];
    assert.deepEqual(
      texts.map((text) => redactor.redact(text)),
      texts,
    );
  });
});

describe('redacting what an HTTP client throws', () => {
  /** The shape of `@octokit/request-error` with the fetch error under it. */
  function clientError(value: string): Error {
    const request = {
      method: 'GET',
      url: `https://api.github.com/user?access_token=${value}`,
      headers: { accept: 'application/json', authorization: `token ${value}` },
      body: JSON.stringify({ token: value }),
      rawHeaders: ['Authorization', `Basic ${Buffer.from(`x:${value}`).toString('base64')}`],
    };
    const cause = Object.assign(new Error(`connect failed with ${value}`), { request });
    const response = { headers: { 'x-echo': `Bearer ${value}` }, data: { message: `Bad: ${value}` } };
    return Object.assign(new Error(`HttpError ${value}`, { cause }), {
      name: 'HttpError',
      request,
      response,
    });
  }

  for (const [title, redactor] of [
    ['known', (value: string) => taught(value)],
    ['never seen', () => new Redactor()],
  ] as const) {
    it(`C05 hides a ${title} token in every part of the final string`, () => {
      for (const form of tokenForms.filter((one) => title === 'known' || one !== 'legacy-hex')) {
        const value = makeToken(form, 'thrown');
        const error = clientError(value);
        const printed = [
          inspect(error, { depth: 10 }),
          JSON.stringify({ ...error, cause: error.cause }),
          JSON.stringify(JSON.stringify(error)),
          String(error.stack),
        ];
        for (const text of printed) {
          assert.ok(text.includes(value), 'the text under test holds the token');
          assertHidden(redactor(value).redact(text), value);
        }
      }
    });
  }
});

describe('the redactor itself', () => {
  it('C05 shows none of its values when it is printed, serialised, spread or walked', () => {
    const redactor = taught(classic);
    const seen = [
      inspect(redactor, { depth: 10, showHidden: true, getters: true }),
      inspect(redactor.lines(), { depth: 10, showHidden: true }),
      JSON.stringify(redactor),
      JSON.stringify({ ...redactor }),
      JSON.stringify(structuredClone({ ...redactor })),
      Reflect.ownKeys(redactor).join(),
      String(redactor),
    ];
    for (const text of seen) assertHidden(text, classic);
  });

  it('looks again where hiding one thing makes its surroundings read like another', () => {
    const once = ['https://password=-@', 'https://(@$$$$(password=/@'].map((text) =>
      taught(classic).redact(text),
    );
    assert.deepEqual(once, ['https://[redacted]@', 'https://[redacted]@']);
  });

  it('changes nothing more when it is applied twice', () => {
    const redactor = taught(classic);
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        classic,
        jwt,
        'authorization: ',
        'https://',
        ':',
        '@',
        'password=',
        'Basic ',
        '"',
        '\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = redactor.redact(pieces.join(''));
        assert.equal(redactor.redact(once), once);
      }),
      { numRuns: 300 },
    );
  });

  it('takes time in proportion to the text, also a hostile one', () => {
    const redactor = taught(classic, jwt);
    const hostile = (size: number): readonly string[] =>
      [
        `ghs_1_${'a.a.'.repeat(size / 4)}`,
        '_'.repeat(size),
        'github_pat_'.repeat(size / 11),
        `authorization: ${'\\/'.repeat(size / 2)}`,
        '://'.repeat(size / 3),
        '\\'.repeat(size),
        classic.slice(0, 30).repeat(size / 30),
        `Basic ${'a'.repeat(size)}`,
        '%25'.repeat(size / 3),
      ].map((text) => text.slice(0, size));
    const time = (size: number): number => {
      const texts = hostile(size);
      const started = cpuTime();
      for (const text of texts) redactor.redact(text);
      return cpuTime() - started;
    };
    time(20_000);
    const small = Math.max(time(100_000), 2);
    assert.ok(
      time(1_000_000) / small < 40,
      'ten times the text takes about ten times as long; quadratic takes 100',
    );
  }).timeout(60_000);

  it('survives a value of two megabytes without running out of stack', () => {
    const redactor = new Redactor();
    for (const lead of ['authorization: ', 'password=', 'ghs_1_', 'Basic ', 'https://a:']) {
      assert.equal(redactor.redact(lead + 'a'.repeat(2_000_000)).length < 2_000_020, true);
    }
  }).timeout(60_000);
});
