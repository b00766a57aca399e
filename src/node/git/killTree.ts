import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const graceMs = 300;
/** Nothing survives SIGKILL; in a container without an init the dead may stay listed for ever, so the wait is short. */
const goneMs = 500;

/**
 * Ends a process started with `detached: true` and everything of its group, and waits until none is left: git's own
 * HTTP child would otherwise go on sending after the person pressed Cancel.
 */
export async function killTree(pid: number): Promise<void> {
  if (process.platform === 'win32') return taskKill(pid);
  signal(pid, 'SIGTERM');
  if (await gone(pid, graceMs)) return;
  signal(pid, 'SIGKILL');
  await gone(pid, goneMs);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, name);
  } catch (error) {
    // macOS answers EPERM for a group of zombies only.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH' && name === 0 && process.platform !== 'darwin';
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (signal(pid, 0)) {
    if (performance.now() > end) return false;
    await delay(10);
  }
  return true;
}

/** By its absolute path: a `taskkill` in the working folder or on PATH is never run. */
async function taskKill(pid: number): Promise<void> {
  const root = process.env.SystemRoot ?? 'C:\\Windows';
  const child = spawn(join(root, 'System32', 'taskkill.exe'), ['/PID', String(pid), '/T', '/F'], {
    shell: false,
    stdio: 'ignore',
    windowsHide: true,
  });
  await new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
}
