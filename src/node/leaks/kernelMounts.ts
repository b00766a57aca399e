import { readFileSync } from 'node:fs';
import type { BytePath } from './bytePath.ts';

/** What the kernel shows of itself as files: some of them never end, some wait for ever, none is a person's. */
const ofTheKernel =
  /^(?:proc|sysfs|devpts|devtmpfs|cgroup2?|debugfs|tracefs|securityfs|configfs|bpf|pstore|efivarfs|mqueue|binfmt_misc|fusectl|autofs|rpc_pipefs|nsfs|selinuxfs)$/;

/** Where such are mounted: a container's root, or a prepared folder, has them below a workspace (I11). Linux only. */
export function kernelMounts(): ReadonlySet<BytePath> {
  let text: string;
  try {
    text = readFileSync('/proc/self/mountinfo', 'latin1');
  } catch {
    return new Set();
  }
  const lines = text.split('\n').map((line) => line.split(' - '));
  return new Set(
    lines
      .filter(([, what = '']) => ofTheKernel.test(what.split(' ')[0] ?? ''))
      // The fifth word; a space in a path is `\040`.
      .map(([where = '']) =>
        (where.split(' ')[4] ?? '').replace(/\\(\d{3})/g, (_, octal: string) =>
          String.fromCharCode(Number.parseInt(octal, 8)),
        ),
      ),
  );
}
