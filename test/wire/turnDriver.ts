import { GitPush } from '../../src/node/git/gitPush.ts';
import { TurnFolders } from '../../src/node/repositoryTurns.ts';
import { preparePush, pushBranch } from '../../src/push/pushBranch.ts';
import { PushesInFlight } from '../../src/push/pushesInFlight.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Secret } from '../../src/shared/secret.ts';
import { type DriverOrder, driverContext, known, readOrder } from './driverOrder.ts';

export interface TurnOrder extends DriverOrder {
  readonly storage: string;
}

/** A window of its own: pushes in its turn, then prints how that ended. */
const order = await readOrder<TurnOrder>();
const pusher = new GitPush(driverContext(order));
const pushes = new PushesInFlight(new TurnFolders(order.storage));
const ended = await pushes
  .run(order.folder, async () => {
    const plan = await preparePush(order.folder, { known }, pusher);
    if (plan.kind !== 'push') return plan.kind === 'refused' ? plan.problem.kind : plan.kind;
    return (await pushBranch(plan, new Secret(order.token), pusher)).kind;
  })
  .catch((error: unknown) => (Failure.is(error) ? error.problem.kind : String(error)));
process.stdout.write(ended);
