import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeEcho, judgeEchoOfWords } from '../../../src/guardrails/judgeEcho.ts';

const shows: readonly string[] = [
  'echo $GITHUB_TOKEN',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's own notation
  'echo "${GH_TOKEN}"',
  'printf "%s" "$GH_TOKEN"',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code's own notation
  'echo ${env:GITHUB_TOKEN}',
  'cat <<< $GITHUB_TOKEN',
  'npm test && echo $NPM_TOKEN',
  'echo $GITHUB_TOKEN >&2',
  'echo $GITHUB_TOKEN > /dev/stderr',
  'echo $GITHUB_TOKEN | tee log.txt',
  'echo "$GITHUB_TOKEN" | base64',
  'env',
  '/usr/bin/env',
  'FOO=1 sudo env',
  '(env)',
  '{ env; }',
  'env | sort',
  'env | grep TOKEN',
  'printenv',
  'printenv GH_TOKEN',
  'echo hi > /dev/null; printenv | cat',
  'set',
  'export -p',
  'declare -x',
  'gh auth token',
  'gh auth status --show-token',
  'echo $(gh auth token)',
  'echo `gh auth token`',
  'echo "url=https://github.com" | git credential fill',
  'set -x; curl -H "Authorization: token $GITHUB_TOKEN" https://api.github.com',
  'set -o xtrace && npm publish --token=$NPM_TOKEN',
  'bash -xc "curl -u $GH_TOKEN x"',
  'bash -c "echo $GITHUB_TOKEN"',
  "sh -lc 'echo $GITHUB_TOKEN'",
  'curl -v -H "Authorization: token $GITHUB_TOKEN" https://api.github.com',
  '$env:GH_TOKEN',
  'Write-Host $env:GITHUB_TOKEN',
  'Get-ChildItem env:',
  'gci env:GH_TOKEN',
  'pwsh -Command "Write-Output $env:GH_TOKEN"',
  'cmd /c echo %GH_TOKEN%',
  'echo %GITHUB_TOKEN%',
  'set GITHUB_TOKEN',
  'cat ~/.git-credentials',
  'cat ~/.netrc',
  'cat ~/.config/gh/hosts.yml',
  'cat /proc/self/environ',
  'node -p process.env.GITHUB_TOKEN',
  'node -e "console.log(process.env.GH_TOKEN)"',
  'node -e "console.log(process.env)"',
  `python3 -c "import os; print(os.environ['GH_TOKEN'])"`,
];

const showsNothing: readonly string[] = [
  'npm test',
  'npm run build && npm test',
  'echo done',
  'echo "$HOME"',
  'echo $TOKEN_COUNT',
  'echo "set a token"',
  "echo '$GITHUB_TOKEN'",
  'echo \\$GITHUB_TOKEN',
  '[ -z "$GH_TOKEN" ] && echo "set GH_TOKEN first"',
  'test -n "$GITHUB_TOKEN"',
  'env NODE_ENV=test npm test',
  'env -u FOO npm test',
  'env | grep PATH',
  'printenv PATH',
  'set -e; npm test',
  'set -x; npm test',
  'set FOO=bar',
  'export CI=1',
  'declare -x FOO=1',
  'curl -H "Authorization: token $GITHUB_TOKEN" https://api.github.com',
  'curl -H "Authorization: bearer $(gh auth token)" https://api.github.com',
  'echo $GITHUB_TOKEN | docker login --password-stdin',
  'gh auth token | docker login --password-stdin',
  'echo "//registry.example.test/:_authToken=$NPM_TOKEN" > .npmrc',
  'gh auth status',
  'cat README.md',
  'cat config.json',
  'cat package.json | grep token',
  'grep -r TOKEN src',
  'find . -name "*.key"',
  'node -e "console.log(1)"',
  'node -r ts-node/register test.js',
  'node scripts/print.js',
  'python -m pytest',
  'pytest -p no:cacheprovider',
  'docker run --env GITHUB_TOKEN image',
  'cargo test -- --nocapture',
  'type tsc',
  'ls',
];

describe('a command line that would show a credential', () => {
  it('S4-27 is told by what it writes, in sh, PowerShell and cmd', () => {
    assert.deepEqual(
      shows.filter((line) => judgeEcho(line).kind !== 'echo'),
      [],
    );
  });

  it('S4-27 is not any line that uses a credential, or only speaks of one', () => {
    assert.deepEqual(
      showsNothing.filter((line) => judgeEcho(line).kind !== 'fine'),
      [],
    );
  });

  it('S4-27 is told behind any other command, and by the name of what it shows', () => {
    const name = fc.constantFrom('GITHUB_TOKEN', 'GH_TOKEN', 'MY_API_KEY', 'DEPLOY_PAT', 'DB_PASSWORD');
    const print = fc.constantFrom('echo', 'printf %s', 'Write-Host');
    const before = fc.constantFrom(...showsNothing, 'a "b; c" d', "x 'y && z'", 'true');
    const joint = fc.constantFrom('; ', ' && ', ' || ', '\n', ' & ');
    fc.assert(
      fc.property(before, joint, print, name, (first, then, printer, variable) => {
        assert.deepEqual(judgeEcho(`${first}${then}${printer} "x $${variable}"`), {
          kind: 'echo',
          what: variable,
        });
      }),
    );
  });

  it('never holds a value of the line, only a name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, maxLength: 40 }), (value) => {
        const judged = judgeEcho(`GH_TOKEN='${value}' ; echo $GH_TOKEN`);
        return judged.kind !== 'echo' || !judged.what.includes(value);
      }),
    );
  });

  it('is judged for any text without an error, and what nobody writes is said to be unreadable', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'$(){}`\'"\\|&;<> \necho%!GH_TOKENé\0'), maxLength: 60 }),
        (line) => {
          judgeEcho(line);
        },
      ),
    );
    assert.equal(judgeEcho('a '.repeat(20_000)).kind, 'unreadable');
    assert.equal(judgeEcho(`${'echo $('.repeat(30)}env${')'.repeat(30)}`).kind, 'unreadable');
    const hostile = ['$(', '`', '"$(', '${', '%A', '>', '<<<', "'", 'set -x;'];
    for (const unit of hostile) judgeEcho(`echo ${unit.repeat(20_000 / unit.length - 10)}`);
  });

  it('is a program with its words too, in which no variable is replaced', () => {
    const kinds = [
      judgeEchoOfWords(['echo', '$GITHUB_TOKEN']),
      judgeEchoOfWords(['bash', '-c', 'echo $GITHUB_TOKEN']),
      judgeEchoOfWords(['gh', 'auth', 'token']),
      judgeEchoOfWords(['npm', 'test']),
    ].map(({ kind }) => kind);
    assert.deepEqual(kinds, ['fine', 'echo', 'echo', 'fine']);
  });
});
