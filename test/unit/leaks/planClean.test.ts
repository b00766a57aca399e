import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CleanedAs, planClean } from '../../../src/leaks/planClean.ts';
import { applied } from '../../../src/leaks/replacement.ts';
import type { Secret } from '../../../src/shared/secret.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const token = makeToken('classic-pat', 'clean');
const other = makeToken('classic-pat', 'stays');
const print = (secret: Secret) => secret.reveal();

/** What is left of a text, or how often the token would stay. */
function left(what: CleanedAs, text: string): string | number {
  const { stretches, stuck } = planClean(text, what, token, print);
  if (stretches.length === 0) return stuck;
  return applied(
    text,
    stretches.map((one) => ({ ...one, text: '' })),
  );
}

describe('how a token goes out of a file of the machine', () => {
  it('out of git’s store goes its line alone, and every other login stays', () => {
    const [before, after] = [`https://x:${other}@github.com\n`, 'https://me:pass@example.com\n'];
    const mine = `https://mona:${token}@github.com`;
    assert.equal(left('gitCredentials', `${before}${mine}\n${after}`), before + after);
    assert.equal(left('gitCredentials', `${before}${mine}`), before);
    assert.equal(left('gitCredentials', `${mine}\r\n${before}`), before);
    assert.equal(left('gitCredentials', `${mine}\n${mine}\n`), '');
    assert.equal(left('gitCredentials', before), 0);
  });

  it('of an address in git’s configuration only user and password go', () => {
    const config = (address: string) => `[remote "origin"]\r\n\turl = ${address}\r\n\tfetch = +x\r\n`;
    for (const user of [`${token}@`, `mona:${token}@`, `${token}:x-oauth-basic@`]) {
      const given = config(`https://${user}github.com/acme/app.git`);
      assert.equal(left('gitConfig', given), config('https://github.com/acme/app.git'));
    }
    assert.equal(left('gitConfig', `[url "https://${token}@github.com/"]\n\tinsteadOf = gh:\n`), 1);
  });

  it('of a name and its value the line goes, with what stands beside it in the line and nothing else', () => {
    const lines: readonly (readonly [CleanedAs, string])[] = [
      ['npmrc', `//npm.pkg.github.com/:_authToken=${token}`],
      ['npmrc', `//npm.pkg.github.com/:_authToken = "${token}"`],
      ['shellProfile', `export GITHUB_TOKEN=${token}`],
      ['envrc', `export GITHUB_TOKEN='${token}'`],
      ['packageLogin', `gpr.key=${token}`],
      ['packageLogin', `:github: Bearer ${token}`],
      ['mcp', `GITHUB_TOKEN = "${token}"`],
    ];
    for (const [what, line] of lines) {
      for (const end of ['\n', '\r\n', '\r']) {
        assert.equal(left(what, `# first${end}${line}${end}last=1${end}`), `# first${end}last=1${end}`, line);
      }
    }
    const config = (line: string) => `[github]\n\tuser = mona\n\t# mine\n${line}[core]\n\tbare = true\n`;
    assert.equal(left('gitConfig', config(`\ttoken = ${token}\n`)), config(''));
    const header = `\textraheader = AUTHORIZATION: bearer ${token}\n`;
    assert.equal(left('gitConfig', config(header)), config(''));
  });

  it('nothing goes where the rest would mean something else', () => {
    const stuck: readonly (readonly [CleanedAs, string])[] = [
      ['shellProfile', `if true; then\n  export T=${token}\nfi\n`],
      ['shellProfile', `curl -H "Authorization: token ${token}" https://api.github.com\n`],
      ['shellProfile', `export A=1 GITHUB_TOKEN=${token}\n`],
      ['shellProfile', `cat \\\nT=${token}\n`],
      ['shellProfile', `[ -t 0 ] && {\n  export T=${token}\n}\n`],
      ['shellProfile', `if true; then # mine\n\n# more\nexport T=${token}\nfi\n`],
      ['shellProfile', `true &&\nexport T=${token}\nrm x\n`],
      ['shellProfile', `f()\nexport T=${token}\ng\n`],
      ['shellProfile', `echo "\nexport T=${token}"\n`],
      ['shellProfile', `echo '\nT="${token}'\n`],
      ['shellProfile', `(T=${token}\ng)\n`],
      ['shellProfile', `cd&&T=${token}\n`],
      ['shellProfile', `T=${token}${' '.repeat(200)}; g\n`],
      ['shellProfile', `g \`\n$env:T = "${token}"\n`],
      ['mcp', `[a]\n  T = "${token}"\n`],
      ['mcp', `T = "${token}\n`],
      ['npmrc', `; old: ${token}\n`],
      ['packageLogin', `npmRegistries:\n  "//npm.pkg.github.com":\n    npmAuthToken: ${token}\n`],
      ['mcp', `{ "args": ["-e", "GITHUB_TOKEN=${token}"] }`],
      ['mcp', `{ "env": ["${token}"] }`],
      ['mcp', `{ "${token}": 1 }`],
      ['mcp', `{ } // ${token}`],
      ['netrc', `machine github.com login ${token} password x-oauth-basic\n`],
      ['netrc', `machine github.com login mona # mine\npassword ${token}\n`],
      ['netrc', `machine github.com login mona password ${token}\nmacdef init\ncd /\n\n`],
      ['shellHistory', `export T=${token}\n`],
      ['ghHosts', `github.com:\n    oauth_token: ${token}\n`],
      ['netrc', `macdef init\nmachine github.com login mona password ${token}\n`],
      ['gitCredentials', `${token}\n`],
      ['gitCredentials', `https://mona:${token}@github.com\n\0`],
    ];
    for (const [what, text] of stuck) assert.equal(left(what, text), 1, text);
  });

  it('takes no other token along', () => {
    assert.equal(left('gitCredentials', `https://${other}:${token}@github.com\n`), 1);
    assert.equal(left('netrc', `machine github.com login ${other} password ${token}\n`), 1);
  });

  it('out of netrc goes the whole login of one machine', () => {
    const [before, after] = ['machine a.example login me password x\n', 'default login you password y\n'];
    for (const mine of [
      `machine github.com login mona password ${token}\n`,
      `machine github.com\n  login mona\n  password ${token}\n`,
      `machine github.com password "${token}" login mona\r\n`,
    ]) {
      assert.equal(left('netrc', `${before}# mine\n${mine}${after}`), `${before}# mine\n${after}`);
    }
    assert.equal(
      left('netrc', `${before.trim()} machine h password ${token} ${after}`),
      `${before.trim()}  ${after}`,
    );
    // Words of the format may be names of people.
    for (const name of ['default', 'machine', 'password'])
      assert.equal(
        left('netrc', `${before}machine h login ${name} password ${token}\n${after}`),
        before + after,
      );
  });

  it('out of JSON goes the member with the comma it needs no more; comments stay', () => {
    const cases: readonly (readonly [string, string])[] = [
      [`{ "a": 1, "t": "${token}" }`, '{ "a": 1  }'],
      [`{ "t": "${token}", "a": 1 }`, '{  "a": 1 }'],
      [`{ "t": "${token}" }`, '{  }'],
      [`{\n  "a": 1, // one\n  "t": "${token}"\n}\n`, '{\n  "a": 1 // one\n}\n'],
      [`{\r\n  "t": "${token}",\r\n  "a": 1,\r\n}`, '{\r\n  "a": 1,\r\n}'],
      [`{\n  "t": "Bearer ${token}", // mine\n  "a": "}//"\n}`, '{\n   // mine\n  "a": "}//"\n}'],
      [`// c\n{ "s": { "env": { "T": "${token}" } } }`, '// c\n{ "s": { "env": {  } } }'],
    ];
    for (const [given, wanted] of cases) assert.equal(left('editorSettings', given), wanted, given);
  });

  it('what is left of any JSON is what the same object is without the member', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constant(other));
    const object = fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      value,
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(object, fc.nat(6), fc.constantFrom(undefined, 1, '\t'), (members, at, indent) => {
        const all = Object.entries(members).filter(([name]) => name !== 'the token' && !/^\d+$/.test(name));
        const put = [...all.slice(0, at), ['the token', token] as const, ...all.slice(at)];
        const text = JSON.stringify(Object.fromEntries(put), null, indent);
        assert.deepEqual(
          JSON.parse(String(left('mcp', text))),
          JSON.parse(JSON.stringify(Object.fromEntries(all))),
        );
      }),
    );
  });

  it('goes out of JSON as often as it stands there, and the commas still fit', () => {
    const cases: readonly (readonly [string, string])[] = [
      [`{"a":1,"s":"${token}","t":"${token}"}`, '{"a":1}'],
      [`{"s":"${token}","t":"${token}"}`, '{}'],
      [`{"s":"${token}","t":"${token}","a":1}`, '{"a":1}'],
      [`{"a":1,"${other}":"${token}","t":"${token}"}`, `{"a":1,"${other}":"${token}"}`],
    ];
    for (const [given, wanted] of cases) assert.equal(left('mcp', given), wanted, given);
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 8 }), fc.constantFrom(undefined, 1), (mine, indent) => {
        const all = mine.map((is, at) => [`k${at}`, is ? token : at] as const);
        const kept = all.filter(([, value]) => value !== token);
        const text = JSON.stringify(Object.fromEntries(all), null, indent);
        if (kept.length < all.length)
          assert.deepEqual(JSON.parse(String(left('mcp', text))), Object.fromEntries(kept));
      }),
    );
  });

  it('of a text made to be slow no more is planned than a person would look at', () => {
    const size = 1 << 18;
    const many = (line: string) => line.repeat(Math.ceil(size / line.length));
    const texts: readonly (readonly [CleanedAs, string])[] = [
      ['gitConfig', `[a]\n${many('\tb = c\n')}${`\tt = ${token}\n`.repeat(900)}`],
      ['shellProfile', `${many('# a\n')}${`\n\nT=${token}\n`.repeat(900)}`],
      ['netrc', `${many('a ')}${`machine h password ${token}\n`.repeat(900)}`],
      ['mcp', `{${many('"a":1,')}${`"t":"${token}",`.repeat(900)}"b":1}`],
      ['npmrc', `${many('a')}${`=${token} `.repeat(900)}`],
    ];
    for (const [what, text] of texts) {
      const began = cpuTime();
      const { stretches, stuck } = planClean(text, what, token, print);
      assert.ok(stretches.length + stuck >= 1, what);
      assert.ok(cpuTime() - began < 5000, `${what}: ${cpuTime() - began} ms`);
    }
  });

  it('keeps every byte of any text but for its own stretches', () => {
    const kinds: readonly CleanedAs[] = [
      'gitConfig',
      'netrc',
      'npmrc',
      'mcp',
      'shellProfile',
      'gitCredentials',
    ];
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        token,
        other,
        '\n',
        '"',
        '{',
        '}',
        ':',
        ',',
        '=',
        ' ',
        'machine h ',
        'password ',
        'https://',
        '@h',
        '[a]\n\t',
        '//',
        '/*',
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.array(piece, { maxLength: 30 }), (what, pieces) => {
        const text = pieces.join('');
        const { stretches } = planClean(text, what, token, print);
        let end = -1;
        for (const stretch of stretches) {
          assert.ok(stretch.start > end && stretch.end > stretch.start && stretch.end <= text.length);
          end = stretch.end;
        }
        const taken = stretches.map(({ start, end: to }) => text.slice(start, to)).join('');
        assert.ok(!taken.includes(other), text);
      }),
    );
  });
});
