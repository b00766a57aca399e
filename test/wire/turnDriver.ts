import { GitPush } from '../../src/node/git/gitPush.ts';
import { TurnFolders } from '../../src/node/repositoryTurns.ts';
import { preparePush, pushBranch } from '../../src/push/pushBranch.ts';
import { PushesInFlight } from '../../src/push/pushesInFlight.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { githubCom } from '../../src/tokens/host.ts';

/** A window of its own: pushes in its turn, then prints how that ended. What it needs comes by stdin, as one JSON line. */
export interface TurnOrder {
  readonly git: { readonly path: string; readonly version: string };
  readonly env: Readonly<Record<string, string>>;
  readonly tempFolder: string;
  readonly storage: string;
  readonly folder: string;
  readonly token: string;
}

let text = '';
for await (const chunk of process.stdin) text += String(chunk);
const order = JSON.parse(text) as TurnOrder;
const pusher = new GitPush({
  git: order.git,
  env: order.env,
  workspaceFolders: [],
  tempFolder: order.tempFolder,
  redactor: new Redactor(),
  pushTimeoutMs: 60_000,
  hookTimeoutMs: 60_000,
});
const pushes = new PushesInFlight(new TurnFolders(order.storage));
const ended = await pushes
  .run(order.folder, async () => {
    const known = { hosts: [githubCom], aliases: {} };
    const plan = await preparePush(order.folder, { known }, pusher);
    if (plan.kind !== 'push') return plan.kind === 'refused' ? plan.problem.kind : plan.kind;
    return (await pushBranch(plan, new Secret(order.token), pusher)).kind;
  })
  .catch((error: unknown) => (Failure.is(error) ? error.problem.kind : String(error)));
process.stdout.write(ended);
