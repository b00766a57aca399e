import { packageExtension } from '../scripts/packageExtension.ts';

let made: ReturnType<typeof packageExtension> | undefined;

/** What ships, packaged once for all the walks of one run: packaging scans everything and takes its time. */
export function packaged(): ReturnType<typeof packageExtension> {
  made ??= packageExtension();
  return made;
}
