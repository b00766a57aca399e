import { covers, levelIn } from '../policy/permissionSets.ts';
import type { Permissions } from '../shared/permissions.ts';
import { isGrantable } from './grantable.ts';
import type { RotationChecklist } from './planRotation.ts';

/**
 * The checklist with what was refused added, never with less than before. A set that holds more than our jobs need is
 * left out whole. Where nothing was declared the person must know the rest, so nothing is filled in.
 */
export function widenChecklist(
  checklist: RotationChecklist,
  grant: Permissions | undefined,
): RotationChecklist {
  const { permissions } = checklist;
  if (grant === undefined || permissions === undefined || !isGrantable(grant)) return checklist;
  const added = Object.entries(grant).filter(([name, level]) => !covers(levelIn(permissions, name), level));
  return { ...checklist, permissions: { ...permissions, ...Object.fromEntries(added) } };
}
