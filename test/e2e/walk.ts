import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { launchPersistent } from '../harness/browser.ts';
import { makeRunFolder } from '../harness/runFolder.ts';
import type { Stage } from '../harness/stage.ts';
import type { Workbench } from './workbench.ts';

export interface Walk {
  readonly prompts: number;
  readonly seconds: number;
}

/** The ready token whose label begins so. */
export function readyToken({ sandbox }: Stage, label: string): string {
  const found = sandbox.readyTokens.find((ready) => ready.label.startsWith(label));
  assert.ok(found, `no ready token: ${label}`);
  return found.token.value;
}

/** Stores a fine-grained token for acme as the first one, and clears the screen. */
export async function storeFirst(workbench: Workbench, token: string): Promise<void> {
  await workbench.gitIsReady();
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', token);
  await workbench.answerPick(/acting for acme/);
  await workbench.toast('Stored as github:fine-grained-acme').waitFor();
  await workbench.dismissToasts();
}

/**
 * A person's path from an empty vault to a rotated token: store, see the status, be warned about a classic one, push,
 * open a draft pull request, rotate. Every step is checked where its effect is: on the screen and on the server.
 */
export async function walk(workbench: Workbench, stage: Stage): Promise<Walk> {
  const started = performance.now();
  const { page, status } = workbench;
  await workbench.gitIsReady();
  await workbench.picture('workbench');

  await workbench.command('Add Token');
  await workbench.prompt('Add Token');
  await workbench.picture('paste');
  await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
  await workbench.prompt(/acting for acme/);
  await workbench.picture('purpose');
  await workbench.answerPick(/acting for acme/);
  await workbench.toast('Stored as github:fine-grained-acme').waitFor();
  await status.filter({ hasText: '9d · narrow' }).waitFor();
  await workbench.picture('stored');
  await workbench.hoverUntil(
    status,
    page.locator('.workbench-hover table', { hasText: 'fine-grained token' }),
  );
  await workbench.picture('hover');
  await page.mouse.move(600, 300);

  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo, admin:org'));
  await workbench.toast(/github:classic\. .*Broader than its job: admin:org, delete_repo/).waitFor();
  await workbench.picture('classic-warned');

  await workbench.command('Push Branch');
  await workbench.modal.filter({ hasText: 'Push topic/first to acme/app?' }).waitFor();
  await workbench.picture('push-question');
  await workbench.answerModal('Push topic/first to acme/app?', 'Push');
  const pushed = workbench.toast(/Pushed topic\/first to acme\/app/);
  await pushed.waitFor();
  await workbench.picture('pushed');
  assert.equal(await remoteSha(stage), stage.workTree.sha, 'the branch did not arrive');

  await workbench.pressToast(/Pushed topic\/first to acme\/app/, 'Create Draft Pull Request');
  await workbench.prompt('Draft Pull Request in acme/app');
  await workbench.picture('pull-request-form');
  await workbench.answerPick('Draft Pull Request in acme/app');
  await workbench.toast('Opened draft pull request #').waitFor();
  await workbench.picture('pull-request-opened');
  const pulls = stage.sandbox.registry.pulls(repositoryOf(stage).id);
  assert.deepEqual(
    pulls.map(({ title, draft }) => ({ title, draft })),
    [{ title: 'Greet by the time of day', draft: true }],
  );

  await workbench.command('Rotate Token');
  await workbench.prompt('Rotate github:fine-grained-acme');
  await workbench.picture('rotate-checklist');
  const fresh = await makeNewToken(stage);
  await workbench.answerInput('Rotate github:fine-grained-acme', fresh);
  await workbench.toast(/Rotated github:fine-grained-acme. The old token is dead/).waitFor();
  await status.filter({ hasText: '30d · narrow' }).waitFor();
  await workbench.picture('rotated');

  return { prompts: workbench.prompts, seconds: (performance.now() - started) / 1000 };
}

/** In a browser of its own, on GitHub's own page, by the checklist: makes the new token, then deletes the old one. */
async function makeNewToken({ sandbox }: Stage): Promise<string> {
  const profile = join(makeRunFolder(), 'profile');
  const context = await launchPersistent(profile, { proxyUrl: sandbox.proxyUrl, trustProxy: true });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto('https://github.com/settings/personal-access-tokens/new');
    await page.getByLabel('Token name').fill('token-warden-acme');
    await page.getByLabel('Resource owner', { exact: true }).selectOption('acme');
    await page.getByLabel('contents').selectOption('write');
    await page.getByLabel('pull_requests').selectOption('write');
    return await generate(page);
  } finally {
    await context.close();
  }
}

/**
 * Types a path into VS Code's own dialog for files, as a browser has it, and gives its button. The dialog looks around
 * first and then writes where it is: what is typed before that is lost.
 */
export async function typePath(
  { page, quickInput }: Workbench,
  button: string,
  path: string,
): Promise<Locator> {
  const open = quickInput.getByRole('button', { name: button });
  await open.waitFor();
  const box = quickInput.locator('input.input').first();
  for (let tries = 10; tries > 0; tries--) {
    await box.fill(path);
    await page.waitForTimeout(700);
    if ((await box.inputValue()) === path) break;
  }
  return open;
}

/** Presses the button for a new token. VS Code asks its own question before it opens a site that it does not know. */
export async function openNewTokenPage({ page, context, modal }: Workbench): Promise<Page> {
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: /^Open GitHub’s page for a new fine-grained token/ }).click();
  const question = modal.filter({ hasText: 'open the external website' });
  await question.getByRole('button', { name: 'Open', exact: true }).click();
  const settings = await opened;
  await settings.waitForLoadState();
  return settings;
}

/** Fills in the rest of the page, which no link can, and makes the token. */
export async function makeToken(page: Page): Promise<string> {
  await page.getByLabel('All repositories of the resource owner').check();
  await page.getByRole('button', { name: 'Generate token' }).click();
  return (await page.locator('#new-token').innerText()).trim();
}

/** The same; the old token is deleted after the new one is made. */
export async function generate(page: Page): Promise<string> {
  const value = await makeToken(page);
  await page.getByRole('button', { name: 'Delete acme push and PR' }).click();
  await page.getByRole('button', { name: 'Delete acme push and PR' }).waitFor({ state: 'detached' });
  return value;
}

function repositoryOf({ sandbox }: Stage) {
  const found = sandbox.registry.repository('acme/app');
  assert.ok(found);
  return found.repository;
}

async function remoteSha(stage: Stage): Promise<string> {
  const { gitDir } = repositoryOf(stage);
  const asked = await stage.workTree.git('--git-dir', gitDir, 'rev-parse', 'refs/heads/topic/first');
  return asked.stdout.trim();
}
