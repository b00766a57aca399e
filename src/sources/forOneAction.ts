import type { CredentialAccess } from './credentials.ts';

export interface ActionCredentials {
  readonly credentials: CredentialAccess;
  /** The command is over, however it went. Waits for nobody. */
  end(): void;
}

/**
 * The port for one command. What the command was handed is noted, so that a token that was made for an action is ended
 * when it says so, at the latest with the command, and never under another command that shares it (S2-30).
 */
export function forOneAction(all: CredentialAccess): ActionCredentials {
  const mine = new Set<string>();
  const over: CredentialAccess['over'] = async ({ id }) => {
    if (mine.delete(id)) await all.over({ id });
  };
  return {
    credentials: {
      offers: (asked, signal, only) => all.offers(asked, signal, only),
      seen: () => all.seen(),
      entryOf: (id) => all.entryOf(id),
      update: (id, change, seen) => all.update(id, change, seen),
      issuedFor: (secret) => all.issuedFor(secret),
      secretOf: (entry, job, signal, more) => {
        if (!mine.has(entry.id)) {
          mine.add(entry.id);
          all.hold(entry);
        }
        return all.secretOf(entry, job, signal, more);
      },
      hold: (entry) => all.hold(entry),
      over,
      overAll: () => all.overAll(),
    },
    end: () => {
      for (const id of [...mine]) void over({ id });
    },
  };
}
