import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remotesFromText } from '../../../src/push/remotesFromText.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';

const urls = (text: string) => remotesFromText(text)?.map(({ name, urls: found }) => [name, ...found]);

describe("the remotes in the text of a repository's configuration", () => {
  it('are read with quotes, escapes, comments, continued lines and any case of the words', () => {
    const text = `\ufeff# a comment\r
[core]\r
	bare = false ; another
[Remote "origin"]
	URL = https://github.com/acme/app.git # main
	fetch = +refs/heads/*:refs/remotes/origin/*
[remote "up\\"stream"] url = "https://github.com/acme/app"  ; quoted
	pushUrl = git@github.com:\\
acme/app.git
[remote "With.Dots/And Case"]
	url = a\\tb "c  d" e
	mirror
`;
    assert.deepEqual(remotesFromText(text), [
      {
        name: 'origin',
        urls: ['https://github.com/acme/app.git'],
        pushUrls: [],
        fetch: ['+refs/heads/*:refs/remotes/origin/*'],
        helper: undefined,
        partial: false,
        mirror: false,
      },
      {
        name: 'up"stream',
        urls: ['https://github.com/acme/app'],
        pushUrls: ['git@github.com:acme/app.git'],
        fetch: [],
        helper: undefined,
        partial: false,
        mirror: false,
      },
      {
        name: 'With.Dots/And Case',
        urls: ['a\tb c  d e'],
        pushUrls: [],
        fetch: [],
        helper: undefined,
        partial: false,
        mirror: true,
      },
    ]);
  });

  it('A13 do not come from an included file, nor from anything but a remote section', () => {
    const text =
      '[include]\n\tpath = evil.inc\n[includeIf "gitdir:**"]\n\tpath = evil.inc\n[url "http://evil/"]\n\tinsteadOf = https://github.com/\n';
    assert.deepEqual(remotesFromText(text), []);
  });

  it('are unknown when git itself would not read the file', () => {
    const broken = [
      '[remote "origin',
      '[remote origin]\nurl = x',
      '[remote "o"]\n1url = x',
      '[remote "o"]\nurl = "x',
      '[remote "o"]\nurl = \\x',
      '[remote "o"]\nurl x',
    ];
    assert.deepEqual(
      broken.map(urls),
      broken.map(() => undefined),
    );
  });

  it('are read in time that grows with the text only, and never throw', () => {
    const long = [
      '[a]'.repeat(300_000),
      `[remote "${'x'.repeat(900_000)}`,
      `[remote "o"]\nurl = ${'"'.repeat(900_000)}`,
      '\\\n'.repeat(400_000),
    ];
    const start = cpuTime();
    for (const text of long) remotesFromText(text);
    assert.ok(cpuTime() - start < 2_000);
    assert.equal(remotesFromText(' '.repeat(1_000_001)), undefined);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]"\\=#; \n\r\tab.1-') }), (text) => {
        remotesFromText(text);
      }),
      { numRuns: 1_000 },
    );
  });
});
