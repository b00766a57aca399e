import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Area } from './messages/adviseFailure.ts';
import type { Place } from './messages/place.ts';
import { sayFailure } from './say.ts';
import type { Services } from './services.ts';
import { sayWrongAlias } from './sshAlias.ts';
import { stepActs } from './stepActs.ts';

/** What was being used when something failed. */
export interface Used {
  readonly entry: Entry;
  readonly address: RepositoryAddress;
}

/** Tells a failure where it happened: in the words of its area, and with buttons for the entry that was used. */
export async function sayUsing(
  services: Services,
  area: Area,
  error: unknown,
  used: Used | undefined,
): Promise<void> {
  if (await sayWrongAlias(services, used?.address, error)) return;
  const place = used && whereUsed(services, used);
  await sayFailure(error, area, services.log, stepActs(services, used?.entry), place);
}

function whereUsed({ clock }: Services, { entry, address }: Used): Place {
  const { host, owner, repo } = address;
  return { host, owner, repo, entry, now: clock.now() };
}
