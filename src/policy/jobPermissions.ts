import type { Permissions } from '../shared/permissions.ts';
import type { Job } from './judgeFit.ts';

/** What a token needs that is made for one job alone. Metadata comes by itself. */
export interface JobPermissions {
  readonly needed: Permissions;
  /** Asked for as well, where it can be had: a pull request reads the branch it is for. */
  readonly useful: Permissions;
}

/** Source: facts/operation-minimums.json (`push`, `open-draft-pr`, `clone-private`). */
export const jobPermissions: Readonly<Record<Job, JobPermissions>> = Object.freeze({
  push: Object.freeze({ needed: { contents: 'write' }, useful: {} } as const),
  'open-draft-pr': Object.freeze({
    needed: { pull_requests: 'write' },
    useful: { contents: 'read' },
  } as const),
  fetch: Object.freeze({ needed: { contents: 'read' }, useful: {} } as const),
});
