import { basename } from 'node:path';
import { runScript } from '../harness/problem.ts';
import { packageExtension } from './packageExtension.ts';

await runScript(async () => {
  const { file, bytes } = await packageExtension();
  console.log(`${basename(file)}  ${bytes} bytes`);
  return 0;
});
