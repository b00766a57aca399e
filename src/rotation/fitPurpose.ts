import { beyond } from '../policy/permissionSets.ts';
import { purposes } from '../policy/purposes.ts';
import type { RotationChecklist } from './planRotation.ts';

/**
 * The checklist with the purpose that its permissions fit, when they outgrew the one it had: else what the person was
 * just led to add would be called surplus at once. Permissions beyond every purpose leave it as it is.
 */
export function fitPurpose(checklist: RotationChecklist): RotationChecklist {
  const { permissions, purpose } = checklist;
  const fits = (id: RotationChecklist['purpose']) => {
    const allowed = purposes[id].permissions;
    return permissions === undefined || allowed === undefined || beyond(permissions, allowed).length === 0;
  };
  if (fits(purpose)) return checklist;
  const fitting = (['push-and-draft', 'push-with-workflows'] as const).find(fits);
  return fitting === undefined
    ? checklist
    : { ...checklist, purpose: fitting, classicScopes: purposes[fitting].scopes };
}
