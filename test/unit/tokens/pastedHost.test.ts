import assert from 'node:assert/strict';
import { githubCom, parseHost } from '../../../src/tokens/host.ts';
import { judgePastedHost } from '../../../src/tokens/pastedHost.ts';

const parsed = parseHost('github.corp.example:8443');
assert.equal(parsed.kind, 'host');
const hosts = [githubCom, parsed.host];

describe('the host of a pasted address', () => {
  it('is no host where nothing was named', () => {
    assert.deepEqual(judgePastedHost(undefined, hosts), { kind: 'none' });
  });

  it('is a host of the settings, in any case, also by the name of its API', () => {
    const named = ['github.com', 'GitHub.com', 'api.github.com', 'github.corp.example:8443'];
    assert.deepEqual(
      named.map((name) => {
        const judged = judgePastedHost(name, hosts);
        return judged.kind === 'known' ? judged.host.name : judged;
      }),
      ['github.com', 'github.com', 'github.com', 'github.corp.example:8443'],
    );
  });

  it('B07 is unknown, and so sent nowhere, when no setting names it', () => {
    const named = [
      'github.example.com',
      'github.com.evil.example',
      'github.corp.example',
      'evil.example:8443',
    ];
    assert.deepEqual(
      named.map((name) => judgePastedHost(name, hosts)),
      named.map((name) => ({ kind: 'unknown', name })),
    );
  });
});
