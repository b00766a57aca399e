import { GitPush } from '../../src/node/git/gitPush.ts';
import { preparePush, pushBranch } from '../../src/push/pushBranch.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { githubCom } from '../../src/tokens/host.ts';

/** A process that pushes, so that a test can kill it in the middle. What it needs comes by stdin, as one JSON line. */
interface Order {
  readonly git: { readonly path: string; readonly version: string };
  readonly env: Readonly<Record<string, string>>;
  readonly tempFolder: string;
  readonly folder: string;
  readonly token: string;
}

let text = '';
for await (const chunk of process.stdin) text += String(chunk);
const order = JSON.parse(text) as Order;
const pusher = new GitPush({
  git: order.git,
  env: order.env,
  workspaceFolders: [],
  tempFolder: order.tempFolder,
  redactor: new Redactor(),
  pushTimeoutMs: 60_000,
  hookTimeoutMs: 10_000,
});
const plan = await preparePush(order.folder, { known: { hosts: [githubCom], aliases: {} } }, pusher);
if (plan.kind === 'push') await pushBranch(plan, new Secret(order.token), pusher);
