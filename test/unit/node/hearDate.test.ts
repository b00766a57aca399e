import assert from 'node:assert/strict';
import { hearDate } from '../../../src/node/hearDate.ts';

describe('the time of an answer', () => {
  const date = 'Fri, 20 Nov 2026 12:00:00 GMT';

  async function heardOf(headers: Readonly<Record<string, string>>) {
    const heard: (readonly [string, number])[] = [];
    const fetch = hearDate(
      async () => new Response('{}', { headers }),
      (host, at) => heard.push([host, at]),
    );
    const answer = await fetch('https://api.github.com/user', {});
    assert.equal(await answer.text(), '{}');
    return heard;
  }

  it('is heard from GitHub, by the host that was asked', async () => {
    assert.deepEqual(await heardOf({ date, 'x-github-request-id': 'A1' }), [
      ['api.github.com', Date.UTC(2026, 10, 20, 12)],
    ]);
  });

  it('is not heard from anything in between, nor when it is no date', async () => {
    assert.deepEqual(await heardOf({ date }), []);
    assert.deepEqual(await heardOf({ date: '2026-11-20', 'x-github-request-id': 'A1' }), []);
    assert.deepEqual(await heardOf({ 'x-github-request-id': 'A1' }), []);
  });
});
