import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CommandId } from '../../src/manifest.ts';
import { type Answer, type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import type { StageFile } from '../scripts/hostSuite.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const stage = JSON.parse(readFileSync(process.env.TOKEN_WARDEN_TEST_STAGE ?? '', 'utf8')) as StageFile;
const tokenOf = (label: string) => stage.tokens.find((one) => one.label.startsWith(label))?.value ?? '';
const classic = tokenOf('classic to be revoked');
// Others of this run need it: it is listed here and never revoked.
const fine = tokenOf('fine-grained for acme: contents');

describe('an old token that lives after a rotation', function () {
  this.timeout(120_000);
  let ours: WindowOfOurs;

  before(async () => {
    ours = await windowOfOurs();
    await withPerson(
      ({ kind, choices }) => (kind === 'input' ? classic : kind === 'pick' ? choices[0] : undefined),
      () => ours.run('tokenWarden.addToken'),
    );
  });
  after(() => ours?.close());

  /** Takes the first of these that is offered; pastes the new token where a box is shown. */
  const taking =
    (...wanted: readonly string[]): Answer =>
    ({ kind, choices }) =>
      kind === 'input' ? fine : wanted.find((one) => choices.includes(one));

  it('S0-12 is kept on purpose until a day: the rotation ends by that, and the next one offers the same ways', async () => {
    const shown = await withPerson(
      (asked) =>
        asked.kind === 'pick' && asked.text.startsWith('Keep the Old Token')
          ? asked.choices[1]
          : taking('Other Ways…', 'Keep It Until…')(asked),
      () => ours.run('tokenWarden.rotateToken'),
    );
    assert.match(
      shown.at(-1)?.text ?? '',
      /^The rotation of github:classic is finished: its old token is kept on purpose until .+, in 7 days/,
      JSON.stringify(shown),
    );
    assert.match(ours.kept().secrets, /keepUntil/);
    const again = await withPerson(
      () => undefined,
      () => ours.run('tokenWarden.rotateToken'),
    );
    assert.deepEqual(again[0]?.choices, [
      'Check Whether It Is Dead',
      'Revoke It at GitHub…',
      'Keep It Until…',
      'Open Its Page',
      'Go Back to the Old One',
      'Stop Keeping It',
    ]);
  });

  it('X-04 leaving the day or the ways leaves everything as it was', async () => {
    const before = ours.kept();
    for (const wanted of [[], ['Keep It Until…'], ['Revoke It at GitHub…']]) {
      let taken = false;
      await withPerson(
        (asked) => {
          const answer = taken ? undefined : taking(...wanted)(asked);
          taken ||= answer !== undefined;
          return answer;
        },
        () => ours.run('tokenWarden.rotateToken'),
      );
    }
    assert.deepEqual(ours.kept(), before);
  });

  it('is put to use again after one call that it lives, and back again', async () => {
    for (const kind of ['classic-pat', 'fine-grained-pat']) {
      const shown = await withPerson(taking('Go Back to the Old One'), () =>
        ours.run('tokenWarden.rotateToken'),
      );
      assert.match(shown.at(-1)?.text ?? '', /^github:classic uses its old token again: it works\./);
      const [[, stored] = ['', '']] = JSON.parse(ours.kept().secrets) as [string, string][];
      const { entry } = JSON.parse(stored) as { readonly entry: { readonly kind: string } };
      assert.equal(entry.kind, kind);
    }
  });
});

describe('Revoke Token at GitHub', function () {
  this.timeout(120_000);
  let ours: WindowOfOurs;
  /** Calls of the network, by method and address. */
  const sent: string[] = [];
  const { fetch } = globalThis;
  let failing: (() => Promise<Response>) | undefined;

  before(async () => {
    assert.ok(classic !== '' && fine !== '');
    ours = await windowOfOurs();
    for (const token of [classic, fine]) {
      await withPerson(
        ({ kind, choices }) => (kind === 'input' ? token : kind === 'pick' ? choices[0] : undefined),
        () => ours.run('tokenWarden.addToken'),
      );
    }
    globalThis.fetch = (async (url: string, init: RequestInit) => {
      sent.push(`${init.method} ${url}`);
      if (failing !== undefined && String(url).endsWith('/credentials/revoke')) return failing();
      return fetch(url, init);
    }) as typeof globalThis.fetch;
  });
  after(async () => {
    globalThis.fetch = fetch;
    await ours?.close();
  });

  /** Runs the command; of the tokens it lists those are chosen whose line is named, undefined leaves. */
  async function run(
    chosen: readonly string[] | undefined,
    answer: Answer,
    given: readonly unknown[] = [],
    id: CommandId = 'tokenWarden.revokeToken',
  ): Promise<{
    readonly shown: readonly Asked[];
    readonly listed: readonly string[];
    readonly sent: readonly string[];
  }> {
    const before = sent.length;
    const listed: string[] = [];
    const shown = await withPerson(answer, async () => {
      const window = vscode.window as { showQuickPick: unknown };
      window.showQuickPick = async (items: readonly vscode.QuickPickItem[]) => {
        listed.push(...items.map(({ label }) => label));
        return chosen && items.filter(({ label }) => chosen.includes(label));
      };
      await ours.run(id, ...given);
    });
    return { shown, listed, sent: sent.slice(before) };
  }

  const typing =
    (word: string, go = 'Go On'): Answer =>
    ({ kind }) =>
      kind === 'modal' ? go : kind === 'input' ? word : undefined;
  const modals = (shown: readonly Asked[]) => shown.filter(({ kind }) => kind === 'modal');
  const last = (shown: readonly Asked[]) => shown.at(-1)?.text ?? '';

  it('X-04 E02 leaving the list, the question or the box, or typing anything else, leaves everything as it was', async () => {
    const before = ours.kept();
    const { listed } = await run(undefined, typing('github:classic'));
    assert.deepEqual(listed, ['github:classic', 'github:fine-grained-acme']);
    const tries: readonly (readonly [readonly string[] | undefined, Answer])[] = [
      [undefined, typing('github:classic')],
      [[], typing('github:classic')],
      [['github:classic'], () => undefined],
      [['github:classic'], ({ kind }) => (kind === 'modal' ? 'Go On' : undefined)],
      ...[
        '',
        'yes',
        'github:fine-grained-acme',
        'GITHUB:CLASSIC',
        'github:classic x',
        'REVOKE 1',
        classic,
      ].map((word) => [['github:classic'], typing(word)] as const),
      ...['github:classic', 'REVOKE', 'REVOKE 1', 'revoke 2'].map(
        (word) => [['github:classic', 'github:fine-grained-acme'], typing(word)] as const,
      ),
    ];
    for (const [chosen, answer] of tries) {
      const { shown, sent: requests } = await run(chosen, answer);
      assert.deepEqual(requests, [], JSON.stringify(shown));
      assert.ok(modals(shown).length <= 1);
    }
    assert.deepEqual(ours.kept(), before);
  });

  it('E02 a program that brings the token, the answer and the word along is asked like anyone, and that is said', async () => {
    const wishes = [
      'github:classic',
      { confirmed: true, entry: 'github:classic', typed: 'github:classic' },
      true,
    ];
    const before = ours.kept();
    const left = await run(['github:classic'], () => undefined, wishes);
    const [only, ...more] = modals(left.shown);
    assert.deepEqual(more, []);
    assert.match(only?.text ?? '', /^Revoke github:classic at GitHub\?\nAnother program asked for this\./);
    assert.match(only?.text ?? '', /cannot be undone/);
    assert.match(only?.text ?? '', /mails the owner/);
    assert.match(only?.text ?? '', /Access to organizations ends at once/);
    assert.match(only?.text ?? '', /Deploy keys that were made with it are deleted/);
    const plain = await run(['github:classic'], () => undefined);
    assert.doesNotMatch(JSON.stringify(plain.shown), /Another program/);
    assert.deepEqual([left.sent, ours.kept()], [[], before]);
  });

  /** What a careless network throws: the request, as text. */
  const outage = () => Promise.reject(new TypeError(`cannot send {"credentials":["${classic}"]}`));
  const pressing =
    (button: string, before: () => void = () => undefined): Answer =>
    (asked) => {
      if (!asked.choices.includes(button)) return typing('github:classic')(asked);
      before();
      return button;
    };

  it('G18 an outage is told without a value, stays marked, and can be withdrawn', async () => {
    failing = outage;
    const { shown, sent: requests } = await run(['github:classic'], typing('github:classic'));
    assert.match(last(shown), /^github:classic is not yet revoked\. You are reminded until it is\./);
    assert.deepEqual(shown.at(-1)?.choices, ['Try Again', 'Open Its Page', 'Do Not Revoke']);
    assert.ok(!JSON.stringify(shown).includes(classic));
    assert.deepEqual(requests, ['POST https://api.github.com/credentials/revoke']);
    assert.match(ours.kept().secrets, /wantedAt/);
    const withdrawn = await run(['github:classic'], pressing('Do Not Revoke'));
    assert.match(last(withdrawn.shown), /^Not to be revoked any more: github:classic\./);
    assert.doesNotMatch(ours.kept().secrets, /wantedAt/);
  });

  /** As another window would: in the store, of the classic token. */
  function alter(change: (entry: Record<string, unknown>) => void): void {
    for (const [key, value] of JSON.parse(ours.kept().secrets) as [string, string][]) {
      const record = JSON.parse(value);
      if (record.entry?.name !== 'github:classic') continue;
      change(record.entry);
      ours.plant(key, JSON.stringify(record));
    }
  }

  it('Try Again asks anew, with the word, for what was withdrawn since the message came', async () => {
    failing = outage;
    const withdraw = () =>
      alter((entry) => {
        delete entry.revocation;
      });
    let again = false;
    const { shown, sent: requests } = await run(['github:classic'], (asked) => {
      if (again) return undefined;
      again = asked.choices.includes('Try Again');
      return pressing('Try Again', withdraw)(asked);
    });
    assert.deepEqual([modals(shown).length, requests.length], [2, 1], JSON.stringify(shown));
    assert.doesNotMatch(ours.kept().secrets, /wantedAt/);
  });

  it('G18 Try Again does what was confirmed, without a second question, and shows it dead by one call', async () => {
    failing = outage;
    const mend = () => {
      failing = undefined;
    };
    const replace = () =>
      alter((entry) => {
        entry.secretSince = Number(entry.secretSince) + 1;
      });
    const { shown, sent: requests } = await run(['github:classic'], (asked) => {
      if (!asked.choices.includes('Forget')) return pressing('Try Again', mend)(asked);
      replace();
      return 'Forget';
    });
    assert.deepEqual([modals(shown).length, shown.filter(({ kind }) => kind === 'input').length], [1, 1]);
    assert.match(shown.at(-2)?.text ?? '', /^Revoked github:classic: GitHub does not accept it any more\./);
    // The message may be older than a new token in the place of the revoked one.
    assert.match(last(shown), /^github:classic was replaced .+ Nothing was forgotten\./);
    assert.match(ours.kept().secrets, /github:classic/);
    const post = 'POST https://api.github.com/credentials/revoke';
    assert.deepEqual(requests, [post, post, 'GET https://api.github.com/user']);
  });

  it('S0-12 the revoked one stays on the list as dead, and is offered no second time', async () => {
    assert.doesNotMatch(ours.kept().secrets, /wantedAt/);
    const { listed } = await run(undefined, () => undefined);
    assert.deepEqual(listed, ['github:fine-grained-acme']);
    const { shown } = await run(undefined, () => undefined, [], 'tokenWarden.listTokens');
    assert.ok(shown[0]?.choices.some((line) => line.includes('github:classic')));
  });
});
