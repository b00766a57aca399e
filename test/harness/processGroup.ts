import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';

/** A program with everything it starts. VS Code's pty host and watchers outlive the server that made them. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Ends the whole group: asks, and after three seconds insists. Safe to call twice. */
  end(): Promise<void>;
}

/** Starts a program in a group of its own, which ends with this process at the latest. */
export function spawnGroup(file: string, args: readonly string[], options: SpawnOptions = {}): ProcessGroup {
  const child = spawn(file, args, { ...options, detached: process.platform !== 'win32' });
  const insist = () => signalGroup(child, 'SIGKILL');
  // Before the folders of the run are removed, which it may still write to.
  process.prependOnceListener('exit', insist);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    child,
    async end() {
      signalGroup(child, 'SIGTERM');
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
      insist();
      await gone;
      // Not before: a second signal in the middle of this ends us at once, and the group must still go with us.
      process.off('exit', insist);
    },
  };
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the group has already ended, which is what we wanted.
  }
}
