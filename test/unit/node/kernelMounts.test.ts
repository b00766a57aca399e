import assert from 'node:assert/strict';
import { isKernels, parseMounts } from '../../../src/node/leaks/kernelMounts.ts';

const mounts = parseMounts(
  [
    '22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw',
    '23 22 0:5 / /proc rw,nosuid shared:12 - proc proc rw',
    '24 22 0:6 / /dev rw - devtmpfs udev rw',
    '25 24 0:7 / /dev/shm rw - tmpfs tmpfs rw',
    '26 22 0:8 / /home/a\\040b/sys rw master:1 - sysfs sysfs rw',
    '27 22 0:9 / /twice rw - proc proc rw',
    '28 27 0:9 / /twice rw - tmpfs tmpfs rw',
    'nonsense',
  ].join('\n'),
);

describe('what the kernel shows of itself as files', () => {
  it('I11 is known by its mounts, the nearest of which decides', () => {
    const folders = {
      '/': false,
      '/home/a': false,
      '/proc': true,
      '/proc/1/task': true,
      '/process': false,
      '/dev/pts': true,
      '/dev/shm/work': false,
      '/home/a b/sys/class': true,
      '/twice': false,
    };
    for (const [folder, kernels] of Object.entries(folders))
      assert.equal(isKernels(mounts, folder), kernels, folder);
  });
});
