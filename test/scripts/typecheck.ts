import { join } from 'node:path';
import { root } from '../harness/places.ts';
import { runScript } from '../harness/problem.ts';
import { runNode } from '../harness/runNode.ts';

/** The pure folders are checked a second time, without Node, DOM or VS Code in sight; the page with a DOM only. */
const projects = ['tsconfig.json', 'src/tsconfig.pure.json', 'src/tsconfig.webview.json'] as const;

await runScript(async () => {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const codes = await Promise.all(projects.map((project) => runNode([tsc, '-p', join(root, project)])));
  return Math.max(...codes);
});
