import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparePage } from '../../../src/github/comparePage.ts';
import { githubCom, type HostName, hostOf } from '../../../src/tokens/host.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 3000 });
const branch = fc.constantFrom('main', 'feature/ü-é', 'a&b=c', 'x#y', 'über/100%');

describe('the pre-filled page for an outsider', () => {
  it('B06 whatever is typed, it is one bounded address on the host, and what it carries is what was typed', () => {
    fc.assert(
      fc.property(text, text, branch, branch, (title, body, base, head) => {
        const place = { repository: 'acme/app', base, headOwner: 'mona', branch: head };
        const { url, leftOut } = comparePage(githubCom, place, { title, body, labels: ['a b', 'c'] });
        const parsed = new URL(url);
        assert.ok(url.length <= 8000 && /^[\x21-\x7e]+$/.test(url));
        assert.deepEqual([parsed.origin, parsed.hash], ['https://github.com', '']);
        assert.equal(decodeURIComponent(parsed.pathname), `/acme/app/compare/${base}...mona:${head}`);
        for (const [name, value] of Object.entries({ title, body })) {
          const carried = parsed.searchParams.get(name);
          if (leftOut.includes(name as 'title' | 'body') || value === '') assert.equal(carried, null);
          else assert.equal(carried, value.replace(/\p{Cs}/gu, ''));
        }
        assert.deepEqual(
          [...parsed.searchParams.keys()].filter(
            (key) => !['expand', 'title', 'body', 'labels'].includes(key),
          ),
          [],
        );
      }),
      { numRuns: 100 },
    );
  });

  it('half a character is dropped, and a GHES has its own page', () => {
    const place = { repository: 'acme/app', base: 'main', headOwner: 'mona', branch: 'x' };
    const values = { title: 'a\ud800b', body: '', labels: [] };
    assert.equal(
      comparePage(hostOf('github.corp.example' as HostName), place, values).url,
      'https://github.corp.example/acme/app/compare/main...mona:x?expand=1&title=ab',
    );
  });
});
