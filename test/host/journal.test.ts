import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Journal } from '../../src/journal/journal.ts';
import { journalActions, journalResults } from '../../src/journal/journalRecord.ts';
import { JournalFile } from '../../src/node/journalFile.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { journalEntry, journalNotPushed, journalPull, journalPushed } from '../../src/vscode/journaling.ts';
import { recordChoice } from '../../src/vscode/journalRows.ts';
import { ago, recordDetails, recordSentence } from '../../src/vscode/messages/journal.ts';
import { soughtOf, tracesBelow, tracesIn } from '../e2e/traces.ts';
import { makeToken, tokenForms } from '../fixtures/tokens.ts';
import { aRecord } from '../unit/journal/aRecord.ts';
import { anEntry, now } from '../unit/policy/anEntry.ts';
import { runAndLeave } from './dismissing.ts';

const id = 'token-warden.token-warden';

/** Where a VS Code server of our harness keeps what extensions store; undefined in a desktop VS Code. */
function dataFolder(): string | undefined {
  const folder = join(tmpdir(), '..', 'data', 'data', 'User', 'globalStorage');
  return existsSync(folder) ? folder : undefined;
}

/** Pushes, pull requests and changes of an entry, as if a token stood in everything that a record could take up. */
async function recordEverything(journal: Journal, token: string): Promise<void> {
  const services = { journal, clock: { now: () => now } };
  const host = { ...githubCom, name: token as Entry['host'] };
  const named: Partial<Entry> = {
    id: token,
    name: `my ${token}`,
    host: token as Entry['host'],
    login: token,
  };
  const target = {
    ...{ host, owner: token, repo: token, remote: token, url: token, branch: token },
    ...{ sha: token, localRef: token, remoteRef: `refs/heads/${token}`, trackingRef: token },
  };
  for (const entry of [anEntry(named), anEntry({ ...named, login: undefined })]) {
    const git = { identity: async () => `Mona ${Buffer.from(`x:${token}`).toString('base64')} <${token}>` };
    const step = { folder: '/', git, entry, push: { target, trackingSha: token } };
    const guarded = { findingIds: [token], overrides: [encodeURIComponent(token)] };
    await journalPushed(services, step, { kind: 'pushed', target, recorded: true }, guarded);
    await journalNotPushed(services, step, new Failure({ kind: token }, token));
    await journalPull(services, { ...step, target }, { url: `https://x:${token}@github.com/a/b/pull/1` });
    await journalEntry(services, 'copy', entry);
  }
}

/** The report as the person sees it; those of earlier runs may still be open. */
async function openReport(): Promise<string> {
  await runAndLeave('tokenWarden.exportDiagnostics');
  const opened = vscode.workspace.textDocuments
    .filter(({ uri }) => uri.scheme === 'token-warden' && uri.path.endsWith('/Diagnostics.md'))
    .sort((a, b) => Number(a.uri.path.split('/')[1]) - Number(b.uri.path.split('/')[1]));
  const text = opened.at(-1)?.getText();
  assert.ok(text, 'no report was opened');
  return text;
}

describe('the journal in VS Code', function () {
  this.timeout(60_000);

  it('S4-25 keeps no byte of any token in the storage, its own commands read it, and a report holds none', async function () {
    const storage = dataFolder();
    if (storage === undefined) this.skip();
    await vscode.extensions.getExtension(id)?.activate();
    const redactor = new Redactor();
    const tokens = tokenForms.map((form) => ({ form, value: makeToken(form, 'host') }));
    for (const { value } of tokens) redactor.learn(new Secret(value));
    const troubles: unknown[] = [];
    // Another window's hand in the extension's own folder.
    const store = new JournalFile(join(storage, id, 'journal'));
    const journal = new Journal({ store, redactor, onTrouble: (error) => troubles.push(error) });
    try {
      for (const { value } of tokens) await recordEverything(journal, value);
      const { records, damaged } = await journal.read();
      assert.deepEqual([records.length, damaged, troubles], [tokens.length * 8, 0, []]);
      const sought = tokens.map(({ form, value }) => soughtOf(form, value));
      assert.deepEqual(tracesBelow(join(storage, '..', '..'), sought), []);

      for (const command of ['showJournal', 'exportJournal', 'clearJournal', 'showTokenHistory']) {
        await runAndLeave(`tokenWarden.${command}`);
      }
      const text = await openReport();
      assert.equal(
        JSON.parse(/## Journal\n\n```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '').records,
        records.length,
      );
      assert.deepEqual(tracesIn(text, sought), []);
      assert.deepEqual(tracesBelow(join(storage, '..', '..'), sought), []);
    } finally {
      await journal.clear();
    }
  });

  it('S4-26 has nothing of the environment in a report, and of the settings only switches and counts', async () => {
    const text = await openReport();
    const long = Object.entries(process.env).filter(([, value]) => (value?.length ?? 0) >= 12);
    assert.ok(long.length > 3, 'the environment is too small to prove anything');
    assert.deepEqual(
      long.filter(([, value]) => text.includes(value ?? '')).map(([name]) => name),
      [],
    );
    assert.doesNotMatch(text, /127\.0\.0\.1/, 'the address of the server this window is on');
    const settings = JSON.parse(/## Settings\n\n```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '') as object;
    const shapes = new Set(Object.values(settings).map((fact: object) => Object.keys(fact).sort().join()));
    assert.ok([...shapes].every((shape) => ['changed', 'changed,value', 'changed,count'].includes(shape)));
    assert.ok('tokenWarden.pullRequestLabels' in settings);
  });

  it('has a sentence of its own for every action and every way it ends', () => {
    const said = journalActions.flatMap((action) =>
      journalResults.map((result) => recordSentence(aRecord({ action, result }))),
    );
    assert.equal(new Set(said).size, journalActions.length * journalResults.length);
    assert.equal(recordSentence(aRecord()), 'Pushed feature/greet to acme/app with github:fine-grained-acme');
    // A fetch takes all branches, so its record names none.
    const { ref: _ref, ...fetched } = aRecord({ action: 'fetch' });
    assert.deepEqual(
      [recordSentence(fetched), recordSentence({ ...fetched, result: 'failed' })],
      [
        'Fetched from acme/app with github:fine-grained-acme',
        'Fetch from acme/app with github:fine-grained-acme: failed',
      ],
    );
  });

  it('S4-23 S4-24 shows in a line who, how that is known, which commits, and what went wrong', () => {
    const record = aRecord({
      result: 'refused',
      problem: 'hookRefused',
      ref: 'refs/heads/$(error)x',
      byProgram: true,
    });
    const row = recordChoice(record, record.time + 5 * 60_000, undefined);
    assert.deepEqual(
      [row.label, row.detail],
      [
        '$(error) Push of $\u200b(error)x to acme/app with github:fine-grained-acme: refused',
        '5 minutes ago · mona, named by GitHub · 1111111111..2222222222 · stopped by a hook · called by another program',
      ],
    );
    assert.match(
      recordDetails(aRecord({ actor: 'M <m@x>', actorSource: 'git' })),
      /- Who: M <m@x>, as git is set up here\n/,
    );
    assert.deepEqual([ago(0, 0), ago(0, 3 * 3_600_000)], ['this minute', '3 hours ago']);
  });
});
