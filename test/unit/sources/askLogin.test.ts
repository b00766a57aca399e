import assert from 'node:assert/strict';
import { Failure } from '../../../src/shared/failure.ts';
import { askGh, askSource } from '../../../src/sources/askLogin.ts';
import { helperSource } from '../../../src/sources/helperSource.ts';
import type { LoginProgram, ProgramAnswer } from '../../../src/sources/program.ts';
import { hostsOfVariable } from '../../../src/sources/variables.ts';
import { type GitHubHost, githubCom, parseHost } from '../../../src/tokens/host.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const token = makeToken('oauth-token', 'login');
const { signal } = new AbortController();
const clock = { now: () => 0 };
const host = (name: string) => (parseHost(name) as { readonly host: GitHubHost }).host;

function program(answer: ProgramAnswer) {
  const asked: { readonly args: readonly string[]; readonly stdin: string | undefined }[] = [];
  const one: LoginProgram = {
    async run(args, _signal, stdin) {
      asked.push({ args, stdin });
      return answer;
    },
  };
  return { one, asked };
}
const ended = (stdout: string, exitCode = 0): ProgramAnswer => ({ kind: 'ended', exitCode, stdout });

describe('a login that is asked for by the person’s wish', () => {
  it('I17 gh is run once, and not in a way that would show its tokens to GitHub', async () => {
    const { one, asked } = program(ended(`${token}\n`));
    const { logins } = await askGh(one, githubCom, signal);
    assert.deepEqual(
      asked.map(({ args }) => args),
      [['auth', 'token', '--hostname', 'github.com']],
    );
    assert.equal(logins[0]?.token.reveal(), token);
  });

  it('a gh that is missing, logged out or talks of something else has none; a slow one is told', async () => {
    for (const answer of [
      { kind: 'absent' },
      ended('', 1),
      ended('no oauth token'),
      ended(token, 4),
    ] as const) {
      assert.deepEqual(await askGh(program(answer).one, githubCom, signal), { logins: [], troubles: [] });
    }
    const { troubles } = await askGh(program({ kind: 'slow' }).one, githubCom, signal);
    assert.deepEqual(troubles, [{ from: 'gh', problem: { kind: 'ghSlow' } }]);
  });

  it('git’s helpers are asked for a host and no repository', async () => {
    const { one, asked } = program(
      ended(`protocol=https\nhost=github.com\nusername=mona\npassword=${token}\n`),
    );
    const { logins } = await askSource(helperSource(one, clock), githubCom, signal);
    assert.equal(asked[0]?.stdin, 'protocol=https\nhost=github.com\n\n');
    assert.equal(logins[0]?.token.reveal(), token);
  });

  it('a login that goes while it is asked for is none', async () => {
    const entry = {
      ...(
        await helperSource(
          program(ended(`protocol=https\nhost=github.com\npassword=${token}\n`)).one,
          clock,
        ).offers({ host: githubCom, owner: '', repo: '', job: 'push' }, signal)
      ).entries[0],
    };
    const gone = {
      mode: 'login',
      offers: async () => ({ entries: [entry as never], troubles: [] }),
      secretOf: () => Promise.reject(new Failure({ kind: 'notOffered' })),
    } as const;
    assert.deepEqual(await askSource(gone, githubCom, signal), { logins: [], troubles: [] });
  });

  it('S4-13 a variable belongs to the hosts its name stands for', () => {
    const hosts = [githubCom, host('acme.ghe.com'), host('git.acme.example')];
    const of = (name: string) => hostsOfVariable(name, hosts).map((one) => one.name);
    assert.deepEqual(of('GH_TOKEN'), ['github.com', 'acme.ghe.com']);
    assert.deepEqual(of('GITHUB_ENTERPRISE_TOKEN'), ['git.acme.example']);
    assert.deepEqual(of('TOKEN_WARDEN_GIT_ACME_EXAMPLE'), ['git.acme.example']);
    assert.deepEqual(of('TOKEN_WARDEN_ELSEWHERE'), []);
  });
});
