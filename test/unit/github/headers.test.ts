import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAcceptedPermissions, readAcceptedScopes } from '../../../src/github/acceptedPermissions.ts';
import { readHttpDate } from '../../../src/github/httpDate.ts';
import { readRate } from '../../../src/github/rate.ts';
import { readReset, readRetryAfter } from '../../../src/github/retryAfter.ts';
import { readSsoHeader } from '../../../src/github/ssoHeader.ts';
import { githubCom } from '../../../src/tokens/host.ts';

const now = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const hour = 60 * minute;

describe('accepted permissions', () => {
  it('alternatives are separated by semicolons and their parts by commas', () => {
    assert.deepEqual(readAcceptedPermissions('contents=write; contents=write,workflows=write'), [
      { contents: 'write' },
      { contents: 'write', workflows: 'write' },
    ]);
  });

  it('an alternative with an unreadable part is left out whole', () => {
    assert.deepEqual(readAcceptedPermissions('contents=write,future=maintain; issues=read'), [
      { issues: 'read' },
    ]);
  });

  it('an absent, empty or hostile header accepts nothing', () => {
    const hostile = `${'a=read,'.repeat(5000)}; __proto__=read; <b>=read; \u0000=write`;
    assert.deepEqual([undefined, '', hostile].map(readAcceptedPermissions), [[], [], []]);
  });

  it('accepted scopes are a list of which any one will do', () => {
    assert.deepEqual(readAcceptedScopes('public_repo, repo, read:org,,<b>'), [
      'public_repo',
      'repo',
      'read:org',
    ]);
    assert.deepEqual([readAcceptedScopes(undefined), readAcceptedScopes('')], [[], []]);
  });
});

describe('the single sign-on header', () => {
  const page = 'https://github.com/orgs/acme/sso?authorization_request=abc';

  it('a required sign-on names its organisation and page', () => {
    assert.deepEqual(readSsoHeader(`required; url=${page}`, githubCom), {
      kind: 'required',
      organisation: 'acme',
      url: page,
    });
  });

  it('B06 a page on another host is not offered', () => {
    const evil = [
      'https://github.com.evil.example/orgs/acme/sso',
      'https://github.com@evil.example/orgs/acme/sso',
      'https://github.com\\@evil.example/orgs/acme/sso',
      'http://github.com/orgs/acme/sso',
      'javascript:alert(1)//github.com/',
    ];
    const nothing = { kind: 'required', organisation: undefined, url: undefined };
    assert.deepEqual(
      evil.map((url) => readSsoHeader(`required; url=${url}`, githubCom)),
      evil.map(() => nothing),
    );
  });

  it('partial results name organisations by number', () => {
    assert.deepEqual(readSsoHeader('partial-results; organizations=21955855, 20582480', githubCom), {
      kind: 'partial',
      organisationIds: ['21955855', '20582480'],
    });
  });

  it('nothing and nonsense are no statement', () => {
    assert.deepEqual(
      [undefined, '', 'requiredish', 'partial-results'].map((text) => readSsoHeader(text, githubCom)),
      [undefined, undefined, undefined, undefined],
    );
  });
});

describe('when to ask again', () => {
  it('G04 retry-after is read in every form GitHub or a proxy may send, and clamped', () => {
    const date = 'Fri, 20 Nov 2026 12:00:00 GMT';
    const table: readonly (readonly [string | undefined, number])[] = [
      ['30', 30_000],
      ['0', 1000],
      ['1000000000', hour],
      ['-5', minute],
      ['soon', minute],
      ['', minute],
      ['1e9', minute],
      [undefined, minute],
      ['Fri, 20 Nov 2026 12:02:00 GMT', 2 * minute],
      ['Fri, 20 Nov 2026 11:00:00 GMT', minute],
      ['Sat, 20 Nov 2027 12:00:00 GMT', hour],
    ];
    const waits = table.map(([text]) => {
      return readRetryAfter(text === undefined ? { date } : { date, 'retry-after': text }, now) - now;
    });
    assert.deepEqual(
      waits,
      table.map(([, wait]) => wait),
    );
  });

  it('G04 a date is measured by the clock of the server that wrote it', () => {
    const ahead = { date: 'Fri, 20 Nov 2026 18:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 18:05:00 GMT' };
    assert.equal(readRetryAfter(ahead, now) - now, 5 * minute);
  });

  it('the reset of the hourly allowance is at most an hour away and at least a minute when nonsense', () => {
    const reset = (text: string) => readReset({ 'x-ratelimit-reset': text }, now) - now;
    const at = (distance: number) => String((now + distance) / 1000);
    assert.deepEqual([at(90_000), at(48 * hour), at(-hour), 'junk', '-1'].map(reset), [
      90_000,
      hour,
      minute,
      minute,
      minute,
    ]);
  });

  it('no header value makes a wait shorter than a second or longer than an hour', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String)), (text) => {
        const wait = readRetryAfter({ 'retry-after': text }, now) - now;
        return wait >= 1000 && wait <= hour;
      }),
      { numRuns: 200 },
    );
  });
});

describe('dates and rates', () => {
  it('an HTTP date is read strictly', () => {
    assert.equal(readHttpDate('Tue, 10 Oct 2017 16:00:00 GMT'), Date.UTC(2017, 9, 10, 16));
    const wrong = [
      undefined,
      '',
      '2017-10-10',
      'Tue, 10 Foo 2017 16:00:00 GMT',
      'Tue, 10 Oct 2017 26:00:00 GMT',
    ];
    assert.deepEqual(
      wrong.map(readHttpDate),
      wrong.map(() => undefined),
    );
  });

  it('a server that reports no limit has no rate state', () => {
    assert.equal(readRate({}, now), undefined);
    assert.deepEqual(
      readRate(
        {
          'x-ratelimit-limit': '5000',
          'x-ratelimit-remaining': '4999',
          'x-ratelimit-reset': String(now / 1000 + 600),
        },
        now,
      ),
      { limit: 5000, remaining: 4999, resetAt: now + 600_000 },
    );
  });
});
