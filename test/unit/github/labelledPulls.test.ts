import assert from 'node:assert/strict';
import { listLabelledPulls } from '../../../src/github/labelledPulls.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { okAnswer, ScriptedGitHubApi } from '../../fakes/scriptedGitHubApi.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

const credential = { host: githubCom.name, token: makeSecret('fine-grained-pat') };
const at = (day: number) => Date.UTC(2026, 10, day);
const query = { repository: 'acme/app', labels: ['agent:auto', 'Bot'], from: at(3), to: at(9) };

function pull(number: number, day: number, labels: readonly string[] = ['agent:auto'], more: object = {}) {
  return {
    number,
    title: `Title ${number}`,
    state: 'open',
    created_at: new Date(at(day)).toISOString(),
    labels: labels.map((name) => ({ name })),
    html_url: 'https://evil.example/',
    ...more,
  };
}

async function numbers(...pulls: readonly object[]): Promise<readonly number[]> {
  const api = new ScriptedGitHubApi(okAnswer(pulls));
  return (await listLabelledPulls(api, credential, query, 1)).pulls.map(({ number }) => number);
}

describe('the pull requests of a token’s time', () => {
  it('S0-13 are those with a configured label that were created while it lived, in one call', async () => {
    assert.deepEqual(
      await numbers(
        pull(7, 9),
        pull(6, 8),
        pull(5, 7, ['other']),
        pull(4, 6, ['other', 'bot']),
        pull(3, 5, []),
        pull(2, 3, ['AGENT:auto'], { state: 'closed' }),
        pull(1, 2),
      ),
      [6, 4, 2],
    );
  });

  it('are asked for one page at a time, newest first, and lead to our own addresses', async () => {
    const api = new ScriptedGitHubApi(okAnswer([pull(6, 8, ['bot'], { title: 'a\u202eb\u001b[31mc' })]));
    const found = await listLabelledPulls(api, credential, query, 2);
    assert.deepEqual(found, {
      pulls: [
        {
          number: 6,
          title: 'abc',
          open: true,
          createdAt: at(8),
          url: 'https://github.com/acme/app/pull/6',
        },
      ],
      more: false,
    });
    assert.deepEqual(
      api.requests.map(({ operation, parameters }) => [operation, parameters]),
      [
        [
          'GET /repos/{owner}/{repo}/pulls',
          {
            owner: 'acme',
            repo: 'app',
            state: 'all',
            sort: 'created',
            direction: 'desc',
            per_page: 100,
            page: 2,
          },
        ],
      ],
    );
  });

  it('may go on in the next page only while a full one has not reached the beginning of that time', async () => {
    const more = async (count: number, day: number) => {
      const api = new ScriptedGitHubApi(okAnswer(Array.from({ length: count }, (_, n) => pull(n + 1, day))));
      return (await listLabelledPulls(api, credential, query, 1)).more;
    };
    assert.deepEqual([await more(100, 3), await more(100, 2), await more(99, 8)], [true, false, false]);
  });

  it('G08 are not taken from an answer of another shape', async () => {
    for (const data of [
      {},
      [{}],
      [pull(0, 4)],
      [{ ...pull(1, 4), labels: 'bot' }],
      Array(101).fill(pull(1, 4)),
    ]) {
      const api = new ScriptedGitHubApi(okAnswer(data));
      await assert.rejects(listLabelledPulls(api, credential, query, 1), {
        problem: { kind: 'unexpectedShape' },
      });
    }
  });
});
