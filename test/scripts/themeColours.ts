import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbench } from '../e2e/workbench.ts';
import { root } from '../harness/places.ts';
import { runScript } from '../harness/problem.ts';
import { progress } from '../harness/progress.ts';
import { openStage } from '../harness/stage.ts';
import { packageExtension } from './packageExtension.ts';

const themes = {
  'Default Dark Modern': 'dark_modern',
  'Default Light Modern': 'light_modern',
  'Default High Contrast': 'hc_black',
  'Default High Contrast Light': 'hc_light',
} as const;

/**
 * `node test/scripts/themeColours.ts [vsix]`: what the styles of the dashboard's page use of VS Code's colours, as a real
 * workbench has them in each theme, into `test/fixtures/themeColours.json`. To be run again when a style uses another.
 */
await runScript(async ([made]) => {
  const folder = join(root, 'src', 'webview');
  const styles = readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const used = [...new Set(styles.join('').match(/--vscode-[\w-]+/g))].sort();
  const vsix = made ?? (await progress('building the extension', packageExtension)).file;
  const colours: Record<string, Record<string, string>> = {};
  for (const theme of Object.keys(themes) as (keyof typeof themes)[])
    colours[theme] = await progress(theme, () => coloursOf(vsix, theme, used));
  writeFileSync(join(root, 'test', 'fixtures', 'themeColours.json'), `${JSON.stringify(colours, null, 2)}\n`);
  return 0;
});

async function coloursOf(
  vsix: string,
  theme: keyof typeof themes,
  used: readonly string[],
): Promise<Record<string, string>> {
  const stage = await openStage();
  const workbench = await Workbench.open({ stage, vsix, theme });
  try {
    const read = `JSON.stringify(${JSON.stringify(used)}.map((each) => [each, getComputedStyle(document.querySelector('.monaco-workbench')).getPropertyValue(each).trim()]))`;
    // The theme of the settings comes a moment after the workbench.
    await workbench.page.locator(`.monaco-workbench[class*="${themes[theme]}-json"]`).waitFor();
    const values = JSON.parse(String(await workbench.page.evaluate(read))) as [string, string][];
    return Object.fromEntries(values.filter(([, value]) => value !== ''));
  } finally {
    await workbench.close();
    await stage.close();
  }
}
