// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the notation of shells
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { file, mark, replaced, token, withToken } from '../unit/leaks/replaced.ts';

/** What a program says, with the token in its variable and nowhere else in its environment. */
function run(program: string, args: readonly string[], input: string): string {
  const env = { PATH: process.env.PATH ?? '', GITHUB_TOKEN: token, LC_ALL: 'C.UTF-8' };
  const end = spawnSync(program, args, { input, env, cwd: tmpdir(), encoding: 'utf8', timeout: 50_000 });
  assert.equal(end.stderr, '');
  return end.stdout;
}

function needs(program: string): void {
  before(function () {
    if (spawnSync(program, ['--version']).status !== 0) this.skip();
  });
}

describe('a shell script whose token was replaced', () => {
  needs('bash');

  const say = "say() { printf '<%s>' \"$@\"; env | grep -c '^GITHUB_TOKEN=.'; }\n";
  const scripts = [
    `say ${mark} 'a ${mark}' "b $(echo '"' ${mark})" c:${mark}`,
    `export GITHUB_TOKEN=${mark}\nsay "$GITHUB_TOKEN"`,
    `export A=b GITHUB_TOKEN='${mark}' C=d\nsay "$GITHUB_TOKEN$A$C"`,
    `if true; then\n  GITHUB_TOKEN="${mark}"\nfi\nsay "$GITHUB_TOKEN"`,
    `GITHUB_TOKEN=${mark} say "$GITHUB_TOKEN"`,
    `f() { local GITHUB_TOKEN=${mark}; say "$GITHUB_TOKEN"; }; f`,
    `readonly GITHUB_TOKEN=${mark}; say "$GITHUB_TOKEN"`,
    `say "$(cat <<EOF\nit's ${mark} "\nEOF\n)" # ${mark}`,
    `cat <<-'A' <<B\n\t"\n\tA\n'${mark}'\nB\nsay '${mark}'`,
    `say $'\\'${mark}\\n' "\${A:-its}" "${mark}" \`echo ${mark}\``,
    `A=b; case a in a) say '${mark}' ;; esac; say $# \${#A} '#${mark}'`,
    `if [[ x == '${mark}' || ${mark} == "$GITHUB_TOKEN" ]]; then say yes; fi`,
  ];

  it('does what it did, when the variable holds the token', () => {
    for (const script of scripts) {
      const before = say + withToken(script);
      let after = before;
      while (after.includes(token)) after = replaced(after, file('/w/a.sh')).text;
      assert.equal(run('bash', ['-eu'], after), run('bash', ['-eu'], before), after);
    }
  });

  it('leaves the variable as it is where it set it', () => {
    const { text } = replaced(`export GITHUB_TOKEN=${token}\n`, file('/w/.bashrc'));
    assert.equal(run('bash', ['-u'], `unset GITHUB_TOKEN\n${text}env | grep GITHUB || echo none`), 'none\n');
  });

  it('does what it did, whatever stands beside the token', () => {
    const word = fc.constantFrom(
      'a',
      ' ',
      '\\\\',
      '#',
      '=',
      '|',
      '&',
      '(',
      '*',
      '!',
      '`',
      '{',
      '<<E',
      '"',
      "'",
    );
    const part = fc.array(word, { maxLength: 4 }).map((words) => words.join(''));
    const cases = fc.sample(fc.tuple(fc.constantFrom('"', "'", "$'"), part, part), 150);
    const pairs = cases.flatMap(([open, left, right]) => {
      const quote = open.slice(-1);
      const clean = (text: string) =>
        text.replaceAll(quote, '').replace(quote === '"' ? /`|\\+$/g : /\\+$/, '');
      const before = `printf '%s\\n' ${open}${clean(left)}${token} ${clean(right)}${quote}\n`;
      return [[before, replaced(before, file('/w/a.sh')).text] as const];
    });
    const [before, after] = [0, 1].map((which) => pairs.map((pair) => pair[which]).join(''));
    assert.equal(run('bash', ['-u'], after ?? ''), run('bash', ['-u'], before ?? ''));
  });
});

/** With a backslash before it, that is gone too. */
const lost = new RegExp(`(?:\\\\\\\\)?${token}`);

describe('a Python program whose token was replaced', () => {
  needs('python3');

  /** Runs each text, and says what it left in `x`, or what is wrong with it. */
  const driver = [
    'import json, sys, warnings',
    'warnings.simplefilter("ignore")',
    'def result(text):',
    '    names = {}',
    '    try:',
    '        exec(compile(text, "a", "exec"), names)',
    '    except Exception as error:',
    '        return type(error).__name__',
    '    return repr(names.get("x"))',
    'print(json.dumps([result(text) for text in json.load(sys.stdin)]))',
  ].join('\n');
  const results = (texts: readonly string[]) =>
    JSON.parse(run('python3', ['-I', '-c', driver], JSON.stringify(texts))) as readonly string[];

  it('has the same values, when the variable holds the token', () => {
    const programs = [
      `x = "${mark}"`,
      `"""Doc ${mark}."""\nfrom __future__ import annotations\nx = __doc__ and '${mark}'`,
      `import sys\nx = [b"${mark}", b'x ${mark}', rb'\\\\${mark}']`,
      `y = 1\nx = f"{y} ${mark} {y!r:>3}" f'''\n{{${mark}'''`,
      `x = ("a"\n     "b ${mark}" # it's\n     'c')`,
      `x = "{} ${mark} {}".format(1, 2) + '%s ${mark}' % 3`,
      `x = {"${mark}": ["${mark}", '''${mark}\n'''], 'k': u'${mark}'}`,
      `def f(a="${mark}"):\n    """Say ${mark}."""\n    return"${mark}"if a else'${mark}'\nx = f()`,
      `x = r'\\d ${mark}' + R"${mark}"`,
      `x = '\\\n${mark}'`,
      `x = len([\n  "${mark}",\n  'a "${mark}"',\n])`,
    ].map(withToken);
    const after = programs.map((program) => {
      let text = program;
      while (text.includes(token)) text = replaced(text, file('/w/a.py')).text;
      return text;
    });
    const values = results(programs);
    assert.deepEqual(
      values.filter((value) => value.endsWith('Error')),
      [],
    );
    assert.deepEqual(results(after), values);
  });

  it('has the same values, whatever stands beside the token', () => {
    const word = fc.constantFrom('a', ' ', '{', '}', '\\n', '\\\\', '%', '#', '"', "'", '{{', '{1}');
    const part = fc.array(word, { maxLength: 4 }).map((words) => words.join(''));
    const cases = fc.sample(
      fc.tuple(
        fc.constantFrom('', 'f', 'b', 'r', 'rb', 'Rf', 'u'),
        fc.constantFrom('"', "'", '"""', "'''"),
        part,
        part,
        fc.constantFrom('', '"y" ', 'not '),
      ),
      600,
    );
    const texts = cases.map(([prefix, quote, left, right, besides]) => {
      const clean = (text: string) => text.replaceAll(quote.charAt(0), '').replace(/\\$/, '');
      return `x = (${besides}${prefix}${quote}${clean(left)}${token} ${clean(right)}${quote})\n`;
    });
    const values = results(texts);
    const sound = texts.flatMap((text, i) =>
      values[i]?.endsWith('Error') ? [] : [{ text, value: values[i] }],
    );
    assert.ok(sound.length > 100);
    const after = results(sound.map(({ text }) => replaced(text, file('/w/a.py')).text));
    for (const [i, { text, value }] of sound.entries()) {
      const { by, text: now } = replaced(text, file('/w/a.py'));
      // Where there is no reference that fits, it is only gone, and what is left is Python.
      if (by.kind === 'reference') assert.equal(after[i], value, now);
      else assert.equal(after[i], value?.replace(lost, ''), now);
    }
  });
});
