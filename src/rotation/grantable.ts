import { covers, levelIn } from '../policy/permissionSets.ts';
import type { Permissions } from '../shared/permissions.ts';

/**
 * All that any job of this product can need. What is missing is named by a server's header: without this list a server
 * could have the person make a token that may administer (S3-19).
 */
const grantable: Permissions = Object.freeze({
  contents: 'write',
  pull_requests: 'write',
  workflows: 'write',
  issues: 'write',
  metadata: 'read',
});

/** Whether everything in the set is what a job of ours can need. */
export function isGrantable(set: Permissions): boolean {
  const wanted = Object.entries(set);
  return wanted.length > 0 && wanted.every(([name, level]) => covers(levelIn(grantable, name), level));
}
