import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Log } from './log.ts';

/** The part of the credentials and of the log that is needed here. */
export interface Writing {
  readonly credentials: { update(id: string, change: (latest: Entry) => Entry): Promise<unknown> };
  readonly log: Pick<Log, 'failure'>;
}

/** Whether the person confirmed this entry for this repository before. */
export function isConfirmed(entry: Entry, address: RepositoryAddress): boolean {
  const slug = slugOf(address);
  return entry.confirmedFor.some((one) => one.toLowerCase() === slug);
}

/**
 * Remembers the confirmation with the entry, so that it goes when the entry goes. A window that may not write to the
 * vault only asks again next time: what the person agreed to is done all the same.
 */
export async function rememberConfirmed(
  { credentials, log }: Writing,
  entry: Entry,
  address: RepositoryAddress,
): Promise<void> {
  if (isConfirmed(entry, address)) return;
  const slug = slugOf(address);
  try {
    await credentials.update(entry.id, (latest) =>
      isConfirmed(latest, address) ? latest : { ...latest, confirmedFor: [...latest.confirmedFor, slug] },
    );
  } catch (error) {
    log.failure('remembering the confirmation', error);
  }
}

function slugOf(address: RepositoryAddress): string {
  return `${address.owner}/${address.repo}`.toLowerCase();
}
