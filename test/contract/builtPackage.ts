import { type PackagedExtension, packageExtension } from '../scripts/packageExtension.ts';

let making: Promise<PackagedExtension> | undefined;

/** The package, made once for all that look into it: making it takes most of a minute on a busy machine. */
export function builtPackage(): Promise<PackagedExtension> {
  making ??= packageExtension();
  return making;
}
