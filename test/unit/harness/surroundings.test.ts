import assert from 'node:assert/strict';
import { cleanEnvironment } from '../../harness/cleanEnvironment.ts';
import { unexpectedHosts } from '../../harness/unexpectedHosts.ts';

describe('what a test host inherits', () => {
  it("only what is allowed by name comes from the machine, and the run's own values win", () => {
    const machine = {
      PATH: '/bin',
      Path: 'C:\\bin',
      LANG: 'en',
      GH_TOKEN: 'x',
      SSL_CERT_FILE: '/ca',
      GIT_SSL_CAINFO: '/ca',
      HTTPS_PROXY: 'http://proxy',
      NODE_OPTIONS: '--require x',
      TMPDIR: '/tmp',
    };
    assert.deepEqual(cleanEnvironment({ TMPDIR: '/run/t', HOME: '/run/home' }, machine), {
      PATH: '/bin',
      Path: 'C:\\bin',
      LANG: 'en',
      TMPDIR: '/run/t',
      HOME: '/run/home',
    });
  });
});

describe('names the proxy refused', () => {
  it("VS Code's own marketplace is no news, any other name is told once", () => {
    assert.deepEqual(
      unexpectedHosts([
        'open-vsx.org',
        'open-vsx.org:443',
        'Main.VSCode-CDN.net:443',
        'evil.example:443',
        'evil.example',
        'not-open-vsx.org',
        'api.github.com.evil.example',
      ]),
      ['evil.example', 'not-open-vsx.org', 'api.github.com.evil.example'],
    );
  });
});
