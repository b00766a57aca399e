import { runScript } from '../harness/problem.ts';
import { buildExtension } from './buildExtension.ts';

await runScript(async () => {
  const { bytes } = await buildExtension();
  for (const [bundle, size] of Object.entries(bytes)) console.log(`dist/${bundle}  ${size} bytes`);
  return 0;
});
