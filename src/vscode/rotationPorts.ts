import * as vscode from 'vscode';
import type { BeginPorts } from '../rotation/beginRotation.ts';
import type { FinishPorts } from '../rotation/finishRotation.ts';
import type { RotationVault, RotationWork, TokenInspector } from '../rotation/ports.ts';
import type { RevokeVault } from '../rotation/revokePorts.ts';
import type { RotationPorts } from '../rotation/rotateToken.ts';
import { Failure } from '../shared/failure.ts';
import type { Entry } from '../tokens/entry.ts';
import { askSwap } from './askSwap.ts';
import { askAbout } from './inspect.ts';
import { operationProver } from './operationProver.ts';
import type { Services } from './services.ts';

/** What a rotation of this entry works with. Failures leave their details in the log, because results carry none. */
export function rotationPorts(services: Services, entry: Entry): RotationPorts & BeginPorts & FinishPorts {
  return {
    vault: rotationVault(services),
    inspector: inspector(services),
    confirmDifferences: (differences) => askSwap(entry, differences),
    inFlight: services.rotations,
    clock: services.clock,
    policy: services.policy(),
    prover: operationProver(services, entry),
    session: services.session.id,
    onTrouble: (error) => services.log.failure('noting how far a rotation is', error),
    work: shownWork(services, entry),
  };
}

function shownWork({ work }: Services, entry: Entry): RotationWork {
  const { t } = vscode.l10n;
  return (step) =>
    work.run(t('Rotating {0}', entry.name), (signal, report) =>
      step(signal, (done, of) => report(t('trying repository {0} of {1}', done + 1, of), (100 * done) / of)),
    );
}

/** The vault as rotating, finishing and revoking need it. */
export function rotationVault(services: Services): RotationVault & RevokeVault & BeginPorts['vault'] {
  const { vault } = services;
  return {
    note: (id, change) => vault.update(id, change),
    entryOf: (id) => vault.entryOf(id),
    secretOf: (id) => vault.secretOf(id),
    renewalOf: async (id) => (await vault.holdingOf(id)).renewal,
    previousSecretOf: (id) => vault.previousSecretOf(id),
    rotate: (id, secret, change) => logged(services, 'storing a new token', vault.rotate(id, secret, change)),
    dropPrevious: (id) => logged(services, 'dropping an old token', vault.dropPrevious(id)),
    update: (id, change) => logged(services, 'noting about a token', vault.update(id, change)),
    updatePrevious: (id, change) =>
      logged(services, 'noting about an old token', vault.updatePrevious(id, change)),
    restorePrevious: (id, change) =>
      logged(services, 'going back to an old token', vault.restorePrevious(id, change)),
  };
}

/** One call about a token, with its failure in the log. */
export function inspector(services: Services): TokenInspector {
  return {
    async inspect(host, token, kind, signal) {
      const asked = askAbout(services, { host, kind, token, signal });
      const answer = await logged(services, 'asking about a token to rotate', asked);
      if (answer.kind === 'unchecked') throw new Failure({ kind: 'notChecked' });
      return answer.inspection;
    },
  };
}

/** Runs it, and leaves the details of its failure in the log. */
export async function logged<T>({ log }: Services, what: string, running: Promise<T>): Promise<T> {
  try {
    return await running;
  } catch (error) {
    if (!(Failure.is(error) && error.problem.kind === 'cancelled')) log.failure(what, error);
    throw error;
  }
}
