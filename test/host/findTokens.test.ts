import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandId, ViewCommandId } from '../../src/manifest.ts';
import { soughtOf, tracesBelow, tracesIn } from '../e2e/traces.ts';
import { type Answer, type Asked, withPerson } from '../fakes/scriptedPerson.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { stage } from './leakStage.ts';
import { type WindowOfOurs, windowOfOurs } from './windowOfOurs.ts';

const tokenOf = (name: string) => stage.tokens.find(({ label }) => label === `found: ${name}`)?.value ?? '';
const user = 'GET https://api.github.com/user';
const elsewhere = makeToken('classic-pat', 'of a host that is none of ours');
const dead = makeToken('classic-pat', 'found and dead');
const inVariable = makeToken('classic-pat', 'of a variable');

type Line = vscode.QuickPickItem & { readonly picked?: boolean };
const leave: Answer = () => undefined;
const last4 = (token: string) => token.slice(-4);

/** Chooses the token with this end, then these lines in turn, and leaves every list that comes again. */
function choosing(token: string, ...labels: readonly RegExp[]): Answer {
  const wanted = [new RegExp(`${last4(token)}$`), ...labels];
  let at = 0;
  return ({ kind, choices }) => {
    if (kind !== 'pick') return undefined;
    const found = choices.find((one) => wanted[at]?.test(one));
    if (found !== undefined) at++;
    return found;
  };
}

describe('Find Tokens on This Machine', function () {
  this.timeout(60_000);
  const names = ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'GH_CONFIG_DIR', 'GH_TOKEN'] as const;
  const environment = names.map((name) => [name, process.env[name]] as const);
  let home: string;
  let fault: string | undefined;
  let ours: WindowOfOurs;
  let forget: () => void;
  let offered: readonly Line[];
  let requests: { readonly request: string; readonly headers: string }[];
  let network: ((url: string) => Promise<Response> | undefined) | undefined;
  const { fetch } = globalThis;
  const everything: Asked[] = [];

  const path = (name: string) => join(home, name);
  function write(name: string, text: string): string {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text, { mode: 0o600 });
    return path(name);
  }
  const read = (name: string) => readFileSync(path(name), 'utf8');

  /** Takes these places, or those that are taken already, and answers what comes then. */
  async function find(
    answer: Answer,
    take: (line: Line) => boolean = ({ picked }) => picked === true,
    ...given: readonly unknown[]
  ): Promise<readonly Asked[]> {
    const shown = await withPerson(answer, async () => {
      const window = vscode.window as unknown as Record<string, unknown>;
      const original = window.showQuickPick;
      window.showQuickPick = async (lines: readonly Line[]) => {
        offered = lines.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
        return offered.filter(take);
      };
      try {
        await ours.run('tokenWarden.findTokens' satisfies CommandId, ...given);
        // What it tells waits for nobody, and neither does its button.
        await new Promise((resolve) => setTimeout(resolve, 300));
      } finally {
        window.showQuickPick = original;
      }
    });
    everything.push(...shown);
    return shown;
  }
  /** The requests that had one of these with them. */
  const sent = (...tokens: readonly string[]) =>
    requests
      .filter(({ headers }) => tokens.some((token) => headers.includes(token)))
      .map(({ request }) => request);
  /** The lines of the first list of tokens. */
  const listed = (shown: readonly Asked[]) =>
    shown.find(({ text }) => text.startsWith('Tokens on This Machine'))?.lines ?? [];
  const told = (shown: readonly Asked[]) =>
    shown.filter(({ kind }) => kind === 'message').map(({ text }) => text);

  before(async () => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'tw-person-')));
    for (const name of names) delete process.env[name];
    process.env.HOME = home;
    process.env.USERPROFILE = home;
    process.env.GH_TOKEN = inVariable;
    ours = await windowOfOurs((where) => {
      if (where === fault) throw new Error(`it failed: ${where}`);
    });
    await ours.run('tokenWarden.view.refresh' satisfies ViewCommandId);
    forget = ours.remember();
    globalThis.fetch = (async (url: string, init: RequestInit) => {
      requests.push({
        request: `${init.method} ${url}`,
        headers: JSON.stringify([...new Headers(init.headers)]),
      });
      return (await network?.(String(url))) ?? fetch(url, init);
    }) as typeof globalThis.fetch;
  });
  beforeEach(() => {
    [requests, offered, fault, network] = [[], [], undefined, undefined];
  });
  afterEach(async () => {
    for (const name of [
      '.git-credentials',
      '.npmrc',
      '.netrc',
      '.cursor',
      '.bash_history',
      '.git-credentials.lock',
    ])
      rmSync(path(name), { recursive: true, force: true });
    forget();
    await ours.run('tokenWarden.view.refresh' satisfies ViewCommandId);
  });
  after(async () => {
    globalThis.fetch = fetch;
    for (const [name, value] of environment) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await ours?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('D06 asks where to look, whoever called it and with what, and takes beforehand nothing that runs a program', async () => {
    write('.git-credentials', `https://mona:${tokenOf('moved')}@github.com\n`);
    write('.bash_history', `export T=${tokenOf('moved')}\n`);
    const shown = await find(leave, () => false, vscode.Uri.file('/'), {
      places: ['gh'],
      host: 'evil.example',
    });
    assert.deepEqual(shown, []);
    const line = (label: string) => offered.find((one) => one.label === label);
    assert.equal(line('Passwords that git stores')?.detail, path('.git-credentials'));
    assert.equal(line('Environment of VS Code')?.detail, 'GH_TOKEN');
    assert.deepEqual(
      ['Passwords that git stores', 'Environment of VS Code', 'GitHub session of VS Code'].map(
        (one) => line(one)?.picked,
      ),
      [true, true, true],
    );
    assert.deepEqual(
      ['Login of gh', 'Logins that git has', 'What you typed into your shell'].map(
        (one) => line(one)?.picked,
      ),
      [false, false, false],
    );
  });

  it('I17 names each token once, with all its places, its host and whose it is, masked; and sends nothing for it', async () => {
    const value = tokenOf('moved');
    write('.git-credentials', `https://mona:${value}@github.com\nhttps://x:${elsewhere}@git.example.org\n`);
    write('.npmrc', `//npm.pkg.github.com/:_authToken=${value}\n`);
    write('.cursor/mcp.json', JSON.stringify({ env: { GITHUB_TOKEN: dead } }));
    const lines = listed(await find(leave));
    const of = (token: string) => lines.find((line) => line.includes(`${last4(token)} |`)) ?? '';
    assert.equal(lines.length, 4, lines.join('\n'));
    assert.match(of(value), /classic token · not in the vault · not checked · for github\.com \| /);
    assert.ok(of(value).endsWith(`${path('.git-credentials')}, ${path('.npmrc')}`), of(value));
    assert.match(of(elsewhere), /for git\.example\.org, which is none of your hosts: sent nowhere/);
    assert.match(of(dead), /host unknown: sent nowhere until you say/);
    assert.match(of(inVariable), /variable GH_TOKEN$/);
    assert.deepEqual(sent(value, elsewhere, dead, inVariable), []);
  });

  it('moves one to the vault: asks the host, one request, proves it, takes it out of every file, and puts it back', async () => {
    const value = tokenOf('moved');
    const others = 'https://me:password@example.com\n';
    write('.git-credentials', `https://mona:${value}@github.com\n${others}`);
    write('.npmrc', `//npm.pkg.github.com/:_authToken=${value}\nsave-exact=true\n`);
    let pressed = false;
    const choose = choosing(value, /Move It to the Vault/, /^github\.com$/);
    const shown = await find((asked) => {
      if (asked.kind !== 'message' || pressed || !asked.text.includes(path('.npmrc'))) return choose(asked);
      pressed = true;
      assert.ok(!read('.npmrc').includes(value));
      return asked.choices.find((one) => one === 'Put It Back');
    });
    assert.deepEqual(sent(value), [user]);
    assert.equal(read('.git-credentials'), others);
    assert.equal(read('.npmrc'), `//npm.pkg.github.com/:_authToken=${value}\nsave-exact=true\n`);
    assert.ok(ours.kept().secrets.includes(value));
    const texts = told(shown).join('\n');
    assert.match(texts, /is taken out of .+\.git-credentials\. The vault has it as github:classic\./);
    assert.match(texts, /is back in .+\.npmrc, as it was\./);
    const again = await find(leave);
    assert.match(listed(again).join('\n'), /in the vault as github:classic · alive · github\.com/);
    assert.match(listed(again).join('\n'), /Put Back ghp_.+\.git-credentials/);
  });

  it('leaving any question on the way changes nothing and sends nothing', async () => {
    const value = tokenOf('next');
    const text = `https://mona:${value}@github.com\n`;
    write('.git-credentials', text);
    for (const answer of [
      choosing(value),
      choosing(value, /Move It/),
      choosing(value, /Copy It/),
      choosing(value, /^\$\(.*Check/),
    ]) {
      await find(answer);
      assert.deepEqual([read('.git-credentials'), sent(value)], [text, []]);
      assert.ok(!ours.kept().secrets.includes(value));
    }
  });

  it('takes one out without keeping it, and puts it back from the list, but into no file that was changed since', async () => {
    const value = tokenOf('next');
    const text = `machine github.com\n  login mona\n  password ${value}\n`;
    write('.netrc', text);
    const take = () => find(choosing(value, /Take It Out of /));
    const back = () => {
      let pressed = false;
      return find(({ kind, choices }) => {
        const line = choices.find((one) => one.includes('Put Back'));
        if (kind !== 'pick' || pressed) return undefined;
        pressed = true;
        return line;
      });
    };
    await take();
    assert.equal(read('.netrc'), '');
    const shown = await back();
    assert.equal(read('.netrc'), text);
    assert.match(told(shown).join(), /is back in .+\.netrc, as it was\./);
    await take();
    write('.netrc', 'machine new.example login a password b\n');
    const refused = await back();
    assert.equal(read('.netrc'), 'machine new.example login a password b\n');
    assert.match(
      told(refused).join(),
      /was changed since, so ghp_….{4} was not put back\. Nothing was written\./,
    );
    assert.deepEqual(sent(value), []);
  });

  it('what its host does not accept is not stored, and what no host could be asked about is kept but not taken out', async () => {
    const text = (token: string) => `https://mona:${token}@github.com\n`;
    write('.git-credentials', text(dead));
    const refused = await find(choosing(dead, /Move It to the Vault/, /^github\.com$/));
    assert.match(told(refused).join(), /github\.com does not accept ghp_….{4}, so it was not stored\./);
    assert.equal(read('.git-credentials'), text(dead));
    const value = tokenOf('ours');
    write('.git-credentials', text(value));
    network = () => Promise.reject(new TypeError('no network'));
    const unproved = await find(choosing(value, /Move It to the Vault/, /^github\.com$/));
    assert.match(told(unproved).join('\n'), /was not seen to work, so it also stays where it is\./);
    assert.equal(read('.git-credentials'), text(value));
    assert.ok(ours.kept().secrets.includes(value));
  });

  it('B07 one that names a host which is none of the person’s is sent nowhere', async () => {
    write('.git-credentials', `https://x:${elsewhere}@git.example.org\n`);
    for (const act of [/Move It to the Vault/, /Copy It to the Vault/]) {
      const shown = await find(choosing(elsewhere, act, /./));
      assert.match(told(shown).join(), /git\.example\.org/);
      assert.deepEqual(sent(elsewhere), []);
    }
  });

  it('a store that refuses, a file that may not be written and one that git is writing leave everything where it is', async () => {
    const value = tokenOf('next');
    const text = `https://mona:${value}@github.com\n`;
    const file = write('.git-credentials', text);
    fault = 'secrets.store';
    await find(choosing(value, /Move It to the Vault/, /^github\.com$/));
    assert.equal(read('.git-credentials'), text);
    fault = undefined;
    chmodSync(file, 0o400);
    const shown = await find(choosing(value, /Take It Out of /));
    assert.match(told(shown).join(), /may not be written\. Nothing was changed\./);
    chmodSync(file, 0o600);
    write('.git-credentials.lock', '');
    assert.match(told(await find(choosing(value, /Take It Out of /))).join(), /Another program is writing/);
    assert.equal(read('.git-credentials'), text);
  });

  it('is not taken out of a file that is open with changes that are not saved', async () => {
    const value = tokenOf('next');
    const file = write('.npmrc', `//npm.pkg.github.com/:_authToken=${value}\n`);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'a=b\n');
    await vscode.workspace.applyEdit(edit);
    try {
      const shown = await find(choosing(value, /Take It Out of /));
      assert.match(told(shown).join(), /is open with changes that are not saved\./, JSON.stringify(shown));
      assert.ok(read('.npmrc').includes(value));
    } finally {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    }
  });

  it('a variable is checked or kept, and never unset: how to do that is told', async () => {
    const asked = await find(choosing(inVariable, /Check/, /^github\.com$/));
    assert.deepEqual(sent(inVariable), [user]);
    assert.match(told(asked).join(), /github\.com does not accept ghp_/);
    const shown = await find(choosing(inVariable, /How to Remove It/));
    assert.match(told(shown).join(), /Remove GH_TOKEN where it is set/);
    assert.equal(process.env.GH_TOKEN, inVariable);
  });

  it('C12 nothing of a token is in what settings sync, a profile export, an issue report or the list of running extensions is made from', async () => {
    const value = tokenOf('moved');
    write('.git-credentials', `https://mona:${value}@github.com\n`);
    write('.npmrc', `//npm.pkg.github.com/:_authToken=${value}\n`);
    await find(choosing(value, /Move It to the Vault/, /^github\.com$/));
    assert.ok(!existsSync(path('.git-credentials')) || !read('.git-credentials').includes(value));
    const sought = [value, dead, elsewhere, inVariable].map((one, at) => soughtOf(`token ${at}`, one));
    // What of an extension is synced or exported: its state, its settings, and that it is installed.
    assert.deepEqual(tracesIn(ours.kept().memory, sought), []);
    const extension = vscode.extensions.getExtension('token-warden.token-warden');
    const { globalValue, ...settings } = { ...vscode.workspace.getConfiguration().inspect('tokenWarden') };
    const told = [extension?.packageJSON, extension?.exports, settings, globalValue];
    assert.deepEqual(tracesIn(JSON.stringify(told), sought), []);
    // What it wrote itself, the journal included.
    assert.deepEqual(tracesBelow(ours.storage, sought), []);
  });

  it('C15 shows no more of any than its prefix and its last four characters', () => {
    const tokens = ['moved', 'next', 'ours'].map(tokenOf);
    const sought = [...tokens, dead, elsewhere, inVariable].map((one, at) => soughtOf(`token ${at}`, one));
    assert.deepEqual(tracesIn(JSON.stringify(everything), sought), []);
    assert.ok(everything.length > 20);
  });
});
