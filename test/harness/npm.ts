import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Problem } from './problem.ts';

/** Runs npm in a folder and gives what it printed. A failure says what to do, after npm's own words. */
export function npm(args: readonly string[], cwd: string): Promise<string> {
  const own = process.env.npm_execpath;
  const [file, before, shell] =
    own && basename(own).startsWith('npm') && existsSync(own)
      ? [process.execPath, [own], false]
      : ['npm', [], process.platform === 'win32'];
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...before, ...args], { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', () => reject(new Problem('npm was not found. Install Node.js with npm.')));
    child.on('close', (code) =>
      code === 0
        ? resolve(stdout)
        : reject(new Problem(`${stderr.trim().slice(-2000)}\n\nnpm ${args[0]} failed. ${advise(stderr)}`)),
    );
  });
}

function advise(output: string): string {
  if (/ENOSPC/.test(output)) return 'The disk is full: free about 1.5 GB.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(output)) {
    return 'npm cannot reach its registry: check the network, or set "proxy" and "registry" with "npm config set".';
  }
  if (/EACCES|EPERM|EROFS/.test(output))
    return "npm may not write there: check who owns this folder and npm's cache.";
  return 'Its own words are above.';
}
