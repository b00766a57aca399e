import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstWith, type GhesFeature, lacks, readGhesVersion } from '../../../src/github/ghesFeatures.ts';
import { hearVersion } from '../../../src/github/hearVersion.ts';
import { type GitHubHost, githubCom, type HostName, parseHost } from '../../../src/tokens/host.ts';
import { okAnswer, ScriptedGitHubApi } from '../../fakes/scriptedGitHubApi.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

function host(name: string): GitHubHost {
  const parsed = parseHost(name);
  if (parsed.kind === 'refused') throw new Error(parsed.problem.kind);
  return parsed.host;
}

const ghes = host('github.corp.example');
const features: readonly GhesFeature[] = [
  'fine-grained-pats',
  'rulesets',
  'draft-pulls',
  'accepted-permissions',
  'device-flow',
  'revoke-list',
  'app-key-limit',
  'stateless-tokens',
];

describe('what a GitHub Enterprise Server lacks', () => {
  it('is known from the release it names: 3.9 comes before 3.10', () => {
    const told = ['3.9.16', '3.10.0', '3.10', '4.0.1', '2.22.22'].map((text) =>
      lacks(ghes, readGhesVersion(text), 'fine-grained-pats'),
    );
    assert.deepEqual(told, ['yes', 'no', 'no', 'no', 'yes']);
    assert.deepEqual(
      [lacks(ghes, [3, 19], 'revoke-list'), lacks(ghes, [3, 18], 'revoke-list')],
      ['no', 'yes'],
    );
  });

  it('is unknown where it never named one, and never guessed', () => {
    for (const feature of features) {
      const expected = firstWith(feature) === undefined ? 'yes' : 'unknown';
      assert.equal(lacks(ghes, undefined, feature), expected, feature);
    }
  });

  it('is nothing on github.com and ghe.com, whatever release is named for them', () => {
    for (const feature of features) {
      for (const own of [githubCom, host('acme.ghe.com')]) assert.equal(lacks(own, [2, 0], feature), 'no');
    }
  });

  it('is less with each release, and a text that is no release says nothing', () => {
    const part = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(part, part, part, part, fc.constantFrom(...features), (a, b, c, d, feature) => {
        const [older, newer] =
          a < c || (a === c && b <= d)
            ? [
                [a, b],
                [c, d],
              ]
            : [
                [c, d],
                [a, b],
              ];
        const told = [older, newer].map((v) => lacks(ghes, readGhesVersion(v?.join('.')), feature));
        return !(told[0] === 'no' && told[1] === 'yes');
      }),
    );
    for (const odd of ['', '3', 'three.ten', '3.10.0\n', '3.10.0; x', '9999.1', `3.10.${'0'.repeat(40)}`])
      assert.equal(readGhesVersion(odd), undefined, odd);
  });
});

describe('the release of a server', () => {
  const ask = async (name: HostName, headers: Parameters<typeof okAnswer>[1]) => {
    const heard: string[] = [];
    const api = hearVersion(new ScriptedGitHubApi(okAnswer({}, headers)), (at, version) =>
      heard.push(`${at} ${version}`),
    );
    await api.request({
      credential: { host: name, token: makeSecret('classic-pat') },
      operation: 'GET /user',
    });
    return heard;
  };

  it('is heard from the server itself, for this server alone', async () => {
    const named = { 'x-github-enterprise-version': '3.8.1' } as const;
    assert.deepEqual(await ask(ghes.name, named), ['github.corp.example 3.8.1']);
    assert.deepEqual(await ask(ghes.name, {}), []);
    assert.deepEqual(await ask(githubCom.name, named), [], 'github.com has no release');
  });
});
