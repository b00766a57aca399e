// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the notation of shells, workflows and templates
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { parse } from 'yaml';
import { findTokens } from '../../../src/leaks/findTokens.ts';
import type { TextFile } from '../../../src/leaks/replaceDialect.ts';
import { applied } from '../../../src/leaks/replacement.ts';
import { nameFor } from '../../../src/leaks/replaceName.ts';
import { planReplacement } from '../../../src/leaks/replaceToken.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { cell, file, mark, replaced, token, withToken } from './replaced.ts';

const github = '${GITHUB_TOKEN}';

/** Each text has one token in it. */
function expect(of: TextFile, table: readonly (readonly [before: string, after: string])[]): void {
  assert.deepEqual(
    table.map(([before]) => replaced(withToken(before), of).text),
    table.map(([, after]) => after),
  );
}

describe('replacing a token in a text', () => {
  it('makes a comment of a line of .env, and keeps the name', () => {
    expect(file('/w/.env'), [
      [`A=1\nGITHUB_TOKEN=${mark}\nB=2\n`, 'A=1\n# GITHUB_TOKEN=\nB=2\n'],
      [`export gh="${mark}" # mine\r\n`, '# export gh="" # mine\r\n'],
      [`HEADER='token ${mark}'`, `# HEADER='token '`],
      [`# was ${mark}\n`, '# was \n'],
      // A value that goes on below keeps its line.
      [`A="one\n${mark}\ntwo"\nB=1\n`, 'A="one\n\ntwo"\nB=1\n'],
      [`A="${mark}\ntwo"\n`, 'A="\ntwo"\n'],
    ]);
    assert.deepEqual(replaced(`GH_PAT=${token}`, file('/w/.env.local')).by, {
      kind: 'environment',
      name: 'GH_PAT',
    });
  });

  it('puts a quoted variable in a shell script, and leaves quotes as they are read', () => {
    expect(file('/w/a.sh'), [
      [`curl -H "Authorization: token ${mark}" x`, `curl -H "Authorization: token ${github}" x`],
      [`curl -H 'Authorization: token ${mark}' x`, `curl -H 'Authorization: token '"${github}"'' x`],
      [`curl -u me:${mark} x`, `curl -u me:"${github}" x`],
      [`A='${mark}'\n`, `A="${github}"\n`],
      [`A=$'\\t${mark}'\n`, `A=$'\\t'"${github}"$''\n`],
      [`A="$(echo 'it"s' ${mark})"`, `A="$(echo 'it"s' "${github}")"`],
      [`cat <<EOF\n'${mark}'\nEOF\n`, `cat <<EOF\n'${github}'\nEOF\n`],
      [`cat <<'EOF'\n${mark}\nEOF\n`, "cat <<'EOF'\n\nEOF\n"],
      [`cat <<-EOF\n\tx\n\tEOF\necho '${mark}'`, `cat <<-EOF\n\tx\n\tEOF\necho "${github}"`],
      [`echo $# # ${mark}\n`, 'echo $# # \n'],
      [`ghToken=${mark}`, 'ghToken="${GH_TOKEN}"'],
    ]);
  });

  it('never sets a variable of a shell to itself, which would empty it', () => {
    expect(file('/w/a', 'shellscript'), [
      [`export GITHUB_TOKEN=${mark}\n`, 'export GITHUB_TOKEN\n'],
      [`export A=b GITHUB_TOKEN="${mark}" C=d\n`, 'export A=b GITHUB_TOKEN C=d\n'],
      [`declare -x GITHUB_TOKEN='${mark}'\n`, 'declare -x GITHUB_TOKEN\n'],
      [`if x; then\n  GITHUB_TOKEN=${mark}\nfi\n`, 'if x; then\n  : "${GITHUB_TOKEN-}"\nfi\n'],
      [`GITHUB_TOKEN=${mark} gh pr list\n`, 'GITHUB_TOKEN="${GITHUB_TOKEN:?}" gh pr list\n'],
    ]);
  });

  it('puts a secret of the repository in a workflow, and a variable in other YAML', () => {
    const secret = '${{ secrets.GITHUB_TOKEN }}';
    expect(file('/w/.github/workflows/ci.yml', 'yaml'), [
      [`with:\n  token: ${mark} # mine\n`, `with:\n  token: ${secret} # mine\n`],
      [`with:\n  token: "${mark}"\n`, `with:\n  token: "${secret}"\n`],
      [`with: { token: ${mark}, a: b }\n`, `with: { token: "${secret}", a: b }\n`],
      [`with: { auth: x ${mark}, a: b }\n`, 'with: { auth: x , a: b }\n'],
      [`- run: |\n    echo '#' ${mark}\n  env: {}\n`, `- run: |\n    echo '#' ${secret}\n  env: {}\n`],
      [`a: "\${{ '${mark}' }}"\n`, 'a: "${{ secrets.GITHUB_TOKEN }}"\n'],
      [`env:\n  GITHUB_PAT: ${mark}\n`, 'env:\n  GITHUB_PAT: ${{ secrets.GH_PAT }}\n'],
      [`a: b # ${mark}\n`, 'a: b # \n'],
    ]);
    expect(file('/w/compose.yml'), [
      [`environment:\n  - GITHUB_TOKEN=${mark}\n`, `environment:\n  - GITHUB_TOKEN=${github}\n`],
      [`environment:\n  deployToken: '${mark}'\n`, "environment:\n  deployToken: '${DEPLOY_TOKEN}'\n"],
      [`a: it's\nb: [${mark}]`, `a: it's\nb: ["${github}"]`],
    ]);
  });

  it('puts a variable in the files of VS Code, and nothing in other JSON', () => {
    const json = `{\n  // "x\n  "a//": "\\"", "token": "${mark}"\n}`;
    const put = (value: string) => json.replace(mark, value);
    expect(file('/w/.vscode/settings.json'), [
      [json, put('${env:GITHUB_TOKEN}')],
      [`// ${mark}`, '// '],
      [`{"${mark}": 1}`, '{"": 1}'],
    ]);
    expect(file('/w/.devcontainer/devcontainer.json', 'jsonc'), [[json, put('${localEnv:GITHUB_TOKEN}')]]);
    expect(file('/w/data.json', 'json'), [[json, put('')]]);
    expect(file('/w/.npmrc'), [
      [`//npm.pkg.github.com/:_authToken=${mark}`, `//npm.pkg.github.com/:_authToken=${github}`],
    ]);
  });

  it('reads process.env in a script, in the form that fits where the token stands', () => {
    const env = 'process.env.GITHUB_TOKEN';
    expect(file('/w/a.jsx'), [
      [`const t = '${mark}';`, `const t = ${env};`],
      [`const ghToken = "${mark}";`, 'const ghToken = process.env.GH_TOKEN;'],
      [`f({ auth: \`\${a + \`token ${mark}\`}\` })`, `f({ auth: \`\${a + \`token \${${env}}\`}\` })`],
      [`f('token ${mark}')`, `f(\`token \${${env}}\`)`],
      [`f('\\1 \` ${mark}!')`, `f(('\\1 \` ' + ${env} + '!'))`],
      [`return"${mark}"`, `return ${env}`],
      [`const o = { '${mark}': 1 }`, `const o = { [${env}]: 1 }`],
      [`const a = <A b={1} token="${mark}" />`, `const a = <A b={1} token={${env}} />`],
      [`const a = <A\n  token='x ${mark}' />`, `const a = <A\n  token={\`x \${${env}}\`} />`],
      [`const a = <A token='&amp; ${mark}' />`, "const a = <A token='&amp; ' />"],
      [`const a = <p>don't ${mark}</p>`, "const a = <p>don't </p>"],
      [`import '${mark}'`, "import ''"],
      [`a = b / c; // ${mark}\n`, 'a = b / c; // \n'],
      [`a = /"${mark}/.test(b)`, 'a = /"/.test(b)'],
      [`foo\n'a ${mark}'`, "foo\n'a '"],
    ]);
  });

  it('reads os.environ in Python, and imports os where it is missing', () => {
    const env = 'os.environ["GITHUB_TOKEN"]';
    const first = 'import os\n';
    expect(file('/w/a.py'), [
      [`t = "${mark}"\n`, `${first}t = ${env}\n`],
      [`import sys, os.path\nt = '${mark}'\n`, `import sys, os.path\nt = ${env}\n`],
      [
        `#!/x\n"""Doc."""\nfrom __future__ import annotations\nimport re\nt = u'${mark}'\n`,
        `#!/x\n"""Doc."""\nfrom __future__ import annotations\nimport os\nimport re\nt = ${env}\n`,
      ],
      [`${first}t = f"{a['b']} ${mark}"`, `${first}t = f"{a['b']} {os.environ['GITHUB_TOKEN']}"`],
      [`${first}t = 'x ${mark}' % 1`, `${first}t = f'x {os.environ["GITHUB_TOKEN"]}' % 1`],
      [`${first}t = "{} ${mark}".format(1)`, `${first}t = ("{} " + ${env}).format(1)`],
      [`${first}t = (r"a"\n  "${mark}")`, `${first}t = (r"a"\n  f"{os.environ['GITHUB_TOKEN']}")`],
      [`${first}t = b"${mark}"`, `${first}t = ${env}.encode()`],
      [`${first}t = b"x ${mark}"`, `${first}t = (b"x " + ${env}.encode())`],
      [`def f():\n  """Use ${mark}."""\n`, 'def f():\n  """Use ."""\n'],
      [`a = "#" # ${mark}\n`, 'a = "#" # \n'],
    ]);
    expect(cell('python'), [
      [`t = "${mark}"`, `${first}t = ${env}`],
      [`!curl "${mark}"`, '!curl ""'],
      [`%%bash\necho "${mark}"`, '%%bash\necho ""'],
    ]);
  });

  it('takes user and password out of an address, whatever the language', () => {
    const url = { written: 'url' } as const;
    for (const path of ['/w/a.py', '/w/a.sh', '/w/.env', '/w/.git/config', '/w/.github/workflows/a.yml']) {
      for (const user of [token, `me:${token}`, `${token}:x-oauth-basic`, `a%40b:${token}`]) {
        const { text, by } = replaced(
          `u = "https://${user}@ghe.example:8443/acme/app.git"\n`,
          file(path),
          url,
        );
        assert.deepEqual([text, by.kind], ['u = "https://ghe.example:8443/acme/app.git"\n', 'address']);
      }
    }
  });

  it('replaces the whole value of a Basic header', () => {
    const basic = { written: 'basic' } as const;
    const { text, by } = replaced(`h = {"Authorization": "Basic ${token}"}`, file('/w/a.js'), basic);
    assert.deepEqual(
      [text, by.kind === 'reference' && by.name],
      ['h = {"Authorization": process.env.GITHUB_AUTHORIZATION}', 'GITHUB_AUTHORIZATION'],
    );
  });

  it('replaces a Basic header whose token is found in its base64', () => {
    const header = Buffer.from(`x-access-token:${token}`).toString('base64');
    const { text } = replaced(`curl -H "Authorization: Basic ${header}" x`, file('/w/a.sh'));
    assert.equal(text, 'curl -H "Authorization: ${GITHUB_AUTHORIZATION}" x');
  });

  it('replaces a private key as the whole block, over all its lines', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().trim();
    const lines = (by: string) => key.replaceAll('\n', by);
    const of = (text: string, path: string) => replaced(text, file(path)).text;
    assert.equal(
      of(`app:\n  app-private-key: |\n    ${lines('\n    ')}\n  a: b\n`, '/w/.github/workflows/a.yml'),
      'app:\n  app-private-key: |\n    ${{ secrets.APP_PRIVATE_KEY }}\n  a: b\n',
    );
    assert.equal(of(`A=1\nAPP_PRIVATE_KEY="${key}"\nB=2\n`, '/w/.env'), 'A=1\n# APP_PRIVATE_KEY=""\nB=2\n');
    assert.equal(
      of(`const k = \`${key}\`;\n`, '/w/a.ts'),
      'const k = `${process.env.GITHUB_APP_PRIVATE_KEY}`;\n',
    );
    assert.equal(
      of(`const k = '${lines('\\n')}\\n';\n`, '/w/a.ts'),
      'const k = `${process.env.GITHUB_APP_PRIVATE_KEY}\\n`;\n',
    );
    assert.equal(
      of(`k = """${key}"""\n`, '/w/a.py'),
      'import os\nk = os.environ["GITHUB_APP_PRIVATE_KEY"]\n',
    );
    assert.equal(of(`${key}\n`, '/w/acme.2026-01-01.private-key.pem'), '\n');
  });

  it('only takes it away where no reference is known', () => {
    expect(file('/w/a.txt', 'plaintext'), [[`x ${mark} y`, 'x  y']]);
    expect(file('/w/config.fish', 'shellscript'), [[`set x "${mark}"`, 'set x ""']]);
  });
});

describe('the name of the variable', () => {
  const named = (left: string) => {
    const text = `${left}"${token}"`;
    const [finding] = findTokens(text);
    assert.ok(finding);
    return nameFor(text, { start: finding.offset, end: finding.offset + finding.length }, finding);
  };

  it('is taken from what stands on the left', () => {
    assert.deepEqual(
      [
        'const ghToken = ',
        'GH_TOKEN=',
        '  "deploy-token": ',
        'this.releaseToken = ',
        'ciToken: string = ',
        '<A npmToken=',
      ].map(named),
      ['GH_TOKEN', 'GH_TOKEN', 'DEPLOY_TOKEN', 'RELEASE_TOKEN', 'CI_TOKEN', 'NPM_TOKEN'],
    );
  });

  it('is never one that programs obey, nor one that says nothing', () => {
    const lefts = [
      'PATH=',
      'NODE_OPTIONS=',
      'LD_TOKEN=',
      'LD_PRELOAD=',
      'BASH_ENV=',
      'token = ',
      'GIT_ASKPASS=',
      'GITHUB_ENV=',
      'ACTIONS_RUNTIME_TOKEN=',
      'f(',
      `${'a'.repeat(70)}Token=`,
    ];
    assert.deepEqual(
      lefts.map(named),
      lefts.map(() => 'GITHUB_TOKEN'),
    );
  });
});

describe('what a program reads where a token was replaced', () => {
  const sound = fc.string({
    unit: fc.constantFrom('a', ' ', '\\n', '{', '}', '$', '`', '&', '#', ':', "\\'", '\\"', '"', "'", '\\\\'),
  });

  it('is the same in a script, when the variable holds it', () => {
    const run = (code: string): unknown =>
      runInNewContext(code, { process: { env: { GITHUB_TOKEN: token } } });
    fc.assert(
      fc.property(
        fc.constantFrom('"', "'", '`'),
        sound,
        sound,
        fc.constantFrom(0, 1),
        (quote, a, b, wrap) => {
          const clean = (part: string) =>
            part
              .replaceAll(quote, '')
              .replace(/\$(?=\{|$)/g, '')
              .replace(/\\$/, '');
          const literal = `${quote}${clean(a)}${token} ${clean(b)}${quote}`;
          const code = wrap === 0 ? `[${literal}].join()` : `const x = ${literal} + 1;\nx`;
          fc.pre(compiles(code));
          const after = replaced(code, file('/w/a.ts')).text;
          assert.equal(after.includes(token), false);
          assert.equal(run(after), run(code));
        },
      ),
    );
  });

  it('is the same in YAML', () => {
    const scalar = fc.constantFrom('', 'token ', 'x-', '[');
    fc.assert(
      fc.property(scalar, fc.constantFrom('"', "'", '', '|\n      '), fc.boolean(), (left, quote, inList) => {
        const end = quote.startsWith('|') ? '' : quote;
        const value = `${quote}${quote === '' ? left.replace('[', '') : left}${token}${end}`;
        const text = `a:\n  - "it''s # x": ${value}\n    b: {c: ${inList ? token : 1}}\n`;
        const after = replaced(text, file('/w/x.yaml')).text;
        const read = (yaml: string) => JSON.stringify(parse(yaml)).replaceAll(github, token);
        assert.equal(read(after), read(text));
      }),
    );
  });

  it('parses as TypeScript and as JSX wherever the token stood', () => {
    const places = [
      `const a: Record<string, string> = { t: '${mark}' };`,
      `class A { private token = '${mark}'; static b="${mark}" }`,
      `enum E { A = '${mark}' }`,
      `switch (a) { case '${mark}': break; case"x ${mark}": }`,
      `export default () => (<><B<C> a={{ b: '${mark}' }} c='${mark}'>{'${mark}'}</B></>);`,
      `const x = a ? '${mark}' : "${mark} ";`,
      `const f = (a="${mark}", b='x ${mark}') => a <b;`,
      `const q = /['"]/.test('${mark}') ? a / b : \`\${c}${mark}\`;`,
      `type T = { a: string }\nlet token="${mark}"\n`,
    ];
    for (const place of places) {
      let text = withToken(place);
      assert.deepEqual(problems(text), [], place);
      while (findTokens(text).length > 0) text = replaced(text, file('/w/a.tsx')).text;
      assert.deepEqual(problems(text), [], text);
    }
  });
});

describe('a replacement in any text', function () {
  this.timeout(60_000);

  const piece = fc.constantFrom(
    token,
    '"',
    "'",
    '`',
    '\n',
    '\r\n',
    ' ',
    '\\',
    '#',
    '//',
    '/*',
    '*/',
    '${',
    '}',
    '{',
    '(',
    ')',
    '$(',
    '<<E',
    'E',
    'a=',
    'b: ',
    '|',
    '- ',
    '"""',
    'f',
    'import os',
    'x',
    '<A b=',
    '>',
    '@',
    'https://',
    ',',
    '[',
    ']',
  );
  const paths = [
    '/.env',
    '/a.sh',
    '/.github/workflows/a.yml',
    '/a.yml',
    '/mcp.json',
    '/a.json',
    '/a.ts',
    '/a.tsx',
    '/a.py',
    '/a',
    '/.npmrc',
  ];

  it('takes the token out, and leaves everything outside of its edits as it is', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom(...paths),
        fc.constantFrom('plain', 'url', 'basic'),
        (pieces, path, written) => {
          const text = pieces.join('');
          // Without the one the other would be a token.
          fc.pre(!text.includes(token + token));
          for (const finding of findTokens(text)) {
            const { edits } = planReplacement(text, { ...finding, written }, file(path));
            const after = applied(text, edits);
            assert.equal(findTokens(after).length, findTokens(text).length - 1);
            const line = (at: number) => text.slice(0, at).split(/\r\n?|\n/).length;
            for (const { start, end } of edits) {
              assert.ok(start <= end && (start <= finding.offset || end <= start));
              // Nothing is changed on lines that the token is not on, but for an import that is added.
              if (start !== end) assert.equal(line(start), line(finding.offset));
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('I10 is planned in a moment, whatever the words or lines before it', () => {
    const slow: readonly (readonly [path: string, text: string])[] = [
      ['/w/a.sh', `${'export '.repeat(30_000)};GITHUB_TOKEN=${token}\n`],
      ['/w/.npmrc', `${'\u2028'.repeat(100_000)}a=${token}\n`],
      ['/w/a.py', `${'x = 1\n'.repeat(150_000)}${'import a\n'.repeat(100)}y = "${token}"\n`],
      ['/w/a.ts', `${'=/['.repeat(1_000_000)}\ny = "${token}"\n`],
    ];
    for (const [path, text] of slow) {
      const [finding] = findTokens(text);
      assert.ok(finding);
      const began = cpuTime();
      planReplacement(text, finding, file(path));
      // Each took from three seconds to minutes.
      assert.ok(cpuTime() - began < 2_000, path);
    }
  });

  it('imports os where that stands only in a text, and not where it is imported', () => {
    const doc = `"""\nimport os\nimport a\n"""\nx = '''\nimport os\n'''\nimport b\n`;
    const of = file('/w/a.py');
    assert.equal(
      replaced(`${doc}y = "${token}"\n`, of).text,
      `${doc.replace('import b', 'import os\nimport b')}y = os.environ["GITHUB_TOKEN"]\n`,
    );
    assert.equal(
      replaced(`${doc}import os\ny = "${token}"\n`, of).text,
      `${doc}import os\ny = os.environ["GITHUB_TOKEN"]\n`,
    );
  });

  it('I10 is planned in time that grows with the text, whatever is in it', () => {
    const time = (text: string, path: string) => {
      const [finding] = findTokens(text);
      assert.ok(finding);
      const began = cpuTime();
      planReplacement(text, finding, file(path));
      return cpuTime() - began;
    };
    for (const path of paths) {
      for (const unit of [
        '"',
        "'",
        '`',
        '\\',
        '${',
        '$(',
        '<<E\n',
        '/*',
        '//',
        '<A b=',
        "''",
        '{',
        '- ',
        '/',
        '"""',
        'a=',
        'import a\n',
        '#',
        ': ',
      ]) {
        const text = (times: number) => `${unit.repeat(times)} = "${token}`;
        const small = Math.min(...[1, 2, 3].map(() => time(text(6_000), path)));
        const large = Math.min(...[1, 2].map(() => time(text(60_000), path)));
        assert.ok(large < 30 * small + 200, `${path} ${unit}: ${small} ms, ${large} ms`);
      }
    }
  });
});

function compiles(code: string): boolean {
  try {
    runInNewContext(code, { process: { env: {} } });
    return true;
  } catch {
    return false;
  }
}

/** esbuild reads TypeScript with JSX, and throws what is wrong with it. */
function problems(code: string): readonly string[] {
  try {
    transformSync(code, { loader: 'tsx' });
    return [];
  } catch (error) {
    return [String(error)];
  }
}
