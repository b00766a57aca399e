import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { policyProblems, readPolicy } from '../../src/vscode/policySettings.ts';
import { readHosts, readSetting } from '../../src/vscode/settings.ts';

/** Where a careless extension would be led: it only counts who calls. */
async function listen(): Promise<{
  readonly server: Server;
  readonly port: number;
  readonly calls: () => number;
}> {
  let calls = 0;
  const server = createServer((socket) => {
    calls++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0, calls: () => calls };
}

/** Until VS Code has read the file: a setting of the same file that a workspace may set shows it. */
async function settled(wanted: unknown): Promise<void> {
  for (let tries = 400; tries > 0; tries--) {
    if (vscode.workspace.getConfiguration('files').get('trimFinalNewlines') === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('VS Code did not read .vscode/settings.json');
}

describe('a .vscode/settings.json that came with the repository', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const settings = join(folder, '.vscode');

  // The folder stays until the end: VS Code may lose sight of one that goes and comes again.
  afterEach(async () => {
    rmSync(join(settings, 'settings.json'), { force: true });
    await settled(false);
  });
  after(() => rmSync(settings, { recursive: true, force: true }));

  it('A16 B09 cannot name a host, choose the git program, silence a warning or hide the status', async () => {
    const before = ['hosts', 'gitPath', 'notifications', 'statusBar'].map((name) =>
      readSetting(`tokenWarden.${name}` as 'tokenWarden.hosts'),
    );
    mkdirSync(settings, { recursive: true });
    writeFileSync(
      join(settings, 'settings.json'),
      JSON.stringify({
        'files.trimFinalNewlines': true,
        'tokenWarden.hosts': ['localhost:8443', 'evil.ghe.com'],
        'tokenWarden.gitPath': join(folder, 'git'),
        'tokenWarden.notifications': false,
        'tokenWarden.statusBar': false,
      }),
    );
    await settled(true);
    const after = ['hosts', 'gitPath', 'notifications', 'statusBar'].map((name) =>
      readSetting(`tokenWarden.${name}` as 'tokenWarden.hosts'),
    );
    assert.deepEqual({ before, after }, { before: [[], '', true, true], after: [[], '', true, true] });
    assert.deepEqual(
      readHosts().hosts.map(({ name }) => name),
      ['github.com'],
    );
  });

  it('A16 cannot switch a rule off or add one: what tokens are judged by is the person’s alone', async () => {
    mkdirSync(settings, { recursive: true });
    const policy = {
      maxLifetimeDays: 366,
      neverGrant: [],
      requirePurpose: false,
      allowedKinds: ['classic-pat'],
    };
    writeFileSync(
      join(settings, 'settings.json'),
      JSON.stringify({ 'files.trimFinalNewlines': true, 'tokenWarden.policy': policy }),
    );
    await settled(true);
    assert.deepEqual([readPolicy(), policyProblems()], [defaultPolicy, []]);
  });

  it('A17 cannot put a proxy of its own between us and GitHub', async () => {
    const evil = await listen();
    try {
      mkdirSync(settings, { recursive: true });
      writeFileSync(
        join(settings, 'settings.json'),
        JSON.stringify({
          'files.trimFinalNewlines': true,
          'http.proxy': `http://127.0.0.1:${evil.port}`,
          'http.proxySupport': 'override',
        }),
      );
      await settled(true);
      // The same call that the extension makes: no token, GitHub answers 401 to it.
      const answer = await fetch('https://api.github.com/user');
      assert.deepEqual({ status: answer.status, callsToEvil: evil.calls() }, { status: 401, callsToEvil: 0 });
    } finally {
      evil.server.close();
    }
  });
});
