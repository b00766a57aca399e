import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { judgeBreadth } from '../../src/policy/judgeBreadth.ts';
import { judgeEntry } from '../../src/policy/judgeEntry.ts';
import { dayMs } from '../../src/shared/clock.ts';
import type { Entry } from '../../src/tokens/entry.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { summariseTable } from '../../src/tokens/statusTable.ts';
import { statusHover } from '../../src/vscode/hover.ts';

/** Names that would do something if they were read as Markdown, HTML, an icon or a table. */
const hostile = [
  '[x](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22id%22%7D)',
  '<img src=x onerror=alert(1)>',
  '$(key) ![i](https://evil.example/beacon.png)',
  '<https://evil.example> https://evil.example/auto',
  'a | b |\n| c | d',
  '**bold** `code` ~~gone~~ _it_ # head &lt;b&gt;',
  '](command:tokenWarden.forgetToken) [y',
] as const;

const now = Date.UTC(2026, 10, 20);

function entry(text: string, change: Partial<Entry> = {}): Entry {
  return {
    id: 'mine',
    name: text,
    host: githubCom.name,
    kind: 'classic-pat',
    addedAt: now - 40 * dayMs,
    secretSince: now - 40 * dayMs,
    owner: { value: text, evidence: 'declared' },
    login: text,
    purpose: undefined,
    declared: undefined,
    expiry: { kind: 'at', at: now + 2 * dayMs },
    scopes: { kind: 'listed', scopes: ['repo', text] },
    health: { kind: 'alive', at: now },
    sso: { kind: 'blocked', organisation: text, at: now },
    checkedAt: now,
    observed: [],
    accepted: [],
    confirmedFor: [],
    previous: undefined,
    ...change,
  };
}

function hoverOf(text: string): vscode.MarkdownString {
  const mine = entry(text);
  const other = entry(text, { id: 'other', expiry: { kind: 'at', at: now + dayMs } });
  const entries = [mine, other];
  const findings = entries.flatMap((one) => judgeEntry(one, { now, usedHere: one === mine }));
  const table = summariseTable({
    chosen: mine,
    others: [other],
    findings,
    lost: 1,
    now,
    breadthOf: judgeBreadth,
  });
  return statusHover(table, (id) => entries.find((one) => one.id === id), now);
}

/** The start tags of rendered HTML, without the harmless ones of a table and a paragraph. */
function activeTags(rendered: string): readonly string[] {
  // VS Code's own diagrams put their settings in front of every text.
  const html = rendered.replace(/<span id="markdown-mermaid"[^>]*>/, '');
  return [...html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/gi)]
    .filter(([, name = '']) => !/^(?:p|table|thead|tbody|tr|th|td|strong|ul|li|hr|br)$/i.test(name))
    .map(
      ([, name = '', attributes = '']) =>
        `${name} ${/href="([^"]*)"/.exec(attributes)?.[1] ?? attributes.trim()}`,
    );
}

describe('the hover of the status bar, rendered by VS Code', () => {
  const ours = ['rotateToken', 'checkToken', 'useAnotherHere', 'listTokens', 'openDashboard'].map(
    (id) => `a command:tokenWarden.${id}`,
  );

  for (const text of hostile) {
    it(`D01 shows ${JSON.stringify(text)} as text: no link, picture, mark-up or row of its own`, async () => {
      const markdown = hoverOf(text);
      const html = await vscode.commands.executeCommand<string>('markdown.api.render', markdown.value);
      const plain = hoverOf('plain');
      const same = await vscode.commands.executeCommand<string>('markdown.api.render', plain.value);
      const rows = (rendered: string) => rendered.match(/<t[rhd]\b/g)?.length;
      const icons = (value: string) => value.match(/\$\([a-z-]+\)/g);
      const strong = (rendered: string) => rendered.match(/<strong>/g)?.length;
      assert.deepEqual(
        { links: activeTags(html), rows: rows(html), icons: icons(markdown.value), strong: strong(html) },
        { links: ours, rows: rows(same), icons: icons(plain.value), strong: strong(same) },
      );
    });
  }

  it('says where a token comes from that is not in the vault', () => {
    const origin = { kind: 'environment', variable: 'GH_TOKEN' } as const;
    const rows = (chosen: Entry) => {
      const table = summariseTable({
        chosen,
        others: [],
        findings: [],
        lost: 0,
        now,
        breadthOf: judgeBreadth,
      });
      return statusHover(table, () => chosen, now).value;
    };
    assert.match(rows(entry('plain', { origin })), /from the environment/);
    assert.doesNotMatch(rows(entry('plain')), /from the/);
  });

  it('D01 D02 trusts five commands of ours by name and no HTML', () => {
    const { isTrusted, supportHtml } = hoverOf('plain');
    assert.deepEqual(
      { isTrusted, supportHtml },
      {
        isTrusted: {
          enabledCommands: ['rotateToken', 'checkToken', 'listTokens', 'useAnotherHere', 'openDashboard'].map(
            (id) => `tokenWarden.${id}`,
          ),
        },
        supportHtml: false,
      },
    );
  });
});
