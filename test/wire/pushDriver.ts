import { GitPush } from '../../src/node/git/gitPush.ts';
import { preparePush, pushBranch } from '../../src/push/pushBranch.ts';
import { Secret } from '../../src/shared/secret.ts';
import { driverContext, known, readOrder } from './driverOrder.ts';

/** A process that pushes, so that a test can kill it in the middle. */
const order = await readOrder();
const pusher = new GitPush(driverContext(order));
const plan = await preparePush(order.folder, { known }, pusher);
if (plan.kind === 'push') await pushBranch(plan, new Secret(order.token), pusher);
