import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { KnownHosts } from '../../../src/push/remoteAddress.ts';
import { canonicalUrl, parseRemoteUrl } from '../../../src/push/remoteUrl.ts';
import { type GitHubHost, githubCom, type HostName, parseHost } from '../../../src/tokens/host.ts';

const host = (name: string): GitHubHost => {
  const parsed = parseHost(name);
  if (parsed.kind === 'refused') throw new Error(name);
  return parsed.host;
};
const known: KnownHosts = {
  hosts: [githubCom, host('acme.ghe.com'), host('github.corp.example'), host('ghes.example:8443')],
  aliases: { 'github-work': 'github.com' as HostName, stale: 'gone.example' as HostName },
};

/** One word for the outcome: the canonical URL with the way it was written, or why not. */
function read(text: string): string {
  const address = parseRemoteUrl(text, known);
  if (address.kind === 'sshAlias') return `alias ${address.alias} ${address.owner}/${address.repo}`;
  if (address.kind === 'refused') return address.refusal.kind;
  return `${address.kind} ${canonicalUrl(address)}`;
}

function table(title: string, rows: readonly (readonly [string, string])[]): void {
  it(title, () => {
    assert.deepEqual(
      rows.map(([text]) => [text, read(text)]),
      rows.map(([text, outcome]) => [text, outcome]),
    );
  });
}

const app = 'https://github.com/acme/app.git';

describe("a remote's URL", () => {
  table('over HTTPS names one repository on a known host, however it ends', [
    ['https://github.com/acme/app', `https ${app}`],
    ['https://github.com/acme/app.git', `https ${app}`],
    ['https://github.com/acme/app/', `https ${app}`],
    ['https://github.com/acme/app.git/', `https ${app}`],
    ['https://github.com/acme_corp/a.b-c_d.git', 'https https://github.com/acme_corp/a.b-c_d.git'],
    ['https://github.com/acme/.github', 'https https://github.com/acme/.github.git'],
    ['https://acme.ghe.com/acme/app', 'https https://acme.ghe.com/acme/app.git'],
    ['https://ghes.example:8443/acme/app', 'https https://ghes.example:8443/acme/app.git'],
  ]);

  table('over SSH of a known host is the same repository over HTTPS', [
    ['git@github.com:acme/app.git', `ssh ${app}`],
    ['git@github.com:/acme/app', `ssh ${app}`],
    ['github.com:acme/app', `ssh ${app}`],
    ['org-1234@github.com:acme/app.git', `ssh ${app}`],
    ['git@ssh.github.com:acme/app.git', `ssh ${app}`],
    ['ssh://git@github.com/acme/app.git', `ssh ${app}`],
    ['ssh://git@github.com:22/acme/app.git', `ssh ${app}`],
    ['ssh://git@ssh.github.com:443/acme/app.git', `ssh ${app}`],
    ['git+ssh://git@github.com/acme/app', `ssh ${app}`],
    ['ssh://git@github.corp.example:2222/acme/app', 'ssh https://github.corp.example/acme/app.git'],
    ['git@ghes.example:acme/app', 'ssh https://ghes.example:8443/acme/app.git'],
    ['git@GitHub.com:acme/app', `ssh ${app}`],
  ]);

  table('with an SSH alias is asked about once, and the answer holds for that spelling only', [
    ['work:acme/app.git', 'alias work acme/app'],
    ['git@github.com-work:acme/app.git', 'alias github.com-work acme/app'],
    ['gh:acme/app', 'alias gh acme/app'],
    ['git@github-work:acme/app.git', `ssh ${app}`],
    ['git@GitHub-Work:acme/app.git', 'alias GitHub-Work acme/app'],
    ['git@stale:acme/app.git', 'alias stale acme/app'],
    ['git@__proto__:acme/app.git', 'malformedHost'],
    ['git@constructor:acme/app.git', 'alias constructor acme/app'],
    ['git@gitlab.com:acme/app.git', 'unknownHost'],
  ]);

  table('A15 of another scheme, a helper or a local path is refused and named', [
    ['http://github.com/acme/app', 'scheme'],
    ['git://github.com/acme/app', 'scheme'],
    ['ftp://github.com/acme/app', 'scheme'],
    ['file:///srv/acme/app', 'scheme'],
    ['HTTPS://github.com/acme/app', 'scheme'],
    ['ext::sh -c true', 'remoteHelper'],
    ['https::https://github.com/acme/app', 'remoteHelper'],
    ['fd::17', 'remoteHelper'],
    ['/srv/git/app.git', 'localPath'],
    ['../app.git', 'localPath'],
    ['./a:b/app', 'localPath'],
    ['C:\\git\\app', 'localPath'],
    ['c:/git/app', 'localPath'],
    ['', 'empty'],
    [`https://github.com/acme/${'a'.repeat(2000)}`, 'tooLong'],
  ]);

  table('A20 that would be an option or a command is refused', [
    ['--upload-pack=touch', 'localPath'],
    ['-oProxyCommand=touch:acme/app', 'malformedHost'],
    ['ssh://-oProxyCommand=touch/acme/app', 'malformedHost'],
    ['-u@github.com:acme/app', 'userInfo'],
    ['https://github.com/-acme/app', 'path'],
    ['https://github.com/acme/$(touch)', 'unsafeCharacter'],
    ['https://github.com/acme/`touch`', 'unsafeCharacter'],
    ['https://github.com/acme/app;touch', 'path'],
  ]);

  table('A21 that would become another configuration key is refused', [
    ['https://github.com:443.helper=!x/o/r', 'malformedHost'],
    ['https://github.com.helper=!x/o/r', 'malformedHost'],
    ['https://github.com/o/r.extraheader=x', 'path'],
    ['https://github.com/acme/app.git/info/refs', 'path'],
  ]);

  table('B01 of a host that only looks like a known one is refused', [
    ['https://github.com.attacker.example/acme/app', 'unknownHost'],
    ['https://attacker.example/github.com/app', 'unknownHost'],
    ['https://github.com@attacker.example/acme/app', 'userInfo'],
    ['https://attacker.example@github.com/acme/app', 'userInfo'],
    ['https://x:y@github.com/acme/app', 'userInfo'],
    ['https://notgithub.com/acme/app', 'unknownHost'],
    ['https://www.github.com/acme/app', 'unknownHost'],
    ['https://github.com:8443/acme/app', 'port'],
    ['https://github.com:443/acme/app', 'port'],
    ['https://github.com:/acme/app', 'port'],
    ['https://ghes.example/acme/app', 'port'],
    ['https://ghes.example:8444/acme/app', 'port'],
    ['ssh://git@github.com:2222/acme/app', 'port'],
    ['ssh://git:secret@github.com/acme/app', 'userInfo'],
  ]);

  table('B02 that two readers would read differently is refused', [
    ['https://github.com\\@evil.example/acme/app', 'unsafeCharacter'],
    ['https:///github.com/acme/app', 'malformedHost'],
    ['https:/github.com/acme/app', 'malformedHost'],
    ['https:github.com/acme/app', 'malformedHost'],
    ['https://git\thub.com/acme/app', 'unsafeCharacter'],
    [' https://github.com/acme/app', 'unsafeCharacter'],
    ['https://github.com/acme/app\n', 'unsafeCharacter'],
    ['https://github.com?@evil.example/acme/app', 'unsafeCharacter'],
    ['https://github.com#@evil.example/acme/app', 'unsafeCharacter'],
    ['https://github.com/../evil/app', 'path'],
    ['https://github.com/acme/..', 'path'],
    ['https://github.com/acme/.', 'path'],
    ['https://github.com/acme/..git', 'path'],
    ['https://github.com//acme/app', 'path'],
    ['https://github.com/acme//app', 'path'],
    ['https://github.com/acme/app//', 'path'],
    ['https://github.com/acme', 'path'],
    ['https://github.com/acme/.git', 'path'],
    ['https://[::1]/acme/app', 'malformedHost'],
    ['https://2130706433/acme/app', 'malformedHost'],
  ]);

  table('B03 with a line break, NUL or separator, plain or encoded, is refused', [
    ['https://github.com/acme/app%0d%0ahost=evil', 'unsafeCharacter'],
    ['https://github.com%0a/acme/app', 'unsafeCharacter'],
    ['https://github.com%00.evil.example/acme/app', 'unsafeCharacter'],
    ['https://github.com/acme/app\rhost=evil', 'unsafeCharacter'],
    ['https://github.com/acme/app\u0000', 'unsafeCharacter'],
    ['https://github.com/acme/app\u2028', 'unsafeCharacter'],
    ['https://github.com/acme/app\u2029x', 'unsafeCharacter'],
    ['git@github.com:acme/app\n', 'unsafeCharacter'],
  ]);

  table('B04 with a host that looks the same but is another is refused; upper case is the same host', [
    ['https://g\u0456thub.com/acme/app', 'unsafeCharacter'],
    ['https://xn--gthub-n4a.com/acme/app', 'malformedHost'],
    ['https://github.com./acme/app', 'malformedHost'],
    ['git@github.com.:acme/app', 'malformedHost'],
    ['https://GitHub.COM/acme/app', `https ${app}`],
    ['https://GITHUB.com/Acme/App', 'https https://github.com/Acme/App.git'],
  ]);

  it('B01 B02 B03 B04 whatever is accepted leads to a known host for every reader', () => {
    const piece = fc.constantFrom(
      ...[
        'https://',
        'https:',
        'http://',
        'ssh://',
        'git@',
        'github.com',
        'evil.example',
        '/',
        '//',
        '\\',
        '@',
        ':',
        '443',
        ':22',
      ],
      ...[
        'acme',
        'app',
        '.git',
        '..',
        '.',
        '%0a',
        '%2f',
        '\r',
        '\n',
        '\t',
        ' ',
        '\u2028',
        '#',
        '?',
        '-',
        'xn--',
        'ghes.example:8443',
      ],
    );
    const valid = fc.constantFrom(
      'https://github.com/acme/app.git',
      'git@github.com:acme/app',
      'https://ghes.example:8443/a/b',
    );
    const mutated = fc
      .tuple(valid, fc.nat(31), fc.nat(3), piece)
      .map(([text, at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone));
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 9 }).map((parts) => parts.join('')),
      mutated,
      mutated,
    );
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const address = parseRemoteUrl(text, known);
        if (address.kind !== 'https' && address.kind !== 'ssh') return;
        accepted++;
        const url = canonicalUrl(address);
        assert.equal(new URL(url).href, url);
        assert.ok(known.hosts.some(({ name }) => name === new URL(url).host));
        if (address.kind === 'https') assert.equal(new URL(text).host, address.host.name);
      }),
      { numRuns: 3_000 },
    );
    assert.ok(accepted > 50, `only ${accepted} were accepted: nothing was tried`);
  });
});
