import assert from 'node:assert/strict';
import { readHostList } from '../../../src/tokens/hostList.ts';
import { judgeRefusedHosts, shownHost } from '../../../src/tokens/refusedHosts.ts';

describe('the setting of hosts', () => {
  it('names hosts beside github.com, each once', () => {
    const { hosts, refused } = readHostList([
      'GitHub.example.com',
      'github.example.com:443',
      'acme.ghe.com',
      'github.com',
    ]);
    assert.deepEqual(
      [hosts.map(({ name }) => name), refused],
      [['github.com', 'github.example.com', 'acme.ghe.com'], []],
    );
  });

  it('B08 gives a reason for every line that is not name or name:port, and none of them is a host', () => {
    const wrong: readonly (readonly [line: unknown, kind: string])[] = [
      ['', 'hostEmpty'],
      ['https://github.example.com', 'hostHasScheme'],
      ['http://github.example.com', 'hostHasScheme'],
      ['github.example.com/api/v3', 'hostHasPath'],
      ['mona@github.example.com', 'hostHasUserInfo'],
      ['gıthub.example.com', 'hostNotAscii'],
      ['xn--gthub-n4a.example.com', 'hostNotAscii'],
      ['github.com:8443', 'hostPortNotAllowed'],
      ['localhost', 'hostMalformed'],
      ['github.example.com:99999', 'hostMalformed'],
      [{ name: 'github.example.com' }, 'hostMalformed'],
      [null, 'hostMalformed'],
    ];
    const { hosts, refused } = readHostList(wrong.map(([line]) => line));
    assert.deepEqual(
      [hosts.map(({ name }) => name), refused.map(({ kind }) => kind)],
      [['github.com'], wrong.map(([, kind]) => kind)],
    );
  });

  it('that is no list at all is refused, not ignored', () => {
    assert.deepEqual(
      readHostList('https://github.example.com').refused.map(({ kind }) => kind),
      ['hostHasScheme'],
    );
  });

  it('B08 is told of each wrong line once, and again when it comes back', () => {
    const { refused } = readHostList(['https://a.example', 'b.example/path', 'https://a.example']);
    const first = judgeRefusedHosts(refused, []);
    assert.deepEqual(
      first.news.map(({ kind }) => kind),
      ['hostHasScheme', 'hostHasPath'],
    );
    assert.deepEqual(judgeRefusedHosts(refused, first.told), { news: [], told: first.told });
    const mended = judgeRefusedHosts(refused.slice(1, 2), first.told);
    assert.deepEqual(mended.news, []);
    assert.deepEqual(
      judgeRefusedHosts(refused, mended.told).news.map(({ kind }) => kind),
      ['hostHasScheme'],
    );
  });

  it('B08 never shows what stands before an @: it is a password', () => {
    const { refused } = readHostList([
      'https://mona:pass@word@github.example.com',
      'word@github.example.com',
      '',
    ]);
    assert.deepEqual(refused.map(shownHost), ['github.example.com', 'github.example.com', '']);
  });
});
