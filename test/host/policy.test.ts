import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { judgeBreadth } from '../../src/policy/judgeBreadth.ts';
import { judgeEntry } from '../../src/policy/judgeEntry.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import type { PolicyFinding } from '../../src/policy/policyFinding.ts';
import { purposes } from '../../src/policy/purposes.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { askPurpose } from '../../src/vscode/askPurpose.ts';
import { answerFinding } from '../../src/vscode/commands/answerFinding.ts';
import { changePurpose } from '../../src/vscode/commands/entryActions.ts';
import { purposeWord } from '../../src/vscode/messages/words.ts';
import { PolicyNotice } from '../../src/vscode/policyNotice.ts';
import { readPolicy } from '../../src/vscode/policySettings.ts';
import type { Services } from '../../src/vscode/services.ts';
import { aClassic, anEntry, now } from '../unit/policy/anEntry.ts';
import { answering } from './answering.ts';

const policySetting = 'tokenWarden.policy';

function write(value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration().update(policySetting, value, vscode.ConfigurationTarget.Global);
}

/** Warnings that are shown meanwhile; none is answered. */
async function warned(work: () => Promise<void>): Promise<readonly string[]> {
  const window = vscode.window as { showWarningMessage: unknown };
  const original = window.showWarningMessage;
  const texts: string[] = [];
  window.showWarningMessage = async (text: string) => void texts.push(text);
  try {
    await work();
  } finally {
    window.showWarningMessage = original;
  }
  return texts;
}

describe('the setting of the rules', () => {
  afterEach(() => write(undefined));

  it('changes what the person names and nothing else', async () => {
    await write({ maxLifetimeDays: 90, allowedKinds: ['fine-grained-pat'], requireOwner: false });
    assert.deepEqual(readPolicy(), {
      ...defaultPolicy,
      maxLifetimeDays: 90,
      allowedKinds: ['fine-grained-pat'],
      requireOwner: false,
    });
    await write(undefined);
    assert.deepEqual(readPolicy(), defaultPolicy);
  });

  it('with something wrong is told once, and again when it is wrong anew', async () => {
    const notice = new PolicyNotice((text, most) => text.slice(0, most));
    const tell = () => warned(() => notice.tell());
    assert.deepEqual(await tell(), []);
    await write({ maxLifetimeDays: 'off', oneOwner: 3, x: 1, y: 2, neverGrant: [] });
    const [text = '', ...more] = await tell();
    assert.deepEqual(more, []);
    for (const word of ['tokenWarden.policy', 'maxLifetimeDays', '366', 'oneOwner', 'One more']) {
      assert.ok(text.includes(word), `${word} in ${text}`);
    }
    assert.equal(readPolicy().maxLifetimeDays, 30);
    assert.deepEqual(await tell(), []);
    await write({});
    assert.deepEqual(await tell(), []);
    await write({ oneOwner: 3 });
    assert.equal((await tell()).length, 1);
  });
});

/** Services that remember what was changed, with no repository at hand. */
function someServices(entry: Entry) {
  const changed: Partial<Entry>[] = [];
  const state = {
    refresh: async () => ({
      findings: [],
      breadthOf: judgeBreadth,
      now,
      view: { entries: [entry] },
      place: undefined,
    }),
  };
  const vault = {
    update: async (_id: string, change: (latest: Entry) => Entry) => void changed.push(change(entry)),
  };
  return { services: { state, vault, clock: { now: () => now } } as unknown as Services, changed };
}

describe('the question what a token is for', () => {
  it('S2-06 is one list in groups, with every purpose there is and its permissions', async () => {
    const { shown, result } = await answering(['Tagging bot'], () => askPurpose('work', 'acme'));
    const labels = shown[0]?.rows.map(({ label }) => label) ?? [];
    const words = Object.keys(purposes).map((id) => purposeWord(id as keyof typeof purposes));
    assert.deepEqual(
      words.filter((word) => !labels.includes(word)),
      [],
    );
    assert.deepEqual(result, {
      kind: 'answered',
      purpose: 'tagging-bot',
      declared: purposes['tagging-bot'].permissions,
    });
  });

  it('is answered anew for a stored token, and nothing changes when it is left', async () => {
    const entry = anEntry();
    const { services, changed } = someServices(entry);
    await answering(['Release notes bot'], () => changePurpose(services, entry));
    assert.deepEqual(
      changed.map(({ purpose, declared }) => [purpose, declared]),
      [['release-notes', purposes['release-notes'].permissions]],
    );
    await answering([], () => changePurpose(services, entry));
    assert.equal(changed.length, 1);
  });

  it('S3-18 S3-05 looks at branch protection before a stored token counts as one for workflow files', async () => {
    const entry = anEntry();
    const { services, changed } = someServices(entry);
    const address = { host: { name: entry.host }, owner: 'acme', repo: 'app' };
    const here = {
      ...services,
      state: { refresh: async () => ({ place: { address } }) },
    } as unknown as Services;
    const workflows = purposeWord('push-with-workflows');
    // Not let near the repository yet: nothing is asked with it, and that is said.
    const back = await answering([workflows, 'Choose Another Purpose'], () => changePurpose(here, entry));
    assert.deepEqual([back.shown.length, changed.length], [3, 0]);
    assert.ok(back.shown[1]?.rows.some(({ label }) => label.includes('not asked')));
    await answering([workflows, 'Go On'], () => changePurpose(here, entry));
    assert.equal(changed[0]?.declared?.workflows, 'write');
  });
});

describe('what is done about a finding', () => {
  const findingOf = (entry: Entry, id: PolicyFinding['id']) => {
    const found = judgeEntry(entry, { now, usedHere: true }).find((one) => one.id === id);
    assert.ok(found);
    return found;
  };

  it('is its one next step, or accepting it, and never anything at once', async () => {
    const entry = anEntry({ declared: undefined });
    const { services, changed } = someServices(entry);
    const finding = findingOf(entry, 'purpose-unknown');
    const { shown } = await answering(['$(tag) Say What It Is For', 'Read only'], () =>
      answerFinding(services, entry, finding),
    );
    assert.deepEqual(
      shown[0]?.rows.map(({ label }) => label),
      ['$(tag) Say What It Is For', '$(check) Accept, with a Reason and a Date'],
    );
    assert.ok(shown[0]?.placeholder.startsWith('Nobody said what it is for. '));
    assert.equal(changed[0]?.purpose, 'read-only');
    const left = await answering([], () => answerFinding(services, entry, finding));
    assert.deepEqual([left.shown.length, changed.length], [1, 1]);
  });

  it('S2-07 of a bot is GitHub’s page for a new App', async () => {
    const entry = aClassic(['repo'], { purpose: 'triage-bot' });
    const { services } = someServices(entry);
    const env = vscode.env as { openExternal: unknown };
    const original = env.openExternal;
    const opened: string[] = [];
    env.openExternal = async (uri: vscode.Uri) => opened.push(uri.toString(true)) > 0;
    try {
      await answering(['$(link-external) Make a GitHub App'], () =>
        answerFinding(services, entry, findingOf(entry, 'bot-on-a-person')),
      );
    } finally {
      env.openExternal = original;
    }
    assert.deepEqual(opened, ['https://github.com/settings/apps/new']);
  });
});
