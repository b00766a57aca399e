import { readFileSync } from 'node:fs';
import type { BytePath } from './bytePath.ts';

/** What the kernel shows of itself as files: some of them never end, some wait for ever, none is a person's. */
const ofTheKernel =
  /^(?:proc|sysfs|devpts|devtmpfs|cgroup2?|debugfs|tracefs|securityfs|configfs|bpf|pstore|efivarfs|mqueue|binfmt_misc|fusectl|autofs|rpc_pipefs|nsfs|selinuxfs)$/;

/** By where it is mounted, whether the kernel shows itself there. */
export type Mounts = ReadonlyMap<BytePath, boolean>;

/** Linux only; elsewhere nothing of the kind is among the files. */
export function readMounts(): Mounts {
  try {
    return parseMounts(readFileSync('/proc/self/mountinfo', 'latin1'));
  } catch {
    return new Map();
  }
}

/** Of proc(5): the fifth word is where, the first behind the dash what. A space in a path is `\040`. */
export function parseMounts(text: string): Mounts {
  const entries = text
    .split('\n')
    .filter((line) => line.includes(' - '))
    .map((line) => {
      const [about = '', what = ''] = line.split(' - ');
      const where = (about.split(' ')[4] ?? '').replace(/\\(\d{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      );
      return [where, ofTheKernel.test(what.split(' ')[0] ?? '')] as const;
    });
  // Of several in one place the last is to be seen.
  return new Map(entries);
}

/** Whether a folder is the kernel's: a container's root, or a prepared folder, has such among its own (I11). */
export function isKernels(mounts: Mounts, folder: BytePath): boolean {
  let nearest = '';
  for (const [where] of mounts) {
    const within = folder === where || folder.startsWith(where.endsWith('/') ? where : `${where}/`);
    if (within && where.length >= nearest.length) nearest = where;
  }
  return mounts.get(nearest) === true;
}
