import { root } from './places.ts';
import { spawnGroup } from './processGroup.ts';

/** A run that has not ended by then hangs, usually on a server that a test left open. */
const limitMs = 600_000;

/** Runs a Node program in the project's folder with our own output. Gives its exit code; 124 when it hung. */
export async function runNode(args: readonly string[], limit = limitMs): Promise<number> {
  const group = spawnGroup(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return await new Promise((resolve, reject) => {
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      console.error(
        `Still running after ${limit / 1000} s: ended. A test left something open, or waits for ever.`,
      );
      void group.end();
    }, limit);
    group.child.once('error', reject);
    group.child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(hung ? 124 : (code ?? 1));
    });
  });
}
