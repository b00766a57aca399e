import type { CancelSignal } from '../github/apiAnswer.ts';
import type { RevokePorts } from '../rotation/revokePorts.ts';
import { journalRevocation } from './journaling.ts';
import { inspector, logged, rotationVault } from './rotationPorts.ts';
import type { Services } from './services.ts';

/** What revoking works with. Failures leave their details in the log, because results carry none. */
export function revokingPorts(services: Services, report: RevokePorts['report']): RevokePorts {
  const { revoker, rotations, clock, renewals } = services;
  const vault = rotationVault(services);
  return {
    vault: {
      ...vault,
      // A renewed token that the store did not take is the one that works: the stored one ended with the renewal.
      secretOf: async (id) => renewals.unsavedOf(id)?.token ?? vault.secretOf(id),
      renewalOf: async (id) => renewals.unsavedOf(id)?.renewal ?? vault.renewalOf?.(id),
    },
    revoker: {
      revokeList: (host, secrets) => logged(services, 'revoking tokens', revoker.revokeList(host, secrets)),
      endItself: (host, secret) =>
        logged(services, 'ending an installation token', revoker.endItself(host, secret)),
    },
    inspector: inspector(services),
    inFlight: rotations,
    clock,
    pause,
    record: (target, step) => journalRevocation(services, target, step),
    report,
  };
}

function pause(ms: number, signal: CancelSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
