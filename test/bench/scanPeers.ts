import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ripgrepPattern } from '../../src/node/leaks/mayHold.ts';

/** Runs a program to its end, with its output read and thrown away. Throws when it cannot be run or says it failed. */
export function runPeer(file: string, args: readonly string[], fine: readonly number[] = [0]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.resume();
    child.on('error', reject);
    child.on('close', (code) =>
      code !== null && fine.includes(code) ? resolve() : reject(new Error(`${file} ended with ${code}`)),
    );
  });
}

/** The limit: ripgrep with the engine's own expression, on everything, with two threads. It verifies nothing. */
export async function runPlainRipgrep(ripgrep: string, folder: string): Promise<void> {
  const all = ['--no-config', '--no-ignore', '--hidden', '--text', '--threads=2'];
  const shown = ['--only-matching', '--byte-offset', '--with-filename', '--no-line-number'];
  await runPeer(ripgrep, [...all, ...shown, `--regexp=${ripgrepPattern}`, '--', folder]);
}

const piece = Buffer.allocUnsafe(1 << 20);

/** The floor without ripgrep: one thread that reads every file and looks at nothing. Answers the bytes. */
export function readEverything(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += readEverything(path);
    if (!entry.isFile()) continue;
    const file = openSync(path, 'r');
    for (let got = readSync(file, piece); got > 0; got = readSync(file, piece)) bytes += got;
    closeSync(file);
  }
  return bytes;
}

/** A program of the person's, on PATH. */
export function onPath(name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, file))
    .find((path) => existsSync(path));
}

const gitleaksRules = [
  'github-pat',
  'github-fine-grained-pat',
  'github-oauth',
  'github-app-token',
  'github-refresh-token',
];

/** gitleaks 8.19 or newer with its rules for GitHub only. It ends with 1 when it finds something. */
export async function runGitleaks(gitleaks: string, folder: string): Promise<void> {
  const rules = gitleaksRules.flatMap((rule) => ['--enable-rule', rule]);
  await runPeer(gitleaks, ['dir', folder, '--no-banner', '--log-level', 'error', ...rules], [0, 1]);
}

/** trufflehog 3 for GitHub only, without asking GitHub whether a token lives. */
export async function runTrufflehog(trufflehog: string, folder: string): Promise<void> {
  const offline = ['--no-verification', '--no-update', '--include-detectors=github', '--json'];
  await runPeer(trufflehog, ['filesystem', folder, ...offline], [0, 183]);
}
