import { statSync } from 'node:fs';
import { type PackagedExtension, packageExtension } from '../scripts/packageExtension.ts';

/** Set by `npm test`: two processes that packaged at once would overwrite each other's. */
export const packageVariable = 'TOKEN_WARDEN_TEST_PACKAGE';

type Packaged = Omit<PackagedExtension, 'packed'>;

let made: Promise<Packaged> | undefined;

/** What ships, packaged once for all the walks of one run: packaging scans everything and takes its time. */
export function packaged(): Promise<Packaged> {
  const file = process.env[packageVariable];
  made ??= file === undefined ? packageExtension() : Promise.resolve({ file, bytes: statSync(file).size });
  return made;
}
