import assert from 'node:assert/strict';
import { delimiter, join, resolve } from 'node:path';
import { withCredential } from '../../../src/node/git/credentialHeader.ts';
import { isolatedEnvironment, readingEnvironment } from '../../../src/node/git/environment.ts';
import { hookEnvironment } from '../../../src/node/git/hookEnvironment.ts';
import { quotePath } from '../../../src/node/git/isolatedRepository.ts';
import { pickTransport } from '../../../src/node/git/transportConfig.ts';
import type { RepositoryFacts } from '../../../src/push/repositoryFacts.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const url = 'https://github.com/acme/app.git';
const workspace = resolve('/work-folder');
const bin = resolve('/bin-folder');

/** Everything that makes git, its libraries or its runtime run, trace or trust something else. */
const hostile = Object.fromEntries(
  [
    'GIT_DIR',
    'GIT_WORK_TREE',
    'GIT_CONFIG_COUNT',
    'GIT_CONFIG_PARAMETERS',
    'GIT_CONFIG_GLOBAL',
    'GIT_SSL_NO_VERIFY',
    'GIT_TRACE',
    'GIT_TRACE_CURL',
    'GIT_TRACE_REDACT',
    'GIT_TRACE2_EVENT',
    'GIT_CURL_VERBOSE',
    'GIT_ASKPASS',
    'GIT_EXEC_PATH',
    'GIT_TEMPLATE_DIR',
    'GIT_EXTERNAL_DIFF',
    'GIT_SSH_COMMAND',
    'GIT_PROXY_COMMAND',
    'GIT_OBJECT_DIRECTORY',
    'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    'GIT_HTTP_PROXY_AUTHMETHOD',
    'VSCODE_GIT_IPC_HANDLE',
    'VSCODE_GIT_ASKPASS_NODE',
    'SSH_ASKPASS',
    'NODE_OPTIONS',
    'SSLKEYLOGFILE',
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'DYLD_INSERT_LIBRARIES',
    'OPENSSL_CONF',
    'CURL_HOME',
    'GH_TOKEN',
    'GITHUB_TOKEN',
    'EDITOR',
    'PAGER',
    'BASH_ENV',
    'ENV',
    'PERL5LIB',
  ].map((name) => [name, 'hostile']),
);
const base = {
  ...hostile,
  PATH: ['', '.', 'relative', bin, join(workspace, 'bin')].join(delimiter),
  HOME: '/home/mona',
  TMPDIR: '/tmp',
  https_proxy: 'http://proxy:1',
  NO_PROXY: 'localhost',
  GIT_SSL_CAINFO: '/etc/ca.pem',
  EMPTY: undefined,
};

describe('the environment of a git of ours', () => {
  it('A10 C03 of the isolated push is ours, but for the way out and whom to trust', () => {
    assert.deepEqual(isolatedEnvironment(base, [workspace], '/isolated/home'), {
      PATH: bin,
      HOME: '/isolated/home',
      XDG_CONFIG_HOME: '/isolated/home',
      TMPDIR: '/tmp',
      https_proxy: 'http://proxy:1',
      NO_PROXY: 'localhost',
      GIT_SSL_CAINFO: '/etc/ca.pem',
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_ALLOW_PROTOCOL: 'https',
    });
  });

  it("A10 of the reading commands knows the person's home and no network", () => {
    assert.deepEqual(readingEnvironment(base, [workspace]), {
      PATH: bin,
      HOME: '/home/mona',
      TMPDIR: '/tmp',
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_GRAFT_FILE: '/dev/null',
      GIT_ALLOW_PROTOCOL: 'none',
    });
  });

  it("A09 of the hook is the person's, without git's, VS Code's, and anything named or shaped like a credential", () => {
    const person = {
      LANG: 'de',
      JAVA_HOME: '/java',
      ODDLY_NAMED: makeToken('fine-grained-pat'),
      https_proxy: 'http://u:pass@proxy:1',
      MY_API_KEY: 'x',
      DB_PASSWORD: 'x',
      PATH: bin,
      GIT_DIR: 'x',
      VSCODE_PID: '1',
      ELECTRON_RUN_AS_NODE: '1',
      GH_TOKEN: 'x',
    };
    const facts = { gitDirectoryElsewhere: true, gitDirectory: '/repo/.git/worktrees/x' } as RepositoryFacts;
    assert.deepEqual(hookEnvironment(person, new Redactor(), '/exec', facts), {
      LANG: 'de',
      JAVA_HOME: '/java',
      PATH: `/exec${delimiter}${bin}`,
      GIT_EXEC_PATH: '/exec',
      GIT_PREFIX: '',
      GIT_DIR: '/repo/.git/worktrees/x',
    });
  });
});

describe('the configuration of the isolated push', () => {
  const read = (env: Record<string, string>) =>
    Array.from({ length: Number(env.GIT_CONFIG_COUNT) }, (_, i) => [
      env[`GIT_CONFIG_KEY_${i}`],
      env[`GIT_CONFIG_VALUE_${i}`],
    ]);

  it('A03 A04 A06 takes over the way out and the authority of the person, never what loosens', () => {
    const output = [
      ['http.proxy', 'http://proxy:1'],
      ['http.sslcainfo', '~/ca.pem'],
      ['http.version', 'HTTP/1.1'],
      ['http.sslverify', 'false'],
      ['http.followredirects', 'true'],
      ['http.extraheader', 'X: y'],
      ['http.cookiefile', '/cookies'],
      ['http.curloptresolve', 'github.com:443:127.0.0.1'],
      ['http.savecookies', 'true'],
      ['http.emptyauth', 'true'],
      ['http.delegation', 'always'],
    ];
    const text = output.map(([key, value]) => `${key}\n${value}\0`).join('');
    assert.deepEqual(pickTransport(`http.noproxy\0${text}`, { HOME: '/home/mona' }), {
      'http.proxy': 'http://proxy:1',
      'http.sslcainfo': join('/home/mona', 'ca.pem'),
      'http.version': 'HTTP/1.1',
    });
  });

  it('A01 A06 binds the token to the one URL, and its own settings come last', () => {
    const secret = new Secret('a-value-that-is-no-token');
    const env = withCredential(
      { PATH: bin },
      url,
      { 'http.proxy': 'http://proxy:1', 'http.followredirects': 'true' },
      secret,
    );
    const basic = Buffer.from('x-access-token:a-value-that-is-no-token').toString('base64');
    assert.deepEqual(read(env), [
      ['http.lowspeedlimit', '1'],
      ['http.lowspeedtime', '60'],
      ['http.followredirects', 'true'],
      ['http.proxy', 'http://proxy:1'],
      ['http.followRedirects', 'false'],
      ['http.sslVerify', 'true'],
      ['http.saveCookies', 'false'],
      ['core.hooksPath', '/dev/null'],
      ['core.fsmonitor', 'false'],
      ['push.recurseSubmodules', 'no'],
      ['push.gpgSign', 'false'],
      ['gc.auto', '0'],
      ['maintenance.auto', 'false'],
      ['color.ui', 'false'],
      [`http.${url}.extraHeader`, `Authorization: Basic ${basic}`],
    ]);
  });

  it('an empty proxy of the person means none, also against the environment', () => {
    const env = withCredential(
      { https_proxy: 'x', ALL_PROXY: 'x', KEPT: 'x' },
      url,
      { 'http.proxy': '' },
      new Secret('value'),
    );
    assert.deepEqual(
      [env.https_proxy, env.ALL_PROXY, env.KEPT, read(env).some(([key]) => key === 'http.proxy')],
      [undefined, undefined, 'x', false],
    );
  });

  it('G09 a value that would start another header is refused before git is', () => {
    for (const value of ['a\r\nX: y', 'a\nb', 'a\u0000', 'a b', 'ü', '']) {
      assert.throws(
        () => withCredential({}, url, {}, new Secret(value)),
        (error) =>
          Failure.is(error) && error.problem.kind === 'badCredentials' && !error.stack?.includes('X: y'),
      );
    }
  });

  it('a path in objects/info/alternates is quoted when git would read it differently', () => {
    assert.deepEqual(
      ['/plain path/ünï', '/with "quotes"', '#comment', '"quoted"', '/line\nbreak\\'].map(quotePath),
      ['/plain path/ünï', '/with "quotes"', '"#comment"', '"\\"quoted\\""', '"/line\\nbreak\\\\"'],
    );
  });
});
