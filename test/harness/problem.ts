/** Something the person at the keyboard can mend. Printed without a stack: what is missing, what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** Runs a script's main function; ends the process with its exit code. */
export async function runScript(main: (args: readonly string[]) => Promise<number>): Promise<void> {
  // Without handlers these signals skip every `exit` listener, and with them our servers would live on.
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
  try {
    process.exit(await main(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error);
    if (isDiskFull(error)) console.error('The disk is full. Free about 1.5 GB and run the command again.');
    process.exit(1);
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
