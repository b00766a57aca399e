import { root } from './places.ts';
import { type ProcessGroup, spawnGroup } from './processGroup.ts';

/** A run that has not ended by then hangs, usually on a server that a test left open. */
const limitMs = 1_200_000;

const mostOutput = 200_000;

/** Runs a Node program in the project's folder with our own output. Gives its exit code; 124 when it hung. */
export async function runNode(args: readonly string[]): Promise<number> {
  return await ended(
    spawnGroup(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }),
    (line) => console.error(line),
  );
}

/** The same, but what it prints is given back with the code, for a program that runs beside others. */
export async function collectNode(
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  const group = spawnGroup(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (text: string) => {
    output = (output + text).slice(-mostOutput);
  };
  for (const stream of [group.child.stdout, group.child.stderr]) stream?.setEncoding('utf8').on('data', keep);
  const code = await ended(group, (line) => keep(`${line}\n`));
  return { code, output };
}

async function ended(group: ProcessGroup, say: (line: string) => void): Promise<number> {
  return await new Promise((resolve, reject) => {
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      say(`Still running after ${limitMs / 1000} s: ended. A test left something open, or waits for ever.`);
      void group.end();
    }, limitMs);
    group.child.once('error', reject);
    // A grandchild may hold the pipes open for ever: what is still in them is waited for a second.
    group.child.once('exit', (code) => {
      clearTimeout(timer);
      const give = () => resolve(hung ? 124 : (code ?? 1));
      group.child.once('close', give);
      setTimeout(give, 1000);
    });
  });
}
