import { GitFetch } from '../../src/node/git/gitFetch.ts';
import { readRepository } from '../../src/node/git/readRepository.ts';
import { fetchBranch, prepareFetch } from '../../src/push/fetchBranch.ts';
import { Secret } from '../../src/shared/secret.ts';
import { driverContext, known, readOrder } from './driverOrder.ts';

/** A process that fetches, so that a test can kill it in the middle. */
const order = await readOrder();
const context = driverContext(order);
const reader = { read: (folder: string) => readRepository(context, folder) };
const plan = await prepareFetch(order.folder, { known }, reader);
if (plan.kind === 'fetch') await fetchBranch(plan, new Secret(order.token), new GitFetch(context));
