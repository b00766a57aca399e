import { existsSync } from 'node:fs';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cache } from '../harness/places.ts';
import { Problem, runScript } from '../harness/problem.ts';
import { judgeRun, resultFile, resultTable } from '../harness/results.ts';
import { type HostSuiteRun, runHostSuite } from './hostSuite.ts';

/**
 * `npm run test:desktop [-- --executable PATH | --desktop-only]`: the host suite on desktop VS Code, brought by
 * `@vscode/test-electron`. Where its download host is closed, the same launcher starts the VS Code server in
 * the executable's place and says so; `--desktop-only` fails instead.
 */
async function chooseHost(args: readonly string[]): Promise<HostSuiteRun['host']> {
  const index = args.indexOf('--executable');
  const executable = index < 0 ? undefined : args[index + 1];
  if (index >= 0) {
    if (executable === undefined || !existsSync(executable)) {
      throw new Problem('--executable needs the path of an installed VS Code.');
    }
    return { kind: 'desktop', executable };
  }
  try {
    console.log('Bringing desktop VS Code (about 150 MB, once) …');
    return {
      kind: 'desktop',
      executable: await downloadAndUnzipVSCode({ version: 'stable', cachePath: cache, timeout: 15_000 }),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (args.includes('--desktop-only')) {
      throw new Problem(
        `Desktop VS Code could not be fetched (${why}). Check the network, or pass --executable PATH.`,
      );
    }
    console.log(`Desktop VS Code could not be fetched (${why}).`);
    console.log('The same launcher now starts a VS Code server in its place.');
    return { kind: 'server', vscode: 'current' };
  }
}

await runScript(async (args) => {
  const started = performance.now();
  const host = await chooseHost(args);
  const results = resultFile('desktop');
  const code = await runHostSuite({ host, results }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });
  const outcome = judgeRun('desktop', code, (performance.now() - started) / 1000);
  for (const { title, message } of outcome.failures) console.log(`\n  ✗ ${title}\n    ${message}`);
  console.log(`\n${resultTable([outcome], outcome.seconds)}`);
  console.log(
    `Ran on ${host.kind === 'desktop' ? `desktop VS Code, ${host.executable}` : 'the VS Code server'}.`,
  );
  return outcome.failed > 0 ? 1 : 0;
});
