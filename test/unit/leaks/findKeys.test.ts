import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { findTokens } from '../../../src/leaks/findTokens.ts';
import { secretAt } from '../../../src/leaks/secretAt.ts';
import { makePrivateKey } from '../../fixtures/privateKeys.ts';

const key = makePrivateKey().trim();
const converted = makePrivateKey('pkcs8').trim();
const said = (text: string, name?: string) =>
  findTokens(text, name).map(({ confidence, kind, masked }) => `${confidence} ${kind} ${masked}`);
const rsa = (confidence: string) => `${confidence} app-key -----BEGIN RSA PRIVATE KEY-----…`;

describe('the private key of a GitHub App', function () {
  this.timeout(60_000);

  it('I03 is a possible one where GitHub’s form stands alone, from its first mark to its last', () => {
    const text = `key:\n${key}\nend`;
    assert.deepEqual(said(text), [rsa('possible')]);
    const [finding] = findTokens(text);
    assert.equal(finding && secretAt(text, finding).reveal(), key);
  });

  it('I03 is sure where the file or something beside it names an App', () => {
    const texts = [
      `app_id: 12\nkey: |\n${key}`,
      `GITHUB_APP_PRIVATE_KEY="${key}"`,
      `APP_PRIVATE_KEY='${key}'`,
      `client: ${['Iv1', '0123456789abcdef'].join('.')}\n${key}`,
      `{"clientId": "${['Iv23', 'liABCDEFGHIJKLMN'].join('')}", "key": ${JSON.stringify(key)}}`,
      `${key}\nconst installationId = 3;`,
    ];
    for (const text of texts) assert.deepEqual(said(text), [rsa('confirmed')], text.slice(0, 40));
    assert.deepEqual(said(key, 'an-app.2026-11-20.private-key.pem'), [rsa('confirmed')]);
    assert.deepEqual(said(key, 'server.pem'), [rsa('possible')]);
  });

  it('is found in one line, with its line ends as in a string', () => {
    for (const end of ['\\n', '\\r\\n', '\\\\n'])
      assert.deepEqual(said(`KEY="${key.replaceAll('\n', end)}"`), [rsa('possible')], end);
    const indented = key.replaceAll('\n', '\r\n    ');
    assert.deepEqual(said(`key: |\n    ${indented}`), [rsa('possible')]);
  });

  it('counts in the form that everybody’s keys have only where an App is named', () => {
    assert.deepEqual(said(converted), []);
    assert.deepEqual(said(`# GitHub App\n${converted}`), []);
    assert.deepEqual(said(`GITHUB_APP_KEY=\n${converted}`), [
      'confirmed app-key -----BEGIN PRIVATE KEY-----…',
    ]);
  });

  it('I14 is none when it is cut, filled, encrypted, of another length or another sort', () => {
    const lines = key.split('\n');
    const [head = '', tail = ''] = [lines[0], lines.at(-1)];
    const body = lines.slice(1, -1);
    const filled = (text: string) => `${head}\n${text}\n${tail}`;
    const texts = [
      filled([...body.slice(0, 4), ...body.slice(5)].join('\n')),
      filled(body.slice(0, -1).join('\n')),
      filled(`${body[0]?.slice(0, 40)}${'A'.repeat(body.join('').length - 40)}`),
      filled('MIIEexample...'),
      filled(`Proc-Type: 4,ENCRYPTED\n\n${body.join('\n')}`),
      filled(body.join('\n').replace('MII', 'AII')),
      [head, ...body].join('\n'),
      makePrivateKey('pkcs1', 1024),
      key.replaceAll('RSA', 'EC'),
    ];
    for (const text of texts) assert.deepEqual(said(text), [], text.slice(0, 60));
  });

  it('I14 is none where GitHub prints it as an example', async () => {
    const api = new URL(
      '../../../node_modules/@octokit/openapi/generated/api.github.com.json',
      import.meta.url,
    );
    const text = await readFile(api, 'utf8');
    assert.ok(text.includes('-----BEGIN RSA PRIVATE KEY-----'));
    assert.deepEqual(said(text), []);
  });

  it('shows nothing of itself', () => {
    const text = JSON.stringify(findTokens(key));
    for (const line of key.split('\n').slice(1, -1)) assert.equal(text.includes(line.slice(0, 6)), false);
  });
});
