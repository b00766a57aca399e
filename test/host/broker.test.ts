import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BrokerNotice } from '../../src/vscode/brokerNotice.ts';
import { withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

/** Hosts of the sandbox, which is all the network there is: none of them is a broker. */
const url = 'https://github.corp.example/api/v3/broker';
const other = 'https://acme.ghe.com/broker';

function write(broker: unknown): Thenable<void> {
  const value = broker === undefined ? undefined : { broker };
  return vscode.workspace
    .getConfiguration()
    .update('tokenWarden.sources', value, vscode.ConfigurationTarget.Global);
}

describe('Set Up Token Broker', function () {
  this.timeout(60_000);
  let ours: WindowOfOurs;

  before(async () => {
    ours = await windowOfOurs();
  });
  afterEach(() => write(undefined));
  after(() => ours?.close());

  const kept = () => {
    const all = JSON.parse(ours.kept().secrets) as readonly (readonly [string, string])[];
    const [, value] = all.find(([key]) => key === 'tokenWarden.broker') ?? [];
    return value === undefined ? undefined : (JSON.parse(value) as { origin: string; secret: string });
  };
  const setUp = (line: string, typed?: string) =>
    withPerson(
      ({ kind, choices }) =>
        kind === 'pick' ? choices.find((each) => each.includes(line)) : kind === 'input' ? typed : undefined,
      () => ours.run('tokenWarden.setUpBroker'),
    );

  it('leads to the setting while no broker is named, or a wrong one', async () => {
    for (const [broker, said] of [
      [undefined, /None is named yet/],
      [{ url: 'http://broker.example', kind: 'http' }, /must begin with https/],
      [{ url, kind: 'http', host: 'github.nowhere.example' }, /one of your GitHub hosts/],
    ] as const) {
      await write(broker);
      const [only, ...more] = await setUp('Give');
      assert.deepEqual([only?.kind, more], ['message', []]);
      assert.match(only?.text ?? '', said);
      assert.ok(only?.choices.includes('Open Setting'));
    }
    assert.equal(kept(), undefined);
  });

  it('shows the address, asks in a password box, and keeps the secret for that origin without sending it', async () => {
    await write({ url, kind: 'http' });
    const shown = await setUp('Give the Secret', ' broker-word-1 ');
    assert.match(shown[0]?.text ?? '', /https:\/\/github\.corp\.example\.$/);
    assert.match(shown.at(-1)?.text ?? '', /^Kept for https:\/\/github\.corp\.example/);
    assert.deepEqual(kept(), {
      tokenWarden: 1,
      origin: 'https://github.corp.example',
      secret: 'broker-word-1',
    });
    assert.ok(shown.every(({ text }) => !text.includes('broker-word-1')));
  });

  it('takes no token of GitHub’s for it, and keeps what was there', async () => {
    await write({ url, kind: 'http' });
    const before = ours.kept();
    await setUp('Give Another Secret', makeToken('classic-pat', 'broker'));
    assert.deepEqual(ours.kept(), before);
  });

  it('asks again after the address changed, and removes the secret', async () => {
    await write({ url: other, kind: 'vault-github' });
    const shown = await setUp('Remove');
    assert.ok(shown[0]?.choices.some((line) => line.includes('Give Another Secret')));
    assert.match(shown.at(-1)?.text ?? '', /no longer kept/);
    assert.equal(kept(), undefined);
  });

  it('F11 is forgotten with everything else', async () => {
    await write({ url, kind: 'http' });
    await setUp('Give the Secret', 'broker-word-2');
    assert.ok(kept());
    await withPerson(
      ({ kind, choices }) => (kind === 'pick' ? choices[0] : kind === 'input' ? 'FORGET' : undefined),
      () => ours.run('tokenWarden.forgetEverything'),
    );
    assert.equal(kept(), undefined);
  });

  it('a setting that is wrong is told once, and again when it is wrong anew', async () => {
    const notice = new BrokerNotice((text, most) => text.slice(0, most));
    const tell = async () =>
      (
        await withPerson(
          () => undefined,
          () => notice.tell(),
        )
      ).map(({ text }) => text);
    assert.deepEqual(await tell(), []);
    await write({ url, kind: 'http', namesapce: 'x' });
    const [text = ''] = await tell();
    assert.match(text, /is asked.*namesapce/);
    assert.deepEqual(await tell(), []);
    await write({ url, kind: 'http' });
    assert.deepEqual(await tell(), []);
    await write({ url, kind: 'htp' });
    assert.equal((await tell()).length, 1);
  });
});
