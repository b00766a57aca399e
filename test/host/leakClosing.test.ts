import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { soughtOf, tracesBelow, tracesIn } from '../e2e/traces.ts';
import type { Answer, Asked } from '../fakes/scriptedPerson.ts';
import { withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { LeakStage, stage } from './leakStage.ts';

const tokenOf = (name: string) => stage.tokens.find(({ label }) => label === `found: ${name}`)?.value ?? '';
const user = 'GET https://api.github.com/user';
const list = 'POST https://api.github.com/credentials/revoke';
const leave: Answer = () => undefined;
const last = (shown: readonly Asked[]) => shown.at(-1)?.text ?? '';
/** Takes the first line of each list. */
const agree: Answer = ({ kind, choices }) => (kind === 'pick' ? choices[0] : undefined);
/** Confirms a revocation by what it asks to be typed. */
const confirm: Answer = ({ kind, text, choices }) =>
  kind === 'modal' ? 'Go On' : kind === 'input' ? /Type (\S+) to revoke/.exec(text)?.[1] : choices[0];
/** Confirms, and presses nothing of what is said afterwards. */
const confirmOnly: Answer = (asked) => (asked.kind === 'message' ? undefined : confirm(asked));

describe('a found token, to its end', function () {
  this.timeout(120_000);
  let leaks: LeakStage;
  const everything: Asked[] = [];
  const dead = makeToken('classic-pat', 'never at GitHub');

  before(async () => {
    leaks = await LeakStage.open();
  });
  afterEach(() => {
    leaks.failing = undefined;
  });
  after(() => leaks?.close());

  const press: LeakStage['press'] = async (...given) => {
    const done = await leaks.press(...given);
    everything.push(...done.shown);
    return done;
  };

  it('I17 is sent nowhere before the person said so: leaving the question sends nothing, agreeing one request', async () => {
    const leak = leaks.plant('leaky.env', `GH_TOKEN=${tokenOf('revoked')}\n`);
    for (const act of ['check', 'moveToVault'] as const) {
      const left = await press(act, leak, leave);
      assert.deepEqual(left.sent, []);
      assert.equal(left.shown.length, 1);
      assert.match(left.shown[0]?.lines?.join() ?? '', /github\.com \| one request to api\.github\.com/);
    }
    const asked = await press('check', leak, agree);
    assert.deepEqual(asked.sent, [user]);
    assert.match(
      last(asked.shown),
      /^ghp_….{4} is alive on github\.com, for mona\. .+ until it is revoked\.$/,
    );
    assert.deepEqual(asked.shown.at(-1)?.choices, ['Revoke at GitHub…', 'What Is Left to Do']);
    assert.equal(leaks.keeper.leakOf(leak.id)?.checked?.kind, 'alive');
  });

  it('is asked about once more only where it may belong: a refusal is not repeated', async () => {
    const leak = leaks.plant('dead.env', `GH_TOKEN=${dead}\n`);
    const first = await press('check', leak, agree);
    assert.deepEqual(first.sent, [user]);
    assert.match(last(first.shown), /does not accept ghp_/);
    assert.equal(leaks.keeper.leakOf(leak.id)?.checked?.kind, 'dead');
    const again = await press('check', leak, agree);
    assert.deepEqual(again.sent, []);
    assert.match(last(again.shown), /does not accept ghp_.+ Only cleaning up is left\./);
  });

  it('is not sent when the file was mended, emptied or removed since it was found', async () => {
    const name = 'mended.env';
    for (const change of [
      () => writeFileSync(leaks.pathOf(name), `GH_TOKEN=${makeToken('classic-pat', 'another')}\n`),
      () => writeFileSync(leaks.pathOf(name), ''),
      () => rmSync(leaks.pathOf(name)),
    ]) {
      const leak = leaks.plant(name, `GH_TOKEN=${tokenOf('moved')}\n`);
      change();
      for (const act of ['check', 'moveToVault', 'revoke'] as const) {
        const { sent, shown } = await press(act, leak, confirm);
        assert.deepEqual(sent, [], act);
        assert.match(last(shown), /is not there any more\. Nothing was changed, and nothing was sent\./);
        assert.ok(!shown.some(({ kind }) => kind === 'modal'));
      }
    }
  });

  it('I08 is read again wherever it moved to in its file, also as UTF-16, in base64 too', async () => {
    const name = 'wide.txt';
    const value = tokenOf('lost');
    const basic = Buffer.from(`x-access-token:${value}`).toString('base64');
    for (const written of [value, `basic ${basic}`]) {
      const leak = leaks.plant(name, `token ${written}\n`);
      writeFileSync(leaks.pathOf(name), Buffer.from(`\ufeff\n\nmoved: ${written}\n`, 'utf16le'));
      const { shown } = await press('revoke', leak, leave);
      assert.match(shown[0]?.text ?? '', /^Revoke ghp_….{4} on github\.com\?/, written);
    }
  });

  it('a network that refuses is told, and nothing is known afterwards', async () => {
    const leak = leaks.plant('offline.env', `GH_TOKEN=${tokenOf('moved')}\n`);
    leaks.failing = () => Promise.reject(new TypeError(`no way to send ${tokenOf('moved')}`));
    const { shown } = await press('check', leak, agree);
    assert.match(last(shown), /could not be reached|offline|network/i);
    assert.equal(leaks.keeper.leakOf(leak.id)?.checked, undefined);
  });

  it('X-04 leaving the question or the word, or typing anything else, revokes nothing', async () => {
    const leak = leaks.plant('leaky.env', `GH_TOKEN=${tokenOf('revoked')}\n`);
    const word = tokenOf('revoked').slice(-4);
    for (const answer of [
      leave,
      ({ kind }) => (kind === 'modal' ? 'Go On' : undefined),
      ...['', 'yes', word.slice(1), `${word} x`, 'REVOKE'].map(
        (typed): Answer =>
          ({ kind }) =>
            kind === 'modal' ? 'Go On' : kind === 'input' ? typed : undefined,
      ),
    ] satisfies Answer[]) {
      const { sent, shown } = await press('revoke', leak, answer);
      assert.deepEqual(sent, [], JSON.stringify(shown));
    }
    const [question] = (await press('revoke', leak, leave)).shown;
    assert.match(question?.text ?? '', /somebody else’s[\s\S]+cannot be undone[\s\S]+mails the owner/);
  });

  it('a revoke whose answer is lost is told as not known, and stays offered', async () => {
    const leak = leaks.plant('lost.env', `GH_TOKEN=${tokenOf('lost')}\n`);
    leaks.failing = (url) =>
      url.endsWith('/credentials/revoke') ? Promise.reject(new TypeError('socket closed')) : undefined;
    const { shown, sent, documents } = await press('revoke', leak, confirmOnly);
    assert.deepEqual([sent, documents], [[list], []]);
    assert.match(last(shown), /^Whether ghp_….{4} is revoked is not known: no answer came\./);
    assert.deepEqual(shown.at(-1)?.choices, ['Check If It Is Alive…', 'Revoke at GitHub…']);
    assert.notEqual(leaks.keeper.leakOf(leak.id)?.checked?.kind, 'dead');
  });

  it('is revoked by one request without a sign-in after the typed word, shown dead by one, and what is left is shown', async () => {
    const value = tokenOf('revoked');
    const leak = leaks.plant('leaky.env', `GH_TOKEN=${value}\n`);
    const copy = leaks.plant('copy.env', `export GH_TOKEN=${value}\n`);
    const from = leaks.requests.length;
    const { sent, shown, documents } = await press('revoke', leak, confirmOnly);
    assert.deepEqual(sent, [list, user]);
    assert.doesNotMatch(JSON.stringify(leaks.requests[from]?.headers), /authorization/i);
    assert.match(last(shown), /^Revoked ghp_….{4}: github\.com does not accept it any more\./);
    for (const { id } of [leak, copy]) assert.equal(leaks.keeper.leakOf(id)?.checked?.kind, 'dead');
    const [text = ''] = documents;
    assert.match(text, /\[x\] It is dead/);
    assert.match(text, /leaky\.env/);
    assert.match(text, /copy\.env/);
    const journal = await press('whatIsLeft', leak, leave);
    assert.deepEqual([journal.sent, journal.documents.length], [[], 1]);
  });

  it('moves to the vault by one request, is known as ours from then on, and is offered to be rotated', async () => {
    const leak = leaks.plant('moved.env', `GH_TOKEN=${tokenOf('moved')}\n`);
    const { sent, shown } = await press('moveToVault', leak, agree);
    assert.deepEqual(sent, [user]);
    assert.ok(
      shown.some(({ text }) => /is now kept as github:classic\. It is still where it was found\./.test(text)),
      JSON.stringify(shown),
    );
    assert.equal(leaks.keeper.leakOf(leak.id)?.ours?.old, false);
    const offered = await press('revoke', leak, leave);
    assert.deepEqual(offered.shown[0]?.choices, ['Rotate First', 'Revoke Now']);
    assert.match(offered.shown[0]?.text ?? '', /This is the token of github:classic\./);
  });

  it('of ours is rotated as its entry is; the file then holds the old one, seen to live or to be dead', async () => {
    const leak = leaks.plant('moved.env', `GH_TOKEN=${tokenOf('moved')}\n`);
    const { shown } = await press('rotate', leak, ({ kind, choices }) =>
      kind === 'input' ? tokenOf('next') : choices.find((one) => one === 'Swap'),
    );
    assert.match(JSON.stringify(shown), /Rotated github:classic/);
    const judged = leaks.keeper.leakOf(leak.id);
    assert.equal(judged?.ours?.old, true);
    assert.equal(judged?.checked?.kind, 'alive');
    const ended = await press('revoke', leak, ({ kind, choices, text }) =>
      kind === 'modal' ? 'Go On' : kind === 'input' ? 'github:classic' : text === '' ? choices[0] : undefined,
    );
    assert.deepEqual(ended.sent, [list, user]);
    const now = leaks.keeper.leakOf(leak.id);
    assert.deepEqual([now?.ours?.old, now?.checked?.kind], [true, 'dead'], JSON.stringify(ended.shown));
    assert.match(ended.documents.join(), /\[x\] It is dead[\s\S]+moved\.env/);
  });

  it('where there are several GitHubs, is sent to the one that the person names, and a refusal leaves the others', async () => {
    const settings = vscode.workspace.getConfiguration();
    await settings.update('tokenWarden.hosts', ['github.corp.example'], vscode.ConfigurationTarget.Global);
    try {
      const value = makeToken('classic-pat', 'of another GitHub');
      const leak = leaks.plant('several.env', `GH_TOKEN=${value}\n`);
      const left = await press('check', leak, leave);
      assert.deepEqual([left.sent, left.shown[0]?.choices], [[], ['github.com', 'github.corp.example']]);
      const asked = await press('check', leak, ({ choices }) => choices.find((one) => one === 'github.com'));
      assert.deepEqual(asked.sent, [user]);
      assert.match(last(asked.shown), /Another of your GitHubs may know it\.$/);
      const again = await press('check', leak, leave);
      assert.deepEqual([again.sent, again.shown[0]?.choices], [[], ['github.corp.example']]);
    } finally {
      await settings.update('tokenWarden.hosts', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('C15 leaves no part of itself in what is shown, remembered, written or journalled', async () => {
    const values = ['moved', 'revoked', 'lost', 'next'].map((name) => soughtOf(name, tokenOf(name)));
    const sought = [...values, soughtOf('dead', dead)];
    assert.deepEqual(tracesIn(leaks.leftBehind(everything), sought), []);
    assert.deepEqual(tracesBelow(leaks.ours.storage, sought), []);
  });

  it('is told when it is gone by the time the button is pressed, and nothing is sent', async () => {
    const leak = leaks.plant('gone.env', `GH_TOKEN=${dead}\n`);
    const forget = () => {
      if (leak.place.kind === 'file') leaks.keeper.book.setFile(leak.place.uri, []);
      leaks.keeper.changed();
    };
    const { sent, shown } = await leaks.press('check', leak, agree, forget);
    assert.deepEqual(sent, []);
    assert.match(last(shown), /is not there any more\. Nothing was changed, and nothing was sent\.$/);
  });

  it('D06 is acted upon by a button of ours alone', async () => {
    const leak = leaks.plant('leaky.env', `GH_TOKEN=${dead}\n`);
    for (const given of [{ act: 'check', leakId: leak.id }, leak.id, leak, undefined]) {
      const shown = await withPerson(agree, () => leaks.ours.run('tokenWarden.view.leak', given));
      assert.deepEqual(shown, []);
    }
  });
});
