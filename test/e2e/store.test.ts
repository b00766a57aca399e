import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

interface MarkerFile {
  readonly at?: number;
  readonly kept?: boolean;
}

/** The extension's own notes about what it stored. They hold no secret. */
function markersOf({ server }: Workbench): ReadonlyMap<string, MarkerFile> {
  const below = join(server.dataFolder, 'data', 'User', 'globalStorage', 'token-warden.token-warden');
  const files = readdirSync(below, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  );
  return new Map(
    files.map((file) => [
      join(below, file),
      JSON.parse(readFileSync(join(below, file), 'utf8')) as MarkerFile,
    ]),
  );
}

/**
 * As if what was stored had been stored an hour ago. A window takes a write of the last half minute for one that its
 * own copy of the store may not have yet, and waits for a reload instead of calling it lost.
 */
function anHourPasses(workbench: Workbench): void {
  const markers = [...markersOf(workbench)].filter(([, { at }]) => at !== undefined);
  assert.ok(markers.length > 0, 'no marker file was found');
  for (const [file, marker] of markers)
    writeFileSync(file, JSON.stringify({ ...marker, at: (marker.at ?? 0) - 3_600_000 }));
}

/** Until a later session has noted that the store really kept everything. */
async function untilKept(workbench: Workbench): Promise<void> {
  const end = performance.now() + 20_000;
  const kept = () => [...markersOf(workbench).values()].every((marker) => marker.kept === true);
  while (!kept() && performance.now() < end) await pause(50);
  assert.ok(kept(), 'no later session noted that the store keeps secrets');
}

async function addFineGrained(workbench: Workbench, stage: Stage): Promise<void> {
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
  await workbench.answerPick(/acting for acme/);
  await workbench.toast('Stored as github:fine-grained-acme').waitFor();
  await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
  await workbench.dismissToasts();
}

describe('the secret storage of the real workbench', function () {
  this.timeout(150_000);

  let vsix: string;
  let stage: Stage;
  let workbench: Workbench | undefined;

  before(async () => {
    ({ file: vsix } = await packaged());
    stage = await openStage();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
    await workbench?.close();
    workbench = undefined;
  });

  after(async () => {
    await stage?.close();
  });

  it('F02 when it loses everything, the tokens are called lost and not signed out, and nothing is stored until the person says so', async () => {
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('store') });
    await addFineGrained(workbench, stage);
    await workbench.reload();
    await untilKept(workbench);
    anHourPasses(workbench);
    await workbench.page.evaluate(() => localStorage.removeItem('secrets.provider'));
    await workbench.reload();

    await workbench
      .toast(/expected, but the secret storage is empty/)
      .first()
      .waitFor();
    await workbench.command('Add Token');
    await workbench.toast(/^.*Tokens are expected, but the secret storage is empty/).waitFor();
    await workbench.command('List Tokens');
    await workbench.row('fine-grained token').waitFor();
    assert.deepEqual(await workbench.rows(), [
      'fine-grained token',
      'Add Token…',
      'Watch a Token That Lives Elsewhere…',
    ]);
    await workbench.leave();
    assert.equal(await workbench.page.evaluate(() => localStorage.getItem('secrets.provider')), null);

    await workbench.pressToast(/Tokens are expected, but the secret storage is empty/, 'Start Afresh');
    await workbench.dismissToasts();
    await addFineGrained(workbench, stage);
    await workbench.command('List Tokens');
    await workbench.row('fine-grained token').first().waitFor();
    assert.deepEqual(await workbench.rows(), [
      'github:fine-grained-acme',
      'fine-grained token',
      'Add Token…',
      'Watch a Token That Lives Elsewhere…',
    ]);
    await workbench.leave();
  });

  it('F03 E08 when it lives in memory only, the person is told so after the restart that emptied it', async () => {
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('store'), mintKey: false });
    await addFineGrained(workbench, stage);
    anHourPasses(workbench);
    workbench = await workbench.nextDay();
    await workbench.toast('This VS Code does not keep secrets: tokens are gone after a restart.').waitFor();
  });

  it('F05 of two windows, the one with the old copy stores nothing over the other’s and offers to reload', async () => {
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('store') });
    const second = await workbench.secondWindow();
    // Both are up, and each has its own copy of an empty store.
    await second.command('List Tokens');
    await second.toast('No token is stored yet.').waitFor();
    await second.dismissToasts();

    await workbench.page.bringToFront();
    await addFineGrained(workbench, stage);
    const stored = await workbench.page.evaluate(() => localStorage.getItem('secrets.provider'));

    await second.page.bringToFront();
    await second.command('Add Token');
    await second.toast('Another window changed the tokens, and this window has an old copy.').waitFor();
    assert.equal(await second.page.evaluate(() => localStorage.getItem('secrets.provider')), stored);
    await second.pressToast('Another window changed the tokens', 'Reload Window');
    await second.status.filter({ hasText: '9d · narrow' }).waitFor();

    await second.command('Rename Token');
    await second.answerInput('Rename github:fine-grained-acme', 'renamed there');
    await second.command('List Tokens');
    await second.row('renamed there').waitFor();
    await second.leave();
    await workbench.page.bringToFront();
    await workbench.reload();
    await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
    await workbench.command('List Tokens');
    await workbench.row('renamed there').waitFor();
    await workbench.leave();
  });
});
