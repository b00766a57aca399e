import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OutgoingFacts } from '../../src/guardrails/facts.ts';
import { type TeamFile, teamFilePath } from '../../src/teamPolicy/teamFile.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { askGuardrails, type GuardrailOutcome } from '../../src/vscode/checkGuardrails.ts';
import { guardrailsFromSettings } from '../../src/vscode/guardrailSettings.ts';
import { LongWork } from '../../src/vscode/longWork.ts';
import type { GuardedStep } from '../../src/vscode/lookAtGuardrails.ts';
import type { Services } from '../../src/vscode/services.ts';
import { answerPicks, type ShownPick } from '../fakes/scriptedPicks.ts';
import { aClassic } from '../unit/policy/anEntry.ts';
import { teamFile } from '../unit/teamPolicy/teamFiles.ts';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const anyway = 'Push Anyway, This Once';

const step = {
  folder,
  entry: aClassic(['repo']),
  push: {
    facts: { folder },
    target: { host: githubCom, owner: 'acme', repo: 'app', remote: 'origin', remoteRef: 'refs/heads/one' },
  },
} as unknown as GuardedStep;

const nothing: OutgoingFacts = { files: [], tokens: [], complete: true };
const envFile: OutgoingFacts = { ...nothing, files: [{ path: 'a/.env', blob: 'b', authLine: false }] };
const sure: OutgoingFacts = {
  ...nothing,
  tokens: [
    {
      place: { kind: 'file', path: 'a.txt' },
      token: 'classic-pat',
      confidence: 'confirmed',
      masked: 'ghp_…abcd',
    },
  ],
};

function services(lines: string[] = []): Services {
  const log = { info: (line: string) => void lines.push(line) };
  return { log, work: new LongWork(), clock: { now: () => 0 } } as unknown as Services;
}
const gitWith = (outgoing: OutgoingFacts, files: readonly TeamFile[] = []) => ({
  inspector: {
    outgoing: async () => outgoing,
    changedFiles: async () => [],
    defaultBranch: async () => undefined,
    teamFiles: async () => files,
  },
});

/** Asks with an answer at hand; gives what came out and what was shown. */
async function ask(
  outgoing: OutgoingFacts,
  choose: (shown: ShownPick) => string | undefined,
  byProgram = false,
  files: readonly TeamFile[] = [],
) {
  let outcome: GuardrailOutcome | undefined;
  const shown = await answerPicks(choose, async () => {
    outcome = await askGuardrails(services(), gitWith(outgoing, files), step, { byProgram });
  });
  return { outcome, shown };
}
const labels = (shown: readonly ShownPick[]) => shown.flatMap(({ items }) => items.map(({ label }) => label));

describe('what the rules of a push ask the person', () => {
  it('is nothing when nothing is refused', async () => {
    const { outcome, shown } = await ask(nothing, () => anyway);
    assert.deepEqual([outcome, shown], [{ kind: 'passed', overridden: [] }, []]);
  });

  it('X-08 is one question that names file, rule and source, and shows first what is wrong', async () => {
    const { outcome, shown } = await ask(envFile, () => undefined);
    assert.equal(outcome?.kind, 'stopped');
    assert.equal(shown.length, 1);
    const [first] = shown[0]?.items ?? [];
    assert.deepEqual(
      [first?.label, first?.description],
      ['a/.env would be pushed', 'rule: forbidden files, built in'],
    );
  });

  it('X-08 lets a person pass once, and asks again the next time', async () => {
    const first = await ask(envFile, () => anyway);
    const second = await ask(envFile, () => undefined);
    assert.deepEqual(first.outcome, { kind: 'passed', overridden: ['forbiddenFiles'] });
    assert.deepEqual([second.outcome?.kind, second.shown.length], ['stopped', 1]);
  });

  it('X-08 offers no way past to another program, and none to anyone for a token that is one for sure', async () => {
    const program = await ask(envFile, () => anyway, true);
    const token = await ask(sure, () => anyway);
    for (const { outcome, shown } of [program, token]) {
      assert.equal(outcome?.kind, 'stopped');
      assert.equal(labels(shown).includes(anyway), false);
    }
  });

  it('is answered with a yes or a no, and leaves a line in the log that names rules only', async () => {
    const lines: string[] = [];
    let passed: boolean | undefined;
    await answerPicks(
      () => undefined,
      async () => {
        passed =
          (await askGuardrails(services(lines), gitWith(sure), step, { byProgram: true })).kind === 'passed';
      },
    );
    assert.equal(passed, false);
    assert.deepEqual(lines, ['stopped by rule, for another program: no tokens']);
  });
});

describe('what the rules of a repository ask the person', () => {
  const rule = 'rule: kinds of token, from .github/token-policy.yml, line 2';
  const fineOnly = teamFile('allowedKinds: [fine-grained-pat]');
  const look = (choose: (shown: ShownPick) => string | undefined, file: TeamFile, byProgram = false) =>
    ask(nothing, choose, byProgram, [file]);

  it('is the same one question, which names the file and the line, and lets a person pass this once', async () => {
    const stopped = await look(() => undefined, fineOnly);
    assert.deepEqual([stopped.outcome?.kind, stopped.shown.length], ['stopped', 1]);
    const [first] = stopped.shown[0]?.items ?? [];
    assert.deepEqual(
      [first?.label, first?.description, first?.detail],
      [
        'github:fine-grained-acme is of a kind that this repository does not allow: classic token',
        rule,
        'Use another token: fine-grained token.',
      ],
    );
    const passed = await look(() => anyway, fineOnly);
    assert.deepEqual(passed.outcome, { kind: 'passed', overridden: ['allowedKinds'] });
    assert.deepEqual((await look(() => undefined, fineOnly)).outcome?.kind, 'stopped');
    const program = await look(() => anyway, fineOnly, true);
    assert.deepEqual([program.outcome?.kind, labels(program.shown).includes(anyway)], ['stopped', false]);
  });

  it('offers no setting, because none takes them away, and opens the file at the line', async () => {
    mkdirSync(join(folder, '.github'), { recursive: true });
    writeFileSync(join(folder, teamFilePath), fineOnly.text);
    try {
      const { shown } = await look(() => 'Open the Rules of This Repository', fineOnly);
      assert.equal(labels(shown).includes('Open Setting'), false);
      const editor = vscode.window.activeTextEditor;
      assert.deepEqual(
        [editor?.document.uri.fsPath, editor?.selection.active.line],
        [join(folder, teamFilePath), 1],
      );
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      rmSync(join(folder, '.github'), { recursive: true, force: true });
    }
  });

  it('is to mend a line that cannot be understood, and never nothing', async () => {
    const { outcome, shown } = await look(() => undefined, teamFile('forbidenFiles: ["*.sql"]'));
    const [first] = shown[0]?.items ?? [];
    assert.deepEqual(
      [outcome?.kind, first?.label, first?.description],
      [
        'stopped',
        'There is no rule forbidenFiles.',
        'rule: rules of this repository, from .github/token-policy.yml, line 2',
      ],
    );
    const remote = await look(() => undefined, teamFile('noSurplus: 1', 'origin/main'));
    assert.match(String(remote.shown[0]?.items[0]?.description), / on origin\/main, line 2$/);
  });
});

describe('rules in a .vscode/settings.json that came with the repository', () => {
  const settings = join(folder, '.vscode');
  const settled = async (wanted: unknown): Promise<void> => {
    for (let tries = 100; tries > 0; tries--) {
      if (vscode.workspace.getConfiguration('files').get('trimFinalNewlines') === wanted) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('VS Code did not read .vscode/settings.json');
  };

  it('A16 change nothing', async () => {
    const before = guardrailsFromSettings();
    mkdirSync(settings, { recursive: true });
    try {
      writeFileSync(
        join(settings, 'settings.json'),
        JSON.stringify({
          'files.trimFinalNewlines': true,
          'tokenWarden.forbiddenFiles': [],
          'tokenWarden.allowedRepositories': ['evil/*'],
          'tokenWarden.branchPattern': '*',
          'tokenWarden.protectedBranches': ['x'],
          'tokenWarden.requiredTasks': ['evil'],
          'tokenWarden.requireCleanTree': true,
        }),
      );
      await settled(true);
      assert.deepEqual(guardrailsFromSettings(), before);
      assert.ok(before.forbiddenFiles.value.includes('.env'));
    } finally {
      rmSync(settings, { recursive: true, force: true });
      await settled(false);
    }
  });
});
