import assert from 'node:assert/strict';
import { operations } from '../../../src/github/apiAnswer.ts';
import { graphqlAddress, graphqlMutations } from '../../../src/github/graphql.ts';
import { guardFetch } from '../../../src/node/guardedFetch.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { githubCom, type HostName, hostOf } from '../../../src/tokens/host.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

const ghes = hostOf('github.corp.example' as HostName);

describe('what GraphQL is used for', () => {
  it('S1-19 nothing here merges a pull request, closes it or approves it: a person does', () => {
    const all = [...operations, ...Object.entries(graphqlMutations).flat()];
    assert.deepEqual(
      all.filter((text) => /merge|approve|\/reviews\b|enablePullRequestAuto|PUT /i.test(text)),
      [],
    );
  });

  it('each document is one mutation of its own name with the id as a variable, and none can be added later', () => {
    for (const [name, document] of Object.entries(graphqlMutations)) {
      const [, mutation = ''] = name.split(' ');
      assert.deepEqual(document.match(/\b[a-z]\w*(?=\(input)/g), [mutation]);
      assert.match(document, /^mutation\(\$id: ID!\) \{ \w+\(input: \{ pullRequestId: \$id \}\)/);
    }
    assert.ok(Object.isFrozen(graphqlMutations));
  });

  it('B07 each host has one address for it, and the guard lets no neighbour of it through', async () => {
    assert.deepEqual([githubCom, hostOf('acme.ghe.com' as HostName), ghes].map(graphqlAddress), [
      'https://api.github.com/graphql',
      'https://api.acme.ghe.com/graphql',
      'https://github.corp.example/api/graphql',
    ]);
    const sent: string[] = [];
    const fetch = guardFetch(
      async (url) => {
        sent.push(url);
        return new Response('{}', { headers: { 'content-type': 'application/json' } });
      },
      { host: ghes.name, token: makeSecret('classic-pat') },
    );
    const address = graphqlAddress(ghes);
    const near = [
      `${address}/x`,
      `${address}x`,
      `${address}?a=1`,
      `${address}#a`,
      'https://github.corp.example/graphql',
      'http://github.corp.example/api/graphql',
      'https://x@github.corp.example/api/graphql',
      'https://evil.example/api/graphql',
    ];
    for (const url of near) {
      const error = await fetch(url, { method: 'POST', headers: {} }).catch((thrown: unknown) => thrown);
      assert.deepEqual(Failure.is(error) && error.problem, { kind: 'wrongHost' }, url);
    }
    await fetch(address, { method: 'POST', headers: {} });
    assert.deepEqual(sent, [address]);
  });
});
