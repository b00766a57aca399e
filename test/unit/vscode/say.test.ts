import assert from 'node:assert/strict';
import type { HookProblem } from '../../../src/push/problems.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { cleanServerText } from '../../../src/shared/text.ts';
import type { Log } from '../../../src/vscode/log.ts';
import type { Area } from '../../../src/vscode/messages/adviseFailure.ts';
import type { ReadOnlyDocuments } from '../../../src/vscode/readOnlyDocuments.ts';
import type { StepActs } from '../../../src/vscode/say.ts';
import { giveEditorWords, type Seen, whatWasSeen } from '../../fakes/editorWords.ts';
import { makeSecret, makeToken } from '../../fixtures/tokens.ts';
import { now } from '../policy/anEntry.ts';

const log = { failure: () => undefined } as unknown as Log;

describe('what a person sees of a refusal', () => {
  let words: { readonly stop: () => void };
  let seen: Seen;
  let say: typeof import('../../../src/vscode/say.ts');
  let acts: StepActs;
  let documents: ReadOnlyDocuments;
  let prompts: typeof import('../../../src/vscode/prompts.ts');
  before(async function () {
    // The words bring a library of dates with them, and the machine may be busy.
    this.timeout(60_000);
    words = giveEditorWords();
    seen = await whatWasSeen();
    say = await import('../../../src/vscode/say.ts');
    prompts = await import('../../../src/vscode/prompts.ts');
    const { ReadOnlyDocuments } = await import('../../../src/vscode/readOnlyDocuments.ts');
    const { showDetails } = await import('../../../src/vscode/stepActs.ts');
    const redactor = new Redactor();
    redactor.learn(makeSecret('classic-pat', 'said'));
    documents = ReadOnlyDocuments.register({ subscriptions: [] }, (text, max) =>
      cleanServerText(text, redactor, max),
    );
    acts = {
      acceptEmptyStore: async () => undefined,
      showDetails: (told) => showDetails(documents, told),
      now: () => now,
    };
  });
  after(() => words.stop());
  beforeEach(() => {
    for (const list of [seen.shown, seen.ran, seen.documents]) list.length = 0;
    delete seen.shown.answer;
  });

  const press = (label: string) => {
    seen.shown.answer = (buttons) => buttons.find((button) => button === label);
  };
  const failed = (kind: string, area: Area, details = '', more: Partial<StepActs> = {}) =>
    say.sayFailure(new Failure({ kind }, details), area, log, { ...acts, ...more });

  it('S2-01 is never without a button, whatever failed and wherever', async () => {
    for (const area of ['api', 'push', 'pull', 'vault'] as const) {
      for (const kind of ['storeRefused', 'nonFastForward', 'pushRunning', 'neverHeardOf', 'timeout']) {
        await failed(kind, area);
      }
    }
    assert.equal(seen.shown.length, 20);
    assert.deepEqual(
      seen.shown.filter(({ buttons }) => buttons.length === 0 || !buttons.includes('Show Details')),
      [],
    );
  });

  it('is tried again by the person only: by the command that failed, or that of the area', async () => {
    press('Try Again');
    await failed('timeout', 'push');
    await failed('timeout', 'pull');
    let again = 0;
    await failed('timeout', 'api', '', {
      retry: async () => {
        again++;
      },
    });
    await failed('timeout', 'api');
    assert.deepEqual(
      [seen.ran, again, seen.shown.map(({ buttons }) => buttons[0])],
      [
        [['tokenWarden.pushBranch'], ['tokenWarden.createDraftPullRequest']],
        1,
        ['Try Again', 'Try Again', 'Try Again', 'Show Details'],
      ],
    );
  });

  it('C04 D09 has the words of the server in a plain document, without secrets and control characters', async () => {
    press('Show Details');
    const esc = String.fromCharCode(27);
    const token = makeToken('classic-pat', 'said');
    await failed(
      'remoteRejected',
      'push',
      `remote: no ${token} ${esc}]0;title${esc}\\${esc}[31mred\u202edaer`,
    );
    const [document] = seen.documents;
    assert.match(document?.uri ?? '', /^token-warden:\/1\/Push Branch, Nov 20, 2026.*\.txt$/);
    assert.match(
      document?.text ?? '',
      /Cause: remoteRejected\n\nWhat was said, without secrets:\n\nremote: no \[redacted\] reddaer/,
    );
    assert.equal(document?.text.includes(token), false);
    assert.equal(seen.shown[0]?.text.includes('remote: no'), false);
  });

  it('H03 of a hook that said no has what the hook wrote, and pushes only when that is chosen', async () => {
    const { askWithoutHook } = await import('../../../src/vscode/askWithoutHook.ts');
    const veto = new Failure<HookProblem>({ kind: 'hookRefused', exitCode: 1 }, 'lint: 3 errors');
    const ask = () => askWithoutHook({ log, clock: { now: () => now }, documents }, veto);
    press('Show Details');
    const looked = await ask();
    press('Push Without the Hook');
    const pushed = await ask();
    delete seen.shown.answer;
    assert.deepEqual([looked, pushed, await ask()], [false, true, false]);
    assert.deepEqual(
      seen.documents.map(({ text }) => text.includes('lint: 3 errors')),
      [true],
    );
  });

  it('says that nothing more was said, when that is so', async () => {
    press('Show Details');
    await failed('unknown', 'push');
    assert.match(seen.documents[0]?.text ?? '', /Nothing more was said\./);
  });

  it('says nothing about what the person cancelled', async () => {
    await failed('cancelled', 'push');
    assert.equal(seen.shown.length, 0);
  });

  it('C04 D10 lines to choose are one short line each, as they read', async () => {
    const hostile = `a\u202eb\u0007c${'x'.repeat(10 * 1024 * 1024)}`;
    const choice = { label: hostile, description: hostile, detail: hostile, value: 1 };
    void prompts.pick({ title: 't', placeholder: 'p', choices: [choice] });
    await prompts.pickMany({ title: 't', placeholder: 'p', choices: [choice] });
    assert.deepEqual(
      seen.shown.map(({ items }) => [items[0]?.label, items[0]?.description]),
      [1, 2].map(() => [`abc${'x'.repeat(246)}…`, `abc${'x'.repeat(246)}…`]),
    );
  });

  it('D10 a line draws our icon at its beginning, and none that a name spells', async () => {
    const name = '$(error)x $\u200b(trash)';
    const choice = { label: `$(tag) ${name}`, description: name, detail: name, value: 1 };
    const bare = { ...choice, label: '$(trash).pem would be pushed' };
    void prompts.pick({ title: 't', placeholder: 'p', choices: [choice, bare] });
    const apart = '$\u200b(error)x $\u200b(trash)';
    assert.deepEqual(
      seen.shown[0]?.items.map(({ label, description, detail }) => [label, description, detail]),
      [
        [`$(tag) ${apart}`, apart, apart],
        ['$\u200b(trash).pem would be pushed', apart, apart],
      ],
    );
  });
});
