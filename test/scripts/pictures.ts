import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anHourPasses, untilKept } from '../e2e/markerFiles.ts';
import { readyToken, typePath } from '../e2e/walk.ts';
import { Workbench } from '../e2e/workbench.ts';
import { cache } from '../harness/places.ts';
import { runScript } from '../harness/problem.ts';
import { progress } from '../harness/progress.ts';
import { makeRunFolder } from '../harness/runFolder.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { packageExtension } from './packageExtension.ts';
import { type Appearance, appearances, Picturing } from './picturing.ts';

const fine = 'github:fine-grained-acme';

interface Scene {
  readonly workbench: Workbench;
  readonly stage: Stage;
  readonly take: (name: string) => Promise<void>;
}

/** Each notification and prompt about the hygiene of tokens, in the order in which one walk can show them. */
const scenes: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  watch: showWatching,
  finding: showFinding,
  rotation: showRotation,
  ending: showEnding,
  revoking: showRevoking,
  probing: showProbing,
  which: showWhich,
  readiness: showReadiness,
  list: showList,
  app: showApp,
  forgetting: showForgetting,
  device: showDevice,
  store: showStore,
};

/** `npm run pictures`: all of them in dark, light and high contrast, into `.vscode-test/pictures`, to be looked at. */
await runScript(async () => {
  const { file: vsix } = await progress('building the extension', packageExtension);
  const folder = join(cache, 'pictures');
  rmSync(folder, { recursive: true, force: true });
  const missed: string[] = [];
  for (const appearance of Object.keys(appearances) as Appearance[])
    missed.push(...(await walkOnce(vsix, folder, appearance)));
  console.log(`The pictures are in ${folder}`);
  for (const each of missed) console.error(`missed ${each}`);
  return missed.length === 0 ? 0 : 1;
});

async function walkOnce(vsix: string, folder: string, appearance: Appearance): Promise<readonly string[]> {
  const stage = await openStage();
  const workbench = await Workbench.open({ stage, vsix, settings: appearances[appearance].settings });
  const picturing = new Picturing(folder, appearance);
  const take = (moment: string) => picturing.take(workbench, moment);
  try {
    await workbench.gitIsReady();
    for (const [name, show] of Object.entries(scenes))
      await progress(`${appearance}: ${name}`, () =>
        picturing.group(workbench, name, () => show({ workbench, stage, take })),
      );
  } finally {
    await workbench.close();
    await stage.close();
  }
  return picturing.missed.map((each) => `${appearance} ${each}`);
}

function message({ page }: Workbench, text: string): Promise<void> {
  return page.locator('.quick-input-message', { hasText: text }).waitFor();
}

async function showWatching({ workbench, take }: Scene): Promise<void> {
  const title = 'Watch a Token That Lives Elsewhere';
  await workbench.command(title);
  await message(workbench, 'A name for it');
  await take('watch-name');
  await workbench.answerInput(title, 'deploy key of the site');
  await message(workbench, 'Where does it live');
  await take('watch-place');
  await workbench.answerInput(title, 'Actions secret DEPLOY in acme/app');
  await message(workbench, 'When does it expire');
  await take('watch-date');
  await workbench.answerInput(title, 'soon');
  await take('watch-date-refused');
  await workbench.answerInput(title, new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10));
  await message(workbench, 'it acts for');
  await take('watch-owner');
  await workbench.answerInput(title, 'acme');
  await workbench.toast('is watched').waitFor();
  await take('watched');
}

async function showFinding({ workbench, stage, take }: Scene): Promise<void> {
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo, admin:org'));
  await workbench.toast(/Stored as github:classic\. .*Broader than its job/).waitFor();
  await take('added-with-findings');
  await workbench.dismissToasts();
  // What is due is said when the person has not typed for half a minute.
  const snooze = workbench.page.getByRole('button', { name: 'Snooze…' });
  await snooze.waitFor({ timeout: 60_000 });
  await take('reminder');
  await snooze.click();
  await workbench.prompt('Snooze');
  await take('snooze');
  await workbench.answerPick('Snooze', 'On a day of your choice');
  await message(workbench, 'On which day');
  await workbench.answerInput('Snooze', '2020-01-01');
  await take('snooze-day-refused');
  await workbench.leave();
  await workbench.command('Accept Finding');
  await workbench.prompt(/./);
  await take('accept');
}

/** A new token, made on GitHub's page and not here. */
function mint({ sandbox }: Stage, facts: Partial<Parameters<typeof sandbox.registry.mint>[0]> = {}): string {
  const narrow = { contents: 'write', pull_requests: 'write' } as const;
  return sandbox.registry.mint({
    ...{ kind: 'fine-grained', login: 'mona', owner: 'acme', name: 'new', permissions: narrow },
    expiresInDays: 30,
    ...facts,
  } as Parameters<typeof sandbox.registry.mint>[0]).value;
}

async function showRotation({ workbench, stage, take }: Scene): Promise<void> {
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
  await workbench.prompt(/acting for acme/);
  await take('purpose');
  await workbench.answerPick(/acting for acme/);
  await workbench.toast(`Stored as ${fine}`).waitFor();
  await workbench.dismissToasts();

  await workbench.command('Rotate Token');
  await workbench.prompt(`Rotate ${fine}`);
  await take('rotate-checklist');
  await workbench.answerInput(`Rotate ${fine}`, readyToken(stage, 'fine-grained for acme: contents'));
  await workbench.page.waitForTimeout(1_500);
  await take('rotate-same-token');
  await workbench.leave();
  await workbench.closeEditors();

  await workbench.command('Rotate Token');
  await workbench.answerInput(
    `Rotate ${fine}`,
    mint(stage, { expiresInDays: 5, permissions: { contents: 'write', actions: 'write' } }),
  );
  await workbench.row('Keep the Old One').waitFor();
  await take('rotate-differs');
  await workbench.answerPick(`Rotate ${fine}`, 'Keep the Old One');
  await workbench.page.waitForTimeout(1_000);
  await take('rotate-kept');
  await workbench.dismissToasts();
}

async function showEnding({ workbench, stage, take }: Scene): Promise<void> {
  await workbench.command('Rotate Token');
  await workbench.answerInput(`Rotate ${fine}`, mint(stage));
  const swapped = workbench.row('Swap');
  const rotated = workbench.toast(/Rotated|rotat/i).first();
  await swapped.or(rotated).first().waitFor();
  if (await swapped.isVisible()) await workbench.answerPick(`Rotate ${fine}`, 'Swap');
  await rotated.waitFor();
  await take('rotated-old-lives');
  await workbench.dismissToasts();
  await workbench.command('Rotate Token');
  await workbench.row('Keep It Until').waitFor();
  await take('old-token-ways');
  await workbench.answerPick(`Rotate ${fine}`, 'Keep It Until');
  await workbench.prompt('Keep the Old Token');
  await take('keep-until');
  await workbench.answerPick('Keep the Old Token', 'Another Day');
  await workbench.answerInput('Keep the Old Token', '2020-01-01');
  await take('keep-until-refused');
  // Leaving leads back to the ways.
  await workbench.page.keyboard.press('Escape');
  await workbench.answerPick(`Rotate ${fine}`, 'Revoke It Now');
  await workbench.modal.waitFor();
  await take('revoke-old-question');
  await workbench.answerModal(/Revoke/, 'Go On');
  await workbench.prompt(/Revoke/);
  await take('revoke-old-typed');
  await workbench.answerInput(/Revoke/, fine);
  await workbench.toast(/old token/).waitFor();
  await take('revoked-old');
}

async function showRevoking({ workbench, take }: Scene): Promise<void> {
  await workbench.command('Revoke Token at GitHub');
  await workbench.prompt('Revoke at GitHub');
  await take('revoke-which');
  await workbench.row('github:classic').first().click();
  await workbench.page.mouse.move(640, 720);
  await take('revoke-chosen');
  await workbench.page.keyboard.press('Enter');
  await workbench.modal.waitFor();
  await take('revoke-question');
  await workbench.page.keyboard.press('Escape');
}

async function showProbing({ workbench, take }: Scene): Promise<void> {
  await workbench.command('Probe Permissions');
  const which = workbench.row(fine);
  const asked = workbench.page.locator('.quick-input-titlebar', { hasText: /Probe/ });
  await asked.waitFor();
  if (await which.isVisible()) await workbench.answerPick(/Probe/, fine);
  const repository = workbench.row('acme/app');
  const send = workbench.row(/Send These/);
  await repository.or(send).first().waitFor();
  await take('probe-where');
  if (!(await send.isVisible())) await workbench.answerPick(/Probe/, 'acme/app');
  await send.waitFor();
  await take('probe-requests');
  await workbench.answerPick(/Probe/, 'Send These');
  const modal = workbench.modal;
  await modal.waitFor();
  await take('probe-question');
  await workbench.answerModal(/./, 'Probe');
  await workbench.page.locator('.tab', { hasText: /May Do|Permissions/ }).waitFor();
  await workbench.page.waitForTimeout(1_000);
  await take('permissions');
  await workbench.closeEditors();
}

async function showWhich({ workbench, stage, take }: Scene): Promise<void> {
  const title = 'Which Credential Is Used Here?';
  // What a person may really have: a token in the address, and a helper that the repository names.
  const url = (await stage.workTree.git('remote', 'get-url', 'origin')).stdout.trim();
  const holding = url.replace('https://', `https://${readyToken(stage, 'classic with repo, admin:org')}@`);
  await workbench.command(title);
  await workbench.row('Show as Text').waitFor();
  await workbench.page.waitForTimeout(3_000);
  await take('which');
  await workbench.answerPick(title, fine);
  await workbench.row('Check Whether It May Push').waitFor();
  await take('which-acts');
  await workbench.answerPick(fine, 'Check Whether It May Push');
  await workbench.row('Show as Text').waitFor();
  await take('which-checked');
  await workbench.answerPick(title, 'Show as Text');
  await workbench.page.locator('.tab', { hasText: 'Credential Here' }).waitFor();
  await take('which-text');
  await workbench.closeEditors();
  await stage.workTree.git('remote', 'set-url', 'origin', holding);
  await stage.workTree.git('config', 'credential.helper', '!cat');
  await workbench.command(title);
  await workbench.row('Show as Text').waitFor();
  await take('which-in-the-way');
  await workbench.leave();
  await stage.workTree.git('remote', 'set-url', 'origin', url);
  await stage.workTree.git('config', '--unset', 'credential.helper');
}

async function showReadiness({ workbench, take }: Scene): Promise<void> {
  const title = 'Check Push and Pull Request Readiness';
  await workbench.command(title);
  await workbench.row('Show as Text').waitFor({ timeout: 60_000 });
  await take('readiness');
  await workbench.answerPick(title, 'Show as Text');
  await workbench.page.locator('.tab', { hasText: 'Readiness' }).waitFor();
  await take('readiness-text');
  await workbench.closeEditors();
}

async function showList({ workbench, take }: Scene): Promise<void> {
  await workbench.command('List Tokens');
  await workbench.row('Add Token…').waitFor();
  await take('list');
  await workbench.answerPick('Tokens', fine);
  await workbench.row('Check Now').waitFor();
  await take('actions');
}

/** A GitHub App is added, gets a second key, and the first is deleted at GitHub. */
async function showApp({ workbench, stage, take }: Scene): Promise<void> {
  const title = 'Add GitHub App';
  const { apps } = stage.sandbox.registry;
  const app = apps.add({
    slug: 'deployer',
    owner: 'acme',
    permissions: { contents: 'write', pull_requests: 'write', administration: 'write', metadata: 'read' },
  });
  const file = join(makeRunFolder(), 'deployer.private-key.pem');
  writeFileSync(file, apps.addKey(app.id), { mode: 0o600 });
  await workbench.command(title);
  await message(workbench, 'client id or the app id');
  await take('app-id');
  await workbench.answerInput(title, 'my-app');
  await take('app-id-refused');
  await workbench.answerInput(title, app.clientId);
  await workbench.row('Choose a File').waitFor();
  await take('app-key');
  await workbench.answerPick(title, 'Choose a File');
  const open = await typePath(workbench, 'Use This Key', file);
  await take('app-key-file');
  await open.click();
  await workbench.toast('The file still holds the key').waitFor();
  await take('app-stored');
  await workbench.pressToast('The file still holds the key', 'Delete the File');
  await workbench.toast('The file of the key is deleted').waitFor();
  await workbench.dismissToasts();
  const second = apps.addKey(app.id);
  await workbench.command('List Tokens');
  await workbench.row('github:app-deployer').waitFor();
  await take('app-listed');
  await workbench.answerPick('Tokens', 'github:app-deployer');
  await workbench.row('Add New Key').waitFor();
  await take('app-actions');
  await workbench.answerPick('github:app-deployer', 'Add New Key');
  await workbench.answerPick(/Add New Key/, 'Paste It');
  await workbench.answerInput(/Add New Key/, second.slice(0, 500));
  await take('app-key-refused');
  await workbench.answerInput(/Add New Key/, second);
  await workbench.toast('The new key of github:app-deployer is in use').waitFor();
  await take('app-key-added');
  await workbench.dismissToasts();
  apps.dropKey(app.id, second);
  await workbench.command('Check Token Now');
  const which = workbench.row('github:app-deployer');
  const unknown = workbench.toast('GitHub does not know the key');
  await which.or(unknown).first().waitFor();
  if (await which.isVisible()) await workbench.answerPick('Check Token Now', 'github:app-deployer');
  await unknown.waitFor();
  await take('app-key-unknown');
  await workbench.pressToast('GitHub does not know the key', 'Choose a Key');
  await workbench.row('Go Back to the Old Key').waitFor();
  await take('app-keys');
  await workbench.leave();
}

async function showForgetting({ workbench, take }: Scene): Promise<void> {
  const title = 'Forget Everything';
  await workbench.command(title);
  await workbench.prompt(title);
  await take('forget-journal');
  await workbench.answerPick(title, 'Keep the Journal');
  await message(workbench, 'There is no undo');
  await take('forget-word');
  await workbench.answerInput(title, 'yes');
  await take('forget-word-refused');
  await workbench.answerInput(title, 'FORGET');
  await workbench.toast('Everything here is forgotten').waitFor();
  await take('forgotten');
  await workbench.pressToast('Everything here is forgotten', 'Show What Lives On');
  await workbench.page.locator('.tab', { hasText: 'Forgotten' }).waitFor();
  await take('forgotten-report');
  await workbench.closeEditors();
}

async function showDevice({ workbench, stage, take }: Scene): Promise<void> {
  const title = 'Sign In with a Device Code';
  const { clientId } = stage.sandbox.signIns.addApp();
  await workbench.command(title);
  await workbench.row('Make a GitHub App').waitFor();
  await take('device-app');
  await workbench.answerPick(title, 'Enter a Client ID');
  await message(workbench, 'The client id');
  await workbench.answerInput(title, 'a'.repeat(40));
  await take('device-secret-refused');
  await workbench.answerInput(title, clientId);
  await workbench.row('Open the Page').waitFor();
  await take('device-code');
  stage.sandbox.signIns.enterAll('authorised');
  await workbench.toast('Stored as github:app-user').waitFor();
  await take('device-signed-in');
}

/** What the store itself gives rise to. Needs reloads, so it comes last. */
async function showStore({ workbench, stage, take }: Scene): Promise<void> {
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo, admin:org'));
  await workbench.status.waitFor();
  await workbench.dismissToasts();
  await workbench.reload();
  await workbench.status.waitFor();
  await untilKept(workbench);
  anHourPasses(workbench);
  await workbench.page.evaluate(() => localStorage.removeItem('secrets.provider'));
  await workbench.reload();
  await workbench.toast(/expected, but the secret storage is empty/).waitFor();
  await take('store-empty');
  await workbench.command('List Tokens');
  await workbench.row('Add Token…').waitFor();
  await take('list-lost');
}
