import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInRepository } from '../../src/node/git/gitContext.ts';
import { readOutgoingChanges } from '../../src/node/git/readOutgoingChanges.ts';
import { scanOutgoing } from '../../src/node/git/scanOutgoing.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type PushStage, startPushStage } from '../wire/pushStage.ts';
import type { Figure } from './figures.ts';
import { median, rounded, spread } from './median.ts';

const rounds = 7;
const files = 80;
const bytesEach = 400_000;
const planted = 8;

/**
 * What is timed: `scanOutgoing`, that is one `git cat-file --batch` of every object that a push of 32 MB would send,
 * and the search in what it writes; and in turn with it the same command whose output nobody looks at, which is the
 * limit. Tokens are planted, and a round that does not find each of them counts for nothing.
 */
export async function measureOutgoingScan(): Promise<readonly Figure[]> {
  const stage = await startPushStage();
  try {
    return [await compare(stage)];
  } finally {
    await stage.close();
  }
}

async function compare(stage: PushStage): Promise<Figure> {
  const tree = await stage.tree('bench-scan');
  await fill(tree.folder);
  await tree.git('add', '--all');
  await tree.git('commit', '--quiet', '--message', 'Much');
  const { facts, target } = await stage.ready(tree);
  const context = { git: stage.git, env: stage.env, workspaceFolders: [] };
  const changes = await readOutgoingChanges(context, facts, target);
  const bytes = changes.files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  const stdin = `${changes.files.map(({ blob }) => blob).join('\n')}\n`;
  const ours: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const scanMs = await timed(async () => {
      const found = await scanOutgoing(context, facts, changes);
      if (!found.complete || found.tokens.length !== planted)
        throw new Error(`found ${found.tokens.length} of ${planted} tokens`);
    });
    const plainMs = await timed(async () => {
      const options = { stdin, onStdout: () => undefined };
      const end = await runInRepository(context, facts.folder, ['cat-file', '--batch'], options);
      if (end.exitCode !== 0) throw new Error(`git cat-file failed: ${end.stderr}`);
    });
    // The first warms the page cache for both.
    if (round === 0) continue;
    ours.push(scanMs);
    plain.push(plainMs);
  }
  const mbps = (ms: number) => bytes / 1e6 / (ms / 1000);
  return {
    key: 'outgoingScan.mbps',
    value: rounded(mbps(median(ours)), 0),
    from: `${(bytes / 1e6).toFixed(0)} MB in ${spread(ours)} ms; git cat-file to nowhere ${spread(plain)} ms, ${mbps(median(plain)).toFixed(0)} MB/s`,
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Text like source code, different in each file, a token in every tenth. */
async function fill(folder: string): Promise<void> {
  await mkdir(join(folder, 'much'));
  const words =
    'const right = weight_of(graph, github, index) { return ghost[3] + "text"; } // because'.split(' ');
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return words[state % words.length] ?? '';
  };
  for (let file = 0; file < files; file++) {
    const lines: string[] = [];
    for (let length = 0; length < bytesEach; ) {
      const line = Array.from({ length: 9 }, next).join(' ');
      lines.push(line);
      length += line.length + 1;
    }
    if (file % 10 === 0) lines.splice(lines.length >> 1, 0, `token = "${makeToken('classic-pat', file)}"`);
    await writeFile(join(folder, 'much', `file-${file}.ts`), lines.join('\n'));
  }
}
