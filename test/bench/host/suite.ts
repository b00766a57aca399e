import { existsSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { left, type WindowReport } from './benchRecord.ts';

/** Both, because the built-in one otherwise waits until somebody asks it for a session. */
const compared = ['token-warden.token-warden', 'vscode.github-authentication'] as const;

/** The bundle our extension loads some time after its start: a trace that has not seen it come was blind. */
const lateBundle = 'app.js';

const stepMs = 50;
const limitMs = 30_000;

/** What VS Code calls in each window of the bench. Writes what this start was like to the file the bench names. */
export async function run(): Promise<void> {
  const { TOKEN_WARDEN_BENCH_REPORT: file, TOKEN_WARDEN_BENCH_GO: go } = process.env;
  if (!file || !go) throw new Error('the bench names no files to meet by');
  for (const id of compared) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension) throw new Error(`${id} is not installed`);
    await extension.activate();
  }
  const performancePage = await readPerformancePage();
  // The extension host ends with this function: not before the page has shown what there is to see.
  await until(() => existsSync(go), 'the word to go on');
  const late = () => left()?.trace?.modules.some(({ name }) => name === lateBundle) !== false;
  await until(late, `${lateBundle} being loaded`);
  const report: WindowReport = { performancePage, start: left() };
  writeFileSync(file, JSON.stringify(report));
}

/** VS Code fills the page some time after it opened it. */
async function readPerformancePage(): Promise<string> {
  await vscode.commands.executeCommand('perfview.show');
  const text = () => vscode.window.activeTextEditor?.document.getText() ?? '';
  await until(() => compared.every((id) => text().includes(id)), 'the page with the start-up times');
  return text();
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !holds(); waited += stepMs) {
    if (waited > limitMs) throw new Error(`waited ${limitMs / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
}
