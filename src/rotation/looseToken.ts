import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { RevokeTarget, RevokeVault } from './revokePorts.ts';

/**
 * A token that no entry holds, as revoking needs it: what is noted about it lives as long as the action. There is no
 * wish that could survive a restart, so what was not seen to end must be told as not ended.
 */
export function looseToken(
  shown: Entry,
  secret: Secret,
): { readonly target: RevokeTarget; readonly vault: RevokeVault } {
  let entry = shown;
  const none = async (): Promise<never> => {
    throw new Failure({ kind: 'noPrevious', id: shown.id });
  };
  return {
    target: { entry: shown, which: 'present' },
    vault: {
      entryOf: async () => entry,
      secretOf: async () => secret,
      update: async (_id, change) => {
        entry = change(entry);
        return entry;
      },
      previousSecretOf: none,
      dropPrevious: none,
      updatePrevious: none,
      restorePrevious: none,
    },
  };
}
