import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../harness/places.ts';
import { squeezeBundle } from './squeezeBundle.ts';

const script = 'src/webview/main.ts';
const style = 'src/webview/dashboard.css';

/** The page of the dashboard: one script and one style for a browser, in `dist/`. Gives the bytes of each. */
export async function buildPage(): Promise<Readonly<Record<string, number>>> {
  if (!existsSync(join(root, script))) return {};
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: script, out: 'dashboard' },
      { in: style, out: 'dashboard' },
    ],
    outdir: 'dist',
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    // VS Code 1.103 has Chromium 138; in a browser it is the person's own, of the last two years.
    target: ['chrome120', 'firefox121', 'safari17.4'],
    metafile: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const css = metafile.outputs['dist/dashboard.css']?.bytes ?? 0;
  return { 'dashboard.js': await squeezeBundle('dist/dashboard.js'), 'dashboard.css': css };
}
