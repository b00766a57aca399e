import { statSync } from 'node:fs';
import { packageExtension } from '../scripts/packageExtension.ts';

/** Set by `npm test`: two processes that packaged at once would overwrite each other's. */
export const packageVariable = 'TOKEN_WARDEN_TEST_PACKAGE';

let made: ReturnType<typeof packageExtension> | undefined;

/** What ships, packaged once for all the walks of one run: packaging scans everything and takes its time. */
export function packaged(): ReturnType<typeof packageExtension> {
  const file = process.env[packageVariable];
  made ??= file === undefined ? packageExtension() : Promise.resolve({ file, bytes: statSync(file).size });
  return made;
}
